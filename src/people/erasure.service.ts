import type { ContactRow } from "../contacts/contacts.table.js";
import type { Actor, Context } from "../platform/context.js";
import type { Orm } from "../platform/database.js";
import { forgetLoaded } from "../platform/loader.js";
import { problem } from "../platform/problems.js";
import { forbidden, notFound } from "../platform/sign-in-floor.js";
import { line, parseInput } from "../platform/validation.js";
import { loadContact } from "../contacts/contacts.loader.js";
import {
  eraseContacts,
  eraseUser,
  findContact,
  findContactsByEmail,
  lockUser,
} from "./erasure.repository.js";
import { localId, requireAdmin } from "./guards.js";
import { hasOtherAdmin, updateUser } from "./members.repository.js";
import { type Mention, forgetInTexts } from "./mentions.service.js";
import { audit } from "./people.audit.js";
import type { UserRow } from "./people.table.js";
import { findUserByEmail } from "./sign-in.repository.js";

/** What was erased. */
export interface Erased {
  accounts: number;
  contacts: number;
  /** Records whose text still names the person. */
  mentions: Mention[];
}

async function eraseAccount(orm: Orm, id: string): Promise<UserRow | undefined> {
  const user = await lockUser(orm, id);
  if (!user) return undefined;
  if (user.isAdmin && !(await hasOtherAdmin(orm, id))) {
    throw problem(
      null,
      "WRONG_STATE",
      "Det måste finnas en administratör. Utse en annan först.",
      "There has to be an administrator. Appoint another one first.",
    );
  }
  await eraseUser(orm, user);
  return user;
}

/** Erases contacts, and takes whom they and an erased account named out of the texts. */
async function eraseFoundContacts(
  actor: Actor,
  orm: Orm,
  found: readonly ContactRow[],
  user?: UserRow,
): Promise<Mention[]> {
  await eraseContacts(orm, found);
  const mentions = await forgetInTexts(actor, orm, user ? [user, ...found] : found);
  // Whoever mends the texts finds them here: the name that would find them is gone.
  const details = { mentionedIn: mentions.all };
  if (user) {
    await audit(
      { actor, orm },
      { action: "ERASE_USER", entity: "User", entityId: user.id, details },
    );
  }
  for (const { id, organisationId } of found) {
    await audit(
      { actor, orm },
      { action: "ERASE_CONTACT", entity: "Contact", entityId: id, organisationId, details },
    );
  }
  return mentions.visible;
}

async function eraseAddress(
  { actor, orm }: Context,
  address: string,
  userId: string | undefined,
): Promise<Erased> {
  return orm.transaction(async (tx) => {
    const user = userId === undefined ? undefined : await eraseAccount(tx, userId);
    const found = await findContactsByEmail(tx, address);
    const mentions = await eraseFoundContacts(actor, tx, found, user);
    return { accounts: user ? 1 : 0, contacts: found.length, mentions };
  });
}

/**
 * Erases whoever asks, everywhere and at once: the account, and contacts with its address.
 * @param address the person's own, so that nobody does it by mistake
 */
export async function eraseMe(context: Context, address: string): Promise<Erased> {
  const { kind, id } = context.actor;
  if (kind !== "USER" || id === null) throw forbidden("Only a person can be erased.");
  const given = parseInput(line(254), address, "email").toLowerCase();
  const user = await findUserByEmail(context.orm, given);
  if (user?.id !== id) {
    throw problem(
      "email",
      "INVALID",
      "Skriv din egen e-postadress för att bekräfta.",
      "Write your own e-mail address to confirm.",
    );
  }
  const erased = await eraseAddress(context, given, id);
  context.visit.keepToken(null);
  return erased;
}

/** Erases a person by the address: the account and contacts with it; administrators only. */
export async function erasePerson(context: Context, address: string): Promise<Erased> {
  requireAdmin(context);
  const given = parseInput(line(254), address, "email").toLowerCase();
  const user = await findUserByEmail(context.orm, given);
  const erased = await eraseAddress(context, given, user?.id);
  forgetLoaded(context);
  if (erased.accounts + erased.contacts > 0) return erased;
  throw problem(
    "email",
    "UNKNOWN",
    "Varken konto eller kontakt har den här adressen.",
    "Neither an account nor a contact has this address.",
  );
}

/** Whether an actor may erase a contact: its organisation's editors, staff and administrators. */
const canEraseContact = (actor: Actor, { organisationId }: ContactRow): boolean =>
  actor.isStaff ||
  actor.isAdmin ||
  (actor.kind === "USER" && actor.editorOf.includes(organisationId));

/** A contact that was erased. */
export interface ErasedContact {
  /** The contact's `id`. */
  contactId: string;
  /** Records whose text still names it. */
  mentions: Mention[];
}

/** Erases a contact, for whoever has objected and has no account. */
export async function eraseContact(context: Context, contactId: string): Promise<ErasedContact> {
  const { actor, orm } = context;
  const id = localId(contactId, "Contact");
  const contact = await findContact(orm, id);
  if (!contact || !canEraseContact(actor, contact)) {
    const isSeen = contact && (await loadContact(context, id)) !== null;
    throw isSeen
      ? forbidden("Contacts are erased by their organisation's editors.")
      : notFound(contactId);
  }
  const mentions = await orm.transaction((tx) => eraseFoundContacts(actor, tx, [contact]));
  forgetLoaded(context);
  return { contactId, mentions };
}

/** Corrects the actor's own name; null removes it. */
export async function changeMyName(context: Context, name: string | null): Promise<UserRow> {
  const { actor, orm } = context;
  if (actor.kind !== "USER" || actor.id === null) throw forbidden("Only a person has a name.");
  const { id } = actor;
  const given = name === null ? null : parseInput(line(120), name, "name");
  return orm.transaction(async (tx) => {
    const user = await updateUser(tx, id, { name: given });
    if (!user) throw notFound("viewer");
    const details = { fields: ["name"] };
    await audit(
      { actor, orm: tx },
      { action: "CHANGE_USER", entity: "User", entityId: id, details },
    );
    return user;
  });
}
