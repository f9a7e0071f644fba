import { eq } from "drizzle-orm";
import type { Context } from "../platform/context.js";
import type { Orm } from "../platform/database.js";
import type { Mail } from "../platform/mailer.js";
import { problem } from "../platform/problems.js";
import { forbidden } from "../platform/sign-in-floor.js";
import { parseInput } from "../platform/validation.js";
import { type NewSession, startSession } from "./actor.service.js";
import { domainOf, email } from "./email.js";
import { audit } from "./people.audit.js";
import { type UserRow, sessions } from "./people.table.js";
import { hashSecret, looksLikeToken, newToken } from "./secrets.js";
import { deleteSessions } from "./sessions.repository.js";
import { signInMail } from "./sign-in.mail.js";
import {
  ensureMembership,
  ensureUser,
  findDomainOwner,
  findUserByEmail,
  insertLink,
  noteSignIn,
  takeLink,
} from "./sign-in.repository.js";

/** The page that a link leads to. */
export const signInPage = (publicUrl: string): string => `${publicUrl.replace(/\/$/, "")}/sign-in`;

/** How many links an address gets within the 15 minutes that one holds. */
const linksAtOnce = 3;

/**
 * Makes a link that signs its owner in once, within 15 minutes.
 * @param most how many links the address gets within that time
 * @throws TooManyLinks when it has got as many already
 */
export async function createSignInLink(
  orm: Orm,
  publicUrl: string,
  address: string,
  most: number,
): Promise<string> {
  const token = newToken();
  if (!(await insertLink(orm, address, hashSecret(token), most))) throw new TooManyLinks();
  return `${signInPage(publicUrl)}?token=${token}`;
}

class TooManyLinks extends Error {}

/**
 * Sends a sign-in link to an address, if its owner may sign in: one who has an account, or whose domain
 * is an organisation's. The answer, and how long it takes, is the same for every address.
 * @throws RATE_LIMITED when it is asked for too often from one place
 */
export async function requestSignInLink(context: Context, address: string): Promise<void> {
  const to = parseInput(email, address, "email");
  const { publicUrl, mailer, linkThrottle } = context.correspondence;
  linkThrottle.count(context.visit.address);
  const { orm } = context;
  mailer.sendLater(async () => {
    const isWelcome =
      (await findUserByEmail(orm, to)) !== undefined ||
      (await findDomainOwner(orm, domainOf(to))) !== undefined;
    return isWelcome ? linkMail(orm, publicUrl, to) : undefined;
  });
}

async function linkMail(orm: Orm, publicUrl: string, to: string): Promise<Mail | undefined> {
  try {
    return signInMail(to, await createSignInLink(orm, publicUrl, to, linksAtOnce));
  } catch (error) {
    if (error instanceof TooManyLinks) return undefined;
    throw error;
  }
}

const worthless = () =>
  problem(
    "token",
    "EXPIRED",
    "Länken gäller inte längre: den är äldre än 15 minuter eller redan använd. Be om en ny.",
    "The link doesn't hold any more: it is older than 15 minutes, or was used. Ask for a new one.",
  );

/**
 * Signs in with a link's token, which is used up. The account of one who hasn't any, at a domain of an
 * organisation, is made now, as a member of it.
 * @throws Problems EXPIRED when the link is unknown, used or too old
 */
export async function confirmSignIn(context: Context, token: string): Promise<NewSession> {
  if (!looksLikeToken(token)) throw worthless();
  refuseForged(context);
  const session = await context.orm.transaction(async (orm) => {
    const address = await takeLink(orm, hashSecret(token));
    const user = address === undefined ? undefined : await welcome(orm, address);
    if (!user) throw worthless();
    return signIn({ orm, visit: context.visit }, user, "LINK");
  });
  context.visit.keepToken(session);
  return session;
}

/** Another site's page could sign its visitors in as somebody else, to see what they then write. */
function refuseForged({ visit }: Context): void {
  if (visit.isFromElsewhere) throw forbidden("Sign in on this service's own page.");
}

/** Reads the user with an address; makes one where the domain is an organisation's. */
async function welcome(orm: Orm, address: string): Promise<UserRow | undefined> {
  const known = await findUserByEmail(orm, address);
  if (known) return known;
  const organisationId = await findDomainOwner(orm, domainOf(address));
  if (organisationId === undefined) return undefined;
  const { user, isNew } = await ensureUser(orm, { email: address });
  if (isNew) {
    await ensureMembership(orm, { userId: user.id, organisationId, role: "MEMBER" });
    await audit(asUser(orm, user), {
      action: "CREATE_USER",
      entity: "User",
      entityId: user.id,
      organisationId,
      details: { role: "MEMBER", by: "DOMAIN" },
    });
  }
  return user;
}

/** Begins a session for somebody who has proved who they are, in place of the browser's last one. */
export async function signIn(
  { orm, visit }: Pick<Context, "orm" | "visit">,
  user: UserRow,
  by: "LINK" | "OIDC",
): Promise<NewSession> {
  await noteSignIn(orm, user.id);
  if (visit.sessionId !== null) await deleteSessions(orm, eq(sessions.id, visit.sessionId));
  const session = await startSession(orm, user.id, visit.device);
  await audit(asUser(orm, user), {
    action: "SIGN_IN",
    entity: "User",
    entityId: user.id,
    details: { by },
  });
  return session;
}

/** Who has just signed in is whoever did it. */
export const asUser = (orm: Orm, { id }: Pick<UserRow, "id">) => ({
  orm,
  actor: { kind: "USER" as const, id },
});
