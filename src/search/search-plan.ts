import type { Conjunction, QueryTerm, WeightedTerm } from "./analysis/query-terms.js";
import { termToken } from "./analysis/term-tokens.js";
import { hashToken } from "./document-vector.js";
import {
  type DecidingTerm,
  type QueryConditions,
  conditionsOf,
  shortestPartWithin,
  standing,
  standsAlone,
  surelyMeant,
} from "./query-conditions.js";
import { type ReadTerm, readQuery } from "./read-query.js";
import { analyser } from "./shared-analyser.js";
import { type Vocabulary, findCompletions, findCorrections } from "./vocabulary.js";

/** A token of a query as documents are scored by it. */
export interface ScoredToken {
  hash: number;
  weight: number;
}

/** One thing asked for, ready to be scored. */
export interface PlanTerm {
  raw: string;
  /** How much it tells in this bank: rare things tell more. */
  information: number;
  alternatives: readonly ScoredToken[];
  conjunctions: readonly { weight: number; groups: readonly (readonly ScoredToken[])[] }[];
}

/** A query understood for this bank. */
export interface SearchPlan extends QueryConditions {
  terms: readonly PlanTerm[];
  /** The words of content as typed; absent where some were to be taken literally. */
  words: string | undefined;
  /** The query with its misspelt words mended; absent if none was. */
  correction: string | undefined;
}

/** What a part of a compound that the bank doesn't hold in any form is worth by itself. */
const partAlone = 0.35;
/** What a word of a phrase that the bank holds is worth by itself: it only ranks, or finds where little is. */
const wordOfPhrase = 0.25;

/** More words than this are a question, with a question mark or without. */
const longestPhrase = 6;

interface Understood extends DecidingTerm {
  isInBank: boolean;
}

const isHeld = (vocabulary: Vocabulary, tokens: readonly WeightedTerm[], least: number): boolean =>
  tokens.some(({ token, weight }) => weight >= least && vocabulary.documentsWith(token) > 0);

/**
 * Whether the bank holds what a term asks for, as far as the vocabulary knows. Words that stand for it
 * together don't count: each of them may be there, but no document with all of them.
 */
const isAnswerable = (vocabulary: Vocabulary, term: QueryTerm): boolean =>
  isHeld(vocabulary, term.alternatives, surelyMeant) ||
  term.conjunctions.some(
    ({ origin, groups }) =>
      origin !== "compound" && groups.every((group) => isHeld(vocabulary, group, surelyMeant)),
  );

/** Whether the thesaurus knows what is asked for: then it knows what lies near better than parts do. */
const namesConcept = ({ alternatives }: Pick<QueryTerm, "alternatives">): boolean =>
  alternatives.some(({ kind, weight }) => kind === "concept" && weight >= standsAlone);

/** Whether a term looks like a name: of a place, an organisation, a project. */
const isName = ({ raw, start, isKnown }: QueryTerm): boolean =>
  !isKnown || (start > 0 && /^\p{Lu}/u.test(raw));

/** Whether words make a whole question rather than name what is looked for. */
const isQuestion = (typed: string): boolean =>
  typed.includes("?") || typed.trim().split(/\s+/).length > longestPhrase;

/**
 * Adds what a compound is made of, where the bank doesn't hold the compound in any form: the parts that
 * tell more at more worth. Short ones are found within other compounds by chance ("kol" in "biokol").
 */
function addParts(vocabulary: Vocabulary, term: QueryTerm, isInBank: boolean): QueryTerm {
  const splits = !isInBank && !namesConcept(term);
  const share = isInBank ? wordOfPhrase : partAlone;
  const parts = term.conjunctions
    .filter(({ origin }) => origin === "phrase" || (origin === "compound" && splits))
    .flatMap(({ origin, groups }) =>
      groups.map((group, at) => {
        const isShort = (group[0]?.key.length ?? 0) < shortestPartWithin;
        if (origin === "phrase") return isShort ? [] : group;
        const isVague = isShort || at === groups.length - 1;
        if (isVague && !namesConcept({ alternatives: group })) return [];
        return isShort ? group.filter(({ weight }) => weight >= standsAlone) : group;
      }),
    )
    .filter((group) => isHeld(vocabulary, group, surelyMeant))
    .map((alternatives) => ({
      alternatives,
      information: informationOf(vocabulary, alternatives),
    }));
  const most = Math.max(...parts.map(({ information }) => information));
  return parts.reduce(
    (so, { alternatives, information }) =>
      widen(so, { alternatives, conjunctions: [] }, (share * information) / most),
    term,
  );
}

/** How much a term tells: the inverse of how many documents answer it, as a logarithm. */
function informationOf(vocabulary: Vocabulary, alternatives: readonly WeightedTerm[]): number {
  const counts = alternatives
    .filter(({ weight }) => weight >= surelyMeant)
    .map(({ token }) => vocabulary.documentsWith(token));
  const documents = Math.max(0, ...counts);
  return Math.log(1 + (vocabulary.documents + 1) / (documents + 1));
}

