import type { Lexicon } from "./hunspell.js";
import { irregularForms, verbParticles } from "./irregular-forms.js";

/** The base words that a form belongs to. */
export interface Lemmas {
  /** The likely ones: the word itself if it is a base word, else every base word it is a form of. */
  primary: readonly string[];
  /** What it could be besides: "banan" is the fruit before it is "the course". */
  secondary: readonly string[];
}

/** What kind of word a base word is, as far as it matters to what it tells. */
export type WordClass = "noun" | "adjective" | "verb" | "other";

const unknown: Lemmas = { primary: [], secondary: [] };

/** The flag of agent nouns ("upphandla" → "upphandlare") and of adjectives in -isk. */
const agentFlag = "T";
const shortestIrregularPrefix = 1;

/** The base word of an agent noun or an adjective that the dictionary lists under its verb or noun. */
function agentLemma(stem: string, form: string): string {
  if (stem.endsWith("a")) return `${stem}re`;
  const isAdjective = form.startsWith(`${stem}isk`);
  return isAdjective ? `${stem}isk` : stem;
}

function irregularLemma(lexicon: Lexicon, word: string): string | undefined {
  const whole = irregularForms.get(word);
  if (whole !== undefined) return whole.lemma;
  for (let cut = shortestIrregularPrefix; cut < word.length - 1; cut++) {
    const tail = irregularForms.get(word.slice(cut));
    if (tail === undefined) continue;
    const prefix = word.slice(0, cut);
    const lemma = prefix + tail.lemma;
    if (tail.isVerb ? verbParticles.has(prefix) : lexicon.flagsOf(lemma) !== undefined)
      return lemma;
  }
  return undefined;
}

/** Finds the base words of a normalised Swedish word; none if the dictionary doesn't know it. */
export function findLemmas(lexicon: Lexicon, word: string): Lemmas {
  const irregular = irregularLemma(lexicon, word);
  const readings = lexicon.readings(word);
  if (irregular === undefined && readings.length === 0) return unknown;
  const lemmas: string[] = [];
  let isBase = false;
  for (const { lemma, flag } of readings) {
    if (flag === "") isBase = true;
    const found = flag === agentFlag ? agentLemma(lemma, word) : lemma;
    if (!lemmas.includes(found)) lemmas.push(found);
  }
  if (irregular !== undefined)
    return { primary: [irregular], secondary: lemmas.filter((lemma) => lemma !== irregular) };
  if (isBase) return { primary: [word], secondary: lemmas.filter((lemma) => lemma !== word) };
  return { primary: lemmas, secondary: [] };
}

/** The class of a base word of the dictionary; a verb that is a noun too counts as the verb. */
export function wordClassOf(lexicon: Lexicon, lemma: string): WordClass {
  const flags = lexicon.flagsOf(lemma) ?? "";
  if (lemma.endsWith("a") && /[jmMNKL]/.test(flags)) return "verb";
  if (/[A-J]/.test(flags)) return "noun";
  if (/[OPQ]/.test(flags)) return "adjective";
  return /[mMKL]/.test(flags) ? "verb" : "other";
}
