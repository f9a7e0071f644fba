import { sql } from "drizzle-orm";
import { auditLog } from "../people/people.table.js";
import { copyRows } from "../platform/copy-rows.js";
import { type Context, authorOf } from "../platform/context.js";
import { uuidsOf } from "../platform/recordset.js";
import type { CaseStudyDocument } from "../publishing/case-study.schema.js";
import { contentRecords, revisions } from "../publishing/publishing.table.js";
import { type StoredCase, readStored } from "./stored-cases.js";
import type { ImportWish } from "./import-plan.js";
import { externalIds } from "./exchange.table.js";
import type { PlacedRow } from "./import-placing.js";
import { insertRows } from "./import-writer.js";

/** Notes who is behind new records. */
export async function writeAuthors(
  { orm, actor }: Context,
  rows: readonly PlacedRow[],
): Promise<void> {
  const createdById = actor.kind === "USER" ? actor.id : null;
  const records = rows.map(({ id }) => ({ kind: "CASE_STUDY", id, createdById }));
  const fresh = records.filter((_, at) => rows[at]?.plan.stored === null);
  const old = records.filter((_, at) => rows[at]?.plan.stored !== null);
  await copyRows(orm, contentRecords, ["kind", "id", "createdById"], fresh);
  await insertRows(orm, contentRecords, ["kind", "id"], old, sql`on conflict do nothing`);
}

/** Notes by which names the outside knows new records. */
export async function writeExternalIds(
  { orm }: Context,
  rows: readonly PlacedRow[],
  { namespace }: ImportWish,
): Promise<void> {
  if (!namespace) return;
  await copyRows(
    orm,
    externalIds,
    ["organisationId", "clientId", "externalId", "caseStudyId"],
    rows.flatMap(({ id, plan: { externalId, stored } }) =>
      externalId === null || stored !== null ? [] : [{ ...namespace, externalId, caseStudyId: id }],
    ),
  );
}

/** Keeps contents beside published records, for their editors to submit. */
export async function writeDrafts({ orm }: Context, rows: readonly PlacedRow[]): Promise<void> {
  if (rows.length === 0) return;
  const drafts = rows.map(({ id, plan: { content, stored } }) => ({
    id,
    draft: content,
    version: Math.max(stored?.draftVersion ?? 0, stored?.version ?? 0) + 1,
  }));
  await orm.execute(sql`update ${contentRecords} t set draft = r.draft, draft_version = r.version,
      draft_state = coalesce(t.draft_state, 'DRAFT'), updated_at = now()
    from jsonb_to_recordset(${JSON.stringify(drafts)}::text::jsonb)
      as r(id uuid, draft jsonb, version int)
    where t.kind = 'CASE_STUDY' and t.entity_id = r.id`);
}

/** Keeps what is published already and has no revision yet, as the seeds, as its first one. */
export const keepFormer = (context: Context, rows: readonly PlacedRow[]): Promise<void> =>
  writeRevisions(
    { ...context, actor: { ...context.actor, kind: "OPERATOR" } },
    rows.flatMap(({ plan: { stored } }) =>
      stored?.state === "PUBLISHED" && !stored.hasRevision ? [stored] : [],
    ),
    true,
  );

/** Keeps records as they were just published; the drafts beside them are done with. */
export async function keepPublished(context: Context, rows: readonly PlacedRow[]): Promise<void> {
  if (rows.length === 0) return;
  const ids = rows.map(({ id }) => id);
  await context.orm.execute(sql`update ${contentRecords}
    set draft = null, draft_state = null, submitted_at = null, updated_at = now()
    where kind = 'CASE_STUDY' and entity_id in ${uuidsOf(ids)}
      and (draft is not null or submitted_at is not null)`);
  // What a new record holds is known; of another one, others may have written a part meanwhile.
  const fresh = rows.filter(({ plan }) => plan.stored === null);
  const old = rows.filter(({ plan }) => plan.stored !== null).map(({ id }) => id);
  await copyRows(
    context.orm,
    revisions,
    ["kind", "entityId", "number", "content", "userId", "clientId"],
    fresh.map(({ id, content }) => ({
      kind: "CASE_STUDY",
      entityId: id,
      number: 1,
      content: inReadOrder(content),
      ...authorOf(context.actor),
    })),
  );
  await writeRevisions(context, await readStored(context.orm, old), false);
}

/** A content with its lists in the order in which they are read. */
const inReadOrder = (content: CaseStudyDocument): CaseStudyDocument => ({
  ...content,
  organisations: content.organisations.toSorted((left, right) =>
    left.role === right.role
      ? compare(left.organisation, right.organisation)
      : compare(left.role, right.role),
  ),
  focusAreas: content.focusAreas.toSorted(),
  sdgs: content.sdgs.toSorted((left, right) => left - right),
  environmentalObjectives: content.environmentalObjectives.toSorted(),
  methods: content.methods.toSorted(),
  relatedCaseStudies: content.relatedCaseStudies.toSorted(),
});

const compare = (left: string, right: string): number =>
  left === right ? 0 : left < right ? -1 : 1;

async function writeRevisions(
  { orm, actor }: Context,
  cases: readonly Pick<StoredCase, "id" | "content" | "publishedAt">[],
  isFormer: boolean,
): Promise<void> {
  if (cases.length === 0) return;
  const rows = cases.map(({ id, content, publishedAt }) => ({
    id,
    content,
    at: isFormer ? publishedAt : null,
  }));
  const { userId, clientId } = authorOf(actor);
  await orm.execute(sql`insert into ${revisions}
    (kind, entity_id, number, content, published_at, user_id, client_id)
    select 'CASE_STUDY', r.id,
      coalesce((select max(v.number) from ${revisions} v
        where v.kind = 'CASE_STUDY' and v.entity_id = r.id), 0) + 1,
      r.content, coalesce(r.at, now()), ${userId}::uuid, ${clientId}::uuid
    from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb)
      as r(id uuid, content jsonb, at timestamptz)`);
}

/** Writes down what was done with each record. */
export async function writeAudit(
  { orm, actor }: Context,
  rows: readonly PlacedRow[],
  { publish }: ImportWish,
): Promise<void> {
  const entries = rows.flatMap(({ id, plan: { action, fields } }) => {
    const verbs = [
      ...(action === "CREATE" ? ["CREATE"] : fields.length > 0 ? ["UPDATE"] : []),
      ...(publish ? ["PUBLISH"] : []),
    ];
    return verbs.map((verb) => ({
      actorKind: actor.kind,
      actorId: actor.id,
      action: `${verb}_CASE_STUDY`,
      entity: "CaseStudy",
      entityId: id,
      details: verb === "UPDATE" ? { by: "IMPORT", fields } : { by: "IMPORT" },
    }));
  });
  const columns = ["actorKind", "actorId", "action", "entity", "entityId", "details"];
  await copyRows(orm, auditLog, columns, entries);
}
