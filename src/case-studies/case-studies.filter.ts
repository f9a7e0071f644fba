import { type SQL, and, eq, gte, inArray, lte, sql } from "drizzle-orm";
import { lessons } from "../lessons/lessons.table.js";
import {
  adoptionCaseStudies,
  adoptions,
  methodCaseStudies,
  methods,
} from "../methods/methods.table.js";
import { organisationsIn } from "../organisations/places.filter.js";
import type { Context } from "../platform/context.js";
import { badInput } from "../platform/errors.js";
import { requireKnown } from "../platform/known.js";
import { loadMethodBySlug } from "../methods/methods.loader.js";
import { results } from "../results/results.table.js";
import { checkTopics, hasTopics } from "../taxonomy/topics.filter.js";
import type { CaseStudyFilterInput } from "./case-studies.input.js";
import {
  caseStudies,
  caseStudyFocusAreas,
  caseStudyGoals,
  caseStudyObjectives,
  caseStudyOrganisations,
} from "./case-studies.table.js";

/**
 * Checks that a filter makes sense and that everything that it names exists.
 * @throws BAD_USER_INPUT naming the field and the value
 */
export async function checkCaseStudyFilter(
  context: Context,
  filter: CaseStudyFilterInput | null | undefined,
): Promise<void> {
  if (!filter) return;
  const { yearFrom, yearTo } = filter;
  if (yearFrom != null && yearTo != null && yearFrom > yearTo) {
    throw badInput("filter.yearFrom", "must not be later than `yearTo`.");
  }
  await Promise.all([
    checkTopics(context, filter),
    requireKnown(
      context,
      "filter.methods",
      filter.methods,
      loadMethodBySlug,
      "pass slugs as `methods { nodes { slug } }` lists them.",
    ),
  ]);
}

const links = {
  focusAreas: {
    table: caseStudyFocusAreas,
    owner: caseStudyFocusAreas.caseStudyId,
    topic: caseStudyFocusAreas.focusAreaId,
  },
  goals: {
    table: caseStudyGoals,
    owner: caseStudyGoals.caseStudyId,
    topic: caseStudyGoals.goalId,
  },
  objectives: {
    table: caseStudyObjectives,
    owner: caseStudyObjectives.caseStudyId,
    topic: caseStudyObjectives.objectiveId,
  },
};

function ofMethods(slugs: string[] | null | undefined): SQL | undefined {
  if (!slugs || slugs.length === 0) return undefined;
  return sql`${caseStudies.id} in (
    select ${methodCaseStudies.caseStudyId} from ${methodCaseStudies}
    join ${methods} on ${eq(methods.id, methodCaseStudies.methodId)}
    where ${inArray(methods.slug, slugs)}
    union all
    select ${adoptionCaseStudies.caseStudyId} from ${adoptionCaseStudies}
    join ${adoptions} on ${eq(adoptions.id, adoptionCaseStudies.adoptionId)}
    join ${methods} on ${eq(methods.id, adoptions.methodId)}
    where ${inArray(methods.slug, slugs)} and ${eq(adoptions.state, "PUBLISHED")})`;
}

/** The last year of an effort: one that still goes on has none. */
const lastYear = sql`coalesce(${caseStudies.endYear},
  case when ${caseStudies.status} in ('PLANNED', 'ONGOING') then 9999 else ${caseStudies.startYear} end)`;
const firstYear = sql`coalesce(${caseStudies.startYear}, ${caseStudies.endYear})`;

const someOf = <Value>(
  values: Value[] | null | undefined,
  condition: (values: Value[]) => SQL,
): SQL | undefined => (values && values.length > 0 ? condition(values) : undefined);

/** The condition on a case study that a checked filter stands for; undefined when it admits all. */
export function caseStudyCondition(
  filter: CaseStudyFilterInput | null | undefined,
): SQL | undefined {
  if (!filter) return undefined;
  const places = organisationsIn(filter);
  return and(
    places &&
      sql`exists (select from ${caseStudyOrganisations}
        where ${eq(caseStudyOrganisations.caseStudyId, caseStudies.id)}
          and ${caseStudyOrganisations.organisationId} in ${places})`,
    hasTopics(caseStudies.id, links, filter),
    ofMethods(filter.methods),
    someOf(filter.statuses, (statuses) => inArray(caseStudies.status, statuses)),
    someOf(filter.controls, (controls) => inArray(caseStudies.control, controls)),
    // An unknown year matches no limit: nobody knows whether it lies within.
    filter.yearFrom == null
      ? undefined
      : and(sql`${firstYear} is not null`, gte(lastYear, filter.yearFrom)),
    filter.yearTo == null ? undefined : lte(firstYear, filter.yearTo),
    someOf(
      filter.resultKinds,
      (kinds) => sql`exists (select from ${results}
        where ${eq(results.caseStudyId, caseStudies.id)} and ${inArray(results.kind, kinds)})`,
    ),
    someOf(
      filter.lessonKinds,
      (kinds) => sql`exists (select from ${lessons}
        where ${eq(lessons.caseStudyId, caseStudies.id)} and ${inArray(lessons.kind, kinds)})`,
    ),
  );
}
