import { type SQL, and, eq, isNull, lt, or, sql } from "drizzle-orm";
import { organisations } from "../organisations/organisations.table.js";
import { takesPart } from "../organisations/participations.policy.js";
import type { Orm } from "../platform/database.js";
import {
  type ApiKeyRow,
  type MembershipRow,
  type SessionRow,
  type UserRow,
  apiClients,
  apiKeys,
  memberships,
  sessions,
  users,
} from "./people.table.js";

/** What somebody is at an organisation, and what that organisation is. */
export interface Grant extends Pick<MembershipRow, "organisationId" | "role"> {
  selfPublishing: boolean;
  takesPart: boolean;
}

/** What a session's token leads to. */
export interface FoundSession {
  id: string;
  expiresAt: Date;
  user: Pick<UserRow, "id" | "isStaff" | "isAdmin">;
  grants: Grant[];
  /** Whether the token is the newest one; else it is the one before. */
  isCurrent: boolean;
  hasPrevious: boolean;
  /** Whether the last rotation is so long ago that answers can't cross any more. */
  isSettled: boolean;
  /** Whether it is time for a new token. */
  isOld: boolean;
  /** Whether `lastSeenAt` is to be brought up to date. */
  isUnseen: boolean;
}

const idleLimit = sql.raw("interval '7 days'");

/** Which sessions are over: too long ago begun, or not used for a week. */
export const endedSessions = (): SQL =>
  sql`(${sessions.expiresAt} <= now() or ${sessions.lastSeenAt} <= now() - ${idleLimit})`;

/** Reads what a session's token leads to, if it holds, in one statement. */
export async function findSession(orm: Orm, tokenHash: Buffer): Promise<FoundSession | undefined> {
  const isCurrent = eq(sessions.tokenHash, tokenHash);
  const [found] = await orm
    .select({
      id: sessions.id,
      expiresAt: sessions.expiresAt,
      user: { id: users.id, isStaff: users.isStaff, isAdmin: users.isAdmin },
      grants: sql<Grant[]>`(
        select coalesce(jsonb_agg(jsonb_build_object(
          'organisationId', ${organisations.id}, 'role', ${memberships.role},
          'selfPublishing', ${organisations.selfPublishing},
          'takesPart', ${takesPart(organisations.id)})), '[]')
        from ${memberships}
        join ${organisations} on ${eq(organisations.id, memberships.organisationId)}
        where ${eq(memberships.userId, users.id)})`,
      isCurrent: sql<boolean>`${isCurrent}`,
      hasPrevious: sql<boolean>`${sessions.previousTokenHash} is not null`,
      isSettled: sql<boolean>`${sessions.rotatedAt} < now() - interval '1 minute'`,
      isOld: sql<boolean>`${sessions.rotatedAt} < now() - interval '1 day'`,
      isUnseen: sql<boolean>`${sessions.lastSeenAt} < now() - interval '5 minutes'`,
    })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .where(
      and(or(isCurrent, eq(sessions.previousTokenHash, tokenHash)), sql`not ${endedSessions()}`),
    );
  return found;
}

/**
 * Gives a session a new token; the one that was presented holds until the new one has arrived.
 * @returns whether this request has done it, and not another one at the same time
 */
export async function rotateSession(
  orm: Orm,
  { id, isCurrent }: FoundSession,
  presented: Buffer,
  next: Buffer,
): Promise<boolean> {
  const rotated = await orm
    .update(sessions)
    .set({
      tokenHash: next,
      previousTokenHash: presented,
      rotatedAt: sql`now()`,
      lastSeenAt: sql`now()`,
    })
    .where(
      and(
        eq(sessions.id, id),
        eq(isCurrent ? sessions.tokenHash : sessions.previousTokenHash, presented),
        lt(sessions.rotatedAt, sql`now() - interval '1 minute'`),
      ),
    )
    .returning({ id: sessions.id });
  return rotated.length > 0;
}

/** Notes that a session is used, and forgets the token before when the new one has arrived. */
export async function touchSession(
  orm: Orm,
  { id, isSettled }: FoundSession,
  presented: Buffer,
): Promise<void> {
  await orm
    .update(sessions)
    .set({ lastSeenAt: sql`now()`, ...(isSettled ? { previousTokenHash: null } : {}) })
    .where(and(eq(sessions.id, id), eq(sessions.tokenHash, presented)));
}

/** Writes a session that ends after some days, by PostgreSQL's clock: those of processes may differ. */
export async function insertSession(
  orm: Orm,
  row: Pick<SessionRow, "userId" | "tokenHash" | "device">,
  days: number,
): Promise<Pick<SessionRow, "id" | "expiresAt">> {
  const [session] = await orm
    .insert(sessions)
    .values({ ...row, expiresAt: sql`now() + make_interval(days => ${days})` })
    .returning({ id: sessions.id, expiresAt: sessions.expiresAt });
  if (!session) throw new Error("The session wasn't written.");
  return session;
}

/** What an API key leads to. */
export interface FoundKey extends Pick<ApiKeyRow, "scopes" | "expiresAt" | "revokedAt"> {
  id: string;
  clientId: string;
  grant: Omit<Grant, "role">;
  hasExpired: boolean;
}

/**
 * Reads what an API key leads to, also one that doesn't hold any more, and notes that it was used, at
 * most once a minute: all in one statement.
 */
export async function findApiKey(orm: Orm, keyHash: Buffer): Promise<FoundKey | undefined> {
  const used = orm.$with("used").as(
    orm
      .update(apiKeys)
      .set({ lastUsedAt: sql`now()` })
      .where(
        and(
          eq(apiKeys.keyHash, keyHash),
          isNull(apiKeys.revokedAt),
          sql`${apiKeys.expiresAt} > now()`,
          sql`(${apiKeys.lastUsedAt} is null or ${apiKeys.lastUsedAt} < now() - interval '1 minute')`,
        ),
      ),
  );
  const [found] = await orm
    .with(used)
    .select({
      id: apiKeys.id,
      clientId: apiKeys.clientId,
      scopes: apiKeys.scopes,
      expiresAt: apiKeys.expiresAt,
      revokedAt: apiKeys.revokedAt,
      hasExpired: sql<boolean>`${apiKeys.expiresAt} <= now()`,
      grant: {
        organisationId: organisations.id,
        selfPublishing: organisations.selfPublishing,
        takesPart: sql<boolean>`${takesPart(organisations.id)}`,
      },
    })
    .from(apiKeys)
    .innerJoin(apiClients, eq(apiClients.id, apiKeys.clientId))
    .innerJoin(organisations, eq(organisations.id, apiClients.organisationId))
    .where(eq(apiKeys.keyHash, keyHash));
  return found;
}
