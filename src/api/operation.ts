import type { ApolloServerPlugin } from "@apollo/server";
import type { FastifyBaseLogger, FastifyInstance } from "fastify";
import type { Limits } from "../limits/limits.js";
import type { Context } from "../platform/context.js";
import type { Database } from "../platform/database.js";
import { type HeadersOptions, registerHeaders } from "./headers.js";
import { registerHealth } from "./health.js";
import { type Metrics, registerMetrics } from "./metrics.js";
import { createObserver } from "./observe.plugin.js";
import { registerOverload } from "./overload.js";
import { registerRequestLog } from "./request-log.js";

/** What {@link registerOperation} is given. */
export interface OperationOptions extends HeadersOptions {
  database: Database;
  log: FastifyBaseLogger;
  limits: Limits;
  metricsToken: string | undefined;
}

/**
 * Adds what an operator needs to a server, before its routes: headers, request ids and lines, metrics,
 * health, and a limit to the load.
 * @returns what counts, and what watches the GraphQL requests
 */
export async function registerOperation(
  app: FastifyInstance,
  { database, log, limits, metricsToken, ...headers }: OperationOptions,
): Promise<{ metrics: Metrics; observer: ApolloServerPlugin<Context> }> {
  registerRequestLog(app, log);
  await registerHeaders(app, headers);
  const metrics = registerMetrics(app, { database, token: metricsToken });
  await registerOverload(app, { database, metrics, limits });
  registerHealth(app, database);
  return { metrics, observer: createObserver(metrics) };
}
