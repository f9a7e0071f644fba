import { joiningForms } from "./compound-rules.js";
import type { Lexicon } from "./hunspell.js";

/** Whether a word with these flags is inflected as a noun. */
export const isNoun = (word: string, flags: string): boolean =>
  word.endsWith("a") ? /E.*[GH]|[GH].*E/.test(flags) : /[BCD]/.test(flags);

/** Base words that a form which only exists in compounds can stand for, nouns before verbs. */
function joiningCandidates(form: string): string[] {
  const stem = form.slice(0, -1);
  if (/[uo]$/.test(form)) return [`${stem}a`, `${stem}e`, stem];
  if (form.endsWith("e")) return [`${stem}a`, stem];
  if (form.endsWith("el")) return [`${form.slice(0, -2)}le`, `${form.slice(0, -2)}la`];
  if (form.endsWith("er")) return [`${form.slice(0, -2)}ra`];
  if (form.endsWith("a")) return [stem, `${stem}e`];
  if (form.endsWith("s")) return [stem, `${stem}e`, `${stem}a`];
  return [`${form}a`, `${form}e`, `${form}me`];
}

/** The base word that a joining form stands for: "skol" → "skola", "författar" → "författare". */
export function joiningLemma(lexicon: Lexicon, form: string): string {
  const known = joiningForms.get(form);
  if (known !== undefined) return known;
  const listed = (word: string): string | undefined => {
    const flags = lexicon.flagsOf(word);
    return flags === undefined || flags.includes("Z") ? undefined : flags;
  };
  const links = lexicon.linkReadings(form);
  // "idrotts" is listed, but has no inflection of its own.
  if (links.includes(form) && /[A-JOPQ]/.test(listed(form) ?? "")) return form;
  if (form.endsWith("ar") && listed(form) === undefined) {
    if (listed(`${form}e`) !== undefined || listed(form.slice(0, -1))?.includes("T"))
      return `${form}e`;
  }
  const candidates = [
    ...links.filter((word) => listed(word) !== undefined),
    ...joiningCandidates(form),
  ];
  const nouns = candidates.filter((word) => isNoun(word, listed(word) ?? ""));
  return nouns[0] ?? candidates.find((word) => listed(word) !== undefined) ?? form;
}
