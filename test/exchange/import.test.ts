import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestApi, type TestCaller, createTestApi } from "../support/test-api.js";
import { type TestDatabase, createTestDatabase } from "../support/test-database.js";
import { completeCase } from "../support/writing.js";

let test: TestDatabase;
let api: TestApi;
let client: TestCaller;
let staff: TestCaller;

beforeAll(async () => {
  test = await createTestDatabase({ seeded: true });
  api = await createTestApi(test.database);
  client = await api.as({ clientOf: "kalmar", scopes: ["CONTRIBUTE"] });
  staff = await api.as({ staff: true });
}, 60_000);
afterAll(async () => {
  await api.close();
  await test.drop();
});

interface ShownRow {
  externalId: string;
  caseStudy: { slug: string };
}
interface ShownError {
  field: string;
  code: string;
}
const inShort = ({ field, code }: ShownError): string => `${field} ${code}`;

const mutation = `mutation ($input: ImportKnowledgeInput!) { importKnowledge(input: $input) {
  report { rows created updated drafted unchanged
    outcomes { row externalId action caseStudy { id slug state version title licence
      lessons { id text } results { value } draft { content { title } } } } }
  userErrors { field code message(locale: EN) } } }`;

/** Imports records as NDJSON. */
async function send(
  caller: TestCaller,
  records: readonly object[],
  input: Record<string, unknown> = {},
) {
  const content = records.map((record) => JSON.stringify(record)).join("\n");
  const data = await caller.read(mutation, { input: { format: "NDJSON", content, ...input } });
  return data.importKnowledge;
}

const countCases = async (): Promise<number> => {
  const [row] = await test.database.orm.execute<{ count: number }>(
    sql`select count(*)::int as count from case_studies`,
  );
  return row?.count ?? 0;
};

/** A synthetic record with everything below a case study. */
const record = (externalId: string, more: object = {}) => ({
  ...completeCase,
  externalId,
  title: `Syntetisk import ${externalId}`,
  lessons: [
    { kind: "ADVICE", basis: "SOURCE", text: `Syntetiskt råd ett för ${externalId}.` },
    { kind: "OBSTACLE", basis: "OWN_CONCLUSION", text: `Syntetiskt hinder för ${externalId}.` },
  ],
  results: [{ indicator: "Syntetisk minskning", value: 12.5, unit: "%", kind: "MEASURED" }],
  sdgs: [13, 7],
  ...more,
});

