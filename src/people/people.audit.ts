import type { Actor } from "../platform/context.js";
import type { Orm } from "../platform/database.js";
import { auditLog } from "./people.table.js";

/** What was done to what. */
export interface AuditEntry {
  /** What was done, as VERB_NOUN. */
  action: Uppercase<string>;
  /** The GraphQL type of what it was done to. */
  entity?: string;
  entityId?: string;
  /** Whose record it is. */
  organisationId?: string | null;
  /** Names of changed fields, states, roles, counts, ids: never a value that a person wrote. */
  details?: Record<string, unknown>;
}

/**
 * Writes down who did what. Called inside the transaction that does it, so that neither is there
 * without the other: pass `{ actor, orm: transaction }`.
 */
export async function audit(
  { actor, orm }: { actor: Pick<Actor, "kind" | "id">; orm: Orm },
  entry: AuditEntry,
): Promise<void> {
  await orm.insert(auditLog).values({ actorKind: actor.kind, actorId: actor.id, ...entry });
}
