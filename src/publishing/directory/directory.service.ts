import { eq, sql } from "drizzle-orm";
import { loadOrganisationBySlug } from "../../organisations/organisations.loader.js";
import { audit } from "../../people/people.audit.js";
import type { Context } from "../../platform/context.js";
import { fromGlobalId } from "../../platform/ids.js";
import { problem } from "../../platform/problems.js";
import { forbidden, notFound } from "../../platform/sign-in-floor.js";
import { parseInput } from "../../platform/validation.js";
import { contentRoot } from "../content.js";
import { createOnce, given } from "../idempotency.js";
import { type Target, inTransaction } from "../opening.service.js";
import {
  type AuditName,
  type DirectoryKind,
  type DirectoryRow,
  canKeep,
} from "./directory-record.js";

const onlyKeepers = "Only editors of the organisation may, and programme staff.";

type Verb = "CREATE" | "UPDATE" | "CONFIRM" | "HAND_OVER" | "REMOVE";

const auditRecord = (
  inner: Context,
  { typeName, auditName }: { typeName: string; auditName: AuditName },
  row: { id: string; organisationId: string },
  verb: Verb,
): Promise<void> =>
  audit(inner, {
    action: `${verb}_${auditName}` as const,
    entity: typeName,
    entityId: row.id,
    organisationId: row.organisationId,
  });

/**
 * Makes a record of the directory; it is there at once.
 * @returns its id
 * @throws FORBIDDEN when the actor doesn't write for the organisation; Problems with the input
 */
export const createRecord = <Row extends DirectoryRow, Content extends { organisation: string }>(
  context: Context,
  kind: DirectoryKind<Row, Content>,
  input: object,
  key: string | null | undefined,
): Promise<string> =>
  inTransaction(context, (inner) =>
    createOnce(inner, `create${kind.typeName}`, input, key, async () => {
      const content = parseInput(kind.schema, given(input), contentRoot);
      const organisation = await loadOrganisationBySlug(inner, content.organisation);
      // An organisation that doesn't exist is told of with the other references.
      if (organisation && !canKeep(inner.actor, organisation.id)) throw forbidden(onlyKeepers);
      const id = await kind.write(inner, null, content, null);
      const organisationId = organisation?.id ?? "";
      await auditRecord(inner, kind, { id, organisationId }, "CREATE");
      return id;
    }),
  );

/**
 * Locks a record for a change that the actor may make.
 * @throws NOT_FOUND, FORBIDDEN; Problems when the version is stale
 */
export async function openRecord<
  Row extends DirectoryRow,
  Content extends { organisation: string },
>(inner: Context, kind: DirectoryKind<Row, Content>, { id, version }: Target): Promise<Row> {
  const { typeName, id: key } = fromGlobalId(id);
  if (typeName === kind.typeName) {
    await inner.orm.execute(
      sql`select from ${kind.table} where ${eq(kind.table.id, key)} for update`,
    );
  }
  const row = typeName === kind.typeName ? await kind.load(inner, key) : null;
  if (!row) throw notFound(kind.typeName);
  if (!canKeep(inner.actor, row.organisationId)) throw forbidden(onlyKeepers);
  if (row.version !== version) {
    throw problem(
      "version",
      "CONFLICT",
      `Posten har ändrats sedan version ${version}; den är nu i version ${row.version}. Läs den på nytt och gör om ändringen.`,
      `The record has changed since version ${version}; it is at version ${row.version} now. Read it again and redo the change.`,
    );
  }
  return row;
}

/** Changes a record that is open, and gives it its next version. */
export async function changeRecord<
  Row extends DirectoryRow,
  Content extends { organisation: string },
>(
  inner: Context,
  kind: DirectoryKind<Row, Content>,
  row: Row,
  verb: Verb,
  change: () => Promise<unknown>,
): Promise<string> {
  await change();
  await inner.orm.execute(
    sql`update ${kind.table} set version = version + 1 where ${eq(kind.table.id, row.id)}`,
  );
  await auditRecord(inner, kind, row, verb);
  return row.id;
}

/**
 * Changes a record of the directory.
 * @throws NOT_FOUND, FORBIDDEN; Problems with the input, or when the version is stale
 */
export const updateRecord = <Row extends DirectoryRow, Content extends { organisation: string }>(
  context: Context,
  kind: DirectoryKind<Row, Content>,
  target: Target,
  input: object,
): Promise<string> =>
  inTransaction(context, async (inner) => {
    const row = await openRecord(inner, kind, target);
    const before = await kind.read(inner.orm, row);
    const content = parseInput(kind.schema, { ...before, ...given(input) }, contentRoot);
    if (content.organisation !== before.organisation) {
      throw problem(
        `${contentRoot}.organisation`,
        "INVALID",
        "Organisationen kan inte ändras; skapa posten hos den andra organisationen i stället.",
        "The organisation can't be changed; make the record at the other organisation instead.",
      );
    }
    return changeRecord(inner, kind, row, "UPDATE", () =>
      kind.write(inner, row.id, content, before),
    );
  });

/**
 * Removes a record of the directory for good.
 * @throws NOT_FOUND, FORBIDDEN; Problems when the version is stale
 */
export const removeRecord = <Row extends DirectoryRow, Content extends { organisation: string }>(
  context: Context,
  kind: DirectoryKind<Row, Content>,
  target: Target,
): Promise<void> =>
  inTransaction(context, async (inner) => {
    const row = await openRecord(inner, kind, target);
    await inner.orm.delete(kind.table).where(eq(kind.table.id, row.id));
    await auditRecord(inner, kind, row, "REMOVE");
  });
