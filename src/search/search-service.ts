import type { Database } from "../platform/database.js";
import type { SearchKindName } from "./change-queue.js";
import { createDocumentStore } from "./document-store.js";
import { type MeiliEngine, createMeiliEngine } from "./meili-engine.js";
import type { MeiliAddress } from "./meili.js";
import { createPostgresEngine } from "./postgres-engine.js";
import type { SearchAnswer, SearchRequest } from "./ranked-search.js";
import { searchRanked } from "./ranked-search.js";
import { rememberAnswers } from "./remembered-answers.js";
import type { SearchEngine } from "./search-engine.js";
import { type SearchLog, messageOf } from "./search-log.js";
import { type Similar, findSimilar } from "./similar.js";
import type { Suggested } from "./suggestion-index.js";
import { createSuggestionSource } from "./suggestion-source.js";
import { createVocabularySource } from "./vocabulary-source.js";

const usualAnswerLimitMs = 1_000;
/** How long Meilisearch is left alone after a failure, before one search tries it again. */
const restMs = 2_000;

/** What {@link createSearchService} is given. */
export interface SearchServiceOptions {
  database: Pick<Database, "client" | "follow">;
  /** Absent: PostgreSQL answers everything. */
  meili?: MeiliAddress | undefined;
  /** Milliseconds that Meilisearch may take before PostgreSQL answers instead; 1,000 unless told. */
  answerLimitMs?: number;
  /** Bytes of answers that are remembered until what they were found in changes; none unless told. */
  rememberedBytes?: number;
  log: SearchLog;
}

/** Answers searches as long as PostgreSQL is there, whatever happens to Meilisearch. */
export interface SearchService {
  /** `degraded`: whether the answer came from the second-best engine. */
  search(request: SearchRequest): Promise<SearchAnswer & { degraded: boolean }>;
  /** The records of a kind that are similar to each of some, see {@link findSimilar}. */
  similar(kind: SearchKindName, ids: readonly string[]): Promise<Map<string, Similar[]>>;
  /** What may be meant by what has been typed so far; asks no engine. */
  suggest(typed: string, limit: number): Promise<Suggested[]>;
  /**
   * Names the moment for as long as searches and what is similar stay the same; absent while that can't
   * be known, or Meilisearch seems to be away.
   */
  moment(): number | undefined;
}

/** A {@link SearchService} that is still to be closed. */
export interface OpenSearchService extends SearchService {
  close(): Promise<void>;
}

/** Meilisearch couldn't answer; anything else that fails is no reason to ask another engine. */
class EngineFailure extends Error {}

const watched = (engine: MeiliEngine): MeiliEngine => ({
  ...engine,
  search: (request) =>
    engine.search(request).catch((error: unknown) => {
      throw new EngineFailure(messageOf(error), { cause: error });
    }),
});

/** Puts the engines behind one door: Meilisearch answers, PostgreSQL stands in for it. */
export function createSearchService(options: SearchServiceOptions): OpenSearchService {
  const { database, log, answerLimitMs = usualAnswerLimitMs, rememberedBytes = 0 } = options;
  const standIn = createPostgresEngine(database);
  const best = options.meili && watched(createMeiliEngine(options.meili, answerLimitMs));
  const store = createDocumentStore(database);
  const vocabulary = createVocabularySource(database, log);
  const suggestions = createSuggestionSource(database, vocabulary, log);
  const remembered = rememberAnswers(database, rememberedBytes);
  let failing = false;
  let restsUntil = 0;
  let trying = false;

  async function tryBest(
    run: (engine: SearchEngine) => Promise<SearchAnswer>,
  ): Promise<SearchAnswer | undefined> {
    // After a failure one search at a time finds out whether Meilisearch is back; the others don't
    // wait for it.
    if (!best || (failing && (trying || performance.now() < restsUntil))) return undefined;
    trying = failing;
    try {
      const answer = await run(best);
      if (failing) log.info({}, "search: Meilisearch answers again");
      failing = false;
      return answer;
    } catch (error) {
      if (!(error instanceof EngineFailure)) throw error;
      if (!failing) {
        log.warn({ error: messageOf(error) }, "search: Meilisearch fails, PostgreSQL answers");
      }
      failing = true;
      restsUntil = performance.now() + restMs;
      return undefined;
    } finally {
      trying = false;
    }
  }

  return {
    async search(request) {
      const words = await vocabulary.current();
      // What is remembered is right also while Meilisearch is gone, but would hide that it is.
      const keep = remembered.begin(request, words);
      const known = best?.stands() ? keep?.known : undefined;
      if (known) return { ...known, degraded: false };
      const run = (engine: SearchEngine): Promise<SearchAnswer> =>
        searchRanked({ engine, store, vocabulary: words }, request);
      const answer = await tryBest(run);
      if (answer) {
        keep?.done(answer);
        return { ...answer, degraded: false };
      }
      return { ...(await run(standIn)), degraded: true };
    },
    async similar(kind, ids) {
      return findSimilar(database, await vocabulary.current(), kind, ids);
    },
    async suggest(typed, limit) {
      return (await suggestions.current()).find(typed, limit);
    },
    moment() {
      const words = best?.stands() ? vocabulary.atHand() : undefined;
      return words && remembered.moment(words);
    },
    close: () => remembered.close(),
  };
}
