import { type SQL, eq, sql } from "drizzle-orm";
import { viewableCaseStudies } from "../case-studies/case-studies.policy.js";
import { caseStudies } from "../case-studies/case-studies.table.js";
import { viewableAdoptions } from "../methods/methods.policy.js";
import { adoptions } from "../methods/methods.table.js";
import type { Actor } from "../platform/context.js";
import { lessons } from "./lessons.table.js";

/**
 * Which lessons an actor may see: those of a case study or an adoption that it may see. `offset 0` has
 * them looked up for each lesson: PostgreSQL would read all of them first, also for one page of lessons.
 */
export const viewableLessons = (actor: Actor): SQL =>
  sql`(exists (select from ${caseStudies}
      where ${eq(caseStudies.id, lessons.caseStudyId)} and ${viewableCaseStudies(actor)} offset 0)
    or exists (select from ${adoptions}
      where ${eq(adoptions.id, lessons.adoptionId)} and ${viewableAdoptions(actor)} offset 0))`;
