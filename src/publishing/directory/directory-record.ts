import type { PgColumn, PgTable } from "drizzle-orm/pg-core";
import type { z } from "zod";
import type { Actor, Context } from "../../platform/context.js";
import type { Orm } from "../../platform/database.js";
import type { Load } from "../../platform/loader.js";

/** What every record of the directory has. */
export interface DirectoryRow {
  id: string;
  organisationId: string;
  version: number;
}

export type AuditName = "CONTACT" | "SUPPORT_OFFER" | "EVENT";

/**
 * A kind of record that an organisation keeps itself, without drafts and reviews: contacts, support
 * offers, events. `Content` is a record's whole content, every field being there.
 */
export interface DirectoryKind<Row extends DirectoryRow, Content extends { organisation: string }> {
  /** The GraphQL type's name. */
  typeName: string;
  /** How the audit log calls it. */
  auditName: AuditName;
  table: PgTable & { id: PgColumn; version: PgColumn; $inferSelect: Row };
  /** Checks a content, completes it with what is left out, and cuts off what is too much. */
  schema: z.ZodType<Content>;
  /** Answers null for what isn't there, or not visible. */
  load: Load<string, Row | null>;
  read(orm: Orm, row: Row): Promise<Content>;
  /**
   * Writes a whole content.
   * @param id the record's; null: a new one is made
   * @param before its content so far, whose references may stay
   * @throws Problems when it names what doesn't exist
   */
  write(
    context: Context,
    id: string | null,
    content: Content,
    before: Content | null,
  ): Promise<string>;
}

/** Whether an actor keeps an organisation's part of the directory: its editors do, and staff. */
export const canKeep = (actor: Actor, organisationId: string): boolean =>
  actor.writes && (actor.isStaff || actor.editorOf.includes(organisationId));
