import { type ConceptMatcher, type Unit, englishBase } from "./concepts.js";
import { segmentText, type Segment } from "./segments.js";
import {
  englishGenericWords,
  englishOnlyStopWords,
  englishSharedStopWords,
  genericLemmas,
  swedishStopWords,
} from "./stop-words.js";
import { withoutHyphens, type WordAnalyser, type WordTerms } from "./words.js";

/** A word of a text with all that it is found by. Offsets count UTF-16 units of the original text. */
export interface Token {
  readonly start: number;
  readonly end: number;
  /** As written. */
  readonly raw: string;
  /** Normalised; a hyphenated word without its hyphens. */
  readonly word: string;
  /** Without a topic: indexed under nothing but the phrases it belongs to. */
  readonly isStopWord: boolean;
  /** Stands among plainly English words. */
  readonly isEnglish: boolean;
  /** Fits almost any text here ("kommun", "exempel"): tells little. */
  readonly isGeneric: boolean;
  readonly terms: WordTerms;
  /** The concepts named by this word or by a phrase that it belongs to. */
  readonly concepts: readonly string[];
  /** The concepts named by its parts. */
  readonly partConcepts: readonly string[];
}

/** A phrase of several tokens that names a concept: the first token and the one after the last. */
export interface Phrase {
  conceptId: string;
  from: number;
  to: number;
}

/** A text taken apart. */
export interface AnalysedText {
  tokens: Token[];
  phrases: Phrase[];
}

interface ReadWord {
  word: string;
  terms: WordTerms;
}

