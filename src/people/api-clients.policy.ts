import { type SQL, eq, sql } from "drizzle-orm";
import { isAmong } from "../platform/conditions.js";
import type { Actor } from "../platform/context.js";
import { type ApiClientRow, apiClients } from "./people.table.js";

/** Which API clients an actor may see: administrators all, editors their organisations', a client itself. */
export function viewableClients(actor: Actor): SQL {
  if (actor.isAdmin) return sql`true`;
  if (actor.kind === "CLIENT") return eq(apiClients.id, actor.id ?? "");
  return actor.kind === "USER" ? isAmong(apiClients.organisationId, actor.editorOf) : sql`false`;
}

/** Whether an actor may see one: agrees with {@link viewableClients}. */
export const canViewClient = (
  actor: Actor,
  { id, organisationId }: Pick<ApiClientRow, "id" | "organisationId">,
): boolean =>
  actor.isAdmin ||
  (actor.kind === "CLIENT" && actor.id === id) ||
  (actor.kind === "USER" && actor.editorOf.includes(organisationId));

/** Whether an actor may have a client's keys refused: administrators, and its organisation's editors. */
export const canRevokeKeysOf = (
  actor: Actor,
  { organisationId }: Pick<ApiClientRow, "organisationId">,
): boolean => actor.isAdmin || (actor.kind === "USER" && actor.editorOf.includes(organisationId));