/** Adds to a term all that another one looks for, at a part of its worth. */
function widen(
  term: QueryTerm,
  other: Pick<QueryTerm, "alternatives" | "conjunctions">,
  share: number,
): QueryTerm {
  const alternatives = new Map(term.alternatives.map((each) => [each.token, each]));
  for (const each of other.alternatives) {
    const weight = each.weight * share;
    if ((alternatives.get(each.token)?.weight ?? 0) < weight)
      alternatives.set(each.token, { ...each, weight });
  }
  const conjunctions = other.conjunctions.map((each): Conjunction => ({
    ...each,
    weight: each.weight * share,
  }));
  return {
    ...term,
    alternatives: [...alternatives.values()].toSorted((a, b) => b.weight - a.weight),
    conjunctions: [...term.conjunctions, ...conjunctions],
  };
}

/** A word that neither the bank nor the dictionary knows is taken for a misspelt or an unfinished one. */
function mend(
  vocabulary: Vocabulary,
  term: QueryTerm,
  isLast: boolean,
): { term: QueryTerm; correction: string | undefined } {
  const word = term.raw.toLowerCase();
  const corrections = findCorrections(vocabulary, word);
  const meant =
    corrections.length > 0 ? corrections : isLast ? findCompletions(vocabulary, word) : [];
  const widened = meant.reduce((so, { word: other, likelihood }) => {
    const [read] = analyser.queryTerms(other).terms;
    return read ? widen(so, read, likelihood) : so;
  }, term);
  return { term: widened, correction: corrections[0]?.word };
}

const scored = (terms: readonly WeightedTerm[]): ScoredToken[] =>
  terms.map(({ token, weight }) => ({ hash: hashToken(token), weight }));

/**
 * Adds to neighbouring words the compound that they make, where the bank holds it: whoever types
 * "effekt rapport" means the "effektrapport" that is there.
 */
function joinTorn(vocabulary: Vocabulary, read: readonly ReadTerm[]): ReadTerm[] {
  const compounds = read.map(({ term, isLiteral }) =>
    isLiteral
      ? []
      : (term.withNext ?? [])
          .map((key): WeightedTerm => ({
            kind: "lemma",
            key,
            token: termToken("lemma", key),
            weight: 1,
          }))
          .filter(({ token }) => vocabulary.documentsWith(token) > 0),
  );
  return read.map((each, at) => {
    const alternatives = [...(compounds[at - 1] ?? []), ...(compounds[at] ?? [])];
    if (each.isLiteral || alternatives.length === 0) return each;
    return { ...each, term: widen(each.term, { alternatives, conjunctions: [] }, 1) };
  });
}

/**
 * Reads a query for a bank with these words.
 * @returns undefined when the query has no word of content
 */
export function planSearch(typed: string, vocabulary: Vocabulary): SearchPlan | undefined {
  const read = joinTorn(vocabulary, readQuery(typed));
  const last = read.at(-1)?.term;
  let correction = typed;
  let shift = 0;
  const understood = read.map(({ term: asked, isLiteral }): Understood => {
    let term = asked;
    if (isLiteral) {
      const information = informationOf(vocabulary, term.alternatives);
      return { term, information, isLiteral, isInBank: true, isOfField: true };
    }
    if (!asked.isKnown && !isAnswerable(vocabulary, asked)) {
      const mended = mend(vocabulary, asked, asked === last);
      term = mended.term;
      if (mended.correction !== undefined) {
        const { start, end } = asked;
        correction =
          correction.slice(0, start + shift) + mended.correction + correction.slice(end + shift);
        shift += mended.correction.length - (end - start);
      }
    }
    const isInBank = isAnswerable(vocabulary, term);
    term = addParts(vocabulary, term, isInBank);
    const information = term.salience * informationOf(vocabulary, term.alternatives);
    const isOfField = isName(asked) || namesConcept(asked);
    return { term, information, isLiteral, isInBank, isOfField };
  });
  if (understood.length === 0) return undefined;

  const telling = understood.filter(({ term }) => !term.isWeak);
  // What the bank doesn't hold tells nothing about what it holds.
  const least = Math.min(
    ...telling.filter(({ isInBank }) => isInBank).map(({ information }) => information),
  );
  for (const each of telling)
    if (!each.isInBank) each.information = Math.min(each.information, least);
  return {
    terms: understood.map(({ term, information }) => ({
      raw: term.raw,
      information: term.isWeak ? information / 4 : information,
      alternatives: scored(term.alternatives),
      conjunctions: term.conjunctions.map((conjunction) => ({
        weight: conjunction.weight,
        groups: standing(conjunction).map(scored),
      })),
    })),
    ...conditionsOf(telling, isQuestion(typed)),
    words: telling.some(({ isLiteral }) => isLiteral)
      ? undefined
      : telling.map(({ term }) => term.raw).join(" "),
    correction: correction === typed ? undefined : correction,
  };
}
