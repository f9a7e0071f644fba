import { Meilisearch } from "meilisearch";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { reindex } from "../../src/search/reindex.js";
import { type SearchWorker, startSearchWorker } from "../../src/search/search-worker.js";
import { type SearchBank, eventually, startSearchBank } from "../support/search-bank.js";
import { createTestDatabase } from "../support/test-database.js";
import { startTestMeili } from "../support/test-meili.js";

let bank: SearchBank;
let worker: SearchWorker;
beforeAll(async () => {
  bank = await startSearchBank();
  worker = bank.startWorker();
  await worker.idle();
});
afterAll(() => bank.stop());

const count = async (query: string): Promise<number> => {
  const text = `query ($query: String!) { search(query: $query) { totalCount degraded } }`;
  const { search } = await bank.api.read(text, { query: `"${query}"` });
  expect(search.degraded).toBe(false);
  return search.totalCount;
};

const expectEqual = async (): Promise<void> => {
  await worker.idle();
  const { index, stored } = await bank.documents();
  expect(index).toEqual(stored);
};

describe("what is written with SQL alone", () => {
  it("is found when it is published, changed, archived and removed", async () => {
    const { client } = bank.test.database;
    await client`
      insert into case_studies (slug, title, summary, status)
      values ('prov', 'Zebraprov', 'Sammanfattning', 'ONGOING')`;
    await worker.idle();
    expect(await count("Zebraprov")).toBe(0);
    await client`update case_studies set state = 'PUBLISHED', published_at = now() where slug = 'prov'`;
    await worker.idle();
    expect(await count("Zebraprov")).toBe(1);
    await client`update case_studies set title = 'Giraffprov' where slug = 'prov'`;
    await worker.idle();
    expect(await count("Zebraprov")).toBe(0);
    expect(await count("Giraffprov")).toBe(1);
    await client`update case_studies set state = 'ARCHIVED' where slug = 'prov'`;
    await worker.idle();
    expect(await count("Giraffprov")).toBe(0);
    await client`delete from case_studies where slug = 'prov'`;
    await expectEqual();
  });

  it("is not found when it is rolled back", async () => {
    const { client } = bank.test.database;
    await client
      .begin(async (sql) => {
        await sql`update case_studies set title = 'Lamaprov' where slug = 'vaxjo-samlastning'`;
        throw new Error("changed my mind");
      })
      .catch(() => {});
    await worker.idle();
    expect(await count("Lamaprov")).toBe(0);
  });

  it("reaches everything that shows it: names, links, lessons, results, topics", async () => {
    const { client } = bank.test.database;
    await client`update organisations set name = 'Tapirköping' where slug = 'vaxjo'`;
    await client`update methods set name = 'Tapirmetod' where slug = 'samordnad-varudistribution'`;
    await client`update focus_areas set name_sv = 'Tapirområde' where slug = 'upphandling'`;
    await worker.idle();
    const kinds = async (query: string): Promise<string[]> => {
      const { search } = await bank.api.read(
        `query ($query: String!) { search(query: $query, first: 100) { nodes { __typename } } }`,
        { query },
      );
      return [
        ...new Set<string>(search.nodes.map((node: { __typename: string }) => node.__typename)),
      ].toSorted();
    };
    for (const name of ["Tapirköping", "Tapirmetod", "Tapirområde"]) {
      expect(await kinds(`"${name}"`)).toEqual(["CaseStudy", "Lesson", "Method"]);
    }
    await client`
      update lessons set case_study_id = (select id from case_studies where slug = 'kalmar-moskogen')
      where slug = 'vaxjo-samlastning-lesson-1'`;
    await client`delete from results where kind = 'MEASURED'`;
    await client`delete from case_study_goals`;
    await client`delete from case_study_organisations where role = 'PARTNER'`;
    await expectEqual();
    await client`truncate lessons`;
    await expectEqual();
    const { stored } = await bank.documents();
    expect(Object.keys(stored).some((id) => id.startsWith("LESSON"))).toBe(false);
  });

  it("tells of a method the kinds of figures that its adoptions name, and no others of its cases", async () => {
    const { client } = bank.test.database;
    const forecasts = async (): Promise<string[]> => {
      await worker.idle();
      const { search } = await bank.api.read(`{
        search(query: "", first: 100, filter: { kinds: [METHOD], resultKinds: [FORECAST] }) {
          nodes { ... on Method { slug } } } }`);
      return search.nodes.map((node: { slug: string }) => node.slug);
    };
    // A case of the method tells how many homes are planned, which is no figure of the method.
    expect(await forecasts()).not.toContain("koldioxidbudget");
    const [figure] = await client<{ id: string }[]>`
      select id from results where indicator = 'Planerat i stadsdelen'`;
    await client`
      insert into adoption_results
      select a.id, ${figure?.id ?? ""} from adoptions a join methods m on m.id = a.method_id
      join organisations o on o.id = a.organisation_id
      where m.slug = 'koldioxidbudget' and o.slug = 'boras'`;
    expect(await forecasts()).toContain("koldioxidbudget");
    await client`update results set kind = 'TARGET' where id = ${figure?.id ?? ""}`;
    expect(await forecasts()).not.toContain("koldioxidbudget");
    await client`update results set kind = 'FORECAST' where id = ${figure?.id ?? ""}`;
    expect(await forecasts()).toContain("koldioxidbudget");
    await client`delete from adoption_results where result_id = ${figure?.id ?? ""}`;
    expect(await forecasts()).not.toContain("koldioxidbudget");
    await expectEqual();
  });

  it("is put right by the comparison when Meilisearch has lost or gained documents", async () => {
    const { url, apiKey } = bank.meili;
    await new Meilisearch({ host: url, apiKey }).deleteIndex("knowledge").waitTask();
    await eventually(async () => {
      const { index, stored } = await bank
        .documents()
        .catch(() => ({ index: {}, stored: { x: 1 } }));
      return Object.keys(index).length === Object.keys(stored).length;
    });
    await expectEqual();
  });

  it("is found without a gap while the index is built again", async () => {
    let searching = true;
    let asked = 0;
    const readers = (async () => {
      while (searching) {
        expect(await count("koldioxidbudget")).toBeGreaterThan(0);
        asked += 1;
      }
    })();
    const { client } = bank.test.database;
    await client`
      update case_studies set title = 'Okapiprov' where slug = 'kalmar-moskogen'`;
    const options = { database: bank.test.database, meili: bank.meili };
    expect(await reindex(options)).toBeGreaterThan(60);
    await client`update case_studies set title = 'Okapiprov två' where slug = 'kalmar-elfordon'`;
    await reindex(options);
    searching = false;
    await readers;
    expect(asked).toBeGreaterThan(5);
    await expectEqual();
    // The two case studies, and the two methods that they show.
    expect(await count("Okapiprov")).toBe(4);
  });
});

