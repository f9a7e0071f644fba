import { type SQL, type SQLWrapper, sql } from "drizzle-orm";
import type { PgTable } from "drizzle-orm/pg-core";

/** The condition that a uuid is one of some; one parameter however many they are. */
export const isAmong = (id: SQLWrapper, ids: readonly string[]): SQL =>
  sql`${id} = any (${sql.param(`{${ids.join(",")}}`)}::uuid[])`;

/**
 * The condition that a table has a row for the one at hand. `offset 0` has it looked up for each row, as
 * wanted where few are read: PostgreSQL would otherwise read the whole table first, or begin with it.
 */
export const hasRow = (table: PgTable, where: SQL | undefined): SQL =>
  sql`exists (select from ${table} where ${where ?? sql`true`} offset 0)`;