describe("importKnowledge", () => {
  it("imports 1,000 cases of a client with a contribute key twice, and there are 1,000", async () => {
    const before = await countCases();
    const records = Array.from({ length: 1_000 }, (_, index) =>
      record(`syn-${index}`, { lessons: [], results: [] }),
    );
    const first = await send(client, records);
    expect(first.userErrors).toEqual([]);
    expect(first.report).toMatchObject({ rows: 1_000, created: 1_000, unchanged: 0 });
    expect(await countCases()).toBe(before + 1_000);
    const second = await send(client, records);
    expect(second.report).toMatchObject({ created: 0, updated: 0, drafted: 0, unchanged: 1_000 });
    expect(await countCases()).toBe(before + 1_000);
    const slugs = first.report.outcomes.map((each: ShownRow) => each.caseStudy.slug);
    expect(new Set(slugs).size).toBe(1_000);
    expect(first.report.outcomes[0].caseStudy).toMatchObject({ state: "DRAFT", version: 1 });
  });

  it("writes all of a record, changes it by its external id, and keeps its lessons' ids", async () => {
    const [created] = (await send(client, [record("A-1")])).report.outcomes;
    expect(created).toMatchObject({ row: 1, externalId: "A-1", action: "CREATE" });
    expect(created.caseStudy.results).toEqual([{ value: 12.5 }]);
    const [one, two] = created.caseStudy.lessons;
    const added = { kind: "ADVICE", basis: "SOURCE", text: "Syntetiskt råd först." };
    const change = { title: "Syntetiskt nytt namn", lessons: [added, ...record("A-1").lessons] };
    const [changed] = (await send(client, [record("A-1", change)])).report.outcomes;
    expect(changed).toMatchObject({ action: "UPDATE" });
    expect(changed.caseStudy).toMatchObject({ id: created.caseStudy.id, version: 2 });
    expect(changed.caseStudy.title).toBe("Syntetiskt nytt namn");
    expect(changed.caseStudy.lessons.slice(1)).toEqual([one, two]);
    // What a record leaves out stays as it is.
    const [partly] = (await send(client, [{ externalId: "A-1", funder: "Syntetisk" }])).report
      .outcomes;
    expect(partly.caseStudy.lessons).toEqual(changed.caseStudy.lessons);
  });

  it("says for each record and field what is wrong, and writes nothing", async () => {
    const before = await countCases();
    const { report, userErrors } = await send(client, [
      record("B-1"),
      record("B-2", { title: "", startYear: 2020, endYear: 2010 }),
      record("B-3", { lessons: [{ kind: "ADVICE", basis: "SOURCE", text: "" }] }),
      record("B-4", { focusAreas: ["finns-inte"], colour: "blue" }),
      record("B-1"),
      { ...completeCase, title: "Utan id" },
      record("B-7", { organisations: [{ organisation: "umea", role: "LEAD" }] }),
    ]);
    expect(report).toBeNull();
    const found = userErrors.map(inShort);
    // First what is wrong with the file as such.
    expect(found).toEqual(["rows.4.colour UNKNOWN", "rows.5.externalId TAKEN"]);
    const rest = await send(client, [
      record("B-1"),
      record("B-2", { title: "", startYear: 2020, endYear: 2010 }),
      record("B-3", { lessons: [{ kind: "ADVICE", basis: "SOURCE", text: "" }] }),
      record("B-4", { focusAreas: ["finns-inte"], licence: "CC BY-NC 4.0" }),
      { ...completeCase, title: "Utan id" },
      record("B-6", { organisations: [{ organisation: "umea", role: "LEAD" }] }),
    ]);
    expect(rest.userErrors.map(inShort)).toEqual([
      "rows.2.title REQUIRED",
      "rows.2.endYear INVALID",
      "rows.3.lessons.0.text REQUIRED",
      "rows.4.focusAreas.0 UNKNOWN",
      "rows.4.licence INVALID",
      "rows.5.externalId REQUIRED",
      "rows.6.organisations FORBIDDEN",
    ]);
    expect(await countCases()).toBe(before);
  });

  it("writes nothing in a dry run", async () => {
    const before = await countCases();
    const { report } = await send(client, [record("C-1")], { dryRun: true });
    expect(report.outcomes).toEqual([
      { row: 1, externalId: "C-1", action: "CREATE", caseStudy: null },
    ]);
    expect(await countCases()).toBe(before);
  });

  it("publishes for those who may, and makes drafts beside published records for others", async () => {
    const refused = await send(client, [record("D-1")], { publish: true });
    expect(refused.userErrors).toMatchObject([
      { field: "rows.1.organisations", code: "FORBIDDEN" },
    ]);
    const slug = "syntetisk-d-1";
    const published = await send(staff, [{ ...record("D-1"), externalId: null, slug }], {
      publish: true,
    });
    expect(published.userErrors).toEqual([]);
    expect(published.report.outcomes[0].caseStudy).toMatchObject({ slug, state: "PUBLISHED" });
    const change = [{ slug, title: "Syntetiskt utkast" }];
    const drafted = await send(client, change);
    expect(drafted.report).toMatchObject({ drafted: 1 });
    expect(drafted.report.outcomes[0].caseStudy).toMatchObject({
      title: "Syntetisk import D-1",
      draft: { content: { title: "Syntetiskt utkast" } },
    });
    expect((await send(client, change)).report).toMatchObject({ unchanged: 1 });
    const done = await send(staff, [{ slug }], { publish: true });
    expect(done.report.outcomes[0].caseStudy).toMatchObject({
      title: "Syntetiskt utkast",
      draft: null,
    });
    const moved = await send(staff, [{ slug: "syntetisk-d-2", externalId: "D-2" }]);
    expect(moved.userErrors).toMatchObject([{ field: "rows.1.externalId", code: "REQUIRED" }]);
  });

  it("keeps each client's ids apart, and refuses a slug that somebody else has", async () => {
    const other = await api.as({ clientOf: "umea", scopes: ["CONTRIBUTE"] });
    const organisations = [{ organisation: "umea", role: "LEAD" }];
    const theirs = await send(other, [record("A-1", { organisations })]);
    expect(theirs.report).toMatchObject({ created: 1 });
    const slug = theirs.report.outcomes[0].caseStudy.slug;
    const { userErrors } = await send(client, [record("E-1", { slug })]);
    expect(userErrors).toMatchObject([{ field: "rows.1.slug", code: "TAKEN" }]);
    const reader = await api.as({ clientOf: "kalmar", scopes: ["READ"] });
    const content = JSON.stringify(record("E-2"));
    const refused = await reader.refuse(mutation, { input: { format: "NDJSON", content } });
    expect(refused.extensions.code).toBe("FORBIDDEN");
  });

  it("refuses more than 1,000 records", async () => {
    const records = Array.from({ length: 1_001 }, (_, index) => ({ externalId: `F-${index}` }));
    const { userErrors } = await send(client, records);
    expect(userErrors).toMatchObject([{ field: "content", code: "TOO_MANY" }]);
  });

  it("relates records of one file to each other", async () => {
    const { report, userErrors } = await send(client, [
      record("G-1", { slug: "syntetisk-g-1", relatedCaseStudies: ["syntetisk-g-2"] }),
      record("G-2", { slug: "syntetisk-g-2" }),
    ]);
    expect(userErrors).toEqual([]);
    expect(report).toMatchObject({ created: 2 });
    const data = await staff.read(
      `{ caseStudy(slug: "syntetisk-g-2") { relatedCaseStudies { slug } } }`,
    );
    expect(data.caseStudy.relatedCaseStudies).toEqual([{ slug: "syntetisk-g-1" }]);
  });
});
