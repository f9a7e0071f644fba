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

/** What an irregular form belongs to, and whether that is sure: `kartlägger` only is a verb, `hushållet` is not. */
function irregularLemma(
  lexicon: Lexicon,
  word: string,
): { lemma: string; isSure: boolean } | undefined {
  const whole = irregularForms.get(word);
  if (whole !== undefined) return { lemma: whole.lemma, isSure: true };
  for (let cut = shortestIrregularPrefix; cut < word.length - 1; cut++) {
    const tail = irregularForms.get(word.slice(cut));
    if (tail === undefined) continue;
    const prefix = word.slice(0, cut);
    const lemma = prefix + tail.lemma;
    const isParticle = tail.isVerb && verbParticles.has(prefix);
    if (isParticle || lexicon.flagsOf(lemma) !== undefined)
      return { lemma, isSure: isParticle || !tail.isVerb };
  }
  return undefined;
}

/** The adjective that a word in -t is the neuter of, though the dictionary lists it as an adverb. */
function neuterOf(lexicon: Lexicon, word: string): string | undefined {
  const adjective = word.slice(0, -1);
  const isAdverb = word.endsWith("t") && wordClassOf(lexicon, word) === "other";
  return isAdverb && wordClassOf(lexicon, adjective) === "adjective" ? adjective : undefined;
}

/** Finds the base words of a normalised Swedish word; none if the dictionary doesn't know it. */
export function findLemmas(lexicon: Lexicon, word: string): Lemmas {
  const irregular = irregularLemma(lexicon, word);
  const readings = lexicon.readings(word);
  if (irregular === undefined && readings.length === 0) return unknown;
  const lemmas: string[] = [];
  let isBase = false;
  let isForm = false;
  for (const { lemma, flag } of readings) {
    if (flag === "") isBase = true;
    else isForm = true;
    const found = flag === agentFlag ? agentLemma(lemma, word) : lemma;
    if (!lemmas.includes(found)) lemmas.push(found);
  }
  const others = (primary: string): string[] => lemmas.filter((lemma) => lemma !== primary);
  if (irregular !== undefined && (irregular.isSure || !isForm))
    return { primary: [irregular.lemma], secondary: others(irregular.lemma) };
  const adjective = isBase ? neuterOf(lexicon, word) : undefined;
  if (adjective !== undefined) return { primary: [adjective], secondary: others(adjective) };
  if (isBase) return { primary: [word], secondary: others(word) };
  return { primary: lemmas, secondary: [] };
}

/** The class of a base word of the dictionary; a verb that is a noun too counts as the verb. */
export function wordClassOf(lexicon: Lexicon, lemma: string): WordClass {
  const flags = lexicon.flagsOf(lemma) ?? "";
  if (lemma.endsWith("a") && /[jmMNKL]/.test(flags)) return "verb";
  if (/[A-J]/.test(flags)) return "noun";
  if (/[OPQ]/.test(flags)) return "adjective";
  if (!/[mMKL]/.test(flags)) return "other";
  // "lönsam" and "öppen" share flags with verbs, whose infinitives end in a vowel.
  return /[aeoyåö]$/.test(lemma) ? "verb" : "adjective";
}
