import type { Orm } from "../platform/database.js";
import { findNewAdministrator, hasActiveAdministrator } from "./members.repository.js";
import { ensureUser } from "./sign-in.repository.js";
import { createSignInLink } from "./sign-in.service.js";

/** Where a bank has no address of its administrator: a name to sign in by, which no mail reaches. */
export const placeholderAddress = "admin@localhost";

/**
 * Makes a sign-in link for the first administrator, whose account is made where there is none.
 * @param address whose it is to be
 * @returns undefined when an administrator has signed in before
 */
export async function welcomeFirstAdministrator(
  orm: Orm,
  publicUrl: string,
  address: string = placeholderAddress,
): Promise<{ address: string; link: string } | undefined> {
  if (await hasActiveAdministrator(orm)) return undefined;
  const waiting = await findNewAdministrator(orm);
  const { user } = waiting
    ? { user: waiting }
    : await ensureUser(orm, { email: address, isAdmin: true, isStaff: true });
  const email = user.email ?? address;
  return { address: email, link: await createSignInLink(orm, publicUrl, email, Infinity) };
}
