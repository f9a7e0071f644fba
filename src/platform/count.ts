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

/** Counts all parents of a batch in one statement, at the first parent that asks. */
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
    return (await counted).get(parentId) ?? 0;
  };
}

async function countAll(
  orm: Orm,
  table: PgTable,
  belongs: Belongs | undefined,
  parentIds: readonly string[],
  where: SQL | undefined,
): Promise<Map<string, number>> {
  const condition = and(belongs?.(sql`parent.id`), where) ?? sql`true`;
  const count = sql`lateral (select count(*)::int as count from ${table} where ${condition}) as counted`;
  const items = [belongs ? sql`parent.id` : sql`''`, sql`counted.count`];
  const from = sql`${belongs ? sql`${parentRows(parentIds)} cross join ${count}` : count}`;
  return new Map(await readJson<[string, number][]>(orm, listJson(items, from)));
}
