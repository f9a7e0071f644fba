import { type SQL, eq, sql } from "drizzle-orm";
import type { Actor } from "../platform/context.js";
import { type ContactRow, contacts } from "./contacts.table.js";

/** Which contacts everybody may see. */
const publicContacts = (): SQL => eq(contacts.visibility, "PUBLIC");

/** Which contacts an actor may see: everybody those that are PUBLIC, members and staff all. */
export const viewableContacts = (actor: Actor): SQL =>
  actor.isMember || actor.isStaff ? sql`true` : publicContacts();

/** Whether an actor may see one: agrees with {@link viewableContacts}. */
export const canViewContact = (
  actor: Actor,
  { visibility }: Pick<ContactRow, "visibility">,
): boolean => actor.isMember || actor.isStaff || visibility === "PUBLIC";
