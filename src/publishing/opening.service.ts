import { audit } from "../people/people.audit.js";
import { transactWhole } from "../platform/collisions.js";
import type { Context } from "../platform/context.js";
import { fromGlobalId } from "../platform/ids.js";
import { forgetLoaded } from "../platform/loader.js";
import { type Problems, problem } from "../platform/problems.js";
import type { PublicationStateName } from "../platform/publication-state.type.js";
import { forbidden, notFound } from "../platform/sign-in-floor.js";
import type { ContentKind, ContentRow } from "./content.js";
import { readKept } from "./kept.schema.js";
import { type ContentActionName, type Standing, canDo, fits } from "./publishing.policy.js";
import { lockRecord } from "./publishing.repository.js";
import type { ContentRecordRow } from "./publishing.table.js";

/** A record that is locked for a change that the actor may make. */
export interface Opened<Row, Content> {
  /** The request's context inside the transaction. */
  inner: Context;
  row: Row;
  record: ContentRecordRow;
  standing: Standing;
  /** The draft beside the published record; null when there is none. */
  draft: Content | null;
}

/** What a change names: the record, and the version that it is based on. */
export interface Target {
  id: string;
  version: number;
}

/** Runs a change in a transaction, anew when it collides; what was read before it is forgotten. */
export async function inTransaction<Value>(
  context: Context,
  work: (inner: Context) => Promise<Value>,
): Promise<Value> {
  try {
    return await transactWhole(context.orm, (orm) => work({ ...context, orm }));
  } finally {
    forgetLoaded(context);
  }
}

/**
 * Locks a record and decides whether the actor may do this with it.
 * @throws NOT_FOUND when it isn't there or not visible, FORBIDDEN when the actor may not; Problems when
 *   the version is stale or the state doesn't allow it
 */
export async function open<Row extends ContentRow, Content extends object>(
  inner: Context,
  kind: ContentKind<Row, Content>,
  { id, version }: Target,
  action: ContentActionName,
): Promise<Opened<Row, Content>> {
  const { typeName, id: key } = fromGlobalId(id);
  const locked = typeName === kind.typeName ? await lockRecord(inner.orm, kind, key) : null;
  const owners = locked && (await kind.ownersOf(inner, locked.row));
  if (!locked || !owners || !(await kind.canView(inner, locked.row, owners))) {
    throw notFound(kind.typeName);
  }
  const { row, record } = locked;
  const standing: Standing = {
    ...owners,
    state: record.draftState ?? row.state,
    createdById: record.createdById,
    selfPublished: kind.selfPublished,
  };
  if (!canDo(inner.actor, action, standing)) {
    throw forbidden(`You may not do this with this ${kind.typeName}: ${reasons[action]}`);
  }
  const current = record.draft === null ? row.version : record.draftVersion;
  if (version !== current) {
    throw problem(
      "version",
      "CONFLICT",
      `Posten har ändrats sedan version ${version}; den är nu i version ${current}. Läs den på nytt och gör om ändringen.`,
      `The record has changed since version ${version}; it is at version ${current} now. Read it again and redo the change.`,
    );
  }
  if (!fits(action, action === "RESTORE" || action === "ARCHIVE" ? row.state : standing.state)) {
    throw wrongState(standing.state);
  }
  const draft = record.draft === null ? null : readKept(kind.schema, record.draft);
  return { inner, row, record, standing, draft };
}

const reasons: Record<ContentActionName, string> = {
  UPDATE: "only editors of the organisations that lead it may, and programme staff.",
  SUBMIT: "only editors of the organisations that lead it may, and programme staff.",
  SEND_BACK: "only programme staff may.",
  PUBLISH: "programme staff publishes, and editors of organisations that publish themselves.",
  ARCHIVE: "only editors of the organisations that lead it may, and programme staff.",
  RESTORE: "only editors of the organisations that lead it may, and programme staff.",
};

/** The state of what would be changed doesn't allow it. */
export const wrongState = (state: PublicationStateName): Problems =>
  problem(
    null,
    "WRONG_STATE",
    `Det går inte i tillståndet ${state}.`,
    `This can't be done in the state ${state}.`,
  );

/** What is kept beside a record that has no draft. */
export const noDraft = { draft: null, draftState: null, submittedAt: null } as const;

/** What is written down of a change. */
type ContentVerb = ContentActionName | "CREATE" | "DISCARD";

/** Writes down what was done with a record. */
export const auditContent = <Row extends ContentRow, Content extends object>(
  inner: Context,
  kind: ContentKind<Row, Content>,
  id: string,
  verb: ContentVerb,
  details: Record<string, unknown> = {},
): Promise<void> =>
  audit(inner, {
    action: `${verb}_${kind.name}` as const,
    entity: kind.typeName,
    entityId: id,
    details,
  });
