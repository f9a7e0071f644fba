import { newStemmer } from "snowball-stemmers";
import { createCompoundSplitter, type CompoundPart } from "./compounds.js";
import { findRoot } from "./derivation.js";
import type { Lexicon } from "./hunspell.js";
import { type WordClass, findLemmas, wordClassOf } from "./morphology.js";
import { foldWord } from "./segments.js";
import { createSpeller } from "./spelling.js";

/** What one normalised word tells, apart from its text. */
export interface WordTerms {
  /** Whether the dictionary lists it or a word that it is a form of. */
  isListed: boolean;
  /** Of its first base word; names and what isn't in the dictionary count as nouns. */
  wordClass: WordClass;
  /** Base words; for what isn't in the dictionary the word itself. */
  lemmas: readonly string[];
  /** Other base words it could belong to. */
  alternatives: readonly string[];
  /** What the base words are derived from. */
  roots: readonly string[];
  /** The base words of the parts, and of neighbouring parts together. */
  parts: readonly string[];
  partRoots: readonly string[];
  /** The parts of its first base word in order, without any joined ones. */
  leaves: readonly CompoundPart[];
  /** Snowball's stem of a word that isn't Swedish as far as we know. */
  stem?: string;
  /** Such a word without rings and dots. */
  folded?: string;
}

/** Analyses single words; shares what it has found in a bounded memory. */
export interface WordAnalyser {
  analyse(word: string): WordTerms;
  /** The base words that the dictionary knows a word by; cheaper than `analyse`, without compounds. */
  listedLemmas(word: string): readonly string[];
  /** See {@link Speller.restore}. */
  restore(word: string): string[];
}

/** Words kept in each of two generations: when the younger is full it becomes the elder. */
const generationSize = 6000;
const shortestStem = 4;
const mostParts = 5;

/** Base words of all stretches of two or more neighbouring parts that aren't the whole word. */
function stretches(lemma: string, parts: readonly CompoundPart[]): string[] {
  const found: string[] = [];
  for (let from = 0; from < parts.length; from++)
    for (let to = from + 1; to < parts.length; to++) {
      const start = parts[from]?.start ?? 0;
      const last = parts[to];
      if (last === undefined || (from === 0 && to === parts.length - 1)) continue;
      found.push(lemma.slice(start, last.start) + last.lemma);
    }
  return found;
}

/** Builds the analyser of single words on a dictionary. */
export function createWordAnalyser(lexicon: Lexicon): WordAnalyser {
  const splitter = createCompoundSplitter(lexicon);
  const speller = createSpeller(lexicon, splitter);
  const stemmer = newStemmer("swedish");
  let young = new Map<string, WordTerms>();
  let old = new Map<string, WordTerms>();

  function terms(
    lemmas: readonly string[],
    alternatives: readonly string[],
    splits: readonly (readonly [lemma: string, parts: readonly CompoundPart[]])[],
  ): WordTerms {
    const roots = new Set<string>();
    for (const lemma of lemmas) {
      const root = findRoot(lexicon, lemma);
      if (root !== undefined && !lemmas.includes(root)) roots.add(root);
    }
    const parts = new Set<string>();
    const partRoots = new Set<string>();
    for (const [lemma, all] of splits) {
      const some = all.slice(0, mostParts);
      for (const part of some) {
        parts.add(part.lemma);
        const root = findRoot(lexicon, part.lemma);
        if (root !== undefined) partRoots.add(root);
      }
      for (const stretch of stretches(lemma, some)) parts.add(stretch);
    }
    for (const lemma of lemmas) parts.delete(lemma);
    return {
      isListed: true,
      wordClass: "noun",
      lemmas,
      alternatives,
      roots: [...roots],
      parts: [...parts],
      partRoots: [...partRoots].filter((root) => !parts.has(root)),
      leaves: splits[0]?.[1].slice(0, mostParts) ?? [],
    };
  }

  function look(word: string): WordTerms {
    const { primary, secondary } = findLemmas(lexicon, word);
    if (primary.length > 0) {
      const splits = primary.flatMap((lemma) => {
        const parts = splitter.splitListed(lemma);
        return parts === undefined ? [] : [[lemma, parts] as const];
      });
      const wordClass = wordClassOf(lexicon, primary[0] ?? word);
      return { ...terms(primary, secondary, splits), wordClass };
    }
    const compound = splitter.splitUnlisted(word);
    if (compound !== undefined) {
      const found = terms([compound.lemma], [], [[compound.lemma, compound.parts]]);
      return { ...found, isListed: false };
    }
    const isWord = /^[a-zåäö]+$/.test(word);
    const stem = isWord ? stemmer.stem(word) : word;
    const folded = foldWord(word);
    return {
      isListed: false,
      wordClass: "noun",
      lemmas: [word],
      alternatives: [],
      roots: [],
      parts: [],
      partRoots: [],
      leaves: [],
      ...(stem !== word && stem.length >= shortestStem ? { stem } : {}),
      ...(folded === word ? {} : { folded }),
    };
  }

  return {
    analyse(word) {
      const known = young.get(word);
      if (known !== undefined) return known;
      const found = old.get(word) ?? look(word);
      if (young.size >= generationSize) {
        old = young;
        young = new Map();
      }
      young.set(word, found);
      return found;
    },
    listedLemmas: (word) => findLemmas(lexicon, word).primary,
    restore: (word) => speller.restore(word),
  };
}

/** The word that a hyphenated one is without its hyphens ("el-buss"), if that is a word. */
export function withoutHyphens(sides: readonly string[], words: WordAnalyser): string | undefined {
  if (sides.length < 2) return undefined;
  const joined = sides.join("");
  const whole = words.analyse(joined);
  return whole.isListed || whole.leaves.length > 1 ? joined : undefined;
}
