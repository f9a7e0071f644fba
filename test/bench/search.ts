import autocannon from "autocannon";
import type { Database } from "../../src/platform/database.js";
import { moveChanges } from "../../src/search/change-queue.js";
import { type MeiliAddress, connectMeili } from "../../src/search/meili.js";
import { storeDueDocuments } from "../../src/search/projector.js";
import { reindex } from "../../src/search/reindex.js";
import { residentMiB, withApi } from "./api-process.js";
import { cpuMs } from "./cpu-time.js";
import { type Straight, fillStraight } from "./straight.js";
import { createQueries } from "./synthetic/queries.js";
import { withBank } from "./synthetic/server.js";
import { quantile } from "./quantile.js";

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
  /** After all searches, the last ones under load. */
  apiMiB: number;
  graphql: PathFigures;
  /** Searches a second of what has been asked before: what was found is remembered, */
  again: number;
  /** and whole answers to visitors' GET requests are. */
  againByGet: number;
  /** The same page straight from Meilisearch, and a barer one; absent where the bank is too large. */
  straight?: { page: PathFigures; bare: PathFigures; filledPerSecond: number };
}

/** One way to search. */
export interface PathFigures {
  /** One search after another, no query twice. */
  p50: number;
  p95: number;
  /** Processor time of a search, in all processes that take part. */
  cpuMs: number;
  /** Searches a second with 16 connections, no query twice. */
  perSecond: number;
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
/** Seeds of enough queries that none is asked twice. */
const seeds = 100;
/** How many queries are asked again and again. */
const repeatedQueries = 200;
const connections = 16;
const loadSeconds = 4;
const loadRounds = 3;
/** As many as a server answers in its first minutes: V8 has compiled what is used most by then. */
const warmUps = 1_000;
const timedQueries = 200;
/** Filling a second index of this many documents takes too long. */
const mostStraight = 200_000;

interface Path {
  url: string;
  headers: Record<string, string>;
  toRequest: (query: string) => { method: "GET" | "POST"; path: string; body?: string };
}

const json = { "content-type": "application/json" };

/** Measures the search on a bank with so many synthetic lessons. */
export async function measureSearch(
  lessons: number,
  progress: (line: string) => void,
): Promise<SearchFigures> {
  return withBank({ lessons, changes: "everything" }, async (bank) => {
    const { database, databaseUrl, meili } = bank;
    if (!meili) throw new Error("There is no Meilisearch for this platform.");
    const indexing = await index(database, meili, progress);
    const straight =
      indexing.documents <= mostStraight ? await fillStraight(database, meili) : undefined;
    const environment = {
      DATABASE_URL: databaseUrl,
      MEILI_URL: meili.url,
      MEILI_API_KEY: meili.apiKey,
    };
    return withApi(environment, async (api) => {
      const paths: Path[] = [
        {
          url: api.url,
          headers: json,
          toRequest: (query) => ({
            method: "POST",
            path: "/graphql",
            body: JSON.stringify({ query: pageQuery, variables: { query } }),
          }),
        },
        ...straightPaths(meili.url, straight),
      ];
      const queries = listQueries();
      const [graphql, page, bare] = await measurePaths(paths, queries, () =>
        cpuMs(api.pid, ...bank.pids()),
      );
      const [path] = paths;
      if (!graphql || !path) throw new Error("Nothing was measured.");
      const repeated = queries.slice(0, repeatedQueries);
      const again = await load(path, repeated, "again and again");
      const byGet: Path = {
        url: api.url,
        headers: {},
        toRequest: (query) => ({ method: "GET", path: `/graphql?${toParameters(query)}` }),
      };
      const againByGet = await load(byGet, repeated, "again and again");
      return {
        lessons,
        ...indexing,
        meiliMiB: Math.max(...bank.pids().map(residentMiB)),
        apiMiB: residentMiB(api.pid),
        graphql,
        again: again.average,
        againByGet: againByGet.average,
        ...(page && bare && straight
          ? { straight: { page, bare, filledPerSecond: straight.filledPerSecond } }
          : {}),
      };
    });
  });
}

const straightPaths = (url: string, straight: Straight | undefined): Path[] =>
  straight
    ? [straight.page, straight.barePage].map((toBody) => ({
        url,
        headers: { ...json, ...straight.headers },
        toRequest: (query) => ({
          method: "POST" as const,
          path: straight.path,
          body: toBody(query),
        }),
      }))
    : [];

/**
 * Measures several ways to search in turns, so that what else happens on the machine meets all of them.
 * No query is asked twice of one way: nothing that remembers answers would help.
 */
async function measurePaths(
  paths: readonly Path[],
  queries: readonly string[],
  cpu: () => number,
): Promise<PathFigures[]> {
  const timed = queries.slice(warmUps, warmUps + timedQueries);
  const loading = queries.slice(warmUps + timedQueries);
  for (const path of paths) await askAll(path, queries.slice(0, warmUps));

  const times = paths.map((): number[] => []);
  const spent = paths.map(() => 0);
  for (const [round, query] of timed.entries()) {
    for (let turn = 0; turn < paths.length; turn++) {
      const at = (round + turn) % paths.length;
      const path = paths[at];
      if (!path) continue;
      const started = performance.now();
      await ask(path, query);
      times[at]?.push(performance.now() - started);
    }
  }
  const rates = paths.map((): number[] => []);
  for (let round = 0; round < loadRounds; round++) {
    const part = loading.filter((_, at) => at % loadRounds === round);
    for (const [at, path] of paths.entries()) {
      const before = cpu();
      const { average, total } = await load(path, part, "once");
      rates[at]?.push(average);
      spent[at] = (spent[at] ?? 0) + (cpu() - before) / total / loadRounds;
    }
  }
  return paths.map((_, at) => {
    const own = times[at] ?? [];
    const perSecond = (rates[at] ?? []).reduce((sum, rate) => sum + rate, 0) / loadRounds;
    return { p50: quantile(own, 0.5), p95: quantile(own, 0.95), cpuMs: spent[at] ?? 0, perSecond };
  });
}

const listQueries = (): string[] => [
  ...new Set(
    Array.from({ length: seeds }, (_, seed) => createQueries(seed + 1)).flatMap((made) =>
      made.map(({ text }) => text),
    ),
  ),
];

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
  // The index alone, before anything else is filled.
  const { databaseSize } = await connectMeili(meili).getStats();
  return {
    documents,
    storedPerSecond: (documents / storing) * 1_000,
    indexedPerSecond: (documents / indexing) * 1_000,
    indexMiB: databaseSize / 2 ** 20,
    storedMiB: (size?.bytes ?? 0) / 2 ** 20,
  };
}

