import { and, eq, gte, lt, sql } from "drizzle-orm";
import type { Context } from "../platform/context.js";
import { fromGlobalId } from "../platform/ids.js";
import { type Page, type PageArguments, readList } from "../platform/pagination.js";
import type { AuditFilterInput } from "./audit-log.type.js";
import { type AuditRow, auditLog } from "./people.table.js";

/** Reads a page of the audit log, the newest first; administrators only see any of it. */
export function listAuditEntries(
  context: Context,
  args: PageArguments,
  { action, actor, entity, from, until }: AuditFilterInput,
): Promise<Page<AuditRow>> {
  return readList(context, auditLog, args, {
    where: and(
      context.actor.isAdmin ? undefined : sql`false`,
      action == null ? undefined : eq(auditLog.action, action),
      actor == null ? undefined : eq(auditLog.actorId, fromGlobalId(actor, "filter.actor").id),
      entity == null ? undefined : eq(auditLog.entityId, fromGlobalId(entity, "filter.entity").id),
      from == null ? undefined : gte(auditLog.at, from),
      until == null ? undefined : lt(auditLog.at, until),
    ),
    ordering: { name: "AT DESC", key: sql`${auditLog.at}`, type: "timestamptz", descending: true },
  });
}
