import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fromCell, toCell } from "../../src/exchange/columns.js";
import { exportCaseStudies } from "../../src/exchange/export.service.js";
import { importCaseStudies } from "../../src/exchange/import.service.js";
import type { ExchangeFormat } from "../../src/exchange/row-reading.js";
import { type Context, operator } from "../../src/platform/context.js";
import type { Database } from "../../src/platform/database.js";
import { type TestApi, createTestApi } from "../support/test-api.js";
import { type TestDatabase, createTestDatabase } from "../support/test-database.js";

let full: TestDatabase;
let bare: TestDatabase;
let api: TestApi;

beforeAll(async () => {
  full = await createTestDatabase({ seeded: true });
  bare = await createTestDatabase({ seeded: true });
  // A bank with its taxonomies, organisations and methods, and without case studies.
  await bare.database.orm.execute(sql`delete from case_studies`);
  api = await createTestApi(full.database);
}, 60_000);
afterAll(async () => {
  await api.close();
  await full.drop();
  await bare.drop();
});

async function exported({ orm }: Database, format: ExchangeFormat): Promise<string> {
  let file = "";
  for await (const part of exportCaseStudies(orm, format)) file += part;
  return file;
}

const contextOf = ({ orm }: Database): Context => ({ orm, actor: operator }) as Context;

/** The ids and times, which every bank makes for itself. */
const withoutOwn = (file: string, format: ExchangeFormat): string =>
  format === "NDJSON"
    ? file.replaceAll(/"id":"[^"]*","publishedAt":"[^"]*","updatedAt":"[^"]*"\}\n/g, "}\n")
    : file.replaceAll(/,[\w-]+,[\dT:.Z-]+,[\dT:.Z-]+\n/g, "\n");

describe("an export", () => {
  for (const format of ["NDJSON", "CSV"] as const) {
    it(`comes back the same from an empty bank as ${format}`, async () => {
      const file = await exported(full.database, format);
      expect(file.length).toBeGreaterThan(10_000);
      await bare.database.orm.execute(sql`delete from case_studies`);
      const summary = await importCaseStudies(contextOf(bare.database), {
        open: () => [file],
        format,
        organisation: null,
        publish: true,
        dryRun: false,
      });
      expect(summary.counts.CREATE).toBe(summary.rows);
      const again = await exported(bare.database, format);
      expect(withoutOwn(again, format)).toBe(withoutOwn(file, format));
      expect(withoutOwn(file, format)).not.toBe(file);
      const repeated = await importCaseStudies(contextOf(bare.database), {
        open: () => [file],
        format,
        organisation: null,
        publish: true,
        dryRun: false,
      });
      expect(repeated.counts.UNCHANGED).toBe(summary.rows);
    });
  }

  it("is streamed over HTTP with a licence and an attribution for each record, and no contacts", async () => {
    const ndjson = await api.app.inject({ url: "/export/case-studies.ndjson" });
    expect(ndjson.statusCode).toBe(200);
    const records = ndjson.body
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(records.length).toBeGreaterThan(5);
    for (const record of records) {
      expect(record["licence"]).toBe("CC BY 4.0");
      expect(record["attribution"]).toMatch(/.+; Lärdomsbanken/);
      expect(record).not.toHaveProperty("contacts");
    }
    const csv = await api.app.inject({ url: "/export/case-studies.csv" });
    expect(csv.headers["content-type"]).toContain("text/csv");
    expect(csv.body).toBe(await exported(full.database, "CSV"));
    const emails = await full.database.orm.execute<{ email: string }>(
      sql`select email from contacts where email is not null`,
    );
    for (const { email } of emails) expect(ndjson.body).not.toContain(email);
  });

  it("holds nothing that isn't published", async () => {
    await full.database.orm.execute(
      sql`update case_studies set state = 'ARCHIVED' where slug = (select min(slug) from case_studies)`,
    );
    const [row] = await full.database.orm.execute<{ slug: string }>(
      sql`select slug from case_studies where state = 'ARCHIVED'`,
    );
    expect(await exported(full.database, "NDJSON")).not.toContain(`"${row?.slug}"`);
  });
});

describe("a long file", () => {
  /** Synthetic records that don't name each other. */
  const file = (count: number): string =>
    Array.from(
      { length: count },
      (_, number) =>
        `${JSON.stringify({
          externalId: `lang-${number}`,
          title: `Syntetisk lång fil ${number % 10}`,
          status: "PLANNED",
          organisations: [{ organisation: "kalmar", role: "LEAD" }],
          lessons: [{ kind: "ADVICE", basis: "SOURCE", text: "Syntetiskt råd." }],
        })}\n`,
    ).join("");
  const load = (text: string, open: () => Iterable<string> = () => [text]) =>
    importCaseStudies(contextOf(bare.database), {
      open,
      format: "NDJSON",
      organisation: "kalmar",
      publish: false,
      dryRun: false,
      lanes: 3,
    });

  it("is written in several transactions, and goes on after an interruption", async () => {
    const text = file(2_500);
    let opened = 0;
    // The third reading, which writes, breaks off in the middle.
    const breaking = function* () {
      opened += 1;
      if (opened < 3) yield text;
      else {
        yield text.slice(0, text.length / 2);
        throw new Error("The disk is gone.");
      }
    };
    await expect(load(text, breaking)).rejects.toThrow("The disk is gone.");
    const { counts } = await load(text);
    expect(counts.CREATE + counts.UNCHANGED).toBe(2_500);
    expect(counts.UNCHANGED).toBe(1_000);
    expect((await load(text)).counts.UNCHANGED).toBe(2_500);
    const [row] = await bare.database.orm.execute<{ cases: number; lessons: number }>(sql`
      select count(*)::int as cases, count(distinct c.slug)::int as slugs,
        (select count(*)::int from lessons l join external_ids using (case_study_id)) as lessons
      from case_studies c join external_ids on case_study_id = c.id`);
    expect(row).toEqual({ cases: 2_500, slugs: 2_500, lessons: 2_500 });
  });

  it("is exported page by page in the order of the permalinks, each record once", async () => {
    await bare.database.orm.execute(sql`update case_studies set state = 'PUBLISHED',
      published_at = now(), summary = 'Kort' where state = 'DRAFT'`);
    const lines = (await exported(bare.database, "NDJSON")).trimEnd().split("\n");
    const slugs = lines.map((line) => (JSON.parse(line) as { slug: string }).slug);
    expect(slugs.length).toBeGreaterThanOrEqual(2_500);
    expect(slugs).toEqual([...new Set(slugs)].toSorted());
  });
});

describe("a file in another encoding than UTF-8", () => {
  it.each(["NDJSON", "CSV"] as const)(
    "is refused as %s, for its letters would change",
    async (format) => {
      const bytes = Buffer.from("externalId,title\nV\u00E4xj\u00F6,a", "latin1");
      const chunks = async function* () {
        yield bytes.subarray(0, 3);
        yield bytes.subarray(3);
      };
      const request = { format, organisation: "kalmar", publish: false, dryRun: true };
      await expect(
        importCaseStudies(contextOf(bare.database), { open: chunks, ...request }),
      ).rejects.toThrow("UTF-8");
    },
  );
});

describe("a cell", () => {
  it("that a spreadsheet takes for a formula is kept from it, and read back", () => {
    for (const text of ["=1+1", "+46", "-a", "@b", "'=c", "''=d", "'e", "f=g"]) {
      const cell = toCell("title", text);
      expect(cell).not.toMatch(/^[=+\-@]/);
      expect(fromCell("title", cell)).toBe(text);
    }
    expect(toCell("title", "=1+1")).toBe("'=1+1");
  });
});
