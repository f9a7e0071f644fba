import { type SQL, sql } from "drizzle-orm";
import type { PgTable } from "drizzle-orm/pg-core";
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
import { columnOf, nameOf, uuidsOf } from "../platform/recordset.js";
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

/** What a result says, in the export's order. */
export const resultFields = [
  "indicator",
  "value",
  "unit",
  "kind",
  "periodStart",
  "periodEnd",
  "sourceUrl",
  "note",
] as const satisfies (keyof CaseStudyDocument["results"][number])[];

/** What belongs to case studies, in the statement's answers. */
interface Parts {
  case: CaseRow;
  beside: Pick<StoredCase, "createdById" | "draft" | "draftState" | "draftVersion">;
  hasRevision: boolean;
  parties: StoredParty[];
  focusAreas: string[];
  sdgs: number[];
  environmentalObjectives: string[];
  methods: string[];
  relatedCaseStudies: string[];
  contacts: string[];
  sources: CaseStudyDocument["sources"];
  lessons: CaseStudyDocument["lessons"];
  results: CaseStudyDocument["results"];
}
interface CaseRow extends Pick<
  StoredCase,
  "state" | "version" | "licence" | "publishedAt" | "updatedAt"
> {
  content: Pick<CaseStudyDocument, "slug" | "summary" | (typeof caseStudyColumns)[number]>;
}

const object = (fields: Readonly<Record<string, SQL>>): SQL => {
  const pairs = Object.entries(fields).map(
    ([name, value]) => sql`${sql.raw(`'${name}'`)}, ${value}`,
  );
  return sql`json_build_object(${sql.join(pairs, sql`, `)})`;
};

/** Fields of a table's rows, by the names they have in a content. */
const fieldsOf = (
  table: PgTable,
  alias: string,
  names: readonly string[],
): Readonly<Record<string, SQL>> =>
  Object.fromEntries(
    names.map((name) => [name, sql`${sql.raw(alias)}.${nameOf(columnOf(table, name))}`]),
  );

/** One part: for each case study that has any, the list of its values in their order. */
const listOf = (part: keyof Parts, value: SQL, order: SQL, from: SQL, where = sql``): SQL =>
  sql`select ${sql.raw(`'${part}'`)}, w.id, json_agg(${value} order by ${order})
    from wanted w ${from} ${where} group by w.id`;

/**
 * One statement for any number of case studies, and one look at all of them: a row for each part of each.
 * Each part is read for all together. Read case by case they took four times as long, and longer still
 * while PostgreSQL knew nothing of the tables yet.
 */
function statement(ids: readonly string[], isPublic: boolean): SQL {
  const published = (state: SQL): SQL => (isPublic ? sql`where ${state} = 'PUBLISHED'` : sql``);
  const parts = [
    sql`select 'case', w.id, ${object({
      ...fieldsOf(caseStudies, "w", ["state", "version", "licence", "publishedAt", "updatedAt"]),
      content: object({
        ...fieldsOf(caseStudies, "w", ["slug", ...caseStudyColumns]),
        summary: sql`nullif(w.summary, '')`,
      }),
    })} from wanted w`,
    listOf(
      "parties",
      object({ ...fieldsOf(organisations, "o", ["id", "slug", "name"]), role: sql`p.role` }),
      sql`p.role, o.slug collate "C"`,
      sql`join ${caseStudyOrganisations} p on p.case_study_id = w.id
        join ${organisations} o on o.id = p.organisation_id`,
    ),
    listOf(
      "focusAreas",
      sql`f.slug`,
      sql`f.slug collate "C"`,
      sql`join ${caseStudyFocusAreas} l on l.case_study_id = w.id
        join ${focusAreas} f on f.id = l.focus_area_id`,
    ),
    listOf(
      "sdgs",
      sql`g.number`,
      sql`g.number`,
      sql`join ${caseStudyGoals} l on l.case_study_id = w.id
        join ${sustainableDevelopmentGoals} g on g.id = l.goal_id`,
    ),
    listOf(
      "environmentalObjectives",
      sql`e.slug`,
      sql`e.slug collate "C"`,
      sql`join ${caseStudyObjectives} l on l.case_study_id = w.id
        join ${environmentalObjectives} e on e.id = l.objective_id`,
    ),
    listOf(
      "methods",
      sql`m.slug`,
      sql`m.slug collate "C"`,
      sql`join ${methodCaseStudies} l on l.case_study_id = w.id
        join ${methods} m on m.id = l.method_id`,
      published(sql`m.state`),
    ),
    listOf(
      "relatedCaseStudies",
      sql`n.slug`,
      sql`n.slug collate "C"`,
      sql`join (select case_study_id as one, related_id as other from ${relatedCaseStudies}
          union all select related_id, case_study_id from ${relatedCaseStudies}) l on l.one = w.id
        join ${caseStudies} n on n.id = l.other`,
      published(sql`n.state`),
    ),
    listOf(
      "sources",
      object(fieldsOf(sources, "s", ["url", "title", "publisher", "publishedOn"])),
      sql`s.position, s.id`,
      sql`join ${sources} s on s.case_study_id = w.id`,
    ),
    listOf(
      "lessons",
      object(fieldsOf(lessons, "l", ["id", "kind", "basis", "text"])),
      sql`l.position, l.id`,
      sql`join ${lessons} l on l.case_study_id = w.id`,
    ),
    listOf(
      "results",
      object(fieldsOf(results, "e", ["id", ...resultFields])),
      sql`e.position, e.id`,
      sql`join ${results} e on e.case_study_id = w.id`,
    ),
    ...(isPublic ? [] : besides),
  ];
  const which = isPublic ? sql`and c.state = 'PUBLISHED'` : sql``;
  return sql`with wanted as materialized
      (select c.* from ${caseStudies} c where c.id in ${uuidsOf(ids)} ${which})
    select part, id, value from (${sql.join(parts, sql` union all `)}) as parts (part, id, value)`;
}

