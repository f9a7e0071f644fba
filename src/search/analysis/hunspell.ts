import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { normaliseWord } from "./segments.js";
import { WordTable } from "./word-table.js";

/**
 * A compact reader of Hunspell dictionaries (`.aff` and `.dic`), as far as Swedish needs it: words,
 * suffixes and compound flags, no prefixes and no spelling suggestions. Forms are not expanded;
 * a form is looked up by taking its suffix off, which keeps 150,000 words in about 4 MB.
 * Format: https://manpages.debian.org/hunspell.5 · data: see README.md in this folder.
 */
export interface Lexicon {
  /** How many base words it holds. */
  readonly size: number;
  /** The flags of a normalised base word (see `normaliseWord`: lower case, no accents); undefined if it isn't one. */
  flagsOf(word: string): string | undefined;
  /** Every base word that `form` can be an inflection of, itself included. */
  readings(form: string): Reading[];
  /** Every base word that `form` can stand for as a non-last part of a compound ("varu", "livsmedels"). */
  linkReadings(form: string): string[];
  /**
   * The readings of a form whose base word `resolve` finds from its letters, for spellings that
   * differ from the dictionary's; the form comes back as the dictionary would write it.
   */
  respell(
    form: string,
    resolve: (stem: string) => readonly string[],
    as: "last" | "link",
  ): string[];
  /** The base words with å, ä or ö that are `plain` without their rings and dots. */
  restored(plain: string): string[];
}

/** One way to read a form: which base word, and by which flag (empty: it is the base word). */
export interface Reading {
  lemma: string;
  flag: string;
}

/** Marks a word that only exists with a capital; no Hunspell flag of this dictionary. */
export const nameFlag = "^";

interface Rule {
  flag: string;
  /** What the end of the base word has to look like: one test per character, the last one last. */
  condition: readonly ((character: string) => boolean)[];
  continuation: string;
}

/** For what is taken off, what is put back: the rules that do so. */
type RulesByStrip = Map<string, Rule[]>;

const compoundFlags = {
  first: "X",
  middle: "U",
  part: "Z",
  permitted: "W",
  forbidden: "%",
  needsSuffix: "¤",
};
/** Digits are the flags of numerals' rules; `b` and `r` put a hyphen on. */
const ignoredSuffixFlags = /[0-9br]/;

const anyCharacter = (): boolean => true;

function parseCondition(text: string): Rule["condition"] {
  if (text === ".") return [];
  return [...text.matchAll(/\[(\^?)([^\]]+)\]|(.)/gu)].map(([, not, set, single]) => {
    if (single === ".") return anyCharacter;
    if (single !== undefined) return (character: string) => character === single;
    const members = set ?? "";
    return not === "^"
      ? (character: string) => !members.includes(character)
      : (character: string) => members.includes(character);
  });
}

function parseSuffixes(aff: string): {
  inflections: Map<string, RulesByStrip>;
  links: Map<string, RulesByStrip>;
} {
  const inflections = new Map<string, RulesByStrip>();
  const links = new Map<string, RulesByStrip>();
  for (const line of aff.split("\n")) {
    if (!line.startsWith("SFX")) continue;
    const [, flag, strip, append, condition] = line.split(/\s+/);
    // The head of a group ("SFX A Y 1") has no condition.
    if (!flag || strip === undefined || append === undefined || !condition) continue;
    if (ignoredSuffixFlags.test(flag)) continue;
    const [suffix = "", continuation = ""] = append.split("/");
    const table = continuation === "" ? inflections : links;
    const text = suffix === "0" ? "" : suffix;
    const byStrip: RulesByStrip = table.get(text) ?? new Map<string, Rule[]>();
    table.set(text, byStrip);
    const stripped = strip === "0" ? "" : strip;
    const rules = byStrip.get(stripped) ?? [];
    byStrip.set(stripped, rules);
    rules.push({ flag, condition: parseCondition(condition), continuation });
  }
  return { inflections, links };
}

function fits(word: string, condition: Rule["condition"]): boolean {
  const from = word.length - condition.length;
  if (from < 0) return false;
  for (const [index, test] of condition.entries())
    if (!test(word.charAt(from + index))) return false;
  return true;
}

/** Latin-1 strings take half the memory of others; the dozen words beyond it are foreign names. */
const toLatin1 = (text: string): string => Buffer.from(text, "latin1").toString("latin1");

const plainWord = /^[a-zåäö]+$/;

