import { type SQL, and, eq, sql } from "drizzle-orm";
import { viewableCaseStudies } from "../case-studies/case-studies.policy.js";
import { caseStudies } from "../case-studies/case-studies.table.js";
import { viewableAdoptions } from "../methods/methods.policy.js";
import { adoptions } from "../methods/methods.table.js";
import { hasRow } from "../platform/conditions.js";
import type { Actor } from "../platform/context.js";
import { lessons } from "./lessons.table.js";

/** Which lessons an actor may see: those of a case study or an adoption that it may see. */
export const viewableLessons = (actor: Actor): SQL =>
  sql`(${hasRow(caseStudies, and(eq(caseStudies.id, lessons.caseStudyId), viewableCaseStudies(actor)))}
    or ${hasRow(adoptions, and(eq(adoptions.id, lessons.adoptionId), viewableAdoptions(actor)))})`;
