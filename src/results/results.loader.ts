import { and, asc, eq, inArray, or, sql } from "drizzle-orm";
import { viewableCaseStudies } from "../case-studies/case-studies.policy.js";
import { caseStudies } from "../case-studies/case-studies.table.js";
import { viewableAdoptions } from "../methods/methods.policy.js";
import { adoptionCaseStudies, adoptions } from "../methods/methods.table.js";
import { defineGroupLoader, defineRowLoader } from "../platform/loader.js";
import { results } from "./results.table.js";

/** Loads a result by its key; null when the actor may not see what it belongs to. */
export const loadResult = defineRowLoader(
  ({ actor, orm }, ids) =>
    orm
      .select()
      .from(results)
      .where(
        and(
          inArray(results.id, [...ids]),
          or(
            sql`exists (select from ${caseStudies}
              where ${eq(caseStudies.id, results.caseStudyId)} and ${viewableCaseStudies(actor)})`,
            sql`exists (select from ${adoptions}
              where ${eq(adoptions.id, results.adoptionId)} and ${viewableAdoptions(actor)})`,
          ),
        ),
      ),
  (row) => row.id,
);

/** Loads the results of a case study in their order. */
export const loadResultsOfCaseStudy = defineGroupLoader(({ orm }, ids) =>
  orm
    .select({ parentId: sql<string>`${results.caseStudyId}`, row: results })
    .from(results)
    .where(inArray(results.caseStudyId, [...ids]))
    .orderBy(asc(results.position), asc(results.id)),
);

/** Loads the results of an adoption: its own, then those of the case studies that tell of it. */
export const loadResultsOfAdoption = defineGroupLoader(async ({ actor, orm }, ids) => {
  const pairs = orm
    .select({ toldBy: sql<string>`${results.adoptionId}`.as("told_by"), id: results.id })
    .from(results)
    .where(inArray(results.adoptionId, [...ids]))
    .union(
      orm
        .select({ toldBy: sql<string>`${adoptionCaseStudies.adoptionId}`, id: results.id })
        .from(adoptionCaseStudies)
        .innerJoin(results, eq(results.caseStudyId, adoptionCaseStudies.caseStudyId))
        .innerJoin(caseStudies, eq(caseStudies.id, adoptionCaseStudies.caseStudyId))
        .where(and(inArray(adoptionCaseStudies.adoptionId, [...ids]), viewableCaseStudies(actor))),
    )
    .as("pairs");
  return orm
    .select({ parentId: sql<string>`${pairs.toldBy}`, row: results })
    .from(pairs)
    .innerJoin(results, eq(results.id, pairs.id))
    .orderBy(sql`${results.adoptionId} is null`, asc(results.caseStudyId), asc(results.position));
});
