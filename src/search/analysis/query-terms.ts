import type { ConceptMatcher } from "./concepts.js";
import { foldWord } from "./segments.js";
import { englishHomographs } from "./stop-words.js";
import { termToken, termWeights, type TermKind } from "./term-tokens.js";
import type { Thesaurus } from "./thesaurus.js";
import type { AnalysedText, Token } from "./tokens.js";
import { findJoin, joinNext } from "./torn-compounds.js";
import type { WordAnalyser, WordTerms } from "./words.js";

/** One term that a document may be indexed under, and what a hit by it is worth (0 to 1). */
export interface WeightedTerm {
  kind: TermKind;
  key: string;
  /** The term as an engine knows it, see `termToken`. */
  token: string;
  weight: number;
}

/** Words of which each has to be found: one term of every group. */
export interface Conjunction {
  /** Where they come from: a compound's parts, the words of a phrase, a compound typed as words. */
  origin: "compound" | "phrase" | "torn";
  weight: number;
  groups: WeightedTerm[][];
}

/** One thing that is asked for. Any alternative will do, or any of the conjunctions. */
export interface QueryTerm {
  start: number;
  end: number;
  raw: string;
  /** Says little: "kommun", "exempel". Never true of all terms. */
  isWeak: boolean;
  /** How much a word of its class tells in a question (0 to 1): what is asked for are things. */
  salience: number;
  /** Whether it is a word of the dictionary or names a concept; else it may be misspelt. */
  isKnown: boolean;
  /** The best first. */
  alternatives: WeightedTerm[];
  conjunctions: Conjunction[];
  /** The compound that it makes with the next term, by its base words: meant if the bank holds it. */
  withNext?: readonly string[];
}

/** A query understood. */
export interface QueryTerms {
  /** What is asked for; empty if the query has only words without a topic. */
  terms: QueryTerm[];
  /** The words left out, as written. */
  dropped: string[];
  /** All index tokens that any term looks for. */
  tokens: ReadonlySet<string>;
}

/** What words and their meanings are looked up in. */
export interface Sources {
  words: WordAnalyser;
  concepts: ConceptMatcher;
  thesaurus: Thesaurus;
}

/** What a related concept is worth; the concept itself has the weights of `termWeights`. */
const nearWeights = { narrower: 0.35, narrowest: 0.2, related: 0.2, broader: 0.15, broadest: 0.08 };
/** How much less a word restored from one without å, ä and ö is worth. */
const restoredFactor = 0.85;
const compoundFactor = 0.35;
const mostAlternatives = 60;
const mostTerms = 24;

const salienceOf: Record<WordTerms["wordClass"], number> = {
  noun: 1,
  adjective: 0.7,
  verb: 0.6,
  other: 0.3,
};
/** What names a concept is a matter of this bank, whatever its class. */
const conceptSalience = 0.85;

type Weights = Map<string, WeightedTerm>;

function add(weights: Weights, kind: TermKind, key: string, weight: number): void {
  const token = termToken(kind, key);
  const known = weights.get(token);
  if (known === undefined || known.weight < weight)
    weights.set(token, { kind, key, token, weight });
}

const sorted = (weights: Weights): WeightedTerm[] =>
  [...weights.values()].sort((a, b) => b.weight - a.weight).slice(0, mostAlternatives);

function addConcept(weights: Weights, id: string, thesaurus: Thesaurus, factor: number): void {
  const addBoth = (conceptId: string, share: number): void => {
    add(weights, "concept", conceptId, share * factor);
    add(
      weights,
      "partConcept",
      conceptId,
      share * factor * (termWeights.partConcept / termWeights.concept),
    );
  };
  addBoth(id, termWeights.concept);
  for (const narrower of thesaurus.narrower(id)) {
    addBoth(narrower, nearWeights.narrower);
    for (const narrowest of thesaurus.narrower(narrower)) addBoth(narrowest, nearWeights.narrowest);
  }
  for (const near of thesaurus.related(id))
    add(weights, "concept", near, nearWeights.related * factor);
  for (const above of thesaurus.find(id)?.broader ?? []) {
    // What includes a whole field ("vatten" above "flod") says nothing about one thing in it.
    const isField = (thesaurus.find(above)?.broader ?? []).length === 0;
    add(weights, "concept", above, nearWeights[isField ? "broadest" : "broader"] * factor);
  }
}

