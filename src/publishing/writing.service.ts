import { loadContact } from "../contacts/contacts.loader.js";
import { loadOrganisationBySlug } from "../organisations/organisations.loader.js";
import { type Context, authorOf } from "../platform/context.js";
import { ClientError } from "../platform/errors.js";
import { problem } from "../platform/problems.js";
import { parseInput } from "../platform/validation.js";
import { type ContentKind, type ContentRow, contentRoot, readContent } from "./content.js";
import {
  type Opened,
  type Target,
  auditContent,
  inTransaction,
  noDraft,
  open,
  wrongState,
} from "./opening.service.js";
import { canPropose } from "./publishing.policy.js";
import {
  findRevision,
  insertRecord,
  listRevisions,
  setState,
  updateRecord,
} from "./publishing.repository.js";
import { keepFirstRevision } from "./first-revision.service.js";
import { compareContents } from "./comparison.js";
import { createOnce, given } from "./idempotency.js";
import { keyOf } from "./references.js";

/** Checks that whoever is named as leading a record may be spoken for by the actor. */
async function checkLeads<Row extends ContentRow, Content extends object>(
  inner: Context,
  kind: ContentKind<Row, Content>,
  content: Content,
  leadsBefore: readonly string[],
): Promise<void> {
  const named = await Promise.all(
    kind.leadsOf(content).map(async ({ slug, field }) => ({
      field,
      row: await loadOrganisationBySlug(inner, slug),
    })),
  );
  const added = named.filter(({ row }) => row && !leadsBefore.includes(row.id));
  if (leadsBefore.length === 0 || added.length > 0) {
    const ids = added.flatMap(({ row }) => row?.id ?? []);
    if (!canPropose(inner.actor, ids)) {
      throw new ClientError(
        "FORBIDDEN",
        "You may only write for your own organisations: name one of them as the one that leads.",
        { argument: [contentRoot, added[0]?.field ?? named[0]?.field ?? []].flat().join(".") },
      );
    }
  }
}

/**
 * Makes a draft.
 * @param key a repeated request with the same key is answered and not carried out, for 24 hours
 * @returns the record's id
 * @throws FORBIDDEN when the actor may not write for the organisations; Problems with the input
 */
export const createContent = <Row extends ContentRow, Content extends object>(
  context: Context,
  kind: ContentKind<Row, Content>,
  input: object,
  key: string | null | undefined,
): Promise<string> =>
  inTransaction(context, async (inner) => {
    const operation = `create${kind.typeName}`;
    return createOnce(inner, operation, input, key, async () => {
      const content = parseInput(kind.schema, given(input), contentRoot);
      await checkLeads(inner, kind, content, []);
      const id = await kind.write(inner, null, content, null);
      await insertRecord(inner.orm, kind.name, id, authorOf(inner.actor).userId);
      await auditContent(inner, kind, id, "CREATE");
      return id;
    });
  });

/**
 * Changes a record: one that was never published itself, otherwise the draft beside it.
 * @param change makes the new content's raw input of the content so far
 * @throws NOT_FOUND, FORBIDDEN; Problems with the input, or when the version is stale
 */
export const changeContent = <Row extends ContentRow, Content extends object>(
  context: Context,
  kind: ContentKind<Row, Content>,
  target: Target,
  change: (content: Content, opened: Opened<Row, Content>) => object | Promise<object>,
): Promise<string> =>
  inTransaction(context, async (inner) => {
    const opened = await open(inner, kind, target, "UPDATE");
    const { row, record, draft, standing } = opened;
    const before = draft ?? (await readContent(inner.orm, kind, row.id));
    const content = parseInput(kind.schema, { ...before, ...(await change(before, opened)) });
    const wasPublished = (await listRevisions(inner.orm, kind.name, row.id, 1)).length > 0;
    checkFixed(kind, before, content, wasPublished || row.state === "PUBLISHED");
    await checkLeads(inner, kind, content, standing.leads);
    if (row.state === "PUBLISHED") await writeDraft(opened, kind, content, before);
    else {
      await kind.write(inner, row.id, content, before);
      await setState(inner.orm, kind, row.id, row.state, record.draftVersion);
    }
    const fields = compareContents(before, content).map(({ field }) => field);
    await auditContent(inner, kind, row.id, "UPDATE", { fields });
    return row.id;
  });

