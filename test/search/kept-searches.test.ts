import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { SearchWorker } from "../../src/search/search-worker.js";
import { get, isHit, waitedFor, warm } from "../support/cached-answers.js";
import { type PassingServer, startPassing } from "../support/passing-server.js";
import { type SearchBank, eventually, startSearchBank } from "../support/search-bank.js";
import { type TestApi, createTestApi } from "../support/test-api.js";

const query = (text: string): string =>
  `{ search(query: "${text}") { totalCount degraded nodes { ... on CaseStudy { title } } } }`;
const slug = "boras-koldioxidbudget";

let bank: SearchBank;
let worker: SearchWorker;
let meili: PassingServer;
/** Two processes on one database. */
let api: TestApi;
let other: TestApi;

beforeAll(async () => {
  bank = await startSearchBank();
  worker = bank.startWorker();
  await worker.idle();
  meili = await startPassing(bank.meili.url);
  const address = { ...bank.meili, url: meili.url };
  api = await createTestApi(bank.test.connect(), address);
  other = await createTestApi(bank.test.connect(), address);
});

afterAll(async () => {
  await api.close();
  await other.close();
  await meili.close();
  await bank.stop();
});

const found = async (from: TestApi, text: string) =>
  (await get(from, query(text))).json().data.search;

describe("the answer to an anonymous GET that searches", () => {
  it("is kept, with what is similar too, and asks Meilisearch nothing", async () => {
    const both = `{ search(query: "elbuss") { totalCount } caseStudy(slug: "${slug}") { similar { score } } }`;
    const first = await get(api, both);
    expect(first.json().errors).toBeUndefined();
    await warm(api, both);
    const before = meili.asked();
    const again = await get(api, both);
    expect(again.body).toBe(first.body);
    expect(again.headers.etag).toBe(first.headers.etag);
    expect(meili.asked()).toBe(before);
  });

  it("until a commit has reached the index, in every process", async () => {
    const { client } = bank.test.database;
    for (const from of [api, other]) await warm(from, query("kvarnstensprovet"));
    expect(await found(api, "kvarnstensprovet")).toMatchObject({ totalCount: 0 });
    await client`update case_studies set title = 'Kvarnstensprovet' where slug = ${slug}`;
    for (const from of [api, other]) {
      const waited = await waitedFor(
        async () => (await found(from, "kvarnstensprovet")).totalCount > 0,
      );
      expect(waited).toBeLessThan(5_000);
      await warm(from, query("kvarnstensprovet"));
      expect(await found(from, "kvarnstensprovet")).toMatchObject({ degraded: false });
    }
  });

  it("never shows what has been withdrawn, from the moment on that the row says so", async () => {
    const { client } = bank.test.database;
    await warm(api, query("kvarnstensprovet"));
    await client`update case_studies set state = 'ARCHIVED' where slug = ${slug}`;
    const waited = await waitedFor(async () => {
      const { nodes } = await found(api, "kvarnstensprovet");
      return nodes.length === 0;
    });
    expect(waited).toBeLessThan(2_000);
    await eventually(async () => (await found(api, "kvarnstensprovet")).totalCount === 0);
  });

  it("isn't kept together with suggestions, which age", async () => {
    const mixed = '{ search(query: "solceller") { totalCount } suggest(query: "sol") { text } }';
    for (let n = 0; n < 3; n += 1) expect(await isHit(api, mixed)).toBe(false);
  });

  it("hides no outage of Meilisearch", async () => {
    await warm(api, query("elbuss"));
    const usual = await found(api, "elbuss");
    await meili.close();
    await eventually(async () => (await found(api, "elbuss")).degraded);
    expect(usual).toMatchObject({ degraded: false });
    for (let n = 0; n < 3; n += 1) expect(await isHit(api, query("elbuss"))).toBe(false);
  });
});
