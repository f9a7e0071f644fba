import { type SQL, and, eq, isNotNull, isNull, ne, sql } from "drizzle-orm";
import type { Context } from "../platform/context.js";
import type { Orm } from "../platform/database.js";
import {
  type Ordering,
  type Page,
  type PageArguments,
  defineConnectionLoader,
  readList,
} from "../platform/pagination.js";
import type { UserFilterInput } from "./members.input.js";
import { viewableUsers } from "./people.policy.js";
import {
  type MembershipRow,
  type UserRow,
  memberships,
  organisationDomains,
  users,
} from "./people.table.js";

const byAddress: Ordering = {
  name: "EMAIL ASC",
  key: sql`coalesce(${users.email}, '')`,
  type: "text",
  descending: false,
};

const isMemberOf = (organisationId: SQL | string): SQL => sql`exists (select from ${memberships}
  where ${eq(memberships.userId, users.id)} and ${memberships.organisationId} = ${organisationId})`;

/** Reads a page of people, by address; the erased aren't among them. */
export const listUsers = (
  context: Context,
  args: PageArguments,
  filter: Omit<UserFilterInput, "organisation">,
  organisationId: string | undefined,
): Promise<Page<UserRow>> => {
  const { email, isStaff, isAdmin } = filter;
  return readList(context, users, args, {
    where: and(
      isNull(users.erasedAt),
      viewableUsers(context.actor),
      organisationId === undefined ? undefined : isMemberOf(organisationId),
      email == null ? undefined : eq(users.email, email.toLowerCase()),
      isStaff == null ? undefined : eq(users.isStaff, isStaff),
      isAdmin == null ? undefined : eq(users.isAdmin, isAdmin),
    ),
    ordering: byAddress,
  });
};

const loadMemberPage = defineConnectionLoader(users, isMemberOf);

/** Reads a page of the people of an organisation that the actor may see, by address. */
export const listMembers = (
  context: Context,
  organisationId: string,
  args: PageArguments,
): Promise<Page<UserRow>> =>
  loadMemberPage(context, organisationId, args, {
    where: viewableUsers(context.actor),
    ordering: byAddress,
  });

/**
 * Writes a membership.
 * @returns whether there was none before
 */
export async function insertMembership(
  orm: Orm,
  row: Pick<MembershipRow, "userId" | "organisationId" | "role">,
): Promise<boolean> {
  const written = await orm
    .insert(memberships)
    .values(row)
    .onConflictDoNothing()
    .returning({ userId: memberships.userId });
  return written.length > 0;
}

const one = (userId: string, organisationId: string): SQL | undefined =>
  and(eq(memberships.userId, userId), eq(memberships.organisationId, organisationId));

/** @returns whether there is such a membership */
export async function updateMembership(
  orm: Orm,
  { userId, organisationId, role }: Pick<MembershipRow, "userId" | "organisationId" | "role">,
): Promise<boolean> {
  const changed = await orm
    .update(memberships)
    .set({ role })
    .where(one(userId, organisationId))
    .returning({ userId: memberships.userId });
  return changed.length > 0;
}

/** @returns whether there was such a membership */
export async function deleteMembership(
  orm: Orm,
  userId: string,
  organisationId: string,
): Promise<boolean> {
  const removed = await orm
    .delete(memberships)
    .where(one(userId, organisationId))
    .returning({ userId: memberships.userId });
  return removed.length > 0;
}

/** Changes a person's row. */
export async function updateUser(
  orm: Orm,
  id: string,
  change: Partial<Pick<UserRow, "email" | "name" | "isStaff" | "isAdmin">>,
): Promise<UserRow | undefined> {
  const [user] = await orm
    .update(users)
    .set(change)
    .where(and(eq(users.id, id), isNull(users.erasedAt)))
    .returning();
  return user;
}

/** Whether there is an administrator beside somebody; those that there are can't change meanwhile. */
export async function hasOtherAdmin(orm: Orm, id: string): Promise<boolean> {
  const others = await orm
    .select({ id: users.id })
    .from(users)
    .where(and(eq(users.isAdmin, true), ne(users.id, id)))
    .for("update");
  return others.length > 0;
}

/** Whether an administrator has ever signed in. */
export const hasActiveAdministrator = async (orm: Orm): Promise<boolean> =>
  (await orm.$count(users, and(eq(users.isAdmin, true), isNotNull(users.lastSignInAt)))) > 0;

/** Reads the oldest account of an administrator who has never signed in. */
export async function findNewAdministrator(orm: Orm): Promise<UserRow | undefined> {
  const [user] = await orm
    .select()
    .from(users)
    .where(and(eq(users.isAdmin, true), isNull(users.lastSignInAt)))
    .orderBy(users.createdAt)
    .limit(1);
  return user;
}

/**
 * Makes these the domains of an organisation.
 * @returns those that other organisations have; then nothing else was changed
 */
export async function replaceDomains(
  orm: Orm,
  organisationId: string,
  domains: readonly string[],
): Promise<string[]> {
  await orm
    .delete(organisationDomains)
    .where(eq(organisationDomains.organisationId, organisationId));
  if (domains.length === 0) return [];
  const written = await orm
    .insert(organisationDomains)
    .values(domains.map((domain) => ({ domain, organisationId })))
    .onConflictDoNothing()
    .returning({ domain: organisationDomains.domain });
  const mine = new Set(written.map(({ domain }) => domain));
  return domains.filter((domain) => !mine.has(domain));
}