function checkFixed<Row extends ContentRow, Content extends object>(
  { fixed }: ContentKind<Row, Content>,
  before: Content,
  content: Content,
  wasPublished: boolean,
): void {
  for (const field of [...fixed.always, ...(wasPublished ? fixed.published : [])]) {
    if (before[field] !== content[field]) {
      throw problem(
        `${contentRoot}.${field}`,
        "INVALID",
        "Fältet kan inte ändras längre; lämna det som det är.",
        "The field can't be changed any more; leave it as it is.",
      );
    }
  }
}

/** Keeps a content beside the published record, after trying out whether it could be written. */
async function writeDraft<Row extends ContentRow, Content extends object>(
  opened: Opened<Row, Content>,
  kind: ContentKind<Row, Content>,
  content: Content,
  before: Content,
): Promise<void> {
  const { inner, row, record } = opened;
  const { orm } = inner;
  await keepFirstRevision(opened, kind);
  await tryOut(inner, kind, row.id, content, before);
  await updateRecord(orm, kind.name, row.id, {
    draft: Object.fromEntries(Object.entries(content)),
    draftState: record.draftState ?? "DRAFT",
    draftVersion: Math.max(record.draftVersion, row.version) + 1,
  });
}

class TriedOut extends Error {}

/** Finds what a content names in vain by writing it, and takes that back. */
async function tryOut<Row extends ContentRow, Content extends object>(
  inner: Context,
  kind: ContentKind<Row, Content>,
  id: string,
  content: Content,
  before: Content,
): Promise<void> {
  try {
    await inner.orm.transaction(async (orm) => {
      await kind.write({ ...inner, orm }, id, content, before);
      throw new TriedOut();
    });
  } catch (error) {
    if (!(error instanceof TriedOut)) throw error;
  }
}

/**
 * Throws away the draft beside a published record.
 * @throws NOT_FOUND, FORBIDDEN; Problems when there is none, or the version is stale
 */
export const discardDraft = <Row extends ContentRow, Content extends object>(
  context: Context,
  kind: ContentKind<Row, Content>,
  target: Target,
): Promise<string> =>
  inTransaction(context, async (inner) => {
    const { row, draft } = await open(inner, kind, target, "UPDATE");
    if (draft === null) throw wrongState(row.state);
    await updateRecord(inner.orm, kind.name, row.id, noDraft);
    await auditContent(inner, kind, row.id, "DISCARD");
    return row.id;
  });

/**
 * Makes a draft of what was published before.
 * @param number the revision's number
 * @throws NOT_FOUND, FORBIDDEN; Problems when there is no such revision, or the version is stale
 */
export const restoreRevision = <Row extends ContentRow, Content extends object>(
  context: Context,
  kind: ContentKind<Row, Content>,
  target: Target,
  number: number,
): Promise<string> =>
  changeContent(context, kind, target, async (content, { inner, row }) => {
    const revision = await findRevision(inner.orm, kind.name, row.id, number);
    if (!revision) {
      throw problem(
        "revision",
        "UNKNOWN",
        `Det finns ingen version ${number}; välj en av postens \`revisions\`.`,
        `There is no revision ${number}; choose one of the record's \`revisions\`.`,
      );
    }
    return revive(inner, revision.content, content);
  });

/**
 * A revision's content as it can be written today: lessons and results that were removed since come back
 * as new ones, contacts that are gone stay away.
 */
async function revive(
  inner: Context,
  old: Record<string, unknown>,
  current: object,
): Promise<object> {
  const known = new Set(
    [...partsOf(current, "lessons"), ...partsOf(current, "results")].map(({ id }) => id),
  );
  const revived = Object.fromEntries(
    ["lessons", "results"]
      .filter((field) => field in old)
      .map((field) => [
        field,
        partsOf(old, field).map((part) => (known.has(part.id) ? part : { ...part, id: null })),
      ]),
  );
  if (!Array.isArray(old["contacts"])) return { ...old, ...revived };
  const kept = await Promise.all(
    old["contacts"].map(async (id: string) => {
      const key = keyOf("Contact", id);
      return key !== undefined && (await loadContact(inner, key)) !== null ? [id] : [];
    }),
  );
  return { ...old, ...revived, contacts: kept.flat() };
}

/** A content's lessons or results; a kind of content that has none has an empty list. */
function partsOf(content: object, field: string): { id?: unknown }[] {
  const parts: unknown = Object.entries(content).find(([name]) => name === field)?.[1];
  return Array.isArray(parts) ? parts : [];
}
