import { type SQL, sql } from "drizzle-orm";
import type { PgTable } from "drizzle-orm/pg-core";
import {
  caseStudies,
  caseStudyFocusAreas,
  caseStudyGoals,
  caseStudyObjectives,
  caseStudyOrganisations,
  relatedCaseStudies,
  sources,
} from "../case-studies/case-studies.table.js";
import { lessons } from "../lessons/lessons.table.js";
import { methodCaseStudies } from "../methods/methods.table.js";
import { copyRows } from "../platform/copy-rows.js";
import type { Orm } from "../platform/database.js";
import { fromGlobalId } from "../platform/ids.js";
import { columnOf, nameOf, recordsOf, uuidsOf } from "../platform/recordset.js";
import { caseStudyColumns } from "../publishing/case-study.schema.js";
import { results } from "../results/results.table.js";
import type { PlacedRow } from "./import-placing.js";
import { type ReferenceField, namedIn } from "./row-references.js";
import { resultFields } from "./stored-cases.js";

type Values = Readonly<Record<string, unknown>>;

const list = (parts: readonly SQL[]): SQL => sql.join([...parts], sql`, `);
const named = (table: PgTable, keys: readonly string[]): SQL[] =>
  keys.map((key) => nameOf(columnOf(table, key)));

/** Inserts rows, whatever their number, in one statement. */
export async function insertRows(
  orm: Orm,
  table: PgTable,
  keys: readonly string[],
  rows: readonly Values[],
  conflict: SQL = sql``,
): Promise<void> {
  if (rows.length === 0) return;
  const names = named(table, keys);
  await orm.execute(sql`insert into ${table} as t (${list(names)})
    select ${list(names.map((name) => sql`r.${name}`))} from ${recordsOf(table, keys, rows)}
    ${conflict}`);
}

/** Changes the rows with these ids, whatever their number, in one statement. */
export async function updateRows(
  orm: Orm,
  table: PgTable,
  keys: readonly string[],
  rows: readonly Values[],
  besides: readonly SQL[] = [],
): Promise<void> {
  if (rows.length === 0) return;
  const changes = named(table, keys).map((name) => sql`${name} = r.${name}`);
  await orm.execute(sql`update ${table} t set ${list([...changes, ...besides])}
    from ${recordsOf(table, ["id", ...keys], rows)} where t.id = r.id`);
}

/** Writes records with all that is below them, a few statements for any number. */
export async function writeRows(
  orm: Orm,
  rows: readonly PlacedRow[],
  publish: boolean,
): Promise<void> {
  if (rows.length === 0) return;
  await writeCases(orm, rows, publish);
  await writeParties(orm, rows);
  await writeLinks(orm, caseStudyFocusAreas, "focusAreaId", "focusAreas", rows);
  await writeLinks(orm, caseStudyGoals, "goalId", "sdgs", rows);
  await writeLinks(orm, caseStudyObjectives, "objectiveId", "environmentalObjectives", rows);
  await writeLinks(orm, methodCaseStudies, "methodId", "methods", rows);
  await writeRelated(orm, rows);
  await writeSources(orm, rows);
  await writeLessons(orm, rows);
  await writeResults(orm, rows);
}

const isFresh = ({ plan }: PlacedRow): boolean => plan.stored === null;
/** The records that may have something of a kind already: new ones have nothing to delete. */
const oldIds = (rows: readonly PlacedRow[]): string[] =>
  rows.filter((row) => !isFresh(row)).map(({ id }) => id);

/** Inserts what is below records: that of new ones can't be there yet. */
async function insertBelow(
  orm: Orm,
  table: PgTable,
  keys: readonly string[],
  rows: readonly PlacedRow[],
  values: readonly (Values & { caseStudyId: string })[],
  conflict: SQL,
): Promise<void> {
  const old = new Set(oldIds(rows));
  const fresh = values.filter(({ caseStudyId }) => !old.has(caseStudyId));
  const rest = values.filter(({ caseStudyId }) => old.has(caseStudyId));
  await copyRows(orm, table, keys, fresh);
  await insertRows(orm, table, keys, rest, conflict);
}

async function writeCases(orm: Orm, rows: readonly PlacedRow[], publish: boolean): Promise<void> {
  const values = rows.map(({ plan: { stored }, content, id, slug }) => ({
    ...content,
    id,
    slug,
    summary: content.summary ?? "",
    state: publish ? "PUBLISHED" : (stored?.state ?? "DRAFT"),
    publishedAt: publish ? new Date().toISOString() : null,
    version: Math.max(stored?.version ?? 0, stored?.draftVersion ?? 0) + 1,
  }));
  const keys = [...caseStudyColumns, "slug", "summary", "state", "version"];
  const old = new Set(oldIds(rows));
  const fresh = values.filter(({ id }) => !old.has(id));
  await copyRows(orm, caseStudies, ["id", ...keys, "publishedAt"], fresh);
  const publishedAt = publish ? [sql`published_at = coalesce(t.published_at, now())`] : [];
  const rest = values.filter(({ id }) => old.has(id));
  await updateRows(orm, caseStudies, keys, rest, [sql`updated_at = now()`, ...publishedAt]);
}

async function writeParties(orm: Orm, rows: readonly PlacedRow[]): Promise<void> {
  const values = rows.flatMap(({ plan: { keys }, content, id }) =>
    content.organisations.map(({ organisation, role }) => ({
      caseStudyId: id,
      organisationId: keys.getKept("organisations", organisation),
      role,
    })),
  );
  const columns = ["caseStudyId", "organisationId", "role"];
  await deleteOthers(orm, caseStudyOrganisations, ["caseStudyId", "organisationId"], rows, values);
  await insertBelow(
    orm,
    caseStudyOrganisations,
    columns,
    rows,
    values,
    sql`on conflict (case_study_id, organisation_id) do update set role = excluded.role
      where t.role <> excluded.role`,
  );
}

