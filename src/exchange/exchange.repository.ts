import { type SQL, getTableColumns, sql } from "drizzle-orm";
import {
  type caseStudyRole,
  caseStudies,
  caseStudyFocusAreas,
  caseStudyGoals,
  caseStudyObjectives,
  caseStudyOrganisations,
  relatedCaseStudies,
  sources,
} from "../case-studies/case-studies.table.js";
import { contactCaseStudies } from "../contacts/contacts.table.js";
import { lessons } from "../lessons/lessons.table.js";
import { methodCaseStudies, methods } from "../methods/methods.table.js";
import { organisations } from "../organisations/organisations.table.js";
import type { Orm } from "../platform/database.js";
import { toGlobalId } from "../platform/ids.js";
import type { PublicationStateName } from "../platform/publication-state.type.js";
import { textsOf, uuidsOf } from "../platform/recordset.js";
import { type CaseStudyDocument, caseStudyColumns } from "../publishing/case-study.schema.js";
import { contentRecords, revisions } from "../publishing/publishing.table.js";
import { results } from "../results/results.table.js";
import {
  environmentalObjectives,
  focusAreas,
  sustainableDevelopmentGoals,
} from "../taxonomy/taxonomy.table.js";

/** An organisation's part in a case study. */
export interface StoredParty {
  id: string;
  slug: string;
  name: string;
  role: (typeof caseStudyRole.enumValues)[number];
}

/** A case study as it is stored, with what is kept beside it. */
export interface StoredCase {
  id: string;
  state: PublicationStateName;
  version: number;
  licence: string;
  publishedAt: string | null;
  updatedAt: string;
  createdById: string | null;
  draft: Record<string, unknown> | null;
  draftState: PublicationStateName | null;
  draftVersion: number;
  hasRevision: boolean;
  parties: StoredParty[];
  content: CaseStudyDocument;
}

/** What the statement below answers; columns by the names that the tables have. */
interface Read extends Record<string, unknown> {
  case: Record<string, unknown>;
  beside: Record<string, unknown> | null;
  has_revision: boolean;
  parties: StoredParty[];
  focus_areas: string[];
  sdgs: number[];
  objectives: string[];
  methods: string[];
  related: string[];
  contacts: string[];
  sources: CaseStudyDocument["sources"];
  lessons: CaseStudyDocument["lessons"];
  results: CaseStudyDocument["results"];
}

/** A list of values in their order, never NULL. */
const listOf = (value: SQL, order: SQL, from: SQL): SQL =>
  sql`(select coalesce(jsonb_agg(${value} order by ${order}), '[]'::jsonb) from ${from})`;

/** One statement for any number of case studies; `c` is the case study. */
function statement(which: SQL, isPublic: boolean): SQL {
  const published = (state: SQL): SQL => (isPublic ? sql`and ${state} = 'PUBLISHED'` : sql``);
  return sql`select to_jsonb(c) as "case", to_jsonb(r) as beside,
    exists (select from ${revisions} v where v.kind = 'CASE_STUDY' and v.entity_id = c.id)
      as has_revision,
    ${listOf(
      sql`jsonb_build_object('id', o.id, 'slug', o.slug, 'name', o.name, 'role', p.role)`,
      sql`p.role, o.slug collate "C"`,
      sql`${caseStudyOrganisations} p join ${organisations} o on o.id = p.organisation_id
        where p.case_study_id = c.id`,
    )} as parties,
    ${listOf(
      sql`f.slug`,
      sql`f.slug collate "C"`,
      sql`${caseStudyFocusAreas} l join ${focusAreas} f on f.id = l.focus_area_id
        where l.case_study_id = c.id`,
    )} as focus_areas,
    ${listOf(
      sql`g.number`,
      sql`g.number`,
      sql`${caseStudyGoals} l join ${sustainableDevelopmentGoals} g on g.id = l.goal_id
        where l.case_study_id = c.id`,
    )} as sdgs,
    ${listOf(
      sql`e.slug`,
      sql`e.slug collate "C"`,
      sql`${caseStudyObjectives} l join ${environmentalObjectives} e on e.id = l.objective_id
        where l.case_study_id = c.id`,
    )} as objectives,
    ${listOf(
      sql`m.slug`,
      sql`m.slug collate "C"`,
      sql`${methodCaseStudies} l join ${methods} m on m.id = l.method_id
        where l.case_study_id = c.id ${published(sql`m.state`)}`,
    )} as methods,
    ${listOf(
      sql`n.slug`,
      sql`n.slug collate "C"`,
      sql`(select l.related_id as id from ${relatedCaseStudies} l where l.case_study_id = c.id
          union all select l.case_study_id from ${relatedCaseStudies} l where l.related_id = c.id) l
        join ${caseStudies} n on n.id = l.id where true ${published(sql`n.state`)}`,
    )} as related,
    ${
      isPublic
        ? sql`'[]'::jsonb`
        : listOf(
            sql`l.contact_id`,
            sql`l.contact_id`,
            sql`${contactCaseStudies} l where l.case_study_id = c.id`,
          )
    } as contacts,
    ${listOf(
      sql`jsonb_build_object('url', s.url, 'title', s.title, 'publisher', s.publisher,
        'publishedOn', s.published_on)`,
      sql`s.position, s.id`,
      sql`${sources} s where s.case_study_id = c.id`,
    )} as sources,
    ${listOf(
      sql`jsonb_build_object('id', l.id, 'kind', l.kind, 'basis', l.basis, 'text', l.text)`,
      sql`l.position, l.id`,
      sql`${lessons} l where l.case_study_id = c.id`,
    )} as lessons,
    ${listOf(
      sql`jsonb_build_object('id', e.id, 'indicator', e.indicator, 'value', e.value, 'unit', e.unit,
        'kind', e.kind, 'periodStart', e.period_start, 'periodEnd', e.period_end,
        'sourceUrl', e.source_url, 'note', e.note)`,
      sql`e.position, e.id`,
      sql`${results} e where e.case_study_id = c.id`,
    )} as results
    from ${caseStudies} c
    left join ${contentRecords} r on r.kind = 'CASE_STUDY' and r.entity_id = c.id
    where ${which}`;
}

