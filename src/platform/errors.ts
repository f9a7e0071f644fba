import { GraphQLError } from "graphql";

/** The codes that `extensions.code` can have; documented in the README. */
export type ErrorCode =
  | "UNAUTHENTICATED"
  | "FORBIDDEN"
  | "NOT_FOUND"
  | "BAD_USER_INPUT"
  | "CONFLICT"
  | "RATE_LIMITED"
  | "INTERNAL";

/** An error that a client may read: its message names the remedy and holds no internals. */
export class ClientError extends GraphQLError {
  constructor(code: ErrorCode, message: string, details: Record<string, unknown> = {}) {
    super(message, { extensions: { code, ...details } });
  }
}

/**
 * What the client sent can't be used.
 * @param argument the argument's path, for example `filter.counties`
 * @param remedy what to send instead
 */
export const badInput = (argument: string, remedy: string): ClientError =>
  new ClientError("BAD_USER_INPUT", `${argument}: ${remedy}`, { argument });

/** Whether an error, or one that it was caused by, passes a test. */
export function hasCause(error: unknown, passes: (cause: Error) => boolean): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (passes(cause)) return true;
  }
  return false;
}
