import { type Server, createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { SearchRequest } from "../../src/search/ranked-search.js";
import { reindex } from "../../src/search/reindex.js";
import { type OpenSearchService, createSearchService } from "../../src/search/search-service.js";
import type { SearchWorker } from "../../src/search/search-worker.js";
import { type SearchBank, eventually, startSearchBank } from "../support/search-bank.js";

const log = { info: () => {}, warn: () => {} };

let bank: SearchBank;
let worker: SearchWorker;
let counter: Server;
let asked = 0;
let search: OpenSearchService;

/** Passes requests on to Meilisearch, and counts them. */
function countRequests(target: string): Server {
  return createServer((from, to) => {
    asked += 1;
    const { method, headers, url: path } = from;
    const passed = request(target + (path ?? ""), { method, headers }, (reply) => {
      to.writeHead(reply.statusCode ?? 500, reply.headers);
      reply.pipe(to);
    });
    passed.on("error", () => to.destroy());
    from.pipe(passed);
  });
}

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
    const before = asked;
    await ask(query);
    return asked === before;
  });

beforeAll(async () => {
  bank = await startSearchBank();
  worker = bank.startWorker();
  await worker.idle();
  counter = countRequests(bank.meili.url);
  await new Promise<void>((resolve) => void counter.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(counter.address() as AddressInfo).port}`;
  search = createSearchService({
    database: bank.test.database,
    log,
    meili: { ...bank.meili, url },
    answerLimitMs: 15_000,
    rememberedBytes: 1_000_000,
  });
});

afterAll(async () => {
  await search.close();
  counter.closeAllConnections();
  counter.close();
  await bank.stop();
});

describe("what a search found is remembered", () => {
  it("and answered without asking Meilisearch, the same", async () => {
    await remember("koldioxidbudget");
    const before = asked;
    const known = await ask("koldioxidbudget");
    expect(asked).toBe(before);
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
      const before = asked;
      await ask("elbuss", more);
      expect({ more, asked: asked > before }).toEqual({ more, asked: true });
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
    const before = asked;
    await eventually(async () => {
      await ask("solceller");
      return asked > before;
    });
  });

  it("but hides no outage of Meilisearch", async () => {
    await remember("fjärrvärme");
    const usual = await ask("fjärrvärme");
    counter.closeAllConnections();
    counter.close();
    await eventually(async () => (await ask("fjärrvärme")).degraded);
    expect(await ask("fjärrvärme")).toMatchObject({ degraded: true });
    expect(usual.degraded).toBe(false);
  });
});
