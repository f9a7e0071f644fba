import type { FastifyBaseLogger, FastifyInstance, FastifyRequest } from "fastify";
import type { Exchange } from "./exchange.js";

const exchanges = new WeakMap<FastifyRequest, Exchange>();

/** The exchange of a request; made at the first call. */
export function exchangeOf(request: FastifyRequest): Exchange {
  const known = exchanges.get(request);
  if (known) return known;
  const exchange: Exchange = { requestId: request.id };
  exchanges.set(request, exchange);
  return exchange;
}

/** The trace that a caller says the request is part of (W3C Trace Context). */
const traceOf = ({ headers }: FastifyRequest): string | undefined =>
  /^00-([\da-f]{32})-[\da-f]{16}-[\da-f]{2}$/.exec(String(headers["traceparent"]))?.[1];

/**
 * Gives each answer the request's id, and writes a line for each request where the level is info. Neither
 * addresses nor what was asked for are written: only the route, and the operation's name.
 */
export function registerRequestLog(app: FastifyInstance, log: FastifyBaseLogger): void {
  app.addHook("onRequest", (request, reply, done) => {
    void reply.header("x-request-id", request.id);
    done();
  });
  app.addHook("onResponse", (request, reply, done) => {
    if (log.level !== "info" && log.level !== "debug" && log.level !== "trace") return done();
    const { operation, cost, codes, traceId = traceOf(request) } = exchanges.get(request) ?? {};
    log.info(
      {
        requestId: request.id,
        ...(traceId ? { traceId } : {}),
        method: request.method,
        route: request.routeOptions.url ?? "none",
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime * 10) / 10,
        ...(operation ? { operation: operation.name ?? null, type: operation.type } : {}),
        ...(cost ? { cost: cost.actual } : {}),
        ...(codes && codes.length > 0 ? { codes } : {}),
      },
      "request",
    );
    done();
  });
}
