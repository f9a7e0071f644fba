import { and, inArray, isNull, sql } from "drizzle-orm";
import type { Seeds } from "../../seeds/format.js";
import { caseStudies } from "../case-studies/case-studies.table.js";
import { lessons } from "../lessons/lessons.table.js";
import {
  adoptionCaseStudies,
  adoptions,
  methodCaseStudies,
  methodFocusAreas,
  methodGoals,
  methodObjectives,
  methods,
  relatedMethods,
} from "../methods/methods.table.js";
import type { Orm } from "../platform/database.js";
import { groupBy } from "../platform/loader.js";
import { adoptionResults, results } from "../results/results.table.js";
import { IdsByKey, type RowWriter } from "./row-writer.js";
import { relations } from "./seed-case-studies.js";
import type { TopicIds } from "./seed-taxonomy.js";

/** The ids of what methods and lessons refer to. */
export interface KnownIds {
  parties: IdsByKey<string>;
  topics: TopicIds;
  cases: IdsByKey<string>;
}

type Method = Seeds["methods"][number];
type Adoption = Method["adoptions"][number];

const adoptionKey = (method: Method, adoption: Adoption) =>
  `${method.slug} ${adoption.organisation}`;

/** Writes the methods and what they are linked to. */
export async function seedMethods(
  writer: RowWriter,
  seeds: Seeds,
  known: KnownIds,
): Promise<IdsByKey<string>> {
  await writer.upsert(
    {
      table: methods,
      key: ["slug"],
      columns: [
        "slug",
        "state",
        "name",
        "summary",
        "description",
        "fitsWhen",
        "fitsNotWhen",
        "advantages",
        "disadvantages",
        "conditions",
        "typicalCost",
        "typicalTime",
        "note",
      ],
    },
    seeds.methods.map((method) => ({ ...method, state: "PUBLISHED" as const })),
  );
  const ids = await writer.ids(
    methods,
    methods.slug,
    seeds.methods.map((method) => method.slug),
  );
  const { cases, topics } = known;
  const of = <K, R extends object>(
    keysOf: (method: Method) => readonly K[],
    rowOf: (key: K) => R,
  ): (R & { methodId: string })[] =>
    seeds.methods.flatMap((method) =>
      keysOf(method).map((key) => ({ methodId: ids.get(method.slug), ...rowOf(key) })),
    );
  await writer.link(
    {
      table: methodCaseStudies,
      key: ["methodId", "caseStudyId"],
      columns: ["methodId", "caseStudyId"],
    },
    [ids.all(), cases.all()],
    of(
      (method) => method.caseStudies,
      (slug) => ({ caseStudyId: cases.get(slug) }),
    ),
  );
  await writer.link(
    {
      table: methodFocusAreas,
      key: ["methodId", "focusAreaId"],
      columns: ["methodId", "focusAreaId"],
    },
    [ids.all(), topics.focusAreas.all()],
    of(
      (method) => method.focusAreas,
      (slug) => ({ focusAreaId: topics.focusAreas.get(slug) }),
    ),
  );
  await writer.link(
    { table: methodGoals, key: ["methodId", "goalId"], columns: ["methodId", "goalId"] },
    [ids.all(), topics.goals.all()],
    of(
      (method) => method.sdgs,
      (number) => ({ goalId: topics.goals.get(number) }),
    ),
  );
  await writer.link(
    {
      table: methodObjectives,
      key: ["methodId", "objectiveId"],
      columns: ["methodId", "objectiveId"],
    },
    [ids.all(), topics.objectives.all()],
    of(
      (method) => method.environmentalObjectives,
      (slug) => ({ objectiveId: topics.objectives.get(slug) }),
    ),
  );
  await writer.link(
    {
      table: relatedMethods,
      key: ["methodId", "relatedId"],
      columns: ["methodId", "relatedId"],
    },
    [ids.all(), ids.all()],
    relations(ids, seeds.methods, (method) => method.relatedMethods).map(
      ([methodId, relatedId]) => ({ methodId, relatedId }),
    ),
  );
  return ids;
}

/**
 * Writes the adoptions of the seeds and their links; those that others added stay. The ids are by
 * method and organisation.
 */
