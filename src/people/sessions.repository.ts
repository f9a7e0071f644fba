import { type SQL, and, desc, eq, sql } from "drizzle-orm";
import type { Orm } from "../platform/database.js";
import { endedSessions } from "./actor.repository.js";
import { type SessionRow, sessions } from "./people.table.js";

/** Reads somebody's sessions that hold, the one used last first. */
export async function listSessions(orm: Orm, userId: string): Promise<SessionRow[]> {
  return orm
    .select()
    .from(sessions)
    .where(and(eq(sessions.userId, userId), sql`not ${endedSessions()}`))
    .orderBy(desc(sessions.lastSeenAt), desc(sessions.id));
}

/**
 * Ends sessions: their tokens hold no longer.
 * @returns how many there were
 */
export async function deleteSessions(orm: Orm, which: SQL | undefined): Promise<number> {
  const ended = await orm.delete(sessions).where(which).returning({ id: sessions.id });
  return ended.length;
}
