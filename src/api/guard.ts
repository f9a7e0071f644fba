import type { ApolloServerOptions, ApolloServerPlugin } from "@apollo/server";
import type { FastifyBaseLogger, FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { LRUCache } from "lru-cache";
import { BudgetKeeper, type Client } from "../limits/budget-keeper.js";
import { budgetClient } from "../limits/client.js";
import { findShapeError } from "../limits/document-shape.js";
import type { Limits } from "../limits/limits.js";
import { createLimitsPlugin } from "../limits/limits.plugin.js";
import { createDocumentCache, readTrustedDocuments } from "../limits/persisted-documents.js";
import { type Actor, type Context, visitor } from "../platform/context.js";
import type { Database } from "../platform/database.js";
import type { ClientError } from "../platform/errors.js";
import { projectPath } from "../platform/project-root.js";
import { watchRequest } from "./deadline.js";
import { exchangeOf } from "./request-log.js";

/** What {@link createGuard} is given. */
export interface GuardOptions {
  database: Database;
  limits: Limits;
  log: FastifyBaseLogger;
}

/** The limits as the server applies them. */
export interface Guard {
  /** For Apollo: budgets and the cost of requests. */
  plugin: ApolloServerPlugin<Context>;
  persistedQueries: NonNullable<ApolloServerOptions<Context>["persistedQueries"]>;
  /** Answers a request whose document is refused by its shape; otherwise does nothing. */
  refuseShape(request: FastifyRequest, reply: FastifyReply): Promise<void>;
  /** What a request's context has of the limits: its budget's client, and reads that end with it. */
  enter(
    actor: Actor,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Pick<Context, "client" | "orm">;
  /** Takes what an answer costs from a visitor's budget; false when that hasn't enough. */
  spend: (request: FastifyRequest, cost: number) => boolean | Promise<boolean>;
}

/** Characters of documents that are known to have a fine shape. */
const knownCharacters = 5_000_000;

/** Applies the limits to a server. */
export function createGuard(app: FastifyInstance, options: GuardOptions): Guard {
  const { database, limits, log } = options;
  const budgets = new BudgetKeeper(database, limits.budgets, log);
  app.addHook("onClose", () => budgets.close());
  const fine = new LRUCache<string, true>({
    maxSize: knownCharacters,
    sizeCalculation: (_value, source) => Math.max(1, source.length),
  });
  let warned = false;
  const clientOf = (actor: Actor, request: FastifyRequest): Client | undefined => {
    const isForwarded = "x-forwarded-for" in request.headers || "forwarded" in request.headers;
    const isProxyTrusted = request.ips !== undefined;
    if (isForwarded && !isProxyTrusted && !warned) {
      warned = true;
      log.warn(
        { proxy: request.socket.remoteAddress },
        "A proxy that TRUST_PROXY doesn't name forwards requests: all who come through it share one budget",
      );
    }
    return budgetClient(actor, request.ip, isForwarded);
  };
  const noteLeaving = (request: FastifyRequest): void => {
    exchangeOf(request).hasLeft = true;
    log.info({ requestId: request.id }, "the client has gone");
  };
  return {
    plugin: createLimitsPlugin({ limits, budgets, log }),
    persistedQueries: {
      cache: createDocumentCache(readTrustedDocuments(projectPath("schema/documents"))),
      ttl: null,
    },

    async refuseShape(request, reply) {
      const source = documentOf(request);
      if (source === undefined || fine.has(source)) return;
      const error = findShapeError(source, limits);
      if (error) await reply.code(400).send({ errors: [formatEarly(error)] });
      else fine.set(source, true);
    },

    enter: (actor, request, reply) => ({
      client: clientOf(actor, request),
      orm: database.within(watchRequest(reply, limits.requestMs, () => noteLeaving(request))),
    }),

    spend(request, cost) {
      const client = clientOf(visitor, request);
      return client === undefined || budgets.spend(client, cost);
    },
  };
}

/** The document of a request, where it has one as text. */
function documentOf({ method, body, query }: FastifyRequest): string | undefined {
  const source = method === "GET" ? query : body;
  const document =
    typeof source === "object" && source !== null && "query" in source ? source.query : undefined;
  return typeof document === "string" ? document : undefined;
}

/** An error as a client reads it that was found before Apollo had the request. */
function formatEarly({ message, extensions }: ClientError): object {
  const { http: _http, ...shown } = extensions;
  return { message, extensions: shown };
}
