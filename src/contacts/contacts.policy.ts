import { type SQL, eq } from "drizzle-orm";
import type { Actor } from "../platform/context.js";
import { contacts } from "./contacts.table.js";

/** Which contacts an actor may see: visitors those that are PUBLIC. */
export function viewableContacts(actor: Actor): SQL {
  switch (actor.kind) {
    case "VISITOR":
      return eq(contacts.visibility, "PUBLIC");
  }
}
