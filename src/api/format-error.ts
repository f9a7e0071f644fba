import { randomUUID } from "node:crypto";
import { ApolloServerErrorCode, unwrapResolverError } from "@apollo/server/errors";
import { GraphQLError, type GraphQLFormattedError } from "graphql";
import { isUnavailable } from "../platform/database.js";
import { ClientError, hasCause } from "../platform/errors.js";
import { ClientGone, DeadlineError } from "./deadline.js";
import { requestOf } from "./exchange.js";

/** Where internal errors are written to; a pino logger is one. */
export interface ErrorLog {
  error(details: object, message: string): void;
}

/** What Apollo and GraphQL call a request that can't be used as it is. */
const unusable: ReadonlySet<unknown> = new Set([
  ApolloServerErrorCode.BAD_REQUEST,
  ApolloServerErrorCode.BAD_USER_INPUT,
  ApolloServerErrorCode.GRAPHQL_PARSE_FAILED,
  ApolloServerErrorCode.GRAPHQL_VALIDATION_FAILED,
  ApolloServerErrorCode.OPERATION_RESOLUTION_FAILURE,
]);

/** What Apollo says of persisted queries that can't be used, without a code. */
const uncoded: ReadonlySet<string> = new Set([
  "provided sha does not match query",
  "Unsupported persisted query version",
]);

/** What clients of automatic persisted queries wait for, to send the document itself. */
const persistedQueryCodes: ReadonlySet<unknown> = new Set([
  ApolloServerErrorCode.PERSISTED_QUERY_NOT_FOUND,
  ApolloServerErrorCode.PERSISTED_QUERY_NOT_SUPPORTED,
]);

/**
 * Makes what a client reads of an error: one of the documented codes, and never a stack, SQL or a
 * secret. What it can't mend is logged under an id that the client can quote.
 */
export const createErrorFormatter =
  (log: ErrorLog) =>
  (formatted: GraphQLFormattedError, thrown: unknown): GraphQLFormattedError => {
    const cause = causeOf(thrown);
    if (cause instanceof ClientError) return withoutStack(formatted);
    if (persistedQueryCodes.has(formatted.extensions?.["code"])) return withoutStack(formatted);
    if (
      cause instanceof GraphQLError &&
      (unusable.has(formatted.extensions?.["code"]) || uncoded.has(cause.message))
    ) {
      return withoutStack({
        ...formatted,
        extensions: { ...formatted.extensions, code: "BAD_USER_INPUT" },
      });
    }
    if (holdsNullByte(cause)) {
      return {
        ...formatted,
        message: "A text holds a null byte; remove it.",
        extensions: { code: "BAD_USER_INPUT" },
      };
    }
    const id = randomUUID();
    const { requestId, hasLeft = false } = requestOf(cause) ?? {};
    // Of who has gone there is a line already, and nobody reads the answer.
    if (!hasLeft || !wasEnded(cause)) {
      log.error({ id, requestId, path: formatted.path, err: cause }, "request failed");
    }
    const what = isUnavailable(cause)
      ? "The database is unavailable right now. Try again in a moment"
      : wasEnded(cause)
        ? "This took too long and was ended. Ask for less at a time, or try again in a moment"
        : "Something went wrong on our side. Try again";
    return {
      message: `${what}; if it stays, report the id ${id}.`,
      ...(formatted.locations ? { locations: formatted.locations } : {}),
      ...(formatted.path ? { path: formatted.path } : {}),
      extensions: { code: "INTERNAL", id },
    };
  };

/** What was thrown, by a resolver or while the request's context was made. */
function causeOf(thrown: unknown): unknown {
  const cause = unwrapResolverError(thrown);
  const isWrapped = cause instanceof GraphQLError && !(cause instanceof ClientError);
  return isWrapped && cause.path === undefined ? (cause.originalError ?? cause) : cause;
}

/** Whether PostgreSQL was to be given a text that it can't hold: wherever a text isn't checked before. */
const holdsNullByte = (error: unknown): boolean =>
  hasCause(error, (cause) => "code" in cause && (cause.code === "22021" || cause.code === "22P05"));

/** Whether a request or one of its statements was ended, because of a limit or because its client left. */
const wasEnded = (error: unknown): boolean =>
  hasCause(
    error,
    (cause) =>
      cause instanceof DeadlineError ||
      cause instanceof ClientGone ||
      ("code" in cause && cause.code === "57014"),
  );

function withoutStack(error: GraphQLFormattedError): GraphQLFormattedError {
  const { stacktrace: _stacktrace, ...extensions } = error.extensions ?? {};
  return { ...error, extensions };
}
