import type { Actor } from "../platform/context.js";
import type { Bilingual } from "../platform/locale.js";

const say = (sv: string, en: string): Bilingual => ({ sv, en });

/**
 * What an actor may do, in words.
 * @param names its organisations' names by their keys
 */
export function describePermissions(actor: Actor, names: ReadonlyMap<string, string>): Bilingual[] {
  const { memberOf, editorOf, publisherOf, writes } = actor;
  const list = (ids: readonly string[]): string =>
    ids
      .map((id) => names.get(id) ?? "?")
      .sort((a, b) => a.localeCompare(b, "sv"))
      .join(", ");
  const only = memberOf.filter((id) => !editorOf.includes(id));
  const reviewed = editorOf.filter((id) => !publisherOf.includes(id));
  const proposes = actor.kind === "USER" && writes;
  return [
    say("Läsa allt som är publicerat.", "Read everything that is published."),
    ...(actor.isMember || actor.isStaff
      ? [say("Läsa det som är för medlemmar.", "Read what is for members.")]
      : []),
    ...(only.length > 0
      ? [
          proposes
            ? say(
                `Läsa och föreslå utkast för ${list(only)}.`,
                `Read and propose drafts for ${list(only)}.`,
              )
            : say(`Läsa utkast för ${list(only)}.`, `Read drafts for ${list(only)}.`),
        ]
      : []),
    ...(reviewed.length > 0
      ? [
          say(
            `Skriva för ${list(reviewed)} och skicka in för granskning.`,
            `Write for ${list(reviewed)} and submit for review.`,
          ),
        ]
      : []),
    ...(publisherOf.length > 0
      ? [
          say(
            `Skriva för ${list(publisherOf)} och publicera utan granskning.`,
            `Write for ${list(publisherOf)} and publish without review.`,
          ),
        ]
      : []),
    ...(editorOf.length > 0 && actor.kind === "USER"
      ? [
          say(
            `Bjuda in, ändra och ta bort medlemmar i ${list(editorOf)}.`,
            `Invite, change and remove members of ${list(editorOf)}.`,
          ),
        ]
      : []),
    ...(actor.isStaff
      ? [say("Granska, publicera och redigera för alla.", "Review, publish and edit for anyone.")]
      : []),
    ...(actor.isAdmin
      ? [
          say(
            "Administrera användare, organisationer och API-klienter.",
            "Administer users, organisations and API clients.",
          ),
        ]
      : []),
  ];
}
