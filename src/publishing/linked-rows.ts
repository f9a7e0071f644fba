import { type SQL, sql } from "drizzle-orm";
import type { PgColumn, PgTable } from "drizzle-orm/pg-core";
import type { Orm } from "../platform/database.js";

/** A table that links two records and holds nothing else. */
export interface LinkTable {
  table: PgTable;
  owner: PgColumn;
  other: PgColumn;
}

const nameOf = (column: PgColumn): SQL => sql`${sql.identifier(column.name)}`;
const uuids = (ids: readonly string[]): SQL => sql`${sql.param(`{${ids.join(",")}}`)}::uuid[]`;

/** Makes a record's links lead to exactly these others. */
export async function writeLinks(
  orm: Orm,
  { table, owner, other }: LinkTable,
  ownerId: string,
  ids: readonly string[],
): Promise<void> {
  await orm.execute(sql`delete from ${table}
    where ${owner} = ${ownerId} and ${other} <> all (${uuids(ids)})`);
  if (ids.length === 0) return;
  await orm.execute(sql`insert into ${table} (${nameOf(owner)}, ${nameOf(other)})
    select ${ownerId}::uuid, unnest(${uuids(ids)}) on conflict do nothing`);
}

/** Makes a record related to exactly these others: stored once, with the smaller id first. */
export async function writeRelated(
  orm: Orm,
  { table, owner: smaller, other: larger }: LinkTable,
  id: string,
  ids: readonly string[],
): Promise<void> {
  const others = ids.filter((each) => each !== id);
  await orm.execute(sql`delete from ${table}
    where (${smaller} = ${id} and ${larger} <> all (${uuids(others)}))
      or (${larger} = ${id} and ${smaller} <> all (${uuids(others)}))`);
  if (others.length === 0) return;
  await orm.execute(sql`insert into ${table} (${nameOf(smaller)}, ${nameOf(larger)})
    select least(${id}::uuid, each), greatest(${id}::uuid, each)
    from unnest(${uuids(others)}) as each on conflict do nothing`);
}
