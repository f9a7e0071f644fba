import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { SearchRequest } from "../../src/search/ranked-search.js";
import { reindex } from "../../src/search/reindex.js";
import { type OpenSearchService, createSearchService } from "../../src/search/search-service.js";
import type { SearchWorker } from "../../src/search/search-worker.js";
import { type PassingServer, startPassing } from "../support/passing-server.js";
import { type SearchBank, eventually, startSearchBank } from "../support/search-bank.js";

const log = { info: () => {}, warn: () => {} };

let bank: SearchBank;
let worker: SearchWorker;
let counter: PassingServer;
let search: OpenSearchService;

const ask = (query: string, more: Partial<SearchRequest> = {}) =>
  search.search({
    query,
    filter: { lists: {} },
    offset: 0,
    limit: 5,
    facets: false,
    highlights: true,
    matches: false,
    ...more,
  });

/** Searches until it is remembered: the first searches can't know yet what changes. */
const remember = (query: string): Promise<void> =>
  eventually(async () => {
    await ask(query);
    const before = counter.asked();
    await ask(query);
    return counter.asked() === before;
  });

beforeAll(async () => {
  bank = await startSearchBank();
  worker = bank.startWorker();
  await worker.idle();
  counter = await startPassing(bank.meili.url);
  search = createSearchService({
    database: bank.test.database,
    log,
    meili: { ...bank.meili, url: counter.url },
    answerLimitMs: 15_000,
    rememberedBytes: 1_000_000,
  });
});

afterAll(async () => {
  await search.close();
  await counter.close();
  await bank.stop();
});

describe("what a search found is remembered", () => {
  it("and answered without asking Meilisearch, the same", async () => {
    await remember("koldioxidbudget");
    const before = counter.asked();
    const known = await ask("koldioxidbudget");
    expect(counter.asked()).toBe(before);
    expect(known.totalCount).toBeGreaterThan(0);
    expect(known.hits[0]?.highlights).not.toEqual([]);
  });

  it("for the same page, filter and likeness only", async () => {
    await remember("elbuss");
    const all = await ask("elbuss");
    for (const more of [
      { limit: 1 },
      { offset: 1 },
      { filter: { lists: { kinds: ["METHOD"] } } },
      { facets: true },
      { highlights: false },
      { likeness: new Map([["0880", 1]]) },
    ] satisfies Partial<SearchRequest>[]) {
      const before = counter.asked();
      await ask("elbuss", more);
      expect({ more, asked: counter.asked() > before }).toEqual({ more, asked: true });
    }
    expect(await ask("elbuss")).toEqual(all);
  });

  it("until a commit reaches the index, also one made with psql", async () => {
    const title = "Kvarnstensprovet på torget";
    await remember("kvarnstensprovet");
    expect(await ask("kvarnstensprovet")).toMatchObject({ totalCount: 0 });
    const { client } = bank.test.database;
    await client`update case_studies set title = ${title} where slug = 'boras-koldioxidbudget'`;
    const committed = Date.now();
    await eventually(async () => (await ask("kvarnstensprovet")).totalCount > 0);
    expect(Date.now() - committed).toBeLessThan(5_000);
    await remember("kvarnstensprovet");
    await client`update case_studies set state = 'ARCHIVED' where slug = 'boras-koldioxidbudget'`;
    await eventually(async () => (await ask("kvarnstensprovet")).totalCount === 0);
  });

  it("until the index is built anew", async () => {
    await remember("solceller");
    await reindex({ database: bank.test.database, meili: bank.meili });
    const before = counter.asked();
    await eventually(async () => {
      await ask("solceller");
      return counter.asked() > before;
    });
  });

  it("but hides no outage of Meilisearch", async () => {
    await remember("fjärrvärme");
    const usual = await ask("fjärrvärme");
    await counter.close();
    await eventually(async () => (await ask("fjärrvärme")).degraded);
    expect(await ask("fjärrvärme")).toMatchObject({ degraded: true });
    expect(usual.degraded).toBe(false);
  });
});