export async function seedAdoptions(
  writer: RowWriter,
  orm: Orm,
  seeds: Seeds,
  known: KnownIds,
  methodIds: IdsByKey<string>,
): Promise<IdsByKey<string>> {
  const all = seeds.methods.flatMap((method) =>
    method.adoptions.map((adoption) => ({ method, adoption })),
  );
  await writer.upsert(
    {
      table: adoptions,
      key: ["organisationId", "methodId"],
      columns: [
        "organisationId",
        "methodId",
        "state",
        "status",
        "startedOn",
        "startedPrecision",
        "endedOn",
        "endedPrecision",
        "adaptation",
        "outcome",
        "outcomeNote",
        "stoppedReason",
        "learnedFromId",
        "note",
      ],
    },
    all.map(({ method, adoption: { startedYear, endedYear, learnedFrom, ...adoption } }) => ({
      ...adoption,
      organisationId: known.parties.get(adoption.organisation),
      methodId: methodIds.get(method.slug),
      state: "PUBLISHED" as const,
      startedOn: firstDayOf(startedYear),
      startedPrecision: startedYear === undefined ? null : ("YEAR" as const),
      endedOn: firstDayOf(endedYear),
      endedPrecision: endedYear === undefined ? null : ("YEAR" as const),
      learnedFromId: learnedFrom === undefined ? null : known.parties.get(learnedFrom),
    })),
  );
  const rows = await orm
    .select({
      id: adoptions.id,
      organisationId: adoptions.organisationId,
      methodId: adoptions.methodId,
    })
    .from(adoptions)
    .where(inArray(adoptions.methodId, [...methodIds.all()]));
  const byPair = new IdsByKey(rows.map((row) => [`${row.methodId} ${row.organisationId}`, row.id]));
  const ids = new IdsByKey(
    all.map(({ method, adoption }) => {
      const pair = `${methodIds.get(method.slug)} ${known.parties.get(adoption.organisation)}`;
      return [adoptionKey(method, adoption), byPair.get(pair)];
    }),
  );
  await writer.link(
    {
      table: adoptionCaseStudies,
      key: ["adoptionId", "caseStudyId"],
      columns: ["adoptionId", "caseStudyId"],
    },
    [ids.all(), known.cases.all()],
    all.flatMap(({ method, adoption }) =>
      adoption.caseStudies.map((slug) => ({
        adoptionId: ids.get(adoptionKey(method, adoption)),
        caseStudyId: known.cases.get(slug),
      })),
    ),
  );
  await seedAdoptionResults(writer, orm, all, known, ids);
  return ids;
}

/** Links the adoptions to those results of their case studies that are their own. */
async function seedAdoptionResults(
  writer: RowWriter,
  orm: Orm,
  all: readonly { method: Method; adoption: Adoption }[],
  known: KnownIds,
  adoptionIds: IdsByKey<string>,
): Promise<void> {
  const figures = await orm
    .select({ id: results.id, caseStudyId: results.caseStudyId, indicator: results.indicator })
    .from(results)
    // The figures of an adoption alone are its organisation's.
    .where(and(inArray(results.caseStudyId, [...known.cases.all()]), isNull(results.adoptionId)));
  const figuresOf = groupBy(figures, (figure) => `${figure.caseStudyId} ${figure.indicator}`);
  await writer.link(
    {
      table: adoptionResults,
      key: ["adoptionId", "resultId"],
      columns: ["adoptionId", "resultId"],
    },
    [adoptionIds.all(), figures.map((figure) => figure.id)],
    all.flatMap(({ method, adoption }) =>
      adoption.caseStudies.flatMap((slug) =>
        adoption.results.flatMap((indicator) =>
          (figuresOf.get(`${known.cases.get(slug)} ${indicator}`) ?? []).map(({ id }) => ({
            adoptionId: adoptionIds.get(adoptionKey(method, adoption)),
            resultId: id,
          })),
        ),
      ),
    ),
  );
}

/** Writes the lessons of the case studies, each with the adoption that it belongs to as well. */
export async function seedLessons(
  writer: RowWriter,
  seeds: Seeds,
  known: KnownIds,
  adoptionIds: IdsByKey<string>,
): Promise<void> {
  const adoptionOfCase = new Map(
    seeds.methods.flatMap((method) =>
      method.adoptions.flatMap((adoption) =>
        adoption.lessons.map((slug) => [slug, adoptionIds.get(adoptionKey(method, adoption))]),
      ),
    ),
  );
  const rows = seeds.caseStudies.flatMap((value) =>
    value.lessons.map((lesson, index) => ({
      ...lesson,
      slug: `${value.slug}-lesson-${index + 1}`,
      caseStudyId: known.cases.get(value.slug),
      adoptionId: adoptionOfCase.get(value.slug) ?? null,
      position: index + 1,
    })),
  );
  await writer.upsert(
    {
      table: lessons,
      key: ["slug"],
      columns: ["slug", "caseStudyId", "adoptionId", "position", "kind", "basis", "text"],
    },
    rows,
  );
  // A lesson that the file no longer has goes; one that an officer added has another slug.
  const slugs = JSON.stringify(rows.map((row) => row.slug));
  const cases = JSON.stringify([...known.cases.all()]);
  await writer.run(sql`
    delete from ${lessons} t using ${caseStudies} c
    where c.id = t.case_study_id
      and c.id in (select value::uuid from jsonb_array_elements_text(${cases}::text::jsonb))
      and t.slug ~ ('^' || c.slug || '-lesson-[0-9]+$')
      and t.slug not in (select value from jsonb_array_elements_text(${slugs}::text::jsonb))
    returning 1`);
}

const firstDayOf = (year: number | undefined): string | null =>
  year === undefined ? null : `${year}-01-01`;
