import type { FastifyReply, FastifyRequest } from "fastify";
import { noteRequest } from "./exchange.js";
import type { createErrorFormatter } from "./format-error.js";
import { exchangeOf } from "./request-log.js";

/**
 * Makes what answers a request that failed before GraphQL had it (no JSON, too large, another media
 * type) in the one form that clients of GraphQL read, with the status that HTTP has for it.
 */
export const createHttpErrorHandler =
  (format: ReturnType<typeof createErrorFormatter>) =>
  (error: Error & { statusCode?: number }, request: FastifyRequest, reply: FastifyReply): void => {
    const { message, statusCode = 500 } = error;
    noteRequest(error, exchangeOf(request));
    const shown =
      statusCode < 500
        ? { message, extensions: { code: "BAD_USER_INPUT" } }
        : format({ message }, error);
    void reply
      .code(statusCode)
      .type("application/json; charset=utf-8")
      .send({ errors: [shown] });
  };
