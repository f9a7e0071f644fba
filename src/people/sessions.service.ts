import { and, eq } from "drizzle-orm";
import type { Context } from "../platform/context.js";
import { notFound } from "../platform/sign-in-floor.js";
import { localId } from "./guards.js";
import { audit } from "./people.audit.js";
import { type SessionRow, sessions } from "./people.table.js";
import { deleteSessions, listSessions } from "./sessions.repository.js";

/** Reads the sessions of whoever asks. */
export const ownSessions = async ({ actor, orm }: Context): Promise<SessionRow[]> =>
  actor.kind === "USER" && actor.id !== null ? listSessions(orm, actor.id) : [];

/** Signs out: ends the session that the request uses, if there is one, and has the cookie removed. */
export async function signOut({ actor, orm, visit }: Context): Promise<void> {
  visit.keepToken(null);
  const { sessionId } = visit;
  if (sessionId === null) return;
  await orm.transaction(async (tx) => {
    await deleteSessions(tx, eq(sessions.id, sessionId));
    await audit({ actor, orm: tx }, { action: "SIGN_OUT", entity: "User", ...by(actor) });
  });
}

/**
 * Ends one of the actor's own sessions.
 * @throws NOT_FOUND when it has none with this id
 */
export async function endSession(context: Context, globalId: string): Promise<void> {
  const { actor, orm, visit } = context;
  const id = localId(globalId, "Session");
  if (actor.kind !== "USER" || actor.id === null) throw notFound(globalId);
  const own = and(eq(sessions.id, id), eq(sessions.userId, actor.id));
  await orm.transaction(async (tx) => {
    if ((await deleteSessions(tx, own)) === 0) throw notFound(globalId);
    await audit({ actor, orm: tx }, { action: "END_SESSION", entity: "User", ...by(actor) });
  });
  if (id === visit.sessionId) visit.keepToken(null);
}

/**
 * Ends all of the actor's sessions, this one too.
 * @returns how many there were
 */
export async function endAllSessions({ actor, orm, visit }: Context): Promise<number> {
  const { kind, id } = actor;
  if (kind !== "USER" || id === null) return 0;
  visit.keepToken(null);
  return orm.transaction(async (tx) => {
    const count = await deleteSessions(tx, eq(sessions.userId, id));
    const details = { count };
    await audit(
      { actor, orm: tx },
      { action: "END_SESSIONS", entity: "User", ...by(actor), details },
    );
    return count;
  });
}

const by = ({ id }: Context["actor"]) => (id === null ? {} : { entityId: id });
