import { readdirSync } from "node:fs";
import { getTableName, is, sql } from "drizzle-orm";
import { PgTable } from "drizzle-orm/pg-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { visitor } from "../../src/platform/context.js";
import { projectPath } from "../../src/platform/project-root.js";
import {
  everythingOf,
  found,
  rowDecoder,
  rowJson,
  selectList,
} from "../../src/platform/row-json.js";
import { type TestDatabase, createTestDatabase } from "../support/test-database.js";

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase({ seeded: true });
});
afterAll(() => test.drop());

it("makes the same rows of JSON as the query builder of columns, in every table", async () => {
  const { orm } = test.database;
  const files = readdirSync(projectPath("src"), { recursive: true, encoding: "utf8" }).filter(
    (file) => file.endsWith(".table.ts"),
  );
  const modules = await Promise.all(
    files.map((file) => import(projectPath(`src/${file}`)) as Promise<Record<string, unknown>>),
  );
  const tables = modules.flatMap((each) => Object.values(each)).filter((each) => is(each, PgTable));
  let filled = 0;
  for (const table of tables) {
    const wanted = everythingOf(table);
    const read = await orm.execute<{ row: unknown }>(sql`
      select ${rowJson(table, wanted)(visitor)} as row
      from (select ${selectList(table, wanted)} from ${table} order by 1, 2 limit 2000) as ${found}`);
    const rows = await orm
      .select()
      .from(table)
      .orderBy(sql`1, 2`)
      .limit(2000);
    const decoded = [...read].map(({ row }) => ({ ...rowDecoder<object>(table, wanted)(row) }));
    expect([getTableName(table), decoded]).toEqual([getTableName(table), rows]);
    if (rows.length > 0) filled += 1;
  }
  expect(filled).toBeGreaterThan(30);
});
