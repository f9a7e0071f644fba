import { type SQL, eq } from "drizzle-orm";
import type { Actor } from "../platform/context.js";
import { caseStudies } from "./case-studies.table.js";

/** Which case studies an actor may see: visitors those that are published. */
export function viewableCaseStudies(actor: Actor): SQL {
  switch (actor.kind) {
    case "VISITOR":
      return eq(caseStudies.state, "PUBLISHED");
  }
}
