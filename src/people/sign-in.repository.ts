import { and, eq, gt, isNull, sql } from "drizzle-orm";
import type { Orm } from "../platform/database.js";
import {
  type MembershipRow,
  type UserRow,
  memberships,
  organisationDomains,
  signInLinks,
  users,
} from "./people.table.js";

const recently = sql`now() - interval '15 minutes'`;

/**
 * Writes a link that holds for 15 minutes.
 * @param most how many links an address gets within that time
 * @returns false when the address has got enough of them already
 */
export async function insertLink(
  orm: Orm,
  email: string,
  tokenHash: Buffer,
  most: number,
): Promise<boolean> {
  const recent = and(eq(signInLinks.email, email), gt(signInLinks.createdAt, recently));
  if ((await orm.$count(signInLinks, recent)) >= most) return false;
  await orm
    .insert(signInLinks)
    .values({ tokenHash, email, expiresAt: sql`now() + interval '15 minutes'` });
  return true;
}

/**
 * Uses a link up: of two that try it at the same time, one succeeds.
 * @returns the address that it was sent to; undefined when it is unknown, used or too old
 */
export async function takeLink(orm: Orm, tokenHash: Buffer): Promise<string | undefined> {
  const [link] = await orm
    .update(signInLinks)
    .set({ usedAt: sql`now()` })
    .where(
      and(
        eq(signInLinks.tokenHash, tokenHash),
        isNull(signInLinks.usedAt),
        gt(signInLinks.expiresAt, sql`now()`),
      ),
    )
    .returning({ email: signInLinks.email });
  return link?.email;
}

/** Reads the user with an address. */
export async function findUserByEmail(orm: Orm, email: string): Promise<UserRow | undefined> {
  const [user] = await orm.select().from(users).where(eq(users.email, email));
  return user;
}

/** Reads which organisation the owners of addresses at a domain belong to. */
export async function findDomainOwner(orm: Orm, domain: string): Promise<string | undefined> {
  const [found] = await orm
    .select({ organisationId: organisationDomains.organisationId })
    .from(organisationDomains)
    .where(eq(organisationDomains.domain, domain));
  return found?.organisationId;
}

/** Writes a user, or reads the one with this address if another request has written it meanwhile. */
export async function ensureUser(
  orm: Orm,
  row: Pick<UserRow, "email"> & Partial<UserRow>,
): Promise<{ user: UserRow; isNew: boolean }> {
  const [written] = await orm.insert(users).values(row).onConflictDoNothing().returning();
  if (written) return { user: written, isNew: true };
  const user = await findUserByEmail(orm, row.email ?? "");
  if (!user) throw new Error("The user was neither written nor found.");
  return { user, isNew: false };
}

/** Writes a membership, if there is none. */
export async function ensureMembership(
  orm: Orm,
  row: Pick<MembershipRow, "userId" | "organisationId" | "role">,
): Promise<void> {
  await orm.insert(memberships).values(row).onConflictDoNothing();
}

/** Notes that somebody has signed in. */
export async function noteSignIn(orm: Orm, userId: string): Promise<void> {
  await orm
    .update(users)
    .set({ lastSignInAt: sql`now()` })
    .where(eq(users.id, userId));
}
