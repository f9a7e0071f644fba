import { type SQL, and, asc, desc, eq, sql } from "drizzle-orm";
import { getTableColumns } from "drizzle-orm";
import type { PgTable, PgUpdateSetSource } from "drizzle-orm/pg-core";
import type { Orm } from "../platform/database.js";
import type { PublicationStateName } from "../platform/publication-state.type.js";
import type { ContentKind, ContentRow } from "./content.js";
import {
  type ContentKindName,
  type ContentRecordRow,
  type RevisionRow,
  contentRecords,
  idempotencyKeys,
  reviewComments,
  revisions,
} from "./publishing.table.js";

type Kind<Row extends ContentRow, Content extends object> = ContentKind<Row, Content>;

const recordOf = (kind: ContentKindName, id: string): SQL | undefined =>
  and(eq(contentRecords.kind, kind), eq(contentRecords.id, id));

/**
 * Locks a record until the transaction ends, with what is kept beside it.
 * @returns null when there is none
 */
export async function lockRecord<Row extends ContentRow, Content extends object>(
  orm: Orm,
  kind: Kind<Row, Content>,
  id: string,
): Promise<{ row: Row; record: ContentRecordRow } | null> {
  const table: PgTable & Pick<typeof kind.table, "id"> = kind.table;
  const [row] = await orm.select().from(table).where(eq(kind.table.id, id)).for("update");
  if (!row) return null;
  // What was seeded or imported has none yet.
  await orm.insert(contentRecords).values({ kind: kind.name, id }).onConflictDoNothing();
  const [record] = await orm
    .select()
    .from(contentRecords)
    .where(recordOf(kind.name, id))
    .for("update");
  if (!record) throw new Error("A row was inserted and is not there.");
  // The table is the kind's own.
  return { row: row as Row, record };
}

/** Notes who proposed a new record. */
export const insertRecord = (
  orm: Orm,
  kind: ContentKindName,
  id: string,
  createdById: string | null,
) => orm.insert(contentRecords).values({ kind, id, createdById });

/** Changes what is kept beside a record. */
export const updateRecord = (
  orm: Orm,
  kind: ContentKindName,
  id: string,
  values: Omit<PgUpdateSetSource<typeof contentRecords>, "kind" | "id">,
) => orm.update(contentRecords).set(values).where(recordOf(kind, id));

/**
 * Gives a record a state and its next version.
 * @param above a version that the next one must be above
 */
export async function setState<Row extends ContentRow, Content extends object>(
  orm: Orm,
  { table }: Kind<Row, Content>,
  id: string,
  state: PublicationStateName,
  above = 0,
): Promise<void> {
  const publishes = state === "PUBLISHED" && "publishedAt" in getTableColumns<PgTable>(table);
  await orm.execute(sql`update ${table} set state = ${state},
    version = greatest(version, ${above}) + 1, updated_at = now()
    ${publishes ? sql`, published_at = coalesce(published_at, now())` : sql``}
    where id = ${id}`);
}

/** The newest revisions of a record, the newest first. */
export const listRevisions = (
  orm: Orm,
  kind: ContentKindName,
  id: string,
  limit: number,
): Promise<RevisionRow[]> =>
  orm
    .select()
    .from(revisions)
    .where(and(eq(revisions.kind, kind), eq(revisions.entityId, id)))
    .orderBy(desc(revisions.number))
    .limit(limit);

/** One revision; undefined when there is none of this number. */
export async function findRevision(
  orm: Orm,
  kind: ContentKindName,
  id: string,
  number: number,
): Promise<RevisionRow | undefined> {
  const [row] = await orm
    .select()
    .from(revisions)
    .where(and(eq(revisions.kind, kind), eq(revisions.entityId, id), eq(revisions.number, number)));
  return row;
}

/** Keeps a content as the record's next revision. */
export async function insertRevision(
  orm: Orm,
  kind: ContentKindName,
  id: string,
  content: object,
  by: { userId: string | null; clientId: string | null },
  publishedAt: Date | SQL = sql`now()`,
): Promise<void> {
  const [newest] = await listRevisions(orm, kind, id, 1);
  await orm.insert(revisions).values({
    kind,
    entityId: id,
    number: (newest?.number ?? 0) + 1,
    content: { ...content },
    publishedAt,
    ...by,
  });
}

/** Adds a comment to a review. */
export const insertComment = (
  orm: Orm,
  kind: ContentKindName,
  id: string,
  text: string,
  by: { userId: string | null; clientId: string | null },
) => orm.insert(reviewComments).values({ kind, entityId: id, text, ...by });

/** The comments of a record's reviews, the oldest first. */
export const listComments = (orm: Orm, kind: ContentKindName, id: string) =>
  orm
    .select()
    .from(reviewComments)
    .where(and(eq(reviewComments.kind, kind), eq(reviewComments.entityId, id)))
    .orderBy(asc(reviewComments.createdAt), asc(reviewComments.id));

/** How long a repeated request is answered rather than carried out. */
const remembered = sql`interval '24 hours'`;

/** Finds what was created under a key; requests with the same key wait for each other. */
export async function claimKey(orm: Orm, actorId: string, key: string) {
  await orm.execute(sql`select pg_advisory_xact_lock(hashtext(${actorId}), hashtext(${key}))`);
  const own = and(eq(idempotencyKeys.actorId, actorId), eq(idempotencyKeys.key, key));
  await orm
    .delete(idempotencyKeys)
    .where(and(own, sql`${idempotencyKeys.createdAt} < now() - ${remembered}`));
  const [row] = await orm.select().from(idempotencyKeys).where(own);
  return row;
}

/** Remembers what was created under a key. */
export const rememberKey = (orm: Orm, values: typeof idempotencyKeys.$inferInsert) =>
  orm.insert(idempotencyKeys).values(values);
