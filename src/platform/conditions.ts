import { type SQL, type SQLWrapper, sql } from "drizzle-orm";

/** The condition that a uuid is one of some; one parameter however many they are. */
export const isAmong = (id: SQLWrapper, ids: readonly string[]): SQL =>
  sql`${id} = any (${sql.param(`{${ids.join(",")}}`)}::uuid[])`;