/** Adds all that a word of the query may be found by. */
function addWord(
  weights: Weights,
  terms: WordTerms,
  concepts: readonly string[],
  thesaurus: Thesaurus,
  factor = 1,
): void {
  for (const lemma of terms.lemmas) {
    for (const kind of ["lemma", "part", "alternative", "root", "partRoot"] as const)
      add(weights, kind, lemma, termWeights[kind] * factor);
  }
  for (const root of terms.roots) {
    const share = termWeights.root * factor;
    for (const kind of ["lemma", "root"] as const) add(weights, kind, root, share);
    for (const kind of ["part", "partRoot"] as const)
      add(weights, kind, root, termWeights[kind] * share);
  }
  for (const other of terms.alternatives)
    add(weights, "lemma", other, termWeights.alternative * factor);
  if (terms.stem !== undefined) add(weights, "stem", terms.stem, termWeights.stem * factor);
  for (const id of concepts) addConcept(weights, id, thesaurus, factor);
}

/** The two words that a compound of more parts is made of, if both are known: "solcell" and "andel". */
function halvesOf(
  { lemmas, leaves }: WordTerms,
  { words, concepts }: Sources,
): readonly string[] | undefined {
  const [whole = ""] = lemmas;
  const last = leaves.at(-1);
  if (last === undefined || leaves.length < 3) return undefined;
  const isKnown = (word: string): boolean =>
    words.listedLemmas(word).length > 0 || concepts.named(word).length > 0;
  for (let cut = leaves.length - 1; cut > 0; cut--) {
    const [before, after] = [leaves[cut - 1], leaves[cut]];
    if (before === undefined || after === undefined) continue;
    const halves = [
      whole.slice(0, before.start) + before.lemma,
      whole.slice(after.start, last.start) + last.lemma,
    ];
    if (halves.every(isKnown)) return halves;
  }
  return undefined;
}

/** A compound is also found where its parts stand apart: "matinköp" in "inköp av mat". */
function conjunctionsOf(terms: WordTerms, sources: Sources, factor: number): Conjunction[] {
  if (terms.leaves.length < 2) return [];
  const groupOf = (lemma: string): WeightedTerm[] => {
    const weights: Weights = new Map();
    // A part is a base word already: "fler" in "flerbostadshus" is no form of "många".
    const found = sources.words.analyse(lemma);
    const read = found.lemmas.includes(lemma) ? found : { ...found, lemmas: [lemma] };
    addWord(weights, read, sources.concepts.named(lemma), sources.thesaurus);
    return sorted(weights);
  };
  return [terms.leaves.map(({ lemma }) => lemma), halvesOf(terms, sources)]
    .filter((parts) => parts !== undefined)
    .map((parts) => ({
      origin: "compound",
      weight: compoundFactor * factor,
      groups: parts.map(groupOf),
    }));
}

function termOf(token: Token, sources: Sources): QueryTerm {
  const weights: Weights = new Map();
  addWord(weights, token.terms, token.concepts, sources.thesaurus);
  const conjunctions = conjunctionsOf(token.terms, sources, 1);
  if (!token.terms.isListed) {
    add(weights, "folded", foldWord(token.word), termWeights.folded);
    // A word of the thesaurus is meant as it is written, be it English.
    const restored = token.concepts.length > 0 ? [] : sources.words.restore(token.word);
    for (const word of restored) {
      const terms = sources.words.analyse(word);
      const concepts = terms.lemmas.flatMap((lemma) => sources.concepts.named(lemma));
      addWord(weights, terms, concepts, sources.thesaurus, restoredFactor);
      conjunctions.push(...conjunctionsOf(terms, sources, restoredFactor));
    }
  }
  const { start, end, raw, isGeneric: isWeak } = token;
  const isKnown = token.terms.isListed || token.concepts.length > 0;
  const salience = Math.max(
    salienceOf[token.terms.wordClass],
    token.concepts.length > 0 ? conceptSalience : 0,
  );
  const alternatives = sorted(weights);
  return { start, end, raw, isWeak, salience, isKnown, alternatives, conjunctions };
}

