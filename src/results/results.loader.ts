import { and, asc, eq, inArray, isNotNull, sql } from "drizzle-orm";
import { currentAdoptions } from "../methods/methods.policy.js";
import { adoptions } from "../methods/methods.table.js";
import { defineGroupLoader, defineRowLoader } from "../platform/loader.js";
import { viewableResults } from "./results.policy.js";
import { adoptionResults, results } from "./results.table.js";

/** Loads a result by its key; null when the actor may not see what it belongs to. */
export const loadResult = defineRowLoader(
  ({ actor, orm }, ids) =>
    orm
      .select()
      .from(results)
      .where(and(inArray(results.id, [...ids]), viewableResults(actor))),
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

/**
 * Loads the results of an adoption: those that it alone tells of, then those of its case studies that
 * are its own.
 */
export const loadResultsOfAdoption = defineGroupLoader(({ actor, orm }, ids) => {
  const pairs = orm
    .select({ adoptionId: sql<string>`${results.adoptionId}`.as("owner_id"), id: results.id })
    .from(results)
    .where(inArray(results.adoptionId, [...ids]))
    .union(
      orm
        .select({
          adoptionId: sql<string>`${adoptionResults.adoptionId}`,
          id: adoptionResults.resultId,
        })
        .from(adoptionResults)
        .where(inArray(adoptionResults.adoptionId, [...ids])),
    )
    .as("pairs");
  return orm
    .select({ parentId: sql<string>`${pairs.adoptionId}`, row: results })
    .from(pairs)
    .innerJoin(results, eq(results.id, pairs.id))
    .where(viewableResults(actor))
    .orderBy(sql`${results.adoptionId} is null`, asc(results.caseStudyId), asc(results.position));
});

/** Loads the adoptions whose figure a result is. */
export const loadAdoptionsOfResult = defineGroupLoader(({ actor, orm }, ids) => {
  const pairs = orm
    .select({ resultId: adoptionResults.resultId, id: adoptionResults.adoptionId })
    .from(adoptionResults)
    .where(inArray(adoptionResults.resultId, [...ids]))
    .union(
      orm
        .select({ resultId: results.id, id: sql<string>`${results.adoptionId}` })
        .from(results)
        .where(and(inArray(results.id, [...ids]), isNotNull(results.adoptionId))),
    )
    .as("pairs");
  return orm
    .select({ parentId: pairs.resultId, row: adoptions })
    .from(pairs)
    .innerJoin(adoptions, eq(adoptions.id, pairs.id))
    .where(currentAdoptions(actor))
    .orderBy(asc(adoptions.id));
});
