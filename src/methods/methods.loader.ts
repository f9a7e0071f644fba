import { and, asc, eq, inArray, sql } from "drizzle-orm";
import { currentCaseStudies } from "../case-studies/case-studies.policy.js";
import { caseStudies } from "../case-studies/case-studies.table.js";
import { defineGroupLoader, defineRowLoader } from "../platform/loader.js";
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
export const loadMethod = defineRowLoader(
  ({ actor, orm }, ids) =>
    orm
      .select()
      .from(methods)
      .where(and(inArray(methods.id, [...ids]), viewableMethods(actor))),
  (row) => row.id,
);

/** Loads a method by its slug; null when the actor may not see it. */
export const loadMethodBySlug = defineRowLoader(
  ({ actor, orm }, slugs) =>
    orm
      .select()
      .from(methods)
      .where(and(inArray(methods.slug, [...slugs]), viewableMethods(actor))),
  (row) => row.slug,
);

/** Loads an adoption by its key; null when the actor may not see it. */
export const loadAdoption = defineRowLoader(
  ({ actor, orm }, ids) =>
    orm
      .select()
      .from(adoptions)
      .where(and(inArray(adoptions.id, [...ids]), viewableAdoptions(actor))),
  (row) => row.id,
);

/** Loads the methods of a case study, also those that only one of its adoptions names. */
export const loadMethodsOfCaseStudy = defineGroupLoader(({ actor, orm }, ids) => {
  const pairs = orm
    .select({ caseStudyId: methodCaseStudies.caseStudyId, methodId: methodCaseStudies.methodId })
    .from(methodCaseStudies)
    .where(inArray(methodCaseStudies.caseStudyId, [...ids]))
    .union(
      orm
        .select({ caseStudyId: adoptionCaseStudies.caseStudyId, methodId: adoptions.methodId })
        .from(adoptionCaseStudies)
        .innerJoin(adoptions, eq(adoptions.id, adoptionCaseStudies.adoptionId))
        .where(and(inArray(adoptionCaseStudies.caseStudyId, [...ids]), currentAdoptions(actor))),
    )
    .as("pairs");
  return orm
    .select({ parentId: sql<string>`${pairs.caseStudyId}`, row: methods })
    .from(pairs)
    .innerJoin(methods, eq(methods.id, pairs.methodId))
    .where(currentMethods(actor))
    .orderBy(asc(methods.name));
});

/** Loads the adoptions that a case study tells of. */
export const loadAdoptionsOfCaseStudy = defineGroupLoader(({ actor, orm }, ids) =>
  orm
    .select({ parentId: adoptionCaseStudies.caseStudyId, row: adoptions })
    .from(adoptionCaseStudies)
    .innerJoin(adoptions, eq(adoptions.id, adoptionCaseStudies.adoptionId))
    .where(and(inArray(adoptionCaseStudies.caseStudyId, [...ids]), currentAdoptions(actor)))
    .orderBy(asc(adoptions.id)),
);

/** Loads the case studies that tell of an adoption. */
export const loadCaseStudiesOfAdoption = defineGroupLoader(({ actor, orm }, ids) =>
  orm
    .select({ parentId: adoptionCaseStudies.adoptionId, row: caseStudies })
    .from(adoptionCaseStudies)
    .innerJoin(caseStudies, eq(caseStudies.id, adoptionCaseStudies.caseStudyId))
    .where(and(inArray(adoptionCaseStudies.adoptionId, [...ids]), currentCaseStudies(actor)))
    .orderBy(asc(caseStudies.title)),
);

/** Loads the focus areas of a method. */
export const loadMethodFocusAreas = defineGroupLoader(({ orm }, ids) =>
  orm
    .select({ parentId: methodFocusAreas.methodId, row: focusAreas })
    .from(methodFocusAreas)
    .innerJoin(focusAreas, eq(focusAreas.id, methodFocusAreas.focusAreaId))
    .where(inArray(methodFocusAreas.methodId, [...ids]))
    .orderBy(asc(focusAreas.kind), asc(focusAreas.nameSv)),
);

/** Loads the goals that a method serves. */
export const loadMethodGoals = defineGroupLoader(({ orm }, ids) =>
  orm
    .select({ parentId: methodGoals.methodId, row: sustainableDevelopmentGoals })
    .from(methodGoals)
    .innerJoin(sustainableDevelopmentGoals, eq(sustainableDevelopmentGoals.id, methodGoals.goalId))
    .where(inArray(methodGoals.methodId, [...ids]))
    .orderBy(asc(sustainableDevelopmentGoals.number)),
);

/** Loads the environmental objectives that a method serves. */
export const loadMethodObjectives = defineGroupLoader(({ orm }, ids) =>
  orm
    .select({ parentId: methodObjectives.methodId, row: environmentalObjectives })
    .from(methodObjectives)
    .innerJoin(
      environmentalObjectives,
      eq(environmentalObjectives.id, methodObjectives.objectiveId),
    )
    .where(inArray(methodObjectives.methodId, [...ids]))
    .orderBy(asc(environmentalObjectives.number)),
);

/** Loads the methods that are related to one, whichever of the two says so. */
export const loadRelatedMethods = defineGroupLoader(({ actor, orm }, ids) => {
  const { methodId, relatedId } = relatedMethods;
  const pairs = orm
    .select({ from: methodId, to: relatedId })
    .from(relatedMethods)
    .where(inArray(methodId, [...ids]))
    .unionAll(
      orm
        .select({ from: relatedId, to: methodId })
        .from(relatedMethods)
        .where(inArray(relatedId, [...ids])),
    )
    .as("pairs");
  return orm
    .select({ parentId: sql<string>`${pairs.from}`, row: methods })
    .from(pairs)
    .innerJoin(methods, eq(methods.id, pairs.to))
    .where(currentMethods(actor))
    .orderBy(asc(methods.name));
});
