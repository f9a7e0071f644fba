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
import { createOidcClient } from "../people/oidc-client.js";
import type { OidcIssuer } from "../people/oidc-issuers.js";
import type { Mailer } from "../platform/mailer.js";
import { projectPath } from "../platform/project-root.js";
import { Throttle } from "../platform/throttle.js";
import { buildApiSchema } from "../schema.js";
import type { SearchService } from "../search/search-service.js";
import { createAnswers } from "./answers/answers.js";
import { noteSearch } from "./answers/note-search.js";
import { requestIdOf } from "./exchange.js";
import { explorerPage, registerExplorer } from "./explorer.js";
import { type ExecutionName, createExecutor } from "./execution/executor.js";
import { createGateway } from "./execution/gateway.js";
import { excuseAnonymous } from "./forgery.js";
import { registerExport } from "./export.js";
import { createErrorFormatter } from "./format-error.js";
import { createGuard } from "./guard.js";
import { createHttpErrorHandler } from "./http-error.js";
import { knownOperations } from "./known-operations.js";
import { leanResolvers } from "./lean-resolvers.js";
import { registerOperation } from "./operation.js";
import { createIdentifier, isFromElsewhere } from "./request-actor.js";
import { exchangeOf } from "./request-log.js";
import { statusByMediaType } from "./response-status.js";
import { registerOidc } from "./sign-in-oidc.js";
import { registerSignIn } from "./sign-in.js";

/** What {@link createApi} is given. */
export interface ApiOptions {
  database: Database;
  search: SearchService;
  log: FastifyBaseLogger;
  /** Where users reach the service. */
  publicUrl: string;
  mailer: Mailer;
  /** The providers of identities that people may sign in with; none unless told. */
  oidcIssuers?: readonly OidcIssuer[];
  sessionSecret?: string | undefined;
  limits?: Limits;
  /** Whose word on a client's address is taken, as Fastify's `trustProxy` has it; nobody's unless told. */
  trustProxy?: string | false;
  /** `compiled` unless told. */
  execution?: ExecutionName | undefined;
  /** The origins whose pages may call the API from a browser; none unless told. */
  corsOrigins?: readonly string[];
  /** What readers of `/metrics` have to show; absent: only the machine itself may read them. */
  metricsToken?: string | undefined;
  /** Bytes of answers that are kept in memory; 0: none. 32 MiB unless told. */
  answerBytes?: number;
}

/** Milliseconds after which a request that isn't answered yet is reason to look after the database. */
const suspiciousMs = 1_500;
/** Sign-in links that one network address may ask for in 15 minutes: many officers share one. */
const linksPerAddress = 60;
const usualAnswerBytes = 32 * 2 ** 20;

/**
 * Makes the HTTP server with the GraphQL API; nothing is listened to yet.
 * `close()` lets requests under way finish.
 */
export async function createApi(options: ApiOptions): Promise<FastifyInstance> {
  const { database, search, log, publicUrl, mailer } = options;
  const { limits = defaultLimits, trustProxy = false, execution = "compiled" } = options;
  const { corsOrigins = [], metricsToken } = options;
  const app = Fastify({
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true }),
    // What is logged of a request names it by `requestId`: a logger of its own would do no more.
    childLoggerFactory: (logger) => logger,
    bodyLimit: limits.bodyBytes,
    trustProxy,
    forceCloseConnections: "idle",
    genReqId: requestIdOf,
    // Who drains answers what still comes.
    return503OnClosing: false,
  });
  const isSecure = publicUrl.startsWith("https:");
  const watched = { database, log, limits, corsOrigins, isSecure, metricsToken };
  const { metrics, observer } = await registerOperation(app, watched);
  app.setErrorHandler(createHttpErrorHandler(createErrorFormatter(log)));
  const guard = createGuard(app, { database, limits, log });
  const { answerBytes: maxBytes = usualAnswerBytes } = options;
  const answers = createAnswers(app, {
    database,
    search,
    maxBytes,
    metrics,
    spend: guard.spend,
  });
  const schema = leanResolvers(buildApiSchema());
  const apollo = new ApolloServer<Context>({
    gateway: createGateway(schema, createExecutor[execution](schema)),
    introspection: true,
    parseOptions: { maxTokens: limits.tokens },
    validationRules: [knownOperations],
    // What is wrong is told; what would be right is in the schema.
    hideSchemaDetailsFromClientErrors: true,
    persistedQueries: guard.persistedQueries,
    // For those with credentials: see forgery.ts. What it lets pass may still not count as signed in:
    // see request-actor.ts.
    csrfPrevention: true,
    formatError: createErrorFormatter(log),
    logger: log,
    // It would close the listening socket at once: whoever runs the process lets it drain first.
    stopOnTerminationSignals: false,
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      // Apollo's own page needs the internet.
      ApolloServerPluginLandingPageDisabled(),
      fastifyApolloDrainPlugin(app),
      statusByMediaType,
      guard.plugin,
      observer,
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
    const exchange = exchangeOf(request);
    const entered = guard.enter(identified.actor, request, reply);
    return { ...shared, ...identified, ...entered, exchange, search: noteSearch(search, exchange) };
  };
  const answer = fastifyApolloHandler(apollo, { context });
  app.route({
    method: ["GET", "POST"],
    url: "/graphql",
    onRequest: [
      answers.onRequest,
      (_request, reply, done) => {
        const timer = setTimeout(() => void database.check(), suspiciousMs).unref();
        reply.raw.once("close", () => clearTimeout(timer));
        done();
      },
    ],
    onSend: answers.onSend,
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
  });
  registerExplorer(app);
  const pageContext = async (request: FastifyRequest, reply: FastifyReply): Promise<Context> => ({
    ...shared,
    ...(await identify(request, reply, !isFromElsewhere(request))),
  });
  const { oidcIssuers = [], sessionSecret } = options;
  await registerSignIn(app, pageContext, oidcIssuers);
  const oidc = createOidcClient(oidcIssuers, publicUrl, sessionSecret);
  registerOidc(app, pageContext, oidc, publicUrl);
  app.get("/", (_request, reply) => reply.redirect("/graphql"));

  const printedSchema = readFileSync(projectPath("schema/schema.graphql"));
  app.get("/schema.graphql", (_request, reply) =>
    reply.type("text/plain; charset=utf-8").send(printedSchema),
  );
  registerExport(app, orm);
  return app;
}

const hasQuery = (query: unknown): boolean =>
  typeof query === "object" && query !== null && ("query" in query || "extensions" in query);
