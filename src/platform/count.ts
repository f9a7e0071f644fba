import { type SQL, and, sql } from "drizzle-orm";
import type { PgTable } from "drizzle-orm/pg-core";
import { type Orm, readJson } from "./database.js";
import { listJson } from "./row-json.js";

/** How the rows of a connection belong to their parent. */
export type Belongs = (parentId: SQL) => SQL;

/** Parent ids as rows of `parent`, whose one column is `id`. */
export const parentRows = (ids: readonly string[]): SQL =>
  sql`unnest(${sql.param(`{${ids.join(",")}}`)}::uuid[]) as parent(id)`;

/** Stands for the parent of a list that has none. */
export const noParent = "";

/** Up to here counts are exact: who counts on, reads a large list for the sake of one number. */
export const exactUpTo = 10_000;

/**
 * Counts all parents of a batch in one statement, at the first parent that asks. What is beyond
 * {@link exactUpTo} is estimated, as PostgreSQL does from its statistics.
 */
export function countOnce(
  orm: Orm,
  table: PgTable,
  belongs: Belongs | undefined,
  parentIds: readonly string[],
  where: SQL | undefined,
): (parentId: string) => Promise<number> {
  let counted: Promise<Map<string, number>> | undefined;
  return async (parentId) => {
    counted ??= countAll(orm, table, belongs, parentIds, where);
    const count = (await counted).get(parentId) ?? 0;
    return count > exactUpTo
      ? estimate(orm, table, and(belongs?.(sql`${parentId}::uuid`), where))
      : count;
  };
}

/** Counts no further than to know that it is more than {@link exactUpTo}. */
async function countAll(
  orm: Orm,
  table: PgTable,
  belongs: Belongs | undefined,
  parentIds: readonly string[],
  where: SQL | undefined,
): Promise<Map<string, number>> {
  const condition = and(belongs?.(sql`parent.id`), where) ?? sql`true`;
  const rows = sql`(select from ${table} where ${condition} limit ${sql.raw(String(exactUpTo + 1))})`;
  const count = sql`lateral (select count(*)::int as count from ${rows} as counting) as counted`;
  const items = [belongs ? sql`parent.id` : sql`''`, sql`counted.count`];
  const from = sql`${belongs ? sql`${parentRows(parentIds)} cross join ${count}` : count}`;
  return new Map(await readJson<[string, number][]>(orm, listJson(items, from)));
}

/** How many rows PostgreSQL expects to find; of those that are known to be there, more than counted. */
async function estimate(orm: Orm, table: PgTable, where: SQL | undefined): Promise<number> {
  const rows = await orm.execute<{ "QUERY PLAN": [{ Plan: { "Plan Rows": number } }] }>(
    sql`explain (format json) select from ${table} where ${where ?? sql`true`}`,
  );
  return Math.max(exactUpTo + 1, rows[0]?.["QUERY PLAN"][0].Plan["Plan Rows"] ?? 0);
}
