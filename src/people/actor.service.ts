import type { Actor } from "../platform/context.js";
import type { Orm } from "../platform/database.js";
import { ClientError } from "../platform/errors.js";
import {
  type FoundKey,
  type FoundSession,
  type Grant,
  findApiKey,
  findSession,
  insertSession,
  rotateSession,
  touchSession,
} from "./actor.repository.js";
import type { UserRow } from "./people.table.js";
import { hashSecret, isApiKey, looksLikeToken, newToken } from "./secrets.js";

/** Days that a session lasts at most, however much it is used. */
const sessionDays = 30;

const organisationsOf = (grants: readonly Grant[]): string[] =>
  grants.map(({ organisationId }) => organisationId);

/** What a person who is signed in may do. */
export function actorOfUser(
  { id, isStaff, isAdmin }: Pick<UserRow, "id" | "isStaff" | "isAdmin">,
  grants: readonly Grant[],
): Actor {
  const editing = grants.filter(({ role }) => role === "EDITOR");
  return {
    kind: "USER",
    id,
    isStaff,
    isAdmin,
    isMember: grants.some(({ takesPart }) => takesPart),
    memberOf: organisationsOf(grants),
    editorOf: organisationsOf(editing),
    publisherOf: organisationsOf(editing.filter(({ selfPublishing }) => selfPublishing)),
    writes: true,
  };
}

/** What an API client may do: each scope holds those before it. */
export function actorOfKey({ clientId, scopes, grant }: Omit<FoundKey, "expiresAt">): Actor {
  const publishes = scopes.includes("PUBLISH");
  const contributes = publishes || scopes.includes("CONTRIBUTE");
  const own = [grant.organisationId];
  return {
    kind: "CLIENT",
    id: clientId,
    isStaff: false,
    isAdmin: false,
    isMember: grant.takesPart,
    memberOf: own,
    editorOf: contributes ? own : [],
    publisherOf: publishes && grant.selfPublishing ? own : [],
    writes: contributes,
  };
}

/** Who uses a session, and what is to become of its cookie. */
export interface SessionActor {
  actor: Actor;
  sessionId: string;
  /** What the browser is to keep from now on; absent: as before. */
  next: Omit<NewSession, "id"> | undefined;
}

/**
 * Finds out who uses a session. Its token changes once a day; the one before holds until the browser
 * has used the new one, so that an answer that gets lost signs nobody out.
 * @returns undefined when the session is unknown, over or ended
 */
export async function actorOfSession(orm: Orm, token: string): Promise<SessionActor | undefined> {
  if (!looksLikeToken(token)) return undefined;
  const presented = hashSecret(token);
  const found = await findSession(orm, presented);
  if (!found) return undefined;
  return {
    actor: actorOfUser(found.user, found.grants),
    sessionId: found.id,
    next: await keepSession(orm, found, presented),
  };
}

async function keepSession(
  orm: Orm,
  found: FoundSession,
  presented: Buffer,
): Promise<SessionActor["next"]> {
  const { isCurrent, isSettled, isOld, isUnseen, hasPrevious } = found;
  if (isCurrent ? isOld : isSettled) {
    const token = newToken();
    const isOurs = await rotateSession(orm, found, presented, hashSecret(token));
    return isOurs ? { token, expiresAt: found.expiresAt } : undefined;
  }
  if (isCurrent && (isUnseen || (hasPrevious && isSettled))) {
    await touchSession(orm, found, presented);
  }
  return undefined;
}

/** A session that has just begun; its token is known to nobody else. */
export interface NewSession {
  id: string;
  token: string;
  expiresAt: Date;
}

/**
 * Begins a session.
 * @param device what the browser says of itself
 */
export async function startSession(
  orm: Orm,
  userId: string,
  device: string | null,
): Promise<NewSession> {
  const token = newToken();
  const row = { userId, tokenHash: hashSecret(token), device };
  return { ...(await insertSession(orm, row, sessionDays)), token };
}

const refusal = (message: string): ClientError =>
  new ClientError("UNAUTHENTICATED", message, { http: { status: 401 } });

/**
 * Finds out whose an API key is.
 * @param authorization the header of this name
 * @throws UNAUTHENTICATED for whatever isn't a key that holds: it never counts as nobody's
 */
export async function actorOfAuthorization(orm: Orm, authorization: string): Promise<Actor> {
  const [, key] = /^Bearer +(\S+) *$/i.exec(authorization) ?? [];
  if (key === undefined) {
    throw refusal("Authorization: send an API key as `Bearer lb_live_…`, or leave the header out.");
  }
  if (!isApiKey(key)) {
    throw refusal("This is no API key of ours, or it isn't whole: its checksum is wrong.");
  }
  const found = await findApiKey(orm, hashSecret(key));
  if (!found) throw refusal("This API key is unknown: it was removed, or is another service's.");
  if (found.revokedAt) throw refusal("This API key was revoked. Use a new one.");
  if (found.hasExpired) throw refusal("This API key has expired. Use a new one.");
  return actorOfKey(found);
}
