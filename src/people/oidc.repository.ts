import { and, eq, getTableColumns, isNull } from "drizzle-orm";
import { organisations } from "../organisations/organisations.table.js";
import type { Orm } from "../platform/database.js";
import { type UserRow, identities, users } from "./people.table.js";

/** Reads the user who signs in with an identity. */
export async function findUserByIdentity(
  orm: Orm,
  issuer: string,
  subject: string,
): Promise<UserRow | undefined> {
  const [user] = await orm
    .select(getTableColumns(users))
    .from(identities)
    .innerJoin(users, eq(users.id, identities.userId))
    .where(
      and(eq(identities.issuer, issuer), eq(identities.subject, subject), isNull(users.erasedAt)),
    );
  return user;
}

/** Notes that a user signs in with an identity. */
export async function insertIdentity(orm: Orm, row: typeof identities.$inferInsert): Promise<void> {
  await orm.insert(identities).values(row).onConflictDoNothing();
}

/** Reads the key of the organisation with a slug. */
export async function findOrganisationId(orm: Orm, slug: string): Promise<string | undefined> {
  const [found] = await orm
    .select({ id: organisations.id })
    .from(organisations)
    .where(eq(organisations.slug, slug));
  return found?.id;
}