const columns = getTableColumns(caseStudies);

function storedCase(read: Read): StoredCase {
  const { case: row, beside, parties } = read;
  const own = Object.fromEntries(caseStudyColumns.map((key) => [key, row[columns[key].name]]));
  // The statement's columns are those of the tables, in the tables' types.
  return {
    id: row["id"],
    state: row["state"],
    version: row["version"],
    licence: row["licence"],
    publishedAt: row["published_at"],
    updatedAt: row["updated_at"],
    createdById: beside?.["created_by_id"] ?? null,
    draft: beside?.["draft"] ?? null,
    draftState: beside?.["draft_state"] ?? null,
    draftVersion: beside?.["draft_version"] ?? 0,
    hasRevision: read.has_revision,
    parties,
    content: {
      ...own,
      slug: row["slug"],
      summary: row["summary"] === "" ? null : row["summary"],
      organisations: parties.map(({ slug, role }) => ({ organisation: slug, role })),
      focusAreas: read.focus_areas,
      sdgs: read.sdgs,
      environmentalObjectives: read.objectives,
      methods: read.methods,
      relatedCaseStudies: read.related,
      contacts: read.contacts.map((id) => toGlobalId("Contact", id)),
      sources: read.sources,
      lessons: withIds("Lesson", read.lessons),
      results: withIds("Result", read.results),
    },
  } as StoredCase;
}

const withIds = <Part extends { id: string | null }>(
  typeName: string,
  parts: readonly Part[],
): Part[] => parts.map((part) => ({ ...part, id: toGlobalId(typeName, part.id ?? "") }));

/** Reads whole case studies, whatever their state. */
export async function readStored(orm: Orm, ids: readonly string[]): Promise<StoredCase[]> {
  if (ids.length === 0) return [];
  const rows = await orm.execute<Read>(statement(sql`c.id in ${uuidsOf(ids)}`, false));
  return rows.map(storedCase);
}

/**
 * Reads published case studies in the order of their slugs, with what is public of them only.
 * @param after the slug after which to go on; "" for the first ones
 */
export async function readPublished(orm: Orm, after: string, limit: number): Promise<StoredCase[]> {
  const rows = await orm.execute<Read>(
    sql`${statement(
      sql`c.state = 'PUBLISHED' and c.slug collate "C" > ${after}`,
      true,
    )} order by c.slug collate "C" limit ${limit}`,
  );
  return rows.map(storedCase);
}

/** Whose external ids are meant: an API client's own, or an organisation's. */
export interface Namespace {
  organisationId: string | null;
  clientId: string | null;
}

const inNamespace = ({ organisationId, clientId }: Namespace): SQL =>
  clientId === null ? sql`organisation_id = ${organisationId}` : sql`client_id = ${clientId}`;

/** Has imports with the same external ids wait for each other until the transaction ends. */
export async function lockNamespace(orm: Orm, namespace: Namespace | null): Promise<void> {
  const owner = namespace?.clientId ?? namespace?.organisationId;
  if (owner) await orm.execute(sql`select pg_advisory_xact_lock(7211033, hashtext(${owner}))`);
}

/** The case studies behind external ids. */
export async function findByExternalId(
  orm: Orm,
  namespace: Namespace,
  ids: readonly string[],
): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await orm.execute<{ key: string; id: string }>(sql`
    select external_id as key, case_study_id as id from external_ids
    where ${inNamespace(namespace)} and external_id in ${textsOf(ids)}`);
  return new Map(rows.map(({ key, id }) => [key, id]));
}

/** The case studies behind slugs, whether or not anybody may see them. */
export async function findBySlug(orm: Orm, slugs: readonly string[]): Promise<Map<string, string>> {
  if (slugs.length === 0) return new Map();
  const rows = await orm.execute<{ slug: string; id: string }>(
    sql`select slug, id from ${caseStudies} where slug in ${textsOf(slugs)}`,
  );
  return new Map(rows.map(({ slug, id }) => [slug, id]));
}

/** Locks case studies until the transaction ends, always in the same order. */
export const lockCases = (orm: Orm, ids: readonly string[]) =>
  orm.execute(
    sql`select id from ${caseStudies} where id in ${uuidsOf(ids)} order by id for update`,
  );
