import autocannon from "autocannon";
import type { Database } from "../../src/platform/database.js";
import { createDocumentStore } from "../../src/search/document-store.js";
import { createMeiliEngine, toMultiSearch } from "../../src/search/meili-engine.js";
import { type MeiliAddress, connectMeili } from "../../src/search/meili.js";
import { moveChanges } from "../../src/search/change-queue.js";
import { storeDueDocuments } from "../../src/search/projector.js";
import { searchRanked } from "../../src/search/ranked-search.js";
import { reindex } from "../../src/search/reindex.js";
import type { EngineRequest } from "../../src/search/search-engine.js";
import { readVocabulary } from "../../src/search/vocabulary.js";
import { residentMiB, withApi } from "./api-process.js";
import { createQueries } from "./synthetic/queries.js";
import { withBank } from "./synthetic/server.js";

/** How the search does on a bank of one size. Times are in milliseconds, memory in MiB. */
export interface SearchFigures {
  lessons: number;
  documents: number;
  /** Documents a second: built, analysed and stored in PostgreSQL; and sent to a new index. */
  storedPerSecond: number;
  indexedPerSecond: number;
  /** Of the index, and of the stored documents with their own. */
  indexMiB: number;
  storedMiB: number;
  meiliMiB: number;
  apiMiB: number;
  /** One search after another: through GraphQL, and the same requests straight to Meilisearch. */
  graphql: { p50: number; p95: number };
  direct: { p50: number; p95: number };
  /** Searches a second with 16 connections, and how many Meilisearch answers straight. */
  graphqlPerSecond: number;
  directPerSecond: number;
}

/** A page as an officer's portal asks for it. */
const pageQuery = `query ($query: String!) {
  search(query: $query, first: 20) {
    totalCount
    edges {
      score
      highlights { field snippet }
      node {
        __typename
        ... on CaseStudy { slug title }
        ... on Method { slug name }
        ... on Lesson { kind text }
      }
    }
    facets { field values { value count } }
  }
}`;
const connections = 16;
const loadSeconds = 8;
const warmUps = 40;

/** Measures the search on a bank with so many synthetic lessons. */
export async function measureSearch(
  lessons: number,
  progress: (line: string) => void,
): Promise<SearchFigures> {
  return withBank({ lessons, changes: "everything" }, async (bank) => {
    const { database, databaseUrl, meili } = bank;
    if (!meili) throw new Error("There is no Meilisearch for this platform.");
    const indexing = await index(database, meili, progress);
    const queries = createQueries().map(({ text }) => text);
    const requests = await requestsOf(database, meili, queries);
    const environment = {
      DATABASE_URL: databaseUrl,
      MEILI_URL: meili.url,
      MEILI_API_KEY: meili.apiKey,
    };
    return withApi(environment, async (api) => {
      const bodies = queries.map((query) =>
        JSON.stringify({ query: pageQuery, variables: { query } }),
      );
      const direct = requests.map((each) =>
        each.map((body) => JSON.stringify(toMultiSearch(body))),
      );
      const headers = { authorization: `Bearer ${meili.apiKey}` };
      const [graphqlTimes, directTimes] = [
        await timeEach(
          bodies.map((body) => [body]),
          `${api.url}/graphql`,
          {},
        ),
        await timeEach(direct, `${meili.url}/multi-search`, headers),
      ];
      const graphqlLoad = await load(api.url, "/graphql", {}, bodies);
      const directLoad = await load(meili.url, "/multi-search", headers, direct.flat());
      return {
        lessons,
        ...indexing,
        meiliMiB: Math.max(...bank.pids().map(residentMiB)),
        apiMiB: residentMiB(api.pid),
        graphql: graphqlTimes,
        direct: directTimes,
        graphqlPerSecond: graphqlLoad,
        // A search may take more than one request.
        directPerSecond: (directLoad * queries.length) / direct.flat().length,
      };
    });
  });
}

async function index(database: Database, meili: MeiliAddress, progress: (line: string) => void) {
  const { client } = database;
  let started = performance.now();
  while ((await moveChanges(database)) > 0);
  for (let stored = 0, more = 1; more > 0; stored += more) {
    more = await storeDueDocuments(database, false);
    if (stored % 50_000 < more) progress(`stored ${stored} documents`);
  }
  const storing = performance.now() - started;
  started = performance.now();
  const documents = await reindex({
    database,
    meili,
    onProgress: (done, total) => progress(`indexed ${done} of ${total} documents`),
  });
  const indexing = performance.now() - started;
  await client`analyze`;
  const [size] = await client<{ bytes: number }[]>`
    select pg_total_relation_size('search_documents')::float8 as bytes`;
  const { databaseSize } = await connectMeili(meili).getStats();
  return {
    documents,
    storedPerSecond: (documents / storing) * 1_000,
    indexedPerSecond: (documents / indexing) * 1_000,
    indexMiB: databaseSize / 2 ** 20,
    storedMiB: (size?.bytes ?? 0) / 2 ** 20,
  };
}

/** What Meilisearch is asked for each query. */
async function requestsOf(
  database: Database,
  meili: MeiliAddress,
  queries: readonly string[],
): Promise<EngineRequest[][]> {
  const engine = createMeiliEngine(meili, 30_000);
  const store = createDocumentStore(database);
  const vocabulary = await readVocabulary(database);
  const asked: EngineRequest[][] = [];
  for (const query of queries) {
    const requests: EngineRequest[] = [];
    const watched = {
      name: engine.name,
      search: (request: EngineRequest) => {
        requests.push(request);
        return engine.search(request);
      },
    };
    await searchRanked(
      { engine: watched, store, vocabulary },
      { query, filter: { lists: {} }, offset: 0, limit: 20, facets: true, texts: true },
    );
    asked.push(requests);
  }
  return asked;
}

/** Sends one search after another, each a list of requests; the first ones only warm up. */
async function timeEach(
  searches: readonly (readonly string[])[],
  url: string,
  headers: Record<string, string>,
): Promise<{ p50: number; p95: number }> {
  const times: number[] = [];
  for (const bodies of [...searches.slice(0, warmUps), ...searches]) {
    const started = performance.now();
    for (const body of bodies) {
      const reply = await fetch(url, {
        method: "POST",
        headers: { "content-type": "application/json", "accept-encoding": "identity", ...headers },
        body,
      });
      const text = await reply.text();
      if (!reply.ok || text.includes('"errors":[')) throw new Error(text.slice(0, 500));
    }
    times.push(performance.now() - started);
  }
  const sorted = times.slice(warmUps).toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.ceil(sorted.length * share) - 1] ?? 0;
  return { p50: at(0.5), p95: at(0.95) };
}

async function load(
  url: string,
  path: string,
  headers: Record<string, string>,
  bodies: readonly string[],
): Promise<number> {
  const { requests, non2xx, errors } = await autocannon({
    url,
    connections,
    duration: loadSeconds,
    headers: { "content-type": "application/json", ...headers },
    requests: bodies.map((body) => ({ method: "POST", path, body })),
  });
  if (non2xx + errors > 0) throw new Error(`${non2xx + errors} requests failed under load.`);
  return requests.average;
}
