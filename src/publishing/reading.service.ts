import type { Context } from "../platform/context.js";
import type { Problem } from "../platform/problems.js";
import type { ContentKind, ContentRow } from "./content.js";
import { readKept } from "./kept.schema.js";
import { loadContentRecord, loadReviewComments, loadRevisions } from "./publishing.loader.js";
import {
  type ContentActionName,
  type Standing,
  canDo,
  canViewDrafts,
  contentActions,
  fits,
} from "./publishing.policy.js";
import type { ReviewCommentRow } from "./publishing.table.js";

/** A content that was published, and what it changed. */
export interface RevisionView<Content> {
  number: number;
  publishedAt: Date;
  content: Content;
  /** The record's other revisions, to compare with. */
  others: ReadonlyMap<number, Content>;
}

/** The draft beside a published record. */
export interface DraftView<Content> {
  state: "DRAFT" | "IN_REVIEW";
  version: number;
  updatedAt: Date;
  content: Content;
  published: Content;
}

async function standingOf<Row extends ContentRow, Content extends object>(
  context: Context,
  kind: ContentKind<Row, Content>,
  row: Row,
): Promise<Standing> {
  const [record, owners] = await Promise.all([
    loadContentRecord(context, { kind: kind.name, id: row.id }),
    kind.ownersOf(context, row),
  ]);
  return {
    ...owners,
    state: record?.draftState ?? row.state,
    createdById: record?.createdById ?? null,
    selfPublished: kind.selfPublished,
  };
}

/** Visitors see none of this: nothing is read for them. */
const mayDraft = ({ actor }: Context): boolean => actor.isStaff || actor.memberOf.length > 0;

/** What the actor can do with a record as it stands. */
export async function findActions<Row extends ContentRow, Content extends object>(
  context: Context,
  kind: ContentKind<Row, Content>,
  row: Row,
): Promise<ContentActionName[]> {
  if (!mayDraft(context)) return [];
  const standing = await standingOf(context, kind, row);
  return contentActions.filter(
    (action) =>
      fits(action, action === "RESTORE" || action === "ARCHIVE" ? row.state : standing.state) &&
      canDo(context.actor, action, standing),
  );
}

/** The draft beside a published record; null when there is none that the actor may see. */
export async function findDraft<Row extends ContentRow, Content extends object>(
  context: Context,
  kind: ContentKind<Row, Content>,
  row: Row,
): Promise<DraftView<Content> | null> {
  if (!mayDraft(context)) return null;
  const record = await loadContentRecord(context, { kind: kind.name, id: row.id });
  if (!record?.draft || !canViewDrafts(context.actor, await standingOf(context, kind, row))) {
    return null;
  }
  const published = await kind.load(context, row.id);
  if (!published) return null;
  return {
    state: record.draftState === "IN_REVIEW" ? "IN_REVIEW" : "DRAFT",
    version: record.draftVersion,
    updatedAt: record.updatedAt,
    content: readKept(kind.schema, record.draft),
    published,
  };
}

/** A record's content in the shape in which it is written; null when the actor doesn't write. */
export async function findContent<Row extends ContentRow, Content extends object>(
  context: Context,
  kind: ContentKind<Row, Content>,
  row: Row,
): Promise<Content | null> {
  if (!mayDraft(context)) return null;
  const isTheirs = canViewDrafts(context.actor, await standingOf(context, kind, row));
  return isTheirs ? kind.load(context, row.id) : null;
}

/** What was published of a record, the newest first; empty for those who don't see its drafts. */
export async function findRevisions<Row extends ContentRow, Content extends object>(
  context: Context,
  kind: ContentKind<Row, Content>,
  row: Row,
): Promise<RevisionView<Content>[]> {
  if (!mayDraft(context)) return [];
  if (!canViewDrafts(context.actor, await standingOf(context, kind, row))) return [];
  const kept = await loadRevisions(context, row.id);
  const others = new Map(
    kept.map(({ number, content }) => [number, readKept(kind.schema, content)]),
  );
  return kept.flatMap(({ number, publishedAt }) => {
    const content = others.get(number);
    return content ? [{ number, publishedAt, content, others }] : [];
  });
}

/** What was said in a record's reviews; empty for those who don't see its drafts. */
export async function findReviewComments<Row extends ContentRow, Content extends object>(
  context: Context,
  kind: ContentKind<Row, Content>,
  row: Row,
): Promise<ReviewCommentRow[]> {
  if (!mayDraft(context)) return [];
  const isTheirs = canViewDrafts(context.actor, await standingOf(context, kind, row));
  return isTheirs ? loadReviewComments(context, row.id) : [];
}

/** What is still missing for what is worked on to be published; empty for those who don't see drafts. */
export async function findMissing<Row extends ContentRow, Content extends object>(
  context: Context,
  kind: ContentKind<Row, Content>,
  row: Row,
): Promise<Problem[]> {
  const draft = await findDraft(context, kind, row);
  const content = draft?.content ?? (await findContent(context, kind, row));
  return content ? kind.missing(content) : [];
}

/** When what is worked on was submitted; null when it isn't in review, or isn't for the actor to know. */
export async function findSubmittedAt<Row extends ContentRow, Content extends object>(
  context: Context,
  kind: ContentKind<Row, Content>,
  row: Row,
): Promise<Date | null> {
  if (!mayDraft(context)) return null;
  const record = await loadContentRecord(context, { kind: kind.name, id: row.id });
  const isTheirs = canViewDrafts(context.actor, await standingOf(context, kind, row));
  return isTheirs ? (record?.submittedAt ?? null) : null;
}
