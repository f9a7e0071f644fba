import { timingSafeEqual } from "node:crypto";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from "prom-client";
import type { Database } from "../platform/database.js";

/** What {@link registerMetrics} is given. */
export interface MetricsOptions {
  database: Database;
  /** What readers of the metrics have to show; absent: only the machine itself may read them. */
  token: string | undefined;
}

/** What the server counts. */
export interface Metrics {
  readonly registry: Registry;
  /** Counts an answered GraphQL request. */
  answered(
    operation: string | undefined,
    type: string,
    codes: readonly string[],
    seconds: number,
  ): void;
  /** Counts the cost of an answer. */
  spent(kind: string, cost: number): void;
  /** Counts a request that was turned away because the server is too busy. */
  shed(reason: string): void;
}

/** Names of operations that are told apart; clients choose them, so there could be any number. */
const mostOperations = 100;
const queueLimitMs = 1_000;

/** Counts what the server does, and tells it at `/metrics` as Prometheus reads it. */
export function registerMetrics(
  app: FastifyInstance,
  { database, token }: MetricsOptions,
): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const requests = new Counter({
    name: "lb_http_requests_total",
    help: "Requests by route and status.",
    labelNames: ["route", "status"],
    registers,
  });
  const durations = new Histogram({
    name: "lb_graphql_seconds",
    help: "Time to answer GraphQL requests, by the operation's name.",
    labelNames: ["operation", "type"],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15],
    registers,
  });
  const errors = new Counter({
    name: "lb_graphql_errors_total",
    help: "Errors in GraphQL answers, by code.",
    labelNames: ["code"],
    registers,
  });
  const costs = new Counter({
    name: "lb_graphql_cost_total",
    help: "Objects answered, by the kind of client.",
    labelNames: ["client"],
    registers,
  });
  const sheds = new Counter({
    name: "lb_shed_total",
    help: "Requests turned away because the server was too busy.",
    labelNames: ["reason"],
    registers,
  });
  registerDatabase(registers, database);

  app.addHook("onResponse", (request, reply, done) => {
    // The route's pattern: addresses that clients make up are one.
    const route = request.routeOptions.url ?? "none";
    requests.inc({ route, status: reply.statusCode });
    done();
  });
  app.get("/metrics", async (request, reply) => {
    if (!mayRead(request, token)) {
      return reply.code(403).send({ reason: "Set METRICS_TOKEN, and send it as a Bearer token." });
    }
    return reply.type(registry.contentType).send(await registry.metrics());
  });

  const names = new Set<string>();
  const label = (name: string | undefined): string => {
    if (name === undefined) return "unnamed";
    if (names.size < mostOperations) names.add(name);
    return names.has(name) ? name : "other";
  };
  return {
    registry,
    answered(operation, type, codes, seconds) {
      durations.observe({ operation: label(operation), type }, seconds);
      for (const code of codes) errors.inc({ code });
    },
    spent: (kind, cost) => costs.inc({ client: kind }, cost),
    shed: (reason) => sheds.inc({ reason }),
  };
}

/** Whoever has the token; without one, who asks from the machine itself and for nobody else. */
function mayRead({ headers, ip }: FastifyRequest, token: string | undefined): boolean {
  if (token === undefined) {
    return /^(::1$|(::ffff:)?127\.)/.test(ip) && !("x-forwarded-for" in headers);
  }
  const given = Buffer.from(headers.authorization ?? "");
  const wanted = Buffer.from(`Bearer ${token}`);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

interface Backlog {
  waiting: number;
  oldest: number;
  failing: number;
}

function registerDatabase(registers: Registry[], database: Database): void {
  const gauge = (
    name: string,
    help: string,
    collect: (this: Gauge) => void | Promise<void>,
  ): Gauge => new Gauge({ name, help, registers, collect });
  gauge(
    "lb_database_statements",
    "Statements of requests under way, those that wait for a connection included.",
    function collect() {
      this.set(database.requests.running);
    },
  );
  gauge(
    "lb_database_statements_waiting",
    "Statements of requests that wait at the least: more than there may be connections in the pool.",
    function collect() {
      this.set(Math.max(0, database.requests.running - database.poolSize));
    },
  );
  gauge(
    "lb_database_connections",
    "Connections to PostgreSQL, the one that listens included.",
    function collect() {
      this.set(database.connections());
    },
  );
  gauge("lb_database_pool_size", "Connections that the pool may have.", function collect() {
    this.set(database.poolSize);
  });
  // Read once for all three, which are collected at the same time.
  let reading: Promise<Backlog | undefined> | undefined;
  const backlog = (): Promise<Backlog | undefined> => {
    reading ??= readBacklog(database).finally(() => {
      reading = undefined;
    });
    return reading;
  };
  const add = (name: string, help: string, valueOf: (backlog: Backlog) => number): void => {
    gauge(name, help, async function collect() {
      const read = await backlog();
      // What can't be read isn't told, rather than told as nothing.
      if (read) this.set(valueOf(read));
      else this.remove({});
    });
  };
  add("lb_search_queue", "Changes that the search index doesn't hold yet.", (each) => each.waiting);
  add(
    "lb_search_queue_failing",
    "Records that couldn't be indexed, and are tried again.",
    (each) => each.failing,
  );
  add(
    "lb_search_lag_seconds",
    "Age of the oldest change that the search index doesn't hold yet.",
    (each) => each.oldest,
  );
}

async function readBacklog(database: Database): Promise<Backlog | undefined> {
  const query = database.client<Backlog[]>`
    with waiting as (
      select queued_at as since, attempts from search_queue
      union all select changed_at, 0 from search_changes
    )
    select count(*)::int as waiting, count(*) filter (where attempts > 0)::int as failing,
      coalesce(extract(epoch from now() - min(since)), 0)::float8 as oldest
    from waiting`;
  const late = new Promise<undefined>((resolve) => {
    setTimeout(resolve, queueLimitMs, undefined).unref();
  });
  const [backlog] = (await Promise.race([query, late]).catch(() => undefined)) ?? [];
  return backlog;
}
