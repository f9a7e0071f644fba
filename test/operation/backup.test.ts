import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { backUp } from "../../src/backup/backup.js";
import { restore } from "../../src/backup/restore.js";
import { type Database, connectDatabase } from "../../src/platform/database.js";
import { reindex } from "../../src/search/reindex.js";
import { createTestApi } from "../support/test-api.js";
import { type TestDatabase, createTestDatabase } from "../support/test-database.js";

const folder = mkdtempSync(join(tmpdir(), "lardomsbanken-backup-"));
const file = join(folder, "bank.backup");
let test: TestDatabase;
const made: string[] = [];
beforeAll(async () => {
  test = await createTestDatabase({ seeded: true });
  // What COPY has to escape.
  await test.database.client`
    update case_studies set summary = ${'a\tb\\c\n\\.\n{"end":true}\u2028\r\nå'}
    where slug = 'vaxjo-samlastning'`;
  await backUp(test.database, file);
});
afterAll(async () => {
  await test.drop();
  for (const name of made) await onServer(`drop database ${name} with (force)`);
  rmSync(folder, { recursive: true, force: true });
});

async function onServer(statement: string): Promise<void> {
  const server = connectDatabase({ url: inject("databaseUrl"), poolSize: 1 });
  await server.client.unsafe(statement);
  await server.close();
}

async function withEmptyDatabase(use: (database: Database) => Promise<void>): Promise<void> {
  const name = `lb_restored_${made.length}_${process.pid}`;
  made.push(name);
  await onServer(`create database ${name}`);
  const database = connectDatabase({ url: inject("databaseUrl").replace(/[^/]*$/, name) });
  try {
    await use(database);
  } finally {
    await database.close();
  }
}

/** Every row of every table, and every constraint, index and trigger. */
async function contentOf({ client }: Database): Promise<Record<string, unknown>> {
  const tables = await client<{ name: string }[]>`
    select relname as name from pg_class where relnamespace = 'public'::regnamespace
      and relkind = 'r' and relpersistence = 'p' order by relname`;
  const content: Record<string, unknown> = {};
  for (const { name } of tables) {
    if (["search_changes", "search_queue", "search_documents"].includes(name)) continue;
    const rows = await client`select to_jsonb(t) as row from ${client(name)} as t order by t::text`;
    content[name] = rows.map((row) => row["row"] as unknown);
  }
  content["constraints"] = await client`
    select conrelid::regclass::text, conname, pg_get_constraintdef(oid), convalidated
    from pg_constraint where connamespace = 'public'::regnamespace order by 1, 2`;
  content["triggers"] = await client`
    select tgrelid::regclass::text, tgname, tgenabled from pg_trigger where not tgisinternal order by 1, 2`;
  content["sequences"] = await client`
    select sequencename from pg_sequences where schemaname = 'public' order by 1`;
  return content;
}

describe("a backup", () => {
  it("restored into an empty database is the same bank, and answers as it did", async () => {
    await withEmptyDatabase(async (database) => {
      const summary = await restore(database, file);
      expect(summary.rows).toBeGreaterThan(500);
      expect(await contentOf(database)).toEqual(await contentOf(test.database));
      await Promise.all([reindex({ database }), reindex({ database: test.database })]);
      const [restored, original] = [
        await createTestApi(database),
        await createTestApi(test.database),
      ];
      const query = `{
        search(query: "koldioxidbudget") { totalCount nodes { ... on CaseStudy { slug } } }
        caseStudies(first: 100) { totalCount nodes { slug summary lessons { text } results { value } } }
      }`;
      expect(await restored.read(query)).toEqual(await original.read(query));
      // Its triggers work: what changes is found.
      await database.client`update case_studies set title = title || '.' where slug = 'vaxjo-samlastning'`;
      expect((await database.client`select from search_changes`).length).toBeGreaterThan(0);
      await restored.close();
      await original.close();
    });
  });

  it("is its owner's only, and nothing is left of one that failed", async () => {
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const gone = test.connect();
    await gone.close();
    const failed = join(folder, "failed.backup");
    await expect(backUp(gone, failed)).rejects.toThrow();
    expect(() => statSync(failed)).toThrow(/ENOENT/);
    expect(() => statSync(`${failed}.unfinished`)).toThrow(/ENOENT/);
    await expect(backUp(test.database, join(folder, "no", "such.backup"))).rejects.toThrow(
      /ENOENT/,
    );
  });

  it("is of one moment, however much is written meanwhile", async () => {
    let writing = true;
    const writer = (async () => {
      for (let n = 0; writing; n += 1) {
        await test.database.client.begin(async (sql) => {
          await sql`insert into organisations (slug, name, kind) values (${`one-${n}`}, 'One', 'COMPANY')`;
          await sql`insert into organisations (slug, name, kind) values (${`two-${n}`}, 'Two', 'COMPANY')`;
        });
      }
    })();
    const moment = join(folder, "moment.backup");
    await backUp(test.database, moment);
    writing = false;
    await writer;
    const text = gunzipSync(readFileSync(moment)).toString();
    expect(text.match(/\tone-\d+\t/g)?.length ?? 0).toBe(text.match(/\ttwo-\d+\t/g)?.length ?? 0);
    await test.database
      .client`delete from organisations where kind = 'COMPANY' and slug ~ '^(one|two)-'`;
  });

  it("holds neither budgets nor what can be built again", () => {
    const text = gunzipSync(readFileSync(file)).toString();
    expect(text).not.toMatch(/"table":"(client_budgets|search_\w+)"/);
  });
});

describe("a restore", () => {
  const text = (): string => gunzipSync(readFileSync(file)).toString();
  const damage: [string, () => Buffer, RegExp][] = [
    ["cut off", () => readFileSync(file).subarray(0, 5_000), /no backup that can be used/],
    ["with a flipped bit", () => flip(readFileSync(file)), /no backup that can be used/],
    ["that isn't one", () => Buffer.from("hello"), /no backup that can be used/],
    ["without its end", () => gzipSync(text().replace(/\{"end".*\n$/, "")), /its end is missing/],
    [
      "without a row",
      () => gzipSync(text().replace(/(\{"table":"case_studies".*\n).*\n/, "$1")),
      /rows are missing/,
    ],
    [
      "of a newer version",
      () => gzipSync(text().replace(/"migration":\d+/, '"migration":9999999999999')),
      /newer version/,
    ],
  ];
  it.each(damage)("of one %s writes nothing", async (name, make, message) => {
    const damaged = join(folder, `${name}.backup`);
    writeFileSync(damaged, make());
    await withEmptyDatabase(async (database) => {
      await expect(restore(database, damaged)).rejects.toThrow(message);
      expect(
        await database.client`select from pg_class where relnamespace = 'public'::regnamespace`,
      ).toHaveLength(0);
    });
  });

  it("writes over nothing", async () => {
    await expect(restore(test.database, file)).rejects.toThrow(
      /isn't empty, and nothing is written over/,
    );
  });
});

function flip(content: Buffer): Buffer {
  const middle = Math.floor(content.length / 2);
  content.writeUInt8(content.readUInt8(middle) ^ 0x10, middle);
  return content;
}
