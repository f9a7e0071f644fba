import { asc, eq, sql } from "drizzle-orm";
import { defineReference, defineRelation, isOneOf, linkedBy } from "../platform/relation.js";
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
export const loadCaseStudy = defineReference({
  table: caseStudies,
  key: caseStudies.id,
  viewable: viewableCaseStudies,
});

/** Loads a case study by its slug; null when the actor may not see it. */
export const loadCaseStudyBySlug = defineReference({
  table: caseStudies,
  key: caseStudies.slug,
  viewable: viewableCaseStudies,
});

/** Loads the organisations of a case study: those that lead it first. */
export const loadCaseStudyOrganisations = defineRelation({
  table: caseStudyOrganisations,
  belongs: (id) => eq(caseStudyOrganisations.caseStudyId, id),
  orderBy: [asc(caseStudyOrganisations.role), asc(caseStudyOrganisations.organisationId)],
});

/** Loads the sources of a case study in their order. */
export const loadSources = defineRelation({
  table: sources,
  belongs: (id) => eq(sources.caseStudyId, id),
  orderBy: [asc(sources.position), asc(sources.id)],
});

/** Loads the focus areas of a case study. */
export const loadCaseStudyFocusAreas = defineRelation({
  table: focusAreas,
  belongs: linkedBy(focusAreas.id, {
    row: caseStudyFocusAreas.focusAreaId,
    key: caseStudyFocusAreas.caseStudyId,
  }),
  orderBy: [asc(focusAreas.kind), asc(focusAreas.nameSv)],
});

/** Loads the goals that a case study serves. */
export const loadCaseStudyGoals = defineRelation({
  table: sustainableDevelopmentGoals,
  belongs: linkedBy(sustainableDevelopmentGoals.id, {
    row: caseStudyGoals.goalId,
    key: caseStudyGoals.caseStudyId,
  }),
  orderBy: [asc(sustainableDevelopmentGoals.number)],
});

/** Loads the environmental objectives that a case study serves. */
export const loadCaseStudyObjectives = defineRelation({
  table: environmentalObjectives,
  belongs: linkedBy(environmentalObjectives.id, {
    row: caseStudyObjectives.objectiveId,
    key: caseStudyObjectives.caseStudyId,
  }),
  orderBy: [asc(environmentalObjectives.number)],
});

/** Loads the case studies that are related to one, whichever of the two says so. */
export const loadRelatedCaseStudies = defineRelation({
  table: caseStudies,
  belongs: (id) =>
    isOneOf(
      caseStudies.id,
      sql`select ${relatedCaseStudies.relatedId} from ${relatedCaseStudies}
        where ${eq(relatedCaseStudies.caseStudyId, id)}
        union all
        select ${relatedCaseStudies.caseStudyId} from ${relatedCaseStudies}
        where ${eq(relatedCaseStudies.relatedId, id)}`,
    ),
  viewable: currentCaseStudies,
  orderBy: [asc(caseStudies.title), asc(caseStudies.id)],
});
