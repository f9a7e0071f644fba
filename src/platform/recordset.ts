import { type SQL, getTableColumns, sql } from "drizzle-orm";
import type { PgColumn, PgTable } from "drizzle-orm/pg-core";

/** A column's name without its table. */
export const nameOf = (column: PgColumn): SQL => sql`${sql.identifier(column.name)}`;

/** A table's column by its key; asking for one that isn't there is a mistake of ours. */
export function columnOf(table: PgTable, key: string): PgColumn {
  const columns: Record<string, PgColumn> = getTableColumns(table);
  const found = columns[key];
  if (!found) throw new Error(`The table has no column ${key}.`);
  return found;
}

/** Rows as one parameter: `r` holds them with the table's own types; what is left out becomes NULL. */
export function recordsOf(
  table: PgTable,
  keys: readonly string[],
  rows: readonly Readonly<Record<string, unknown>>[],
): SQL {
  const columns = keys.map((key) => [key, columnOf(table, key)] as const);
  const types = columns.map(([, each]) => sql`${nameOf(each)} ${sql.raw(each.getSQLType())}`);
  const json = JSON.stringify(
    rows.map((row) =>
      Object.fromEntries(columns.map(([key, { name }]) => [name, row[key] ?? null])),
    ),
  );
  return sql`json_to_recordset(${json}::text::json) as r(${sql.join(types, sql`, `)})`;
}

/** Ids as one parameter, to be used after `in`. */
export const uuidsOf = (ids: Iterable<string>): SQL =>
  sql`(select value::uuid from jsonb_array_elements_text(${JSON.stringify([...ids])}::text::jsonb))`;

/** Texts as one parameter, to be used after `in`. */
export const textsOf = (texts: Iterable<string>): SQL =>
  sql`(select value from jsonb_array_elements_text(${JSON.stringify([...texts])}::text::jsonb))`;
