import type { Actor } from "../platform/context.js";
import type { Orm } from "../platform/database.js";
import { toGlobalId } from "../platform/ids.js";
import { groupBy } from "../platform/loader.js";
import {
  type MentionPlace,
  findMentions,
  findShared,
  forgetInRevisions,
} from "./mentions.repository.js";

/** A record that still names somebody who was erased: a person has to decide how it then reads. */
export interface Mention {
  /** The record's `id`. */
  id: string;
  type: string;
  places: MentionPlace[];
  /** The keys of the organisations whose editors can mend it. */
  organisations: string[];
}

/** How somebody is named: of the account, and of each contact. */
export interface Named {
  name: string | null;
  email: string | null;
  phone?: string | null;
}

/** What is found of whom is named in texts. */
interface Mentions {
  /** Those that the actor may know of. */
  visible: Mention[];
  /** The `id` of every record; for the audit log. */
  all: string[];
}

const isAddress = (text: string | null | undefined): text is string =>
  text != null && (text.includes("@") || text.replace(/\D/g, "").length >= 6);

const isFullName = (name: string | null): name is string =>
  name !== null && name.trim().split(/\s+/).length >= 2;

/**
 * Whether a name is its address's, as in anna.berg@kommun.example: whoever could erase any words would
 * rewrite what others have published.
 */
function isOfAddress({ name, email }: Named): boolean {
  const fold = (text: string): string =>
    text
      .normalize("NFKD")
      .replaceAll(/[^\p{L}]/gu, "")
      .toLowerCase();
  const local = fold(email?.split("@")[0] ?? "");
  return (name ?? "").split(/\s+/).every((word) => local.includes(fold(word)));
}

/**
 * Takes whom is erased out of what was published before, and finds where the bank's other texts still
 * name it. Those are left to a person: a name can be another's, too.
 * @param actor staff and administrators are told of every record; others of what is public, and of
 *   their organisations'
 */
export async function forgetInTexts(
  actor: Actor,
  orm: Orm,
  people: readonly Named[],
): Promise<Mentions> {
  const isTrusted = actor.isStaff || actor.isAdmin;
  const given = people.flatMap(({ email, phone }) => [email, phone].filter(isAddress));
  const shared = await findShared(orm, given);
  const addresses = given.filter((each) => !shared.has(each));
  const named = people.filter(({ name }) => isFullName(name));
  const sure = named.filter((each) => isTrusted || isOfAddress(each));
  const namesOf = (some: readonly Named[]): string[] => some.flatMap(({ name }) => name ?? []);
  await forgetInRevisions(orm, [...new Set([...addresses, ...namesOf(sure)])]);
  const found = await findMentions(orm, [...new Set([...addresses, ...namesOf(named)])]);
  const records = (from: typeof found): Mention[] =>
    [...groupBy(from, ({ type, id }) => toGlobalId(type, id))].map(([id, group]) => ({
      id,
      type: group[0]?.type ?? "",
      places: group.map(({ place }) => place),
      organisations: group[0]?.organisations ?? [],
    }));
  const isVisible = ({ isPublic, organisations }: (typeof found)[number]): boolean =>
    isTrusted || isPublic || organisations.some((id) => actor.memberOf.includes(id));
  return {
    visible: records(found.filter(isVisible)),
    all: records(found).map(({ id }) => id),
  };
}
