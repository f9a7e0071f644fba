import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { Counter, Gauge } from "prom-client";
import type { ChangeMemory } from "../../platform/change-memory.js";
import type { Database } from "../../platform/database.js";
import type { SearchService } from "../../search/search-service.js";
import type { Exchange } from "../exchange.js";
import type { Metrics } from "../metrics.js";
import { exchangeOf } from "../request-log.js";
import { type KeptAnswer, createAnswerMemory } from "./kept-answer.js";
import { hasAlready, tagOf } from "./entity-tag.js";

/** What {@link createAnswers} is given. */
export interface AnswersOptions {
  database: Database;
  /** The search, which says until when what it had a part in holds. */
  search: Pick<SearchService, "moment">;
  /** Bytes of answers that are kept; 0: none. */
  maxBytes: number;
  metrics: Metrics;
  /** Takes what an answer costs from the budget of who asks; false when that hasn't enough. */
  spend: (request: FastifyRequest, cost: number) => boolean | Promise<boolean>;
}

/** The hooks of the route that answers GraphQL. */
export interface Answers {
  /** Answers from memory what is kept; anything else goes its way. */
  onRequest: (request: FastifyRequest, reply: FastifyReply, done: () => void) => void;
  /** Says of an answer how long it may be kept, and keeps it. */
  onSend: (
    request: FastifyRequest,
    reply: FastifyReply,
    payload: unknown,
    done: (error: null, payload: unknown) => void,
  ) => void;
}

/** A request whose answer may be kept. */
interface Candidate {
  key: string;
  moment: number;
}

/** On which triggers tell of changes of what visitors are answered from: see migration 0015. */
const channel = "content_changes";
/**
 * Everybody may keep it, and asks before using it whether it still holds: nobody could take back what
 * was given out for a time, and a publication has to be seen within a second.
 */
const shared = "public, no-cache";
/** What an answer depends on besides the address. */
const varies = "Accept, Authorization";

/**
 * Answers the GET requests of those who send no credentials: from memory, as long as nothing has changed
 * in the database since, and with entity tags. All of them see the same. What the search had a part in
 * is kept until the index changes too, a moment after the commit that it follows.
 */
export function createAnswers(
  app: FastifyInstance,
  { database, search, maxBytes, metrics, spend }: AnswersOptions,
): Answers {
  const memory = createAnswerMemory(maxBytes);
  const feed = database.follow(channel, () => memory.forget());
  app.addHook("onClose", () => feed.close());
  const count = registerAnswerMetrics(metrics, memory);
  const candidates = new WeakMap<FastifyRequest, Candidate>();
  const holds = (searchedAt: Exchange["searchedAt"]): boolean =>
    searchedAt === undefined || searchedAt === search.moment();

  return {
    onRequest(request, reply, done) {
      if (!isAnonymousQuery(request)) return done();
      const key = `${request.headers.accept ?? ""}\n${request.raw.url}`;
      const isKnown = !memory.isOff && feed.isCurrent();
      const kept = isKnown ? memory.find(key) : undefined;
      if (!kept || !holds(kept.searchedAt)) {
        count(isKnown ? "miss" : "bypass");
        candidates.set(request, { key, moment: memory.moment() });
        return done();
      }
      const answer = (isPaid: boolean): void => {
        // Who can't pay is refused as everybody is.
        if (!isPaid) return done();
        count("hit");
        Object.assign(exchangeOf(request), kept.told);
        sendKept(request, reply, kept);
      };
      const isPaid = spend(request, kept.told.cost?.actual ?? 0);
      if (typeof isPaid === "boolean") answer(isPaid);
      else void isPaid.then(answer);
    },

    onSend(request, reply, payload, done) {
      const candidate = candidates.get(request);
      const exchange = exchangeOf(request);
      if (!candidate && hasCredentials(request)) void reply.header("cache-control", "no-store");
      // What came from memory, is no answer to a query (the explorer), or isn't everybody's.
      if (!candidate || exchange.codes === undefined || typeof payload !== "string") {
        return done(null, payload);
      }
      if (reply.statusCode !== 200 || exchange.codes.length > 0) {
        void reply.header("cache-control", "no-store");
        return done(null, payload);
      }
      const type = String(reply.getHeader("content-type"));
      const tag = tagOf(type, payload);
      const { searchedAt } = exchange;
      if (searchedAt !== "passing" && holds(searchedAt) && feed.isCurrent()) {
        const told = describe(exchange);
        const body = Buffer.from(payload);
        memory.keep(candidate.key, { body, type, tag, searchedAt, told }, candidate.moment);
      }
      setShared(reply, tag);
      if (!hasAlready(request.headers["if-none-match"], tag)) return done(null, payload);
      void reply.code(304);
      done(null, null);
    },
  };
}

const hasCredentials = ({ headers }: FastifyRequest): boolean =>
  headers.authorization !== undefined || headers.cookie !== undefined;

/** Whether a request has no credentials and asks something, in a way that is never refused. */
const isAnonymousQuery = (request: FastifyRequest): boolean =>
  request.method === "GET" &&
  !hasCredentials(request) &&
  request.headers["content-type"] === undefined &&
  request.raw.url?.includes("?") === true;

function setShared(reply: FastifyReply, tag: string): void {
  const others = reply.getHeader("vary");
  void reply.header("etag", tag);
  void reply.header("cache-control", shared);
  void reply.header("vary", others === undefined ? varies : `${String(others)}, ${varies}`);
}

function sendKept({ headers }: FastifyRequest, reply: FastifyReply, kept: KeptAnswer): void {
  setShared(reply, kept.tag);
  if (hasAlready(headers["if-none-match"], kept.tag)) void reply.code(304).send();
  else void reply.header("content-type", kept.type).send(kept.body);
}

const describe = ({ operation, cost }: Exchange): KeptAnswer["told"] => ({
  ...(operation ? { operation } : {}),
  ...(cost ? { cost } : {}),
});

function registerAnswerMetrics(
  { registry }: Metrics,
  memory: ChangeMemory<KeptAnswer>,
): (outcome: "hit" | "miss" | "bypass") => void {
  const registers = [registry];
  const outcomes = new Counter({
    name: "lb_answer_cache_total",
    help: "GET requests without credentials: answered from memory (hit), not (miss), or without asking it, while it can't know what has changed (bypass).",
    labelNames: ["outcome"],
    registers,
  });
  const add = (name: string, help: string, read: () => number): Gauge =>
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(read());
      },
    });
  add("lb_answer_cache_bytes", "Bytes of the answers in memory.", () => memory.bytes);
  add("lb_answer_cache_answers", "Answers in memory.", () => memory.count);
  return (outcome) => outcomes.inc({ outcome });
}
