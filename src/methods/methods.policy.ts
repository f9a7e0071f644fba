import { type SQL, eq, sql } from "drizzle-orm";
import type { Actor } from "../platform/context.js";
import { adoptions, methods } from "./methods.table.js";

/** Which methods an actor may see: visitors those that are published. */
export function viewableMethods(actor: Actor): SQL {
  switch (actor.kind) {
    case "VISITOR":
      return eq(methods.state, "PUBLISHED");
  }
}

/** Which adoptions an actor may see: visitors those that are published, of methods they may see. */
export function viewableAdoptions(actor: Actor): SQL {
  switch (actor.kind) {
    case "VISITOR":
      return sql`(${eq(adoptions.state, "PUBLISHED")} and exists (select from ${methods}
        where ${eq(methods.id, adoptions.methodId)} and ${viewableMethods(actor)}))`;
  }
}
