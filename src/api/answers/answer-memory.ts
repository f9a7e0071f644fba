import { LRUCache } from "lru-cache";
import type { Exchange } from "../exchange.js";

/** An answer as it is sent again. */
export interface KeptAnswer {
  body: Buffer;
  type: string;
  /** The value of its `ETag`. */
  tag: string;
  /** What it cost, and what the log tells of it. */
  told: Pick<Exchange, "operation" | "cost">;
}

/** No answer may take more of the memory: one would drive out all others. */
const largestShare = 1 / 8;
/** All is forgotten this often all the same: rows that arrive by replication tell nobody. */
const longestMs = 300_000;
/** What an answer takes beside its body and key, by and large. */
const overheadBytes = 1_000;

/** Answers, up to a number of bytes; the one that hasn't been asked for for longest makes room. */
export class AnswerMemory {
  private readonly kept: LRUCache<string, KeptAnswer> | undefined;
  private generation = 0;
  private forgetsAt = performance.now() + longestMs;

  /** @param maxBytes 0: nothing is kept */
  constructor(maxBytes: number) {
    if (maxBytes === 0) return;
    this.kept = new LRUCache({
      maxSize: maxBytes,
      maxEntrySize: Math.ceil(maxBytes * largestShare),
      sizeCalculation: ({ body }, key) => body.byteLength + 2 * key.length + overheadBytes,
    });
  }

  get isOff(): boolean {
    return this.kept === undefined;
  }

  get bytes(): number {
    return this.kept?.calculatedSize ?? 0;
  }

  get count(): number {
    return this.kept?.size ?? 0;
  }

  find(key: string): KeptAnswer | undefined {
    if (performance.now() > this.forgetsAt) this.forget();
    return this.kept?.get(key);
  }

  /** Names the moment, for {@link keep}: to be asked before anything is read for the answer. */
  moment(): number {
    return this.generation;
  }

  /** Keeps an answer, unless something has changed since the moment before it was read. */
  keep(key: string, answer: KeptAnswer, readSince: number): void {
    if (readSince === this.generation) this.kept?.set(key, answer);
  }

  /** Forgets everything, what is being worked out now included. */
  forget(): void {
    this.generation += 1;
    this.forgetsAt = performance.now() + longestMs;
    if (this.count > 0) this.kept?.clear();
  }
}