const toParameters = (query: string): string =>
  new URLSearchParams({ query: pageQuery, variables: JSON.stringify({ query }) }).toString();

async function ask({ url, headers, toRequest }: Path, query: string): Promise<void> {
  const { path, ...request } = toRequest(query);
  const reply = await fetch(url + path, {
    ...request,
    headers: { "accept-encoding": "identity", ...headers },
  });
  const text = await reply.text();
  if (!reply.ok || text.includes('"errors":[')) throw new Error(text.slice(0, 500));
}

async function askAll(path: Path, queries: readonly string[]): Promise<void> {
  const lane = async (_: unknown, number: number): Promise<void> => {
    for (let at = number; at < queries.length; at += connections) {
      const query = queries[at];
      if (query !== undefined) await ask(path, query);
    }
  };
  await Promise.all(Array.from({ length: connections }, lane));
}

/** Loads one way to search: each connection asks its own part of the queries, or all ask the same. */
async function load(
  { url, headers, toRequest }: Path,
  queries: readonly string[],
  times: "once" | "again and again",
): Promise<{ average: number; total: number }> {
  const requests = queries.map(toRequest);
  let connected = 0;
  const { requests: made, ...outcome } = await autocannon({
    url,
    connections,
    duration: loadSeconds,
    headers,
    requests,
    ...(times === "once" && {
      setupClient(client) {
        const mine = connected++;
        client.setRequests(requests.filter((_, at) => at % connections === mine));
      },
    }),
  });
  const failed = outcome.non2xx + outcome.errors;
  if (failed > 0) throw new Error(`${failed} requests failed under load.`);
  if (times === "once" && made.total > queries.length)
    throw new Error(`${made.total} searches were made of ${queries.length} queries.`);
  return made;
}