/** What isn't for everybody. */
const besides = [
  listOf(
    "contacts",
    sql`l.contact_id`,
    sql`l.contact_id`,
    sql`join ${contactCaseStudies} l on l.case_study_id = w.id`,
  ),
  sql`select 'beside', w.id, ${object(
    fieldsOf(contentRecords, "r", ["createdById", "draft", "draftState", "draftVersion"]),
  )} from wanted w join ${contentRecords} r on r.kind = 'CASE_STUDY' and r.entity_id = w.id`,
  sql`select 'hasRevision', w.id, 'true'::json from wanted w where exists
    (select from ${revisions} v where v.kind = 'CASE_STUDY' and v.entity_id = w.id)`,
];

function storedCase(id: string, { case: own, beside, ...parts }: PartsOf): StoredCase {
  const { content, ...state } = own;
  const parties = parts.parties ?? [];
  return {
    id,
    ...state,
    createdById: beside?.createdById ?? null,
    draft: beside?.draft ?? null,
    draftState: beside?.draftState ?? null,
    draftVersion: beside?.draftVersion ?? 0,
    hasRevision: parts.hasRevision ?? false,
    parties,
    content: {
      ...content,
      organisations: parties.map(({ slug, role }) => ({ organisation: slug, role })),
      focusAreas: parts.focusAreas ?? [],
      sdgs: parts.sdgs ?? [],
      environmentalObjectives: parts.environmentalObjectives ?? [],
      methods: parts.methods ?? [],
      relatedCaseStudies: parts.relatedCaseStudies ?? [],
      contacts: (parts.contacts ?? []).map((contact) => toGlobalId("Contact", contact)),
      sources: parts.sources ?? [],
      lessons: withIds("Lesson", parts.lessons),
      results: withIds("Result", parts.results),
    },
  };
}

const withIds = <Part extends { id: string | null }>(
  typeName: string,
  parts: readonly Part[] = [],
): Part[] => parts.map((part) => ({ ...part, id: toGlobalId(typeName, part.id ?? "") }));

/** A case study's parts; a list that has nothing is left out. */
type PartsOf = Pick<Parts, "case"> & Partial<Parts>;

async function readCases(
  orm: Orm,
  ids: readonly string[],
  isPublic: boolean,
): Promise<StoredCase[]> {
  if (ids.length === 0) return [];
  const rows = await orm.execute<{ part: keyof Parts; id: string; value: unknown }>(
    statement(ids, isPublic),
  );
  const found = new Map<string, Partial<Record<keyof Parts, unknown>>>();
  for (const { part, id, value } of rows) {
    const parts = found.get(id);
    if (parts) parts[part] = value;
    else found.set(id, { [part]: value });
  }
  return ids.flatMap((id) => {
    const parts = found.get(id);
    // The statement's values are what their names say.
    return parts ? [storedCase(id, parts as PartsOf)] : [];
  });
}

/** Reads whole case studies, whatever their state. */
export const readStored = (orm: Orm, ids: readonly string[]): Promise<StoredCase[]> =>
  readCases(orm, ids, false);

/** Reads what is public of those case studies that are published, in the order of their ids. */
export const readPublished = (orm: Orm, ids: readonly string[]): Promise<StoredCase[]> =>
  readCases(orm, ids, true);

/** The ids of all published case studies, in the order of their slugs. */
export async function listPublished(orm: Orm): Promise<string[]> {
  const rows = await orm.execute<{ id: string }>(
    sql`select id from ${caseStudies} where state = 'PUBLISHED' order by slug collate "C"`,
  );
  return rows.map(({ id }) => id);
}