async function writeLinks(
  orm: Orm,
  table: PgTable,
  other: string,
  field: ReferenceField,
  rows: readonly PlacedRow[],
): Promise<void> {
  const values = rows.flatMap(({ plan: { keys }, content, id }) =>
    [...new Set(namedIn(content, field))].map((key) => ({
      caseStudyId: id,
      [other]: keys.getKept(field, key),
    })),
  );
  const columns = ["caseStudyId", other];
  await deleteOthers(orm, table, ["caseStudyId", other], rows, values);
  await insertBelow(orm, table, columns, rows, values, sql`on conflict do nothing`);
}

/** Deletes the links of records that they no longer name. */
async function deleteOthers(
  orm: Orm,
  table: PgTable,
  pair: readonly [string, string],
  rows: readonly PlacedRow[],
  values: readonly Values[],
): Promise<void> {
  const ids = oldIds(rows);
  if (ids.length === 0) return;
  const [left, right] = pair.map((key) => nameOf(columnOf(table, key)));
  await orm.execute(sql`delete from ${table} t where t.${left} in ${uuidsOf(ids)}
    and not exists (select from ${recordsOf(table, pair, values)}
      where r.${left} = t.${left} and r.${right} = t.${right})`);
}

/** Relates records to those that are there: a later one of the file relates itself when it is written. */
async function writeRelated(orm: Orm, rows: readonly PlacedRow[]): Promise<void> {
  const own = new Map(rows.map(({ slug, id }) => [slug, id]));
  const pairs = rows.flatMap(({ plan: { keys }, content, id }) =>
    content.relatedCaseStudies.flatMap((slug) => {
      const other = keys.getKept("relatedCaseStudies", slug) ?? own.get(slug);
      if (other === undefined || other === id) return [];
      const [caseStudyId, relatedId] = id < other ? [id, other] : [other, id];
      return [{ caseStudyId, relatedId }];
    }),
  );
  const ids = oldIds(rows);
  const columns = ["caseStudyId", "relatedId"];
  if (ids.length > 0) {
    await orm.execute(sql`delete from ${relatedCaseStudies} t
      where (t.case_study_id in ${uuidsOf(ids)} or t.related_id in ${uuidsOf(ids)})
        and not exists (select from ${recordsOf(relatedCaseStudies, columns, pairs)}
          where r.case_study_id = t.case_study_id and r.related_id = t.related_id)`);
  }
  await insertRows(orm, relatedCaseStudies, columns, pairs, sql`on conflict do nothing`);
}

async function writeSources(orm: Orm, rows: readonly PlacedRow[]): Promise<void> {
  const changed = rows.filter((row) => isFresh(row) || row.plan.fields.includes("sources"));
  const ids = oldIds(changed);
  if (ids.length > 0) {
    await orm.execute(sql`delete from ${sources} where case_study_id in ${uuidsOf(ids)}`);
  }
  const values = changed.flatMap(({ content, id }) =>
    content.sources.map((each, position) => ({ ...each, caseStudyId: id, position })),
  );
  const columns = ["caseStudyId", "position", "url", "title", "publisher", "publishedOn"];
  await copyRows(orm, sources, columns, values);
}

/** A part with its key; whether it is new tells the plan, in which such parts have no id yet. */
const keyed = (id: string | null, planned: { id: string | null } | undefined) => ({
  id: fromGlobalId(id ?? "").id,
  isNew: planned?.id == null,
});

async function writeLessons(orm: Orm, rows: readonly PlacedRow[]): Promise<void> {
  const values = rows.flatMap(({ plan, content, id: caseStudyId, slug }) =>
    content.lessons.map(({ id, ...each }, position) => {
      const key = keyed(id, plan.content.lessons[position]);
      // A key's end is chance.
      return {
        ...each,
        ...key,
        caseStudyId,
        position,
        slug: `${slug.slice(0, 80)}-${key.id.slice(-10)}`,
      };
    }),
  );
  const columns = ["position", "kind", "basis", "text"];
  await writeParts(orm, lessons, { own: columns, fresh: [...columns, "slug"] }, rows, values);
}

async function writeResults(orm: Orm, rows: readonly PlacedRow[]): Promise<void> {
  const values = rows.flatMap(({ plan, content, id: caseStudyId }) =>
    content.results.map(({ id, ...each }, position) => ({
      ...each,
      ...keyed(id, plan.content.results[position]),
      caseStudyId,
      position,
    })),
  );
  const columns = ["position", ...resultFields];
  await writeParts(orm, results, { own: columns, fresh: columns }, rows, values);
}

async function writeParts(
  orm: Orm,
  table: typeof lessons | typeof results,
  columns: { own: readonly string[]; fresh: readonly string[] },
  rows: readonly PlacedRow[],
  values: readonly { id: string; isNew: boolean }[],
): Promise<void> {
  const kept = values.filter(({ isNew }) => !isNew);
  const ids = oldIds(rows);
  if (ids.length > 0) {
    await orm.execute(sql`delete from ${table} where case_study_id in ${uuidsOf(ids)}
      and id not in ${uuidsOf(kept.map(({ id }) => id))}`);
  }
  await updateRows(orm, table, columns.own, kept);
  const added = values.filter(({ isNew }) => isNew);
  await copyRows(orm, table, ["id", "caseStudyId", ...columns.fresh], added);
}
