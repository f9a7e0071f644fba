import { type SQL, type SQLWrapper, sql } from "drizzle-orm";
import { customType, pgEnum, text, timestamp, uuid } from "drizzle-orm/pg-core";

/** A UUIDv7 primary key made by PostgreSQL 18: near in time means near in the index. */
export const primaryId = () =>
  uuid("id")
    .primaryKey()
    .default(sql`uuidv7()`);

/** When the row was written and last changed. */
export const timestamps = {
  createdAt: timestamp("created_at", { withTimezone: true }).notNull().defaultNow(),
  updatedAt: timestamp("updated_at", { withTimezone: true })
    .notNull()
    .defaultNow()
    .$onUpdate(() => sql`now()`),
};

/** A list of texts that is never NULL. */
export const textList = (name: string) =>
  text(name)
    .array()
    .notNull()
    .default(sql`'{}'::text[]`);

/** The lifecycle of everything that is published. */
export const publicationState = pgEnum("publication_state", [
  "DRAFT",
  "IN_REVIEW",
  "PUBLISHED",
  "ARCHIVED",
]);

/** How exactly a date is known; a year alone is kept as its first day. */
export const datePrecision = pgEnum("date_precision", ["DAY", "MONTH", "YEAR"]);

/** A text as Swedes sort it (å, ä, ö last), whatever the database's own collation is. */
export const swedish = (name: SQLWrapper): SQL => sql`${name} collate "sv-x-icu"`;

/** Bytes, for example a hash. */
export const bytes = customType<{ data: Buffer }>({ dataType: () => "bytea" });
