import { asc, eq, sql } from "drizzle-orm";
import { currentCaseStudies } from "../case-studies/case-studies.policy.js";
import { caseStudies } from "../case-studies/case-studies.table.js";
import { defineReference, defineRelation, isOneOf, linkedBy } from "../platform/relation.js";
import {
  environmentalObjectives,
  focusAreas,
  sustainableDevelopmentGoals,
} from "../taxonomy/taxonomy.table.js";
import {
  currentAdoptions,
  currentMethods,
  viewableAdoptions,
  viewableMethods,
} from "./methods.policy.js";
import {
  adoptionCaseStudies,
  adoptions,
  methodCaseStudies,
  methodFocusAreas,
  methodGoals,
  methodObjectives,
  methods,
  relatedMethods,
} from "./methods.table.js";

/** Loads a method by its key; null when the actor may not see it. */
export const loadMethod = defineReference({
  table: methods,
  key: methods.id,
  viewable: viewableMethods,
});

/** Loads a method by its slug; null when the actor may not see it. */
export const loadMethodBySlug = defineReference({
  table: methods,
  key: methods.slug,
  viewable: viewableMethods,
});

/** Loads an adoption by its key; null when the actor may not see it. */
export const loadAdoption = defineReference({
  table: adoptions,
  key: adoptions.id,
  viewable: viewableAdoptions,
});

/** Loads the methods of a case study, also those that only one of its adoptions names. */
export const loadMethodsOfCaseStudy = defineRelation({
  table: methods,
  belongs: (id, actor) =>
    isOneOf(
      methods.id,
      sql`select ${methodCaseStudies.methodId} from ${methodCaseStudies}
        where ${eq(methodCaseStudies.caseStudyId, id)}
        union all
        select ${adoptions.methodId} from ${adoptionCaseStudies}
        join ${adoptions} on ${eq(adoptions.id, adoptionCaseStudies.adoptionId)}
        where ${eq(adoptionCaseStudies.caseStudyId, id)} and ${currentAdoptions(actor)}`,
    ),
  viewable: currentMethods,
  orderBy: [asc(methods.name), asc(methods.id)],
});

/** Loads the adoptions that a case study tells of. */
export const loadAdoptionsOfCaseStudy = defineRelation({
  table: adoptions,
  belongs: linkedBy(adoptions.id, {
    row: adoptionCaseStudies.adoptionId,
    key: adoptionCaseStudies.caseStudyId,
  }),
  viewable: currentAdoptions,
  orderBy: [asc(adoptions.id)],
});

/** Loads the case studies that tell of an adoption. */
export const loadCaseStudiesOfAdoption = defineRelation({
  table: caseStudies,
  belongs: linkedBy(caseStudies.id, {
    row: adoptionCaseStudies.caseStudyId,
    key: adoptionCaseStudies.adoptionId,
  }),
  viewable: currentCaseStudies,
  orderBy: [asc(caseStudies.title), asc(caseStudies.id)],
});

/** Loads the focus areas of a method. */
export const loadMethodFocusAreas = defineRelation({
  table: focusAreas,
  belongs: linkedBy(focusAreas.id, {
    row: methodFocusAreas.focusAreaId,
    key: methodFocusAreas.methodId,
  }),
  orderBy: [asc(focusAreas.kind), asc(focusAreas.nameSv)],
});

/** Loads the goals that a method serves. */
export const loadMethodGoals = defineRelation({
  table: sustainableDevelopmentGoals,
  belongs: linkedBy(sustainableDevelopmentGoals.id, {
    row: methodGoals.goalId,
    key: methodGoals.methodId,
  }),
  orderBy: [asc(sustainableDevelopmentGoals.number)],
});

/** Loads the environmental objectives that a method serves. */
export const loadMethodObjectives = defineRelation({
  table: environmentalObjectives,
  belongs: linkedBy(environmentalObjectives.id, {
    row: methodObjectives.objectiveId,
    key: methodObjectives.methodId,
  }),
  orderBy: [asc(environmentalObjectives.number)],
});

/** Loads the methods that are related to one, whichever of the two says so. */
export const loadRelatedMethods = defineRelation({
  table: methods,
  belongs: (id) =>
    isOneOf(
      methods.id,
      sql`select ${relatedMethods.relatedId} from ${relatedMethods}
        where ${eq(relatedMethods.methodId, id)}
        union all
        select ${relatedMethods.methodId} from ${relatedMethods}
        where ${eq(relatedMethods.relatedId, id)}`,
    ),
  viewable: currentMethods,
  orderBy: [asc(methods.name), asc(methods.id)],
});
