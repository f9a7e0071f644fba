import { eq } from "drizzle-orm";
import type { ParseArgsConfig } from "node:util";
import {
  changeUser,
  setEmailDomains,
  setSelfPublishing,
} from "../people/administration.service.js";
import {
  createApiClient,
  createApiKey,
  defaultKeyDays,
  revokeApiKey,
} from "../people/api-clients.service.js";
import { erasePerson } from "../people/erasure.service.js";
import { placeholderAddress } from "../people/first-administrator.service.js";
import { updateUser } from "../people/members.repository.js";
import { inviteMember } from "../people/members.service.js";
import { type ApiKeyRow, type UserRow, apiKeys, sessions } from "../people/people.table.js";
import { deleteSessions, listSessions } from "../people/sessions.repository.js";
import { ensureUser, findUserByEmail } from "../people/sign-in.repository.js";
import { createSignInLink } from "../people/sign-in.service.js";
import { audit } from "../people/people.audit.js";
import type { Context } from "../platform/context.js";
import { toGlobalId } from "../platform/ids.js";
import { email } from "../people/email.js";
import { parseInput } from "../platform/validation.js";

/** What a command was given. */
export interface Given {
  arguments: readonly string[];
  options: Readonly<Record<string, string | boolean | undefined>>;
}

/** One thing that an operator can do. */
export interface AdminCommand {
  /** What follows its name: arguments in capitals, what may be left out in brackets. */
  usage: string;
  /** What it does; further lines explain. */
  help: string;
  /** How many arguments it takes. */
  arguments: readonly [least: number, most: number];
  options?: NonNullable<ParseArgsConfig["options"]>;
  run(context: Context, given: Given, say: (line: string) => void): Promise<void>;
}

async function requireUser({ orm }: Context, address: string): Promise<UserRow> {
  const user = await findUserByEmail(orm, address.toLowerCase());
  if (!user) throw new Error(`${address}: nobody has an account with this address.`);
  return user;
}

const idOf = ({ id }: { id: string }): string => toGlobalId("User", id);
const text = (value: string | boolean | undefined): string | undefined =>
  typeof value === "string" ? value : undefined;

function needed(given: Given, option: string): string {
  const value = text(given.options[option]);
  if (value === undefined) throw new Error(`--${option}: is needed.`);
  return value;
}

async function sayLink(context: Context, address: string, say: (line: string) => void) {
  const { orm, correspondence } = context;
  const link = await createSignInLink(orm, correspondence.publicUrl, address, Infinity);
  say(`Sign in as ${address}, once, within 15 minutes:\n${link}`);
}

async function findKey({ orm }: Context, prefix: string): Promise<ApiKeyRow> {
  const found = await orm.select().from(apiKeys).where(eq(apiKeys.prefix, prefix));
  const [key, another] = found;
  if (!key) throw new Error(`${prefix}: no key starts with this; \`keys\` lists them.`);
  if (another) throw new Error(`${prefix}: several keys start with this.`);
  return key;
}

const scopeNames: readonly string[] = ["READ", "CONTRIBUTE", "PUBLISH"];
const isScope = (name: string): name is ApiKeyRow["scopes"][number] => scopeNames.includes(name);

function scopesOf(given: Given): ApiKeyRow["scopes"] {
  return (text(given.options["scopes"]) ?? "READ")
    .toUpperCase()
    .split(",")
    .map((name) => {
      if (!isScope(name)) throw new Error(`--scopes: ${name} is none of ${scopeNames.join(", ")}.`);
      return name;
    });
}

