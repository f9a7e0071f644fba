import { inArray } from "drizzle-orm";
import { defineRowLoader } from "../platform/loader.js";
import { auditLog } from "./people.table.js";

/** Loads an entry of the audit log; null for everybody but administrators. */
export const loadAuditEntry = defineRowLoader(
  async ({ actor, orm }, ids) =>
    actor.isAdmin
      ? orm
          .select()
          .from(auditLog)
          .where(inArray(auditLog.id, [...ids]))
      : [],
  (row) => row.id,
);
