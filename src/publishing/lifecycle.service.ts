import { sql } from "drizzle-orm";
import { type Context, authorOf } from "../platform/context.js";
import { Problems } from "../platform/problems.js";
import { parseInput, text } from "../platform/validation.js";
import { type ContentKind, type ContentRow, contentRoot, readContent } from "./content.js";
import { keepFirstRevision } from "./first-revision.service.js";
import {
  type Opened,
  type Target,
  auditContent,
  inTransaction,
  noDraft,
  open,
} from "./opening.service.js";
import { insertComment, insertRevision, setState, updateRecord } from "./publishing.repository.js";

/**
 * Submits a draft to the reviewers.
 * @throws NOT_FOUND, FORBIDDEN; Problems when something is missing, or the version is stale
 */
export const submitContent = <Row extends ContentRow, Content extends object>(
  context: Context,
  kind: ContentKind<Row, Content>,
  target: Target,
): Promise<string> =>
  inTransaction(context, async (inner) => {
    const opened = await open(inner, kind, target, "SUBMIT");
    if (opened.draft) parseInput(kind.schema, opened.draft, contentRoot);
    checkComplete(kind, opened.draft ?? (await readContent(inner.orm, kind, opened.row.id)));
    await moveTo(opened, kind, "IN_REVIEW");
    await updateRecord(inner.orm, kind.name, opened.row.id, { submittedAt: sql`now()` });
    await auditContent(inner, kind, opened.row.id, "SUBMIT");
    return opened.row.id;
  });

/**
 * Sends a submission back to its editors, with what they should mend.
 * @throws NOT_FOUND, FORBIDDEN; Problems when the comment is missing, or the version is stale
 */
export const sendBackContent = <Row extends ContentRow, Content extends object>(
  context: Context,
  kind: ContentKind<Row, Content>,
  target: Target,
  comment: string,
): Promise<string> =>
  inTransaction(context, async (inner) => {
    const opened = await open(inner, kind, target, "SEND_BACK");
    const words = parseInput(text(5_000), comment, "comment");
    await moveTo(opened, kind, "DRAFT");
    await updateRecord(inner.orm, kind.name, opened.row.id, { submittedAt: null });
    await insertComment(inner.orm, kind.name, opened.row.id, words, authorOf(inner.actor));
    await auditContent(inner, kind, opened.row.id, "SEND_BACK");
    return opened.row.id;
  });

/** Gives what is worked on another state: the draft beside the record, or the record itself. */
async function moveTo<Row extends ContentRow, Content extends object>(
  { inner, row, record, draft }: Opened<Row, Content>,
  kind: ContentKind<Row, Content>,
  state: "DRAFT" | "IN_REVIEW",
): Promise<void> {
  if (draft === null) await setState(inner.orm, kind, row.id, state, record.draftVersion);
  else {
    await updateRecord(inner.orm, kind.name, row.id, {
      draftState: state,
      draftVersion: record.draftVersion + 1,
    });
  }
}

function checkComplete<Row extends ContentRow, Content extends object>(
  kind: ContentKind<Row, Content>,
  content: Content,
): void {
  const missing = kind.missing(content);
  if (missing.length > 0) throw new Problems(missing);
}

/**
 * Publishes a draft: everybody sees it, and it is kept as a revision.
 * @throws NOT_FOUND, FORBIDDEN; Problems when something is missing, or the version is stale
 */
export const publishContent = <Row extends ContentRow, Content extends object>(
  context: Context,
  kind: ContentKind<Row, Content>,
  target: Target,
): Promise<string> =>
  inTransaction(context, async (inner) => {
    const { row, record, draft } = await open(inner, kind, target, "PUBLISH");
    // What is asked of a content may have become more since it was drafted.
    if (draft) await kind.write(inner, row.id, parseInput(kind.schema, draft, contentRoot), draft);
    // What the draft named may be gone since: what counts is what everybody would see.
    const kept = await readContent(inner.orm, kind, row.id);
    checkComplete(kind, kept);
    await setState(inner.orm, kind, row.id, "PUBLISHED", record.draftVersion);
    await updateRecord(inner.orm, kind.name, row.id, noDraft);
    await insertRevision(inner.orm, kind.name, row.id, kept, authorOf(inner.actor));
    await auditContent(inner, kind, row.id, "PUBLISH");
    return row.id;
  });

/**
 * Takes a record back: it is gone for everybody but its organisations and staff. A draft beside it is
 * thrown away.
 * @throws NOT_FOUND, FORBIDDEN; Problems when the version is stale
 */
export const archiveContent = <Row extends ContentRow, Content extends object>(
  context: Context,
  kind: ContentKind<Row, Content>,
  target: Target,
): Promise<string> =>
  inTransaction(context, async (inner) => {
    const opened = await open(inner, kind, target, "ARCHIVE");
    const { row, record } = opened;
    if (row.state === "PUBLISHED") await keepFirstRevision(opened, kind);
    await setState(inner.orm, kind, row.id, "ARCHIVED", record.draftVersion);
    await updateRecord(inner.orm, kind.name, row.id, noDraft);
    await auditContent(inner, kind, row.id, "ARCHIVE");
    return row.id;
  });

/**
 * Makes a draft of what was archived.
 * @throws NOT_FOUND, FORBIDDEN; Problems when it isn't archived, or the version is stale
 */
export const restoreContent = <Row extends ContentRow, Content extends object>(
  context: Context,
  kind: ContentKind<Row, Content>,
  target: Target,
): Promise<string> =>
  inTransaction(context, async (inner) => {
    const { row, record } = await open(inner, kind, target, "RESTORE");
    await setState(inner.orm, kind, row.id, "DRAFT", record.draftVersion);
    await auditContent(inner, kind, row.id, "RESTORE");
    return row.id;
  });
