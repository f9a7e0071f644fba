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
  it("imports the cases of a client with a contribute key twice, and makes them once", async () => {
    const before = await countCases();
    const records = Array.from({ length: 100 }, (_, index) =>
      record(`syn-${index}`, { lessons: [], results: [] }),
    );
    const first = await send(client, records);
    expect(first.userErrors).toEqual([]);
    expect(first.report).toMatchObject({ rows: 100, created: 100, unchanged: 0 });
    expect(await countCases()).toBe(before + 100);
    const second = await send(client, records);
    expect(second.report).toMatchObject({ created: 0, updated: 0, drafted: 0, unchanged: 100 });
    expect(await countCases()).toBe(before + 100);
    const slugs = first.report.outcomes.map((each: ShownRow) => each.caseStudy.slug);
    expect(new Set(slugs).size).toBe(100);
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

  describe("of a file that isn't as it should be", () => {
    const header = "externalId,title,status,organisations";
    const row = "csv-1,Syntetisk rad,ONGOING,kalmar:LEAD";
    /** Imports a text as CSV. */
    const sendCsv = async (content: string) =>
      (await client.read(mutation, { input: { format: "CSV", content } })).importKnowledge;

    it.each([
      ["nothing", "", "rows REQUIRED", "no records"],
      ["blank lines", " \n\n", "rows REQUIRED", "no records"],
      ["a header only", `${header}\r\n`, "rows REQUIRED", "no records"],
      ["a column that isn't known", `externalId,titel\na,b`, "rows.0.titel UNKNOWN", '"titel"'],
      ["another case", `ExternalId,title\na,b`, "rows.0.ExternalId UNKNOWN", '"externalId"'],
      ["a column twice", `${header},title\n${row},b`, "rows.0.title TAKEN", "twice"],
      ["a column without a name", `${header},\n${row},b`, "rows.0 INVALID", "Column 5"],
      ["semicolons", `${header}\n${row}`.replaceAll(",", ";"), "rows.0 INVALID", '";"'],
      ["tabulators", `${header}\n${row}`.replaceAll(",", "\t"), "rows.0 INVALID", "tab"],
      ["a short row", `${header}\n${row}\ncsv-2,Kort`, "rows.2 INVALID", "2 cells"],
      ["an open quotation", `${header}\n${row}\ncsv-2,"Öppet`, "rows.2 INVALID", "quotation"],
      ["JSON", JSON.stringify(record("csv-1")), "rows.0 INVALID", "NDJSON"],
    ])("says so: %s", async (_what, content, told, word) => {
      const { report, userErrors } = await sendCsv(content);
      expect(report).toBeNull();
      expect(userErrors.map(inShort)).toEqual([told]);
      expect(userErrors[0].message).toContain(word);
    });

    it("reads over a byte order mark, any ends of lines, and rows that a spreadsheet left empty", async () => {
      const first = await sendCsv(`\uFEFF${header}\r\n${row}\r\n,,,\r\n`);
      expect(first).toMatchObject({ report: { rows: 1, created: 1 }, userErrors: [] });
      for (const end of ["\n", "\r"]) {
        const again = await sendCsv([header, row, ""].join(end));
        expect(again).toMatchObject({ report: { rows: 1, unchanged: 1 }, userErrors: [] });
      }
      const ndjson = { format: "NDJSON", content: "\uFEFF\r\n" };
      const { importKnowledge } = await client.read(mutation, { input: ndjson });
      expect(importKnowledge.userErrors.map(inShort)).toEqual(["rows REQUIRED"]);
    });
  });

  it("makes nothing twice where titles are the same, nor where two import the same at once", async () => {
    const title = "Syntetisk titel som alla har";
    const records = ["H-1", "H-2", "H-3"].map((id) => record(id, { title }));
    const first = await send(client, records);
    const slugs = first.report.outcomes.map((each: ShownRow) => each.caseStudy.slug);
    expect(new Set(slugs).size).toBe(3);
    expect((await send(client, records)).report).toMatchObject({ created: 0, unchanged: 3 });
    const before = await countCases();
    const named = [1, 2, 3].map((number) => {
      const { externalId: _externalId, ...rest } = record(`H-${number}`, { title });
      return { ...rest, slug: `syntetisk-samtidig-${number}` };
    });
    const answers = await Promise.all([1, 2, 3].map(() => send(staff, named)));
    expect(await countCases()).toBe(before + 3);
    expect(answers.flatMap(({ userErrors }) => userErrors)).toEqual([]);
    expect(
      answers
        .map(({ report }) => report.created)
        .join("")
        .replaceAll("0", ""),
    ).toBe("3");
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
