import { type SQL, eq, sql } from "drizzle-orm";
import { isAmong } from "../platform/conditions.js";
import type { Actor } from "../platform/context.js";
import { memberships, users } from "./people.table.js";

/** Which memberships an actor may see: its own, and those of the organisations that it edits; staff and administrators all. */
export function viewableMemberships(actor: Actor): SQL {
  if (actor.isStaff || actor.isAdmin) return sql`true`;
  if (actor.kind !== "USER") return sql`false`;
  return sql`(${eq(memberships.userId, actor.id ?? "")}
    or ${isAmong(memberships.organisationId, actor.editorOf)})`;
}

/**
 * Which people an actor may see: itself, and the members of the organisations that it edits; staff and
 * administrators all. No API client sees people.
 */
export function viewableUsers(actor: Actor): SQL {
  if (actor.isStaff || actor.isAdmin) return sql`true`;
  if (actor.kind !== "USER") return sql`false`;
  return sql`(${eq(users.id, actor.id ?? "")} or exists (select from ${memberships}
    where ${eq(memberships.userId, users.id)}
      and ${isAmong(memberships.organisationId, actor.editorOf)}))`;
}

/** Whether an actor may invite, change and remove the members of an organisation: its editors and administrators. */
export const canManageMembers = (actor: Actor, organisationId: string): boolean =>
  actor.isAdmin || (actor.kind === "USER" && actor.editorOf.includes(organisationId));
