import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";

/** What is known of a GraphQL request while it is answered, for the log and the metrics. */
export interface Exchange {
  /** Names the request in the log and in the answer's `x-request-id`. */
  readonly requestId: string;
  /** The trace that it is part of, where traces are kept. */
  traceId?: string;
  operation?: { name: string | undefined; type: string };
  cost?: { predicted: number; actual: number };
  /** The codes of the errors in the answer; absent before GraphQL has answered. */
  codes?: string[];
  /** Whether the client has gone before its answer. */
  hasLeft?: boolean;
  /**
   * Where the search has a part in the answer: the moment that the answer is of, see `SearchService.moment`,
   * or "passing" when nobody is told once it no longer holds.
   */
  searchedAt?: number | "passing";
}

declare module "../platform/context.js" {
  interface Context {
    /** Absent where no request over HTTP is answered. */
    readonly exchange?: Exchange;
  }
}

const usable = /^[\w.:+/=-]{1,64}$/;

/** The id that a request brings, when it can be one; or a new one. */
export function requestIdOf({ headers }: Pick<IncomingMessage, "headers">): string {
  const given = headers["x-request-id"];
  return typeof given === "string" && usable.test(given) ? given : randomUUID();
}

const failedIn = new WeakMap<object, Exchange>();

/** Notes in which request an error happened. */
export function noteRequest(error: object, exchange: Exchange): void {
  failedIn.set(error, exchange);
}

/** The request that an error happened in, as far as it was noted. */
export const requestOf = (error: unknown): Exchange | undefined =>
  typeof error === "object" && error !== null ? failedIn.get(error) : undefined;
