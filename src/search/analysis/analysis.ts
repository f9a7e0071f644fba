import { createConceptMatcher, type ConceptMatcher } from "./concepts.js";
import { readSwedishLexicon } from "./hunspell.js";
import { buildQuery, type QueryTerms } from "./query-terms.js";
import { swedishAdditions } from "./swedish-additions.js";
import { termKinds, termToken, type TermKind } from "./term-tokens.js";
import { readThesaurus, type Thesaurus } from "./thesaurus.js";
import { tokenise, type Token } from "./tokens.js";
import { createWordAnalyser, type WordAnalyser } from "./words.js";

/** What a text is indexed under, by kind; no term twice. */
export type IndexTerms = Record<TermKind, string[]>;

/** A stretch of a text to mark. */
export interface Span {
  start: number;
  end: number;
}

/** Reads Swedish (and some English) as an officer of a municipality means it. */
export interface Analyser {
  /** Reads the dictionary and the thesaurus now (0.6 to 0.9 s) instead of on first use. */
  load(): void;
  /** The words of a text in order, with all that each is found by. Never throws. */
  analyse(text: string): Token[];
  /** What to index a text under. Stop words are left out. */
  indexTerms(text: string): IndexTerms;
  /** The index tokens of a text, each with how many of its words have it. Stop words are left out. */
  countTokens(text: string): Map<string, number>;
  /** What to look for to answer a query. */
  queryTerms(text: string): QueryTerms;
  /** The words of `text` that a query's terms find, neighbours of one phrase joined. */
  findSpans(text: string, query: QueryTerms): Span[];
  readonly thesaurus: Thesaurus;
}

/** What an analyser can be built with instead of the project's own data. */
export interface AnalyserOptions {
  thesaurus?: Thesaurus;
}

interface Parts {
  words: WordAnalyser;
  thesaurus: Thesaurus;
  concepts: ConceptMatcher;
}

/** The dictionary is the big part, and the same for everybody. */
let sharedWords: WordAnalyser | undefined;

function build(options: AnalyserOptions): Parts {
  sharedWords ??= createWordAnalyser(readSwedishLexicon(swedishAdditions));
  const thesaurus = options.thesaurus ?? readThesaurus();
  return { words: sharedWords, thesaurus, concepts: createConceptMatcher(thesaurus, sharedWords) };
}

/** The terms of one token, by kind. */
const termsOf = ({ terms, concepts, partConcepts }: Token): [TermKind, readonly string[]][] => [
  ["lemma", terms.lemmas],
  ["root", terms.roots],
  ["concept", concepts],
  ["part", terms.parts],
  ["stem", terms.stem === undefined ? [] : [terms.stem]],
  ["folded", terms.folded === undefined ? [] : [terms.folded]],
  ["alternative", terms.alternatives],
  ["partRoot", terms.partRoots],
  ["partConcept", partConcepts],
];

/** Every term of a token as index tokens. */
export const tokensOf = (token: Token): string[] =>
  termsOf(token).flatMap(([kind, keys]) => keys.map((key) => termToken(kind, key)));

/** What a token is indexed under. A phrase's concept is kept also where a word of it has no topic. */
export const indexedTermsOf = (token: Token): [TermKind, readonly string[]][] =>
  token.isStopWord ? [["concept", token.concepts]] : termsOf(token);

/** The index terms as opaque words for an engine, by kind. */
export function indexTokens(terms: IndexTerms): Record<TermKind, string[]> {
  const entries = termKinds.map(
    (kind) => [kind, terms[kind].map((key) => termToken(kind, key))] as const,
  );
  return Object.fromEntries(entries) as Record<TermKind, string[]>;
}

/**
 * Makes an analyser. The dictionary is read on first use, once per process; see {@link Analyser.load}.
 * @throws on first use, naming the file, when the thesaurus is faulty
 */
export function createAnalyser(options: AnalyserOptions = {}): Analyser {
  let parts: Parts | undefined;
  const ready = (): Parts => (parts ??= build(options));
  const read = (text: string): ReturnType<typeof tokenise> => {
    const { words, concepts } = ready();
    return tokenise(text, words, concepts);
  };

  return {
    get thesaurus() {
      return ready().thesaurus;
    },
    load() {
      // A word typed without its rings and dots also needs the index of such words.
      ready().words.restore("atervinning");
    },
    analyse: (text) => read(text).tokens,
    indexTerms(text) {
      const sets = new Map(termKinds.map((kind) => [kind, new Set<string>()]));
      for (const token of read(text).tokens)
        for (const [kind, keys] of indexedTermsOf(token))
          for (const key of keys) sets.get(kind)?.add(key);
      const entries = termKinds.map((kind) => [kind, [...(sets.get(kind) ?? [])]]);
      return Object.fromEntries(entries) as IndexTerms;
    },
    countTokens(text) {
      const counts = new Map<string, number>();
      for (const token of read(text).tokens)
        for (const [kind, keys] of indexedTermsOf(token))
          for (const key of keys) {
            const known = termToken(kind, key);
            counts.set(known, (counts.get(known) ?? 0) + 1);
          }
      return counts;
    },
    queryTerms(text) {
      const { words, concepts, thesaurus } = ready();
      return buildQuery(tokenise(text, words, concepts), text, { words, concepts, thesaurus });
    },
    findSpans(text, query) {
      const wanted = query.tokens;
      const spans: Span[] = [];
      let wasMarked = false;
      for (const token of read(text).tokens) {
        const isMarked = !token.isStopWord && tokensOf(token).some((each) => wanted.has(each));
        const last = spans.at(-1);
        const touches = last !== undefined && /^\s$/.test(text.slice(last.end, token.start));
        if (isMarked && wasMarked && touches) last.end = token.end;
        else if (isMarked) spans.push({ start: token.start, end: token.end });
        wasMarked = isMarked;
      }
      return spans;
    },
  };
}
