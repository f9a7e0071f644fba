import { ChangeMemory } from "../../platform/change-memory.js";
import type { Exchange } from "../exchange.js";

/** An answer as it is sent again. */
export interface KeptAnswer {
  body: Buffer;
  type: string;
  /** The value of its `ETag`. */
  tag: string;
  /** Holds only at this moment of the search; absent where the search has no part in it. */
  searchedAt?: number | undefined;
  /** What it cost, and what the log tells of it. */
  told: Pick<Exchange, "operation" | "cost">;
}

/** What an answer takes beside its body, by and large. */
const overheadBytes = 1_000;

/** Keeps answers, up to a number of bytes. */
export const createAnswerMemory = (maxBytes: number): ChangeMemory<KeptAnswer> =>
  new ChangeMemory(maxBytes, ({ body }) => body.byteLength + overheadBytes);