/** Several words as one term: what they mean together, or each of them. */
function combine(
  tokens: readonly Token[],
  text: string,
  weights: Weights,
  origin: "phrase" | "torn",
  sources: Sources,
): QueryTerm {
  const start = tokens[0]?.start ?? 0;
  const end = tokens.at(-1)?.end ?? start;
  const content = tokens.filter(({ isStopWord }) => !isStopWord);
  const telling = origin === "torn" ? content : content.filter(({ isGeneric }) => !isGeneric);
  const words = (telling.length > 0 ? telling : content).map((token) => {
    // Not the phrase's concept, but those of the words themselves.
    const concepts = token.terms.lemmas.flatMap((lemma) => sources.concepts.named(lemma));
    return termOf({ ...token, concepts }, sources);
  });
  const conjunctions: Conjunction[] =
    words.length === 0
      ? []
      : [{ origin, weight: 1, groups: words.map(({ alternatives }) => alternatives) }];
  return {
    start,
    end,
    raw: text.slice(start, end),
    isWeak: false,
    salience: 1,
    isKnown: true,
    alternatives: sorted(weights),
    conjunctions,
  };
}

/** Says what to look for to answer a query. */
export function buildQuery(
  { tokens, phrases }: AnalysedText,
  text: string,
  sources: Sources,
): QueryTerms {
  const terms: QueryTerm[] = [];
  const dropped: string[] = [];
  for (let index = 0; index < tokens.length && terms.length < mostTerms;) {
    const token = tokens[index];
    if (token === undefined) break;
    const here = phrases.filter(({ from }) => from === index);
    const longest = Math.max(0, ...here.map(({ to }) => to));
    const weights: Weights = new Map();
    if (longest > index) {
      for (const { conceptId, to } of here)
        if (to === longest) addConcept(weights, conceptId, sources.thesaurus, 1);
      const joined = findJoin(tokens.slice(0, longest), index, text, sources);
      if (joined?.to === longest) addWord(weights, joined.terms, [], sources.thesaurus);
      terms.push(combine(tokens.slice(index, longest), text, weights, "phrase", sources));
      index = longest;
      continue;
    }
    if (token.isStopWord || (token.isEnglish && englishHomographs.has(token.word))) {
      dropped.push(token.raw);
      index++;
      continue;
    }
    const join = findJoin(tokens, index, text, sources);
    if (join !== undefined && !phrases.some(({ from }) => from > index && from < join.to)) {
      const concepts = join.terms.lemmas.flatMap((lemma) => sources.concepts.named(lemma));
      addWord(weights, join.terms, concepts, sources.thesaurus);
      terms.push(combine(tokens.slice(index, join.to), text, weights, "torn", sources));
      index = join.to;
      continue;
    }
    const withNext = joinNext(tokens, index, text, sources);
    terms.push({ ...termOf(token, sources), ...(withNext === undefined ? {} : { withNext }) });
    index++;
  }
  const allWeak = terms.every(({ isWeak }) => isWeak);
  const known = new Set<string>();
  for (const term of terms) {
    if (allWeak) term.isWeak = false;
    for (const { token } of term.alternatives) known.add(token);
    for (const { groups } of term.conjunctions)
      for (const group of groups) for (const { token } of group) known.add(token);
  }
  return { terms, dropped, tokens: known };
}
