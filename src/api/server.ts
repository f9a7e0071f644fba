import { readFileSync } from "node:fs";
import { ApolloServer } from "@apollo/server";
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from "@apollo/server/plugin/disabled";
import cookies from "@fastify/cookie";
import { fastifyApolloDrainPlugin, fastifyApolloHandler } from "@as-integrations/fastify";
import Fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from "fastify";
import { type Limits, defaultLimits } from "../limits/limits.js";
import type { Context } from "../platform/context.js";
import type { Database } from "../platform/database.js";
import type { Mailer } from "../platform/mailer.js";
import { projectPath } from "../platform/project-root.js";
import { Throttle } from "../platform/throttle.js";
import { buildApiSchema } from "../schema.js";
import type { SearchService } from "../search/search-service.js";
import { explorerPage, registerExplorer } from "./explorer.js";
import { type ExecutionName, createExecutor } from "./execution/executor.js";
import { createGateway } from "./execution/gateway.js";
import { excuseAnonymous } from "./forgery.js";
import { createErrorFormatter } from "./format-error.js";
import { createGuard } from "./guard.js";
import { createHttpErrorHandler } from "./http-error.js";
import { leanResolvers } from "./lean-resolvers.js";
import { createIdentifier, isFromElsewhere } from "./request-actor.js";
import { statusByMediaType } from "./response-status.js";
import { registerSignIn } from "./sign-in.js";

/** What {@link createApi} is given. */
export interface ApiOptions {
  database: Database;
  search: SearchService;
  log: FastifyBaseLogger;
  /** Where users reach the service. */
  publicUrl: string;
  mailer: Mailer;
  limits?: Limits;
  /** Whose word on a client's address is taken, as Fastify's `trustProxy` has it; nobody's unless told. */
  trustProxy?: string | false;
  /** `compiled` unless told. */
  execution?: ExecutionName | undefined;
}

/** Milliseconds after which a request that isn't answered yet is reason to look after the database. */
const suspiciousMs = 1_500;
/** Milliseconds that the database may take to be called ready. */
const readyLimitMs = 1_500;
/** Sign-in links that one network address may ask for in 15 minutes: many officers share one. */
const linksPerAddress = 60;

/**
 * Makes the HTTP server with the GraphQL API; nothing is listened to yet.
 * `close()` lets requests under way finish.
 */
export async function createApi(options: ApiOptions): Promise<FastifyInstance> {
  const { database, search, log, publicUrl, mailer } = options;
  const { limits = defaultLimits, trustProxy = false, execution = "compiled" } = options;
  const app = Fastify({
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: limits.bodyBytes,
    trustProxy,
    forceCloseConnections: "idle",
  });
  const guard = createGuard(app, { database, limits, log });
  const schema = leanResolvers(buildApiSchema());
  const apollo = new ApolloServer<Context>({
    gateway: createGateway(schema, createExecutor[execution](schema)),
    introspection: true,
    parseOptions: { maxTokens: limits.tokens },
    // What is wrong is told; what would be right is in the schema.
    hideSchemaDetailsFromClientErrors: true,
    persistedQueries: guard.persistedQueries,
    // For those with credentials: see forgery.ts. What it lets pass may still not count as signed in:
    // see request-actor.ts.
    csrfPrevention: true,
    formatError: createErrorFormatter(log),
    logger: log,
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      // Apollo's own page needs the internet.
      ApolloServerPluginLandingPageDisabled(),
      fastifyApolloDrainPlugin(app),
      statusByMediaType,
      guard.plugin,
    ],
  });
  await apollo.start();

  await app.register(cookies);
  const { orm } = database;
  const identify = createIdentifier(orm, publicUrl);
  const linkThrottle = new Throttle(linksPerAddress, 900_000);
  const shared = { orm, search, correspondence: { publicUrl, mailer, linkThrottle } };
  const context = async (request: FastifyRequest, reply: FastifyReply): Promise<Context> => {
    const identified = await identify(request, reply);
    return { ...shared, ...identified, ...guard.enter(identified.actor, request, reply) };
  };
  const answer = fastifyApolloHandler(apollo, { context });
  app.route({
    method: ["GET", "POST"],
    url: "/graphql",
    onRequest: (_request, reply, done) => {
      const timer = setTimeout(() => void database.check(), suspiciousMs).unref();
      reply.raw.once("close", () => clearTimeout(timer));
      done();
    },
    preHandler: async (request, reply) => {
      excuseAnonymous(request);
      const { accept } = request.headers;
      if (request.method === "GET" && accept?.includes("text/html") && !hasQuery(request.query)) {
        await reply.type("text/html; charset=utf-8").send(explorerPage);
        return;
      }
      await guard.refuseShape(request, reply);
    },
    handler: answer,
    errorHandler: createHttpErrorHandler(createErrorFormatter(log)),
  });
  registerExplorer(app);
  await registerSignIn(app, async (request, reply) => ({
    ...shared,
    ...(await identify(request, reply, !isFromElsewhere(request))),
  }));
  app.get("/", (_request, reply) => reply.redirect("/graphql"));

  const printedSchema = readFileSync(projectPath("schema/schema.graphql"));
  app.get("/schema.graphql", (_request, reply) =>
    reply.type("text/plain; charset=utf-8").send(printedSchema),
  );
  registerHealth(app, database);
  return app;
}

const hasQuery = (query: unknown): boolean =>
  typeof query === "object" && query !== null && ("query" in query || "extensions" in query);

/** `/livez`: the process runs. `/readyz`: it can answer; search has a stand-in, so it isn't asked. */
function registerHealth(app: FastifyInstance, database: Database): void {
  app.get("/livez", () => ({ status: "ok" }));
  app.get("/readyz", async (_request, reply) => {
    const ready = await Promise.race([
      database.client`select 1`.then(
        () => true,
        () => false,
      ),
      new Promise<undefined>((resolve) => {
        setTimeout(resolve, readyLimitMs, undefined).unref();
      }),
    ]);
    if (ready) return { status: "ok" };
    if (ready === undefined) void database.check();
    return reply.code(503).send({ status: "unavailable", reason: "PostgreSQL doesn't answer." });
  });
}
