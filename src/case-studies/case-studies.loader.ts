import { and, asc, eq, inArray, or, sql } from "drizzle-orm";
import { defineGroupLoader, defineRowLoader } from "../platform/loader.js";
import {
  environmentalObjectives,
  focusAreas,
  sustainableDevelopmentGoals,
} from "../taxonomy/taxonomy.table.js";
import { currentCaseStudies, viewableCaseStudies } from "./case-studies.policy.js";
import {
  caseStudies,
  caseStudyFocusAreas,
  caseStudyGoals,
  caseStudyObjectives,
  caseStudyOrganisations,
  relatedCaseStudies,
  sources,
} from "./case-studies.table.js";

/** Loads a case study by its key; null when the actor may not see it. */
export const loadCaseStudy = defineRowLoader(
  ({ actor, orm }, ids) =>
    orm
      .select()
      .from(caseStudies)
      .where(and(inArray(caseStudies.id, [...ids]), viewableCaseStudies(actor))),
  (row) => row.id,
);

/** Loads a case study by its slug; null when the actor may not see it. */
export const loadCaseStudyBySlug = defineRowLoader(
  ({ actor, orm }, slugs) =>
    orm
      .select()
      .from(caseStudies)
      .where(and(inArray(caseStudies.slug, [...slugs]), viewableCaseStudies(actor))),
  (row) => row.slug,
);

/** Loads the organisations of a case study: those that lead it first. */
export const loadCaseStudyOrganisations = defineGroupLoader(({ orm }, ids) =>
  orm
    .select({ parentId: caseStudyOrganisations.caseStudyId, row: caseStudyOrganisations })
    .from(caseStudyOrganisations)
    .where(inArray(caseStudyOrganisations.caseStudyId, [...ids]))
    .orderBy(asc(caseStudyOrganisations.role), asc(caseStudyOrganisations.organisationId)),
);

/** Loads the sources of a case study in their order. */
export const loadSources = defineGroupLoader(({ orm }, ids) =>
  orm
    .select({ parentId: sources.caseStudyId, row: sources })
    .from(sources)
    .where(inArray(sources.caseStudyId, [...ids]))
    .orderBy(asc(sources.position), asc(sources.id)),
);

/** Loads the focus areas of a case study. */
export const loadCaseStudyFocusAreas = defineGroupLoader(({ orm }, ids) =>
  orm
    .select({ parentId: caseStudyFocusAreas.caseStudyId, row: focusAreas })
    .from(caseStudyFocusAreas)
    .innerJoin(focusAreas, eq(focusAreas.id, caseStudyFocusAreas.focusAreaId))
    .where(inArray(caseStudyFocusAreas.caseStudyId, [...ids]))
    .orderBy(asc(focusAreas.kind), asc(focusAreas.nameSv)),
);

/** Loads the goals that a case study serves. */
export const loadCaseStudyGoals = defineGroupLoader(({ orm }, ids) =>
  orm
    .select({ parentId: caseStudyGoals.caseStudyId, row: sustainableDevelopmentGoals })
    .from(caseStudyGoals)
    .innerJoin(
      sustainableDevelopmentGoals,
      eq(sustainableDevelopmentGoals.id, caseStudyGoals.goalId),
    )
    .where(inArray(caseStudyGoals.caseStudyId, [...ids]))
    .orderBy(asc(sustainableDevelopmentGoals.number)),
);

/** Loads the environmental objectives that a case study serves. */
export const loadCaseStudyObjectives = defineGroupLoader(({ orm }, ids) =>
  orm
    .select({ parentId: caseStudyObjectives.caseStudyId, row: environmentalObjectives })
    .from(caseStudyObjectives)
    .innerJoin(
      environmentalObjectives,
      eq(environmentalObjectives.id, caseStudyObjectives.objectiveId),
    )
    .where(inArray(caseStudyObjectives.caseStudyId, [...ids]))
    .orderBy(asc(environmentalObjectives.number)),
);

/** Loads the case studies that are related to one, whichever of the two says so. */
export const loadRelatedCaseStudies = defineGroupLoader(({ actor, orm }, ids) => {
  const { caseStudyId, relatedId } = relatedCaseStudies;
  const wanted = [...ids];
  const pairs = orm
    .select({ from: caseStudyId, to: relatedId })
    .from(relatedCaseStudies)
    .where(inArray(caseStudyId, wanted))
    .unionAll(
      orm
        .select({ from: relatedId, to: caseStudyId })
        .from(relatedCaseStudies)
        .where(or(inArray(relatedId, wanted))),
    )
    .as("pairs");
  return orm
    .select({ parentId: sql<string>`${pairs.from}`, row: caseStudies })
    .from(pairs)
    .innerJoin(caseStudies, eq(caseStudies.id, pairs.to))
    .where(currentCaseStudies(actor))
    .orderBy(asc(caseStudies.title));
});