/** What `npm run admin` can do, by name. */
export const adminCommands: Readonly<Record<string, AdminCommand>> = {
  link: {
    usage: "[EMAIL]",
    help: `Prints a link that signs somebody in once, within 15 minutes; ${placeholderAddress} unless told.`,
    arguments: [0, 1],
    async run(context, { arguments: [address = placeholderAddress] }, say) {
      await requireUser(context, address);
      await sayLink(context, address.toLowerCase(), say);
    },
  },
  administrator: {
    usage: "EMAIL [--remove]",
    help: "Makes somebody an administrator, with an account if there is none, and prints a sign-in link.",
    arguments: [1, 1],
    options: { remove: { type: "boolean" } },
    async run(context, { arguments: [given = ""], options }, say) {
      if (options["remove"]) {
        const user = await requireUser(context, given);
        await changeUser(context, idOf(user), { isAdmin: false });
        say(`${given} is no administrator any more.`);
        return;
      }
      const address = parseInput(email, given, "EMAIL");
      const { user } = await ensureUser(context.orm, { email: address });
      await changeUser(context, idOf(user), { isAdmin: true });
      say(`${address} is an administrator.`);
      await sayLink(context, address, say);
    },
  },
  staff: {
    usage: "EMAIL [--remove]",
    help: "Makes somebody programme staff, with an account if there is none, or no longer.",
    arguments: [1, 1],
    options: { remove: { type: "boolean" } },
    async run(context, { arguments: [given = ""], options }, say) {
      const address = parseInput(email, given, "EMAIL");
      const isStaff = !options["remove"];
      const user = isStaff
        ? (await ensureUser(context.orm, { email: address })).user
        : await requireUser(context, address);
      await changeUser(context, idOf(user), { isStaff });
      say(`${address} is ${isStaff ? "programme staff" : "no programme staff any more"}.`);
    },
  },
  invite: {
    usage: "EMAIL --organisation SLUG [--editor]",
    help: "Makes somebody a member of an organisation, or an editor, and writes a mail about it.",
    arguments: [1, 1],
    options: { organisation: { type: "string" }, editor: { type: "boolean" } },
    async run(context, given, say) {
      const [address = ""] = given.arguments;
      const organisation = needed(given, "organisation");
      const role = given.options["editor"] ? "EDITOR" : "MEMBER";
      await inviteMember(context, { organisation, email: address, role });
      say(`${address} is ${role === "EDITOR" ? "an editor" : "a member"} of ${organisation}.`);
    },
  },
  domains: {
    usage: "SLUG DOMAIN…",
    help: "Decides at which e-mail domains people may make themselves an account with an organisation.",
    arguments: [2, 21],
    async run(context, { arguments: [slug = "", ...domains] }, say) {
      await setEmailDomains(context, slug, domains);
      say(`${slug}: ${domains.join(", ")}`);
    },
  },
  "self-publishing": {
    usage: "SLUG [--remove]",
    help: "Lets an organisation's editors publish without review, or no longer.",
    arguments: [1, 1],
    options: { remove: { type: "boolean" } },
    async run(context, { arguments: [slug = ""], options }, say) {
      await setSelfPublishing(context, slug, !options["remove"]);
      say(`${slug}: ${options["remove"] ? "is reviewed" : "publishes without review"}.`);
    },
  },
  address: {
    usage: "OLD NEW",
    help: "Gives somebody's account another e-mail address, and prints a sign-in link.",
    arguments: [2, 2],
    async run(context, { arguments: [old = "", given = ""] }, say) {
      const { id } = await requireUser(context, old);
      const address = parseInput(email, given, "NEW");
      const { actor, orm } = context;
      if (await findUserByEmail(orm, address)) throw new Error(`${address}: is another account's.`);
      await orm.transaction(async (tx) => {
        await updateUser(tx, id, { email: address });
        const details = { fields: ["email"] };
        const entry = { action: "CHANGE_USER", entity: "User", entityId: id, details } as const;
        await audit({ actor, orm: tx }, entry);
      });
      await sayLink(context, address, say);
    },
  },
  erase: {
    usage: "EMAIL",
    help: "Erases a person everywhere and at once: the account, and contacts with this address.",
    arguments: [1, 1],
    async run(context, { arguments: [address = ""] }, say) {
      const { accounts, contacts, mentions } = await erasePerson(context, address);
      say(`Erased: ${accounts} account, ${contacts} contacts.`);
      for (const { type, id, places } of mentions) {
        say(`Still named in ${type} ${id} (${places.join(", ")}): have its editors mend it.`);
      }
    },
  },
  sessions: {
    usage: "EMAIL [--end]",
    help: "Lists the browsers that somebody is signed in with, or ends all those sessions at once.",
    arguments: [1, 1],
    options: { end: { type: "boolean" } },
    async run(context, { arguments: [address = ""], options }, say) {
      const { id } = await requireUser(context, address);
      const { actor, orm } = context;
      if (options["end"]) {
        const count = await orm.transaction(async (tx) => {
          const ended = await deleteSessions(tx, eq(sessions.userId, id));
          const details = { count: ended };
          const entry = { action: "END_SESSIONS", entity: "User", entityId: id, details } as const;
          await audit({ actor, orm: tx }, entry);
          return ended;
        });
        say(`${count} ended.`);
        return;
      }
      for (const { lastSeenAt, expiresAt, device } of await listSessions(orm, id)) {
        say(`last used ${lastSeenAt.toISOString()}, until ${expiresAt.toISOString()}  ${device}`);
      }
    },
  },
  key: {
    usage: "--organisation SLUG --name NAME [--scopes READ,CONTRIBUTE,PUBLISH] [--days N]",
    help: "Makes an API client with a key, and prints the key this once. READ and 365 days unless told.",
    arguments: [0, 0],
    options: {
      organisation: { type: "string" },
      name: { type: "string" },
      scopes: { type: "string" },
      days: { type: "string" },
    },
    async run(context, given, say) {
      const scopes = scopesOf(given);
      const days = Number(text(given.options["days"]) ?? defaultKeyDays);
      const organisation = needed(given, "organisation");
      const client = await createApiClient(context, organisation, needed(given, "name"));
      const id = toGlobalId("ApiClient", client.id);
      const { secret, apiKey } = await createApiKey(context, id, scopes, days);
      say(`${secret}\nholds until ${apiKey.expiresAt.toISOString()} and is shown this once.`);
    },
  },
  keys: {
    usage: "",
    help: "Lists the API keys.",
    arguments: [0, 0],
    async run({ orm }, _given, say) {
      for (const key of await orm.select().from(apiKeys).orderBy(apiKeys.createdAt)) {
        const state = key.revokedAt ? "revoked" : `until ${key.expiresAt.toISOString()}`;
        const used = key.lastUsedAt ? `used ${key.lastUsedAt.toISOString()}` : "never used";
        say(`${key.prefix}…  ${key.scopes.join(",")}  ${state}  ${used}`);
      }
    },
  },
  revoke: {
    usage: "PREFIX",
    help: "Has the API key that starts with this (12 characters, see `keys`) refused at once.",
    arguments: [1, 1],
    async run(context, { arguments: [prefix = ""] }, say) {
      const { id } = await findKey(context, prefix);
      await revokeApiKey(context, toGlobalId("ApiKey", id));
      say(`${prefix}… is refused from now on.`);
    },
  },
};
