import { sql } from "drizzle-orm";
import {
  check,
  foreignKey,
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
import { apiClients, users } from "../people/people.table.js";
import { primaryId, publicationState, timestamps } from "../platform/columns.table.js";

/** What goes through the lifecycle. */
export const contentKind = pgEnum("content_kind", ["CASE_STUDY", "METHOD", "ADOPTION"]);
export type ContentKindName = (typeof contentKind.enumValues)[number];

const instant = (name: string) => timestamp(name, { withTimezone: true });
const authors = {
  userId: uuid("user_id").references(() => users.id, { onDelete: "set null" }),
  clientId: uuid("client_id").references(() => apiClients.id, { onDelete: "set null" }),
};

/**
 * Who is behind a record, and what is drafted beside it while the published one stays up. The content
 * of a record that was never published is in the tables of its kind.
 */
export const contentRecords = pgTable(
  "content_records",
  {
    kind: contentKind("kind").notNull(),
    /** The record's own. */
    id: uuid("entity_id").notNull(),
    /** Who proposed it: a member may go on with its own proposals. */
    createdById: uuid("created_by_id").references(() => users.id, { onDelete: "set null" }),
    /** How far the draft beside the published record is; null: there is none. */
    draftState: publicationState("draft_state"),
    draft: jsonb("draft").$type<Record<string, unknown>>(),
    /** Never falls, also when a draft is thrown away: a stale version stays stale. */
    draftVersion: integer("draft_version").notNull().default(0),
    submittedAt: instant("submitted_at"),
    ...timestamps,
  },
  (t) => [
    primaryKey({ columns: [t.kind, t.id] }),
    check("content_records_draft", sql`(${t.draft} is null) = (${t.draftState} is null)`),
    check("content_records_draft_state", sql`${t.draftState} in ('DRAFT', 'IN_REVIEW')`),
    index("content_records_submitted").on(t.submittedAt, t.id),
  ],
);
export type ContentRecordRow = typeof contentRecords.$inferSelect;

/** What was published, as it was; a trigger keeps it as it is. */
export const revisions = pgTable(
  "revisions",
  {
    kind: contentKind("kind").notNull(),
    entityId: uuid("entity_id").notNull(),
    number: integer("number").notNull(),
    content: jsonb("content").$type<Record<string, unknown>>().notNull(),
    publishedAt: instant("published_at").notNull().defaultNow(),
    ...authors,
  },
  (t) => [
    primaryKey({ columns: [t.kind, t.entityId, t.number] }),
    foreignKey({
      columns: [t.kind, t.entityId],
      foreignColumns: [contentRecords.kind, contentRecords.id],
    }).onDelete("cascade"),
  ],
);
export type RevisionRow = typeof revisions.$inferSelect;

/** What reviewers and editors say to each other of a submission. */
export const reviewComments = pgTable(
  "review_comments",
  {
    id: primaryId(),
    kind: contentKind("kind").notNull(),
    entityId: uuid("entity_id").notNull(),
    text: text("text").notNull(),
    ...authors,
    createdAt: instant("created_at").notNull().defaultNow(),
  },
  (t) => [
    foreignKey({
      columns: [t.kind, t.entityId],
      foreignColumns: [contentRecords.kind, contentRecords.id],
    }).onDelete("cascade"),
    check("review_comments_text_length", sql`char_length(${t.text}) between 1 and 5000`),
    index("review_comments_record").on(t.kind, t.entityId, t.createdAt),
  ],
);
export type ReviewCommentRow = typeof reviewComments.$inferSelect;

/** What was created under which key, so that a repeated request is answered and not carried out. */
export const idempotencyKeys = pgTable(
  "idempotency_keys",
  {
    /** The user or API client. */
    actorId: uuid("actor_id").notNull(),
    key: text("key").notNull(),
    operation: text("operation").notNull(),
    /** SHA-256 of the input: a key belongs to one input. */
    inputHash: text("input_hash").notNull(),
    entityId: uuid("entity_id").notNull(),
    createdAt: instant("created_at").notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.actorId, t.key] }),
    check("idempotency_keys_length", sql`char_length(${t.key}) between 1 and 200`),
    index("idempotency_keys_created").on(t.createdAt),
  ],
);
