import { randomUUID } from "node:crypto";
import { ApolloServerErrorCode, unwrapResolverError } from "@apollo/server/errors";
import { GraphQLError, type GraphQLFormattedError } from "graphql";
import { isUnavailable } from "../platform/database.js";
import { ClientError } from "../platform/errors.js";

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

/**
 * Makes what a client reads of an error: one of the documented codes, and never a stack, SQL or a
 * secret. What it can't mend is logged under an id that the client can quote.
 */
export const createErrorFormatter =
  (log: ErrorLog) =>
  (formatted: GraphQLFormattedError, thrown: unknown): GraphQLFormattedError => {
    const cause = causeOf(thrown);
    if (cause instanceof ClientError) return withoutStack(formatted);
    if (cause instanceof GraphQLError && unusable.has(formatted.extensions?.["code"])) {
      return withoutStack({
        ...formatted,
        extensions: { ...formatted.extensions, code: "BAD_USER_INPUT" },
      });
    }
    const id = randomUUID();
    log.error({ id, path: formatted.path, err: cause }, "request failed");
    const what = isUnavailable(cause)
      ? "The database is unavailable right now. Try again in a moment"
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

function withoutStack(error: GraphQLFormattedError): GraphQLFormattedError {
  const { stacktrace: _stacktrace, ...extensions } = error.extensions ?? {};
  return { ...error, extensions };
}