const conjunctions = new Set(["och", "eller", "samt", "respektive"]);
const punctuation = /[,.;:!?()[\]\n"”]/;
const ellipsisReach = 5;
/** After these a capital letter says nothing. */
const sentenceStart = /[.!?:;()[\]"”–\n•*#|/-]/;
const none: readonly string[] = [];

function union(...lists: readonly (readonly string[])[]): readonly string[] {
  const filled = lists.filter((list) => list.length > 0);
  return filled.length === 0 ? none : [...new Set(filled.flat())];
}

function numberTerms(word: string): WordTerms {
  return {
    isListed: true,
    wordClass: "noun",
    lemmas: [word],
    alternatives: [],
    roots: [],
    parts: [],
    partRoots: [],
    leaves: [],
  };
}

/** "el-buss" is "elbuss"; "Umeå-Luleå" is a whole of two parts. */
function hyphenated(sides: readonly string[], words: WordAnalyser): WordTerms {
  const joined = sides.join("");
  const whole = words.analyse(joined);
  const isWord = withoutHyphens(sides, words) !== undefined;
  const all = sides.filter((side) => side.length > 1).map((side) => words.analyse(side));
  const lemmas = union(...all.map((terms) => terms.lemmas));
  let start = 0;
  const leaves = sides.map((side) => {
    const leaf = { start, lemma: words.analyse(side).lemmas[0] ?? side };
    start += side.length;
    return leaf;
  });
  return {
    wordClass: whole.wordClass,
    isListed: isWord || all.every((terms) => terms.isListed),
    lemmas: isWord ? whole.lemmas : [joined],
    alternatives: whole.alternatives,
    roots: whole.roots,
    parts: union(whole.parts, lemmas, ...all.map((terms) => terms.parts)),
    partRoots: union(...all.map((terms) => [...terms.roots, ...terms.partRoots])),
    leaves: isWord ? whole.leaves : leaves,
  };
}

/** What "klimat-" stands for before "och energistrategi": "klimatstrategi". */
function completed(prefix: string, terms: WordTerms, words: WordAnalyser): WordTerms | undefined {
  const [lemma = ""] = terms.lemmas;
  const tails = terms.leaves.slice(1).map(({ start }) => lemma.slice(start));
  const wholes = tails.map((tail) => words.analyse(prefix + tail));
  return (
    wholes.find((whole) => whole.isListed) ??
    wholes.reverse().find((whole) => whole.leaves.length > 1)
  );
}

function elliptic(
  segments: readonly Segment[],
  index: number,
  words: WordAnalyser,
): WordTerms | undefined {
  const prefix = segments[index]?.sides.at(-1) ?? "";
  let sawConjunction = false;
  for (const segment of segments.slice(index + 1, index + 1 + ellipsisReach)) {
    const side = segment.sides.at(-1) ?? "";
    if (conjunctions.has(side)) sawConjunction = true;
    else if (!segment.isElliptic)
      return sawConjunction ? completed(prefix, words.analyse(side), words) : undefined;
  }
  return undefined;
}

/**
 * What tells a name made of words ("i Oceanhamnen") from a word: a capital letter within a sentence. Its
 * parts don't mean what they mean elsewhere.
 */
function withoutNameParts(
  terms: WordTerms,
  { raw }: Segment,
  gap: string,
  concepts: ConceptMatcher,
): WordTerms {
  const isName = gap !== "" && !sentenceStart.test(gap) && /^\p{Lu}\p{Ll}/u.test(raw);
  if (!isName || terms.isListed || terms.parts.length === 0) return terms;
  if (terms.lemmas.some((lemma) => concepts.named(lemma).length > 0)) return terms;
  return { ...terms, parts: none, partRoots: none, leaves: [] };
}

/** Takes a text apart into tokens with their terms and concepts. Linear in the length of the text. */
export function tokenise(
  text: string,
  words: WordAnalyser,
  concepts: ConceptMatcher,
): AnalysedText {
  const segments = segmentText(text);
  const units: Unit[] = [];
  const firstUnit: number[] = [];
  const tokenOfUnit: number[] = [];
  const found = segments.map((segment, index): ReadWord => {
    firstUnit.push(units.length);
    const [side = ""] = segment.sides;
    const gap = text.slice(segments[index - 1]?.end ?? 0, segment.start);
    let isSeparate = gap.length > 1 && punctuation.test(gap);
    const joined = withoutHyphens(segment.sides, words);
    for (const word of joined === undefined ? segment.sides : [joined]) {
      const terms = segment.isNumber ? numberTerms(word) : words.analyse(word);
      units.push({ word, raw: segment.raw, terms, isSeparate });
      isSeparate = false;
      tokenOfUnit.push(index);
    }
    if (segment.sides.length > 1)
      return { word: segment.sides.join(""), terms: hyphenated(segment.sides, words) };
    if (segment.isNumber) return { word: side, terms: numberTerms(side) };
    const terms = withoutNameParts(words.analyse(side), segment, gap, concepts);
    const whole = segment.isElliptic ? elliptic(segments, index, words) : undefined;
    if (whole === undefined) return { word: side, terms };
    const merged = {
      ...terms,
      lemmas: union(terms.lemmas, whole.lemmas),
      roots: union(terms.roots, whole.roots),
      parts: union(terms.parts, whole.parts),
    };
    return { word: side, terms: merged };
  });

  const near = concepts.englishUnits(units);
  const named: string[][] = found.map(() => []);
  const phrases: Phrase[] = [];
  for (const { conceptId, from, to } of concepts.match(units, near)) {
    const first = tokenOfUnit[from] ?? 0;
    const last = tokenOfUnit[to - 1] ?? first;
    for (let index = first; index <= last; index++) named[index]?.push(conceptId);
    if (last > first) phrases.push({ conceptId, from: first, to: last + 1 });
  }
  const tokens = found.map(({ word, terms }, index): Token => {
    const { start = 0, end = 0, raw = "" } = segments[index] ?? {};
    const own = union(named[index] ?? none);
    const isEnglish = near[firstUnit[index] ?? 0] === true;
    const isStopWord =
      swedishStopWords.has(word) ||
      englishOnlyStopWords.has(word) ||
      (englishSharedStopWords.has(word) && isEnglish);
    const isGeneric =
      // Of "steg" one reading is enough: that it may also come from "stiga" makes it tell no more.
      (own.length === 0 && [word, ...terms.lemmas].some((each) => genericLemmas.has(each))) ||
      terms.lemmas.every((lemma) => genericLemmas.has(lemma)) ||
      (englishGenericWords.has(englishBase(word)) && (isEnglish || !terms.isListed));
    return {
      start,
      end,
      raw,
      word,
      isStopWord,
      isEnglish,
      isGeneric,
      terms,
      concepts: own,
      partConcepts: concepts.namedByParts(terms).filter((id) => !own.includes(id)),
    };
  });
  return { tokens, phrases };
}
