import { type SQL, and, eq, sql } from "drizzle-orm";
import { viewableCaseStudies } from "../case-studies/case-studies.policy.js";
import { caseStudies } from "../case-studies/case-studies.table.js";
import { viewableAdoptions } from "../methods/methods.policy.js";
import { adoptions } from "../methods/methods.table.js";
import { hasRow } from "../platform/conditions.js";
import type { Actor } from "../platform/context.js";
import { results } from "./results.table.js";

/** The condition on a result that its case study, or the adoption that alone tells of it, is visible. */
export const viewableResults = (actor: Actor): SQL =>
  sql`(${hasRow(caseStudies, and(eq(caseStudies.id, results.caseStudyId), viewableCaseStudies(actor)))}
    or ${hasRow(adoptions, and(eq(adoptions.id, results.adoptionId), viewableAdoptions(actor)))})`;
