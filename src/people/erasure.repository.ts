import { and, eq, inArray, isNull, sql } from "drizzle-orm";
import { type ContactRow, contacts } from "../contacts/contacts.table.js";
import type { Orm } from "../platform/database.js";
import { reviewComments } from "../publishing/publishing.table.js";
import {
  type UserRow,
  identities,
  memberships,
  objections,
  sessions,
  signInLinks,
  users,
} from "./people.table.js";
import { anyOf } from "./mentions.repository.js";
import { hashSecret } from "./secrets.js";

/** Reads the contacts with an address. */
export const findContactsByEmail = (orm: Orm, email: string): Promise<ContactRow[]> =>
  orm
    .select()
    .from(contacts)
    .where(sql`lower(${contacts.email}) = ${email.toLowerCase()}`);

/** Reads a contact, whoever asks. */
export async function findContact(orm: Orm, id: string): Promise<ContactRow | undefined> {
  const [contact] = await orm.select().from(contacts).where(eq(contacts.id, id));
  return contact;
}

/** Reads a person, locked until the transaction ends. */
export async function lockUser(orm: Orm, id: string): Promise<UserRow | undefined> {
  const [user] = await orm
    .select()
    .from(users)
    .where(and(eq(users.id, id), isNull(users.erasedAt)))
    .for("update");
  return user;
}

/** Takes a name or an address out of what reviewers wrote. */
async function forgetInComments(orm: Orm, words: readonly (string | null)[]): Promise<void> {
  for (const word of words) {
    if (word === null || word.trim() === "") continue;
    const pattern = anyOf([word.trim()]);
    await orm
      .update(reviewComments)
      .set({ text: sql`regexp_replace(${reviewComments.text}, ${pattern}, '…', 'gi')` })
      .where(sql`${reviewComments.text} ~* ${pattern}`);
  }
}

/**
 * Takes everything away that tells who somebody was, and signs it out everywhere. The row stays, so
 * that what the person has done doesn't become another's.
 */
export async function eraseUser(orm: Orm, { id, email, name }: UserRow): Promise<void> {
  await orm.delete(sessions).where(eq(sessions.userId, id));
  await orm.delete(identities).where(eq(identities.userId, id));
  await orm.delete(memberships).where(eq(memberships.userId, id));
  if (email !== null) await orm.delete(signInLinks).where(eq(signInLinks.email, email));
  await forgetInComments(orm, [email, name]);
  await orm
    .update(users)
    .set({
      email: null,
      name: null,
      isStaff: false,
      isAdmin: false,
      lastSignInAt: null,
      erasedAt: sql`now()`,
    })
    .where(eq(users.id, id));
}

/** Removes contacts, and notes that they aren't to be written again. */
export async function eraseContacts(orm: Orm, erased: readonly ContactRow[]): Promise<void> {
  if (erased.length === 0) return;
  const identifiers = erased.flatMap(({ slug, email }) => [
    slug,
    ...(email === null ? [] : [email.toLowerCase()]),
  ]);
  await orm
    .insert(objections)
    .values(identifiers.map((each) => ({ identifierHash: hashSecret(each) })))
    .onConflictDoNothing();
  const ids = erased.map(({ id }) => id);
  await orm.delete(contacts).where(inArray(contacts.id, ids));
  await forgetInComments(
    orm,
    erased.flatMap(({ name, email, phone }) => [email, phone, name]),
  );
}

/**
 * Leaves out the contacts that were erased before.
 * @param people with the slugs and addresses that they would be written with
 */
export async function withoutObjections<
  Person extends { slug: string; email?: string | null | undefined },
>(orm: Orm, people: readonly Person[]): Promise<Person[]> {
  const rows = await orm.select({ hash: objections.identifierHash }).from(objections);
  const erased = new Set(rows.map(({ hash }) => hash.toString("hex")));
  const isErased = (identifier: string): boolean =>
    erased.has(hashSecret(identifier).toString("hex"));
  return people.filter(
    ({ slug, email }) => !isErased(slug) && !(email && isErased(email.toLowerCase())),
  );
}
