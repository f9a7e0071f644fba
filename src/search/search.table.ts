import { sql } from "drizzle-orm";
import {
  bigint,
  check,
  customType,
  index,
  integer,
  jsonb,
  pgEnum,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uuid,
} from "drizzle-orm/pg-core";
import { textList } from "../platform/columns.table.js";

/** What a search can find. */
export const searchKind = pgEnum("search_kind", ["CASE_STUDY", "METHOD", "LESSON"]);

const tsvector = customType<{ data: string }>({ dataType: () => "tsvector" });
const bytea = customType<{ data: Buffer }>({ dataType: () => "bytea" });
const instant = (name: string) => timestamp(name, { withTimezone: true });

/**
 * The record of what was written, appended by triggers in the writing transaction. Append only, so
 * that writers never wait for each other; the worker moves it to {@link searchQueue}.
 */
export const searchChanges = pgTable("search_changes", {
  id: bigint("id", { mode: "bigint" }).primaryKey().generatedAlwaysAsIdentity(),
  entity: text("entity").notNull(),
  entityId: uuid("entity_id"),
  changedAt: instant("changed_at").notNull().defaultNow(),
});

/** Which documents are to be built again, and which of them Meilisearch has not confirmed yet. */
export const searchQueue = pgTable(
  "search_queue",
  {
    kind: searchKind("kind").notNull(),
    entityId: uuid("entity_id").notNull(),
    /** Grows with every change: an acknowledgement counts only for the generation it was made for. */
    generation: bigint("generation", { mode: "number" }).notNull().default(1),
    /** The generation that `search_documents` holds. */
    storedGeneration: bigint("stored_generation", { mode: "number" }).notNull().default(0),
    queuedAt: instant("queued_at").notNull().defaultNow(),
    dueAt: instant("due_at").notNull().defaultNow(),
    leasedUntil: instant("leased_until"),
    leasedBy: uuid("leased_by"),
    attempts: integer("attempts").notNull().default(0),
    lastError: text("last_error"),
  },
  (t) => [
    primaryKey({ columns: [t.kind, t.entityId] }),
    index("search_queue_to_store")
      .on(t.dueAt)
      .where(sql`${t.storedGeneration} < ${t.generation}`),
    index("search_queue_to_deliver")
      .on(t.dueAt)
      .where(sql`${t.storedGeneration} = ${t.generation}`),
    check("search_queue_stored", sql`${t.storedGeneration} between 0 and ${t.generation}`),
  ],
);

/**
 * The search documents of everything published: what the PostgreSQL engine answers from, and the
 * source that Meilisearch is filled from.
 */
export const searchDocuments = pgTable(
  "search_documents",
  {
    kind: searchKind("kind").notNull(),
    entityId: uuid("entity_id").notNull(),
    document: jsonb("document").notNull(),
    /** Of the document and of what it was analysed by. */
    hash: text("hash").notNull(),
    /** The index tokens; those of the head are weighted A. */
    words: tsvector("words").notNull(),
    /** How strongly the document stands for each token, see `document-vector.ts`. */
    vector: bytea("vector")
      .notNull()
      .default(sql`''::bytea`),
    /** Where the words of the texts stand, see `document-reading.ts`. */
    reading: bytea("reading")
      .notNull()
      .default(sql`''::bytea`),
    /** The municipalities that it tells of, by kommunkod: apart from the document, which is slow to open. */
    municipalities: textList("municipalities"),
    /** The words as written, for mending typing errors. */
    surface: textList("surface"),
    /** What newest comes first by: nearly unique, see `document-sql.ts`. */
    sortAt: bigint("sort_at", { mode: "number" }).notNull(),
    storedAt: instant("stored_at").notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.kind, t.entityId] }),
    index("search_documents_words").using("gin", t.words),
    index("search_documents_newest").on(t.sortAt.desc(), t.entityId),
  ],
);