function parseWords(dic: string, entries: WordTable): void {
  const text = toLatin1(dic);
  const lower = text.toLowerCase();
  for (let start = 0, end; start < text.length; start = end + 1) {
    end = text.indexOf("\n", start);
    if (end < 0) end = text.length;
    const slash = text.indexOf("/", start + 1);
    const hasFlags = slash > start && slash < end;
    const wordEnd = hasFlags ? slash : end;
    const letter = lower.charCodeAt(start);
    if (wordEnd <= start || letter < 97) continue;
    const flags = hasFlags ? text.slice(slash + 1, end) : "";
    if (flags.includes(compoundFlags.forbidden)) continue;
    const written = lower.slice(start, wordEnd);
    const word = plainWord.test(written) ? written : normaliseWord(written);
    // Segments hold letters only, so words with hyphens, digits or dots are never looked up.
    if (!plainWord.test(word)) continue;
    const isName = text.charCodeAt(start) !== letter;
    const before = entries.get(word);
    if (before === undefined) entries.set(word, isName ? flags + nameFlag : flags);
    // Homographs share an entry: "flicka", the girl and to mend. A common word hides a name.
    else if (!isName) entries.set(word, before.replace(nameFlag, "") + flags);
  }
}

/**
 * Reads dictionaries into one lexicon.
 * @param aff the affix rules
 * @param dics the word lists; later ones add to earlier ones
 */
export function readLexicon(aff: string, dics: readonly string[]): Lexicon {
  const entries = new WordTable();
  for (const dic of dics) parseWords(dic, entries);
  const { inflections, links } = parseSuffixes(aff);
  const longest = Math.max(
    ...[...inflections.keys(), ...links.keys()].map((suffix) => suffix.length),
  );

  /** Calls `found` for every base word that a rule of `table` turns into `form`. */
  function unsuffix(
    form: string,
    table: Map<string, RulesByStrip>,
    found: (lemma: string, rule: Rule, strip: string, suffix: string) => void,
    resolve?: (stem: string) => readonly string[],
  ): void {
    const test = (lemma: string, rules: readonly Rule[], strip: string, suffix: string): void => {
      const flags = entries.get(lemma);
      if (flags === undefined) return;
      for (const rule of rules)
        if (flags.includes(rule.flag) && fits(lemma, rule.condition))
          found(lemma, rule, strip, suffix);
    };
    for (let length = Math.min(longest, form.length - 1); length >= 0; length--) {
      const cut = form.length - length;
      const suffix = form.slice(cut);
      const byStrip = table.get(suffix);
      if (byStrip === undefined) continue;
      const stem = form.slice(0, cut);
      for (const [strip, rules] of byStrip) {
        if (resolve === undefined) test(stem + strip, rules, strip, suffix);
        else for (const lemma of resolve(stem + strip)) test(lemma, rules, strip, suffix);
      }
    }
  }

  return {
    size: entries.size,
    flagsOf: (word) => entries.get(word),
    restored: (plain) => entries.restored(plain),
    readings(form) {
      const readings: Reading[] = [];
      const flags = entries.get(form);
      if (
        flags !== undefined &&
        !flags.includes(compoundFlags.part) &&
        !flags.includes(compoundFlags.needsSuffix)
      )
        readings.push({ lemma: form, flag: "" });
      unsuffix(form, inflections, (lemma, { flag }) => {
        if (!readings.some((reading) => reading.lemma === lemma && reading.flag === flag))
          readings.push({ lemma, flag });
      });
      return readings;
    },
    respell(form, resolve, as) {
      const forms = new Set<string>();
      for (const lemma of resolve(form)) {
        const flags = entries.get(lemma) ?? "";
        const isLink = flags.includes(compoundFlags.first) || flags.includes(compoundFlags.middle);
        if (as === "link" ? isLink : !flags.includes(compoundFlags.part)) forms.add(lemma);
      }
      unsuffix(
        form,
        as === "link" ? links : inflections,
        (lemma, _rule, strip, suffix) =>
          forms.add(lemma.slice(0, lemma.length - strip.length) + suffix),
        resolve,
      );
      return [...forms];
    },
    linkReadings(form) {
      const lemmas: string[] = [];
      const flags = entries.get(form);
      if (
        flags !== undefined &&
        (flags.includes(compoundFlags.first) || flags.includes(compoundFlags.middle))
      )
        lemmas.push(form);
      unsuffix(form, links, (lemma) => {
        if (!lemmas.includes(lemma)) lemmas.push(lemma);
      });
      return lemmas;
    },
  };
}

/** Reads the Swedish dictionary of the npm package `dictionary-sv`, with our own additions in its format. */
export function readSwedishLexicon(additions: string): Lexicon {
  const folder = dirname(createRequire(import.meta.url).resolve("dictionary-sv"));
  const read = (name: string): string => readFileSync(join(folder, name), "utf8");
  return readLexicon(read("index.aff"), [read("index.dic"), additions]);
}
