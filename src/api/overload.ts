import underPressure from "@fastify/under-pressure";
import type { FastifyInstance, FastifyReply } from "fastify";
import type { Limits } from "../limits/limits.js";
import type { Database } from "../platform/database.js";
import type { Metrics } from "./metrics.js";

/** Seconds after which a client that was turned away may try again. */
const retryAfter = 2;

/** What {@link registerOverload} is given. */
export interface OverloadOptions {
  database: Database;
  metrics: Metrics;
  limits: Pick<Limits, "lagMs" | "statements">;
}

/** Where an operator, or who watches for him, looks when the server is busy. */
const alwaysAnswered: ReadonlySet<string | undefined> = new Set(["/livez", "/readyz", "/metrics"]);

/**
 * Turns requests away while the process or the database is too busy to answer them in time, so that those
 * under way are answered: 503 with Retry-After.
 */
export async function registerOverload(
  app: FastifyInstance,
  { database, metrics, limits }: OverloadOptions,
): Promise<void> {
  const turnAway = (reply: FastifyReply, reason: string): object => {
    metrics.shed(reason);
    void reply.code(503).header("retry-after", String(retryAfter));
    const extensions = { code: "INTERNAL", retryAfterSeconds: retryAfter };
    return {
      errors: [{ message: `The server is busy. Try again in ${retryAfter} s.`, extensions }],
    };
  };
  await app.register(underPressure, {
    maxEventLoopDelay: limits.lagMs,
    pressureHandler: (request, reply, type, lag) => {
      // Infinite: one piece of work, now done, took the whole second; what has waited is answered.
      if (alwaysAnswered.has(request.routeOptions.url) || lag === Infinity) return undefined;
      // What is returned is sent, says the documentation; the types don't.
      return turnAway(reply, type) as never;
    },
  });
  app.addHook("onRequest", (request, reply, done) => {
    const isTooMuch = database.requests.running >= limits.statements;
    if (isTooMuch && request.routeOptions.url === "/graphql") {
      void reply.send(turnAway(reply, "statements"));
    } else {
      done();
    }
  });
}
