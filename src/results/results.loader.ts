import { asc, eq, sql } from "drizzle-orm";
import { currentAdoptions } from "../methods/methods.policy.js";
import { adoptions } from "../methods/methods.table.js";
import { defineReference, defineRelation, isOneOf } from "../platform/relation.js";
import { viewableResults } from "./results.policy.js";
import { adoptionResults, results } from "./results.table.js";

/** Loads a result by its key; null when the actor may not see what it belongs to. */
export const loadResult = defineReference({
  table: results,
  key: results.id,
  viewable: viewableResults,
});

/** Loads the results of a case study in their order. */
export const loadResultsOfCaseStudy = defineRelation({
  table: results,
  belongs: (id) => eq(results.caseStudyId, id),
  orderBy: [asc(results.position), asc(results.id)],
});

/**
 * Loads the results of an adoption: those that it alone tells of, then those of its case studies that
 * are its own.
 */
export const loadResultsOfAdoption = defineRelation({
  table: results,
  belongs: (id) =>
    sql`(${eq(results.adoptionId, id)} or ${isOneOf(
      results.id,
      sql`select ${adoptionResults.resultId} from ${adoptionResults}
      where ${eq(adoptionResults.adoptionId, id)}`,
    )})`,
  viewable: viewableResults,
  orderBy: [
    sql`${results.adoptionId} is null`,
    asc(results.caseStudyId),
    asc(results.position),
    asc(results.id),
  ],
});

/** Loads the adoptions whose figure a result is. */
export const loadAdoptionsOfResult = defineRelation({
  table: adoptions,
  belongs: (id) =>
    isOneOf(
      adoptions.id,
      sql`select ${adoptionResults.adoptionId} from ${adoptionResults}
        where ${eq(adoptionResults.resultId, id)}
        union all
        select ${results.adoptionId} from ${results} where ${eq(results.id, id)}`,
    ),
  viewable: currentAdoptions,
  orderBy: [asc(adoptions.id)],
});
