import { type Analyser, indexedTermsOf } from "../search/analysis/analysis.js";
import { genericLemmas } from "../search/analysis/stop-words.js";
import { termToken, termWeights } from "../search/analysis/term-tokens.js";
import type { Token } from "../search/analysis/tokens.js";
import { type Confidence, type Span, type Suggested, passageOf } from "./passages.js";
import type { ReadText, Sentence } from "./read-text.js";
import { isBeside } from "./sections.js";

/** A method of the bank, as far as texts may tell of it. */
export interface KnownMethod {
  id: string;
  slug: string;
  name: string;
  summary: string;
}

/** What a term says for a method: its share of all that the method's texts say. */
interface Posting {
  method: number;
  share: number;
}

/** The methods of the bank by the terms of their texts. */
export interface MethodIndex {
  methods: readonly KnownMethod[];
  byTerm: ReadonlyMap<string, readonly Posting[]>;
  /** The terms of words seen before that any method has. */
  termsByWord: WeakMap<Token["terms"], readonly string[]>;
}

/** How much the name and the summary of a method count. */
const nameShare = 0.55;
const summaryShare = 0.45;
/** Most methods suggested. */
export const mostMethods = 5;
/** The least share of a method's texts that a part of the pasted text tells, absolutely and beside the best. */
const least = 0.33;
const leastBesideBest = 0.6;
/** A method is told within a few sentences, not by words from all over a report: in characters. */
const windowLength = 1200;

/** The terms of a word, each with what a hit by it is worth; words that fit any text have none. */
function* termsOf(token: Token): Generator<readonly [term: string, weight: number]> {
  for (const [kind, keys] of indexedTermsOf(token))
    for (const key of keys)
      if (!genericLemmas.has(key)) yield [termToken(kind, key), termWeights[kind]];
}

const noTerms = { lemmas: [], alternatives: [], roots: [], parts: [], partRoots: [] };

const termsOfAll = (tokens: readonly Token[]): Map<string, number> =>
  new Map(tokens.flatMap((token) => [...termsOf(token)]));

/** Makes the index of the bank's methods: rare terms say more than those of many methods. */
export function indexMethods(
  methods: readonly KnownMethod[],
  analyser: Pick<Analyser, "analyse">,
): MethodIndex {
  const texts = methods.map(({ name, summary }) => ({
    name: termsOfAll(analyser.analyse(name)),
    summary: termsOfAll(analyser.analyse(summary)),
  }));
  const methodsWith = new Map<string, number>();
  for (const { name, summary } of texts)
    for (const term of new Set([...name.keys(), ...summary.keys()]))
      methodsWith.set(term, (methodsWith.get(term) ?? 0) + 1);
  const rarity = (term: string): number =>
    Math.log((methods.length + 1) / ((methodsWith.get(term) ?? 0) + 0.5));

  const byTerm = new Map<string, Posting[]>();
  const add = (method: number, terms: ReadonlyMap<string, number>, share: number): void => {
    const weights = [...terms].map(([term, weight]) => [term, weight * rarity(term)] as const);
    const total = weights.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [term, weight] of weights) {
      const postings = byTerm.get(term) ?? [];
      postings.push({ method, share: total > 0 ? (share * weight) / total : 0 });
      byTerm.set(term, postings);
    }
  };
  texts.forEach(({ name, summary }, method) => {
    add(method, name, nameShare);
    add(method, summary, summaryShare);
  });
  return { methods, byTerm, termsByWord: new WeakMap() };
}

/** Stretches of neighbouring sentences, each beginning in the middle of the one before. */
function* windowsOf<Each extends Span>(sentences: readonly Each[]): Generator<readonly Each[]> {
  let from = 0;
  while (from < sentences.length) {
    const start = sentences[from]?.start ?? 0;
    let to = from + 1;
    let middle = from + 1;
    for (; to < sentences.length && (sentences[to]?.end ?? 0) - start <= windowLength; to++)
      if ((sentences[to]?.start ?? 0) - start <= windowLength / 2) middle = to;
    yield sentences.slice(from, to);
    if (to === sentences.length) return;
    from = Math.max(middle, from + 1);
  }
}

/** The terms of a sentence that any method has. */
function knownTerms({ tokens }: Sentence, { byTerm, termsByWord }: MethodIndex): string[] {
  const known = new Set<string>();
  const ofMethods = (token: Token): string[] =>
    [...termsOf(token)].map(([term]) => term).filter((term) => byTerm.has(term));
  for (const token of tokens) {
    if (!token.isStopWord) {
      let terms = termsByWord.get(token.terms);
      if (!terms) {
        terms = ofMethods({ ...token, concepts: [], partConcepts: [] });
        termsByWord.set(token.terms, terms);
      }
      for (const term of terms) known.add(term);
    }
    // What a word names may depend on its neighbours, what it is doesn't.
    if (token.concepts.length + token.partConcepts.length > 0)
      for (const term of ofMethods({ ...token, terms: { ...token.terms, ...noTerms } }))
        known.add(term);
  }
  return [...known];
}

function scoresOf(terms: Iterable<string>, { byTerm }: MethodIndex): Map<number, number> {
  const scores = new Map<number, number>();
  for (const term of terms)
    for (const { method, share } of byTerm.get(term) ?? [])
      scores.set(method, (scores.get(method) ?? 0) + share);
  return scores;
}

/** A sentence with its terms. */
type ReadSentence = Sentence & { terms: readonly string[] };

interface Candidate {
  method: number;
  score: number;
  window: readonly ReadSentence[];
}

function candidatesIn({ sentences }: ReadText, index: MethodIndex): Candidate[] {
  const told = sentences
    .filter(({ section }) => !isBeside(section))
    .map((sentence): ReadSentence => ({ ...sentence, terms: knownTerms(sentence, index) }));
  const [title] = told;
  const best = new Map<number, Candidate>();
  for (const window of windowsOf(told)) {
    // What the title says holds for all of the text.
    const terms = new Set([title, ...window].flatMap((each) => each?.terms ?? []));
    for (const [method, score] of scoresOf(terms, index))
      if (score > (best.get(method)?.score ?? 0)) best.set(method, { method, score, window });
  }
  return [...best.values()].toSorted((a, b) => b.score - a.score);
}

/** The sentence that says most for a method. */
function bestSentence({ method, window }: Candidate, index: MethodIndex): Sentence | undefined {
  const score = ({ terms }: ReadSentence): number => scoresOf(terms, index).get(method) ?? 0;
  const scored = window.map((sentence) => ({ sentence, score: score(sentence) }));
  return scored.toSorted((a, b) => b.score - a.score)[0]?.sentence;
}

const confidenceOf = (score: number): Confidence =>
  score >= 0.6 ? "HIGH" : score >= 0.42 ? "MEDIUM" : "LOW";

/** Suggests the methods that a text tells of, the plainest first. */
export function findMethods(read: ReadText, index: MethodIndex): Suggested<KnownMethod>[] {
  const candidates = candidatesIn(read, index);
  const best = candidates[0]?.score ?? 0;
  return candidates
    .filter(({ score }) => score >= least && score >= best * leastBesideBest)
    .slice(0, mostMethods)
    .flatMap((candidate): Suggested<KnownMethod>[] => {
      const method = index.methods[candidate.method];
      const sentence = bestSentence(candidate, index);
      if (!method || !sentence) return [];
      const passage = passageOf(read.text, sentence);
      return [{ value: method, confidence: confidenceOf(candidate.score), passage }];
    });
}