it("a rebuild mends stored documents before it sends them", async () => {
  const [test, meili] = await Promise.all([createTestDatabase({ seeded: true }), startTestMeili()]);
  try {
    const options = { database: test.database, meili };
    const total = await reindex(options);
    // As if an older version had built them: nothing of this is recorded as a change.
    await test.database.client`
      update search_documents set hash = 'old', vector = '' where kind in ('CASE_STUDY', 'LESSON')`;
    expect(await reindex(options)).toBe(total);
    const stored = await test.database.client<{ id: string; hash: string }[]>`
      select kind || '-' || entity_id as id, hash from search_documents`;
    expect(stored.map(({ hash }) => hash)).not.toContain("old");
    const index = new Meilisearch({ host: meili.url, apiKey: meili.apiKey }).index("knowledge");
    const { results } = await index.getDocuments<{ id: string; hash: string }>({ limit: 1_000 });
    expect(new Map(results.map(({ id, hash }) => [id, hash]))).toEqual(
      new Map(stored.map(({ id, hash }) => [id, hash])),
    );
  } finally {
    await Promise.all([test.drop(), meili.stop()]);
  }
});

it("a new bank starts without a warning", async () => {
  const [test, meili] = await Promise.all([createTestDatabase({ seeded: true }), startTestMeili()]);
  const warnings: object[] = [];
  const log = { info() {}, warn: (details: object) => void warnings.push(details) };
  const first = startSearchWorker({ database: test.database, meili, log });
  try {
    await first.idle();
    const index = new Meilisearch({ host: meili.url, apiKey: meili.apiKey }).index("knowledge");
    expect((await index.getStats()).numberOfDocuments).toBeGreaterThan(100);
    expect(warnings).toEqual([]);
  } finally {
    await first.stop();
    await Promise.all([test.drop(), meili.stop()]);
  }
});
