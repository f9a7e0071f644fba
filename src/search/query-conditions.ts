import type { Conjunction, QueryTerm, WeightedTerm } from "./analysis/query-terms.js";
import { type TokenCondition, allOf, anyHeadToken, anyOf, anyToken } from "./token-condition.js";

/** A term of a query that decides what is found. */
export interface DecidingTerm {
  term: QueryTerm;
  /** How much it tells in this bank. */
  information: number;
  /** Is a word of the field: the thesaurus knows it, or it is a name. Others may mean anything. */
  isOfField: boolean;
  /** Stands in quotation marks: required, however much the rest is loosened. */
  isLiteral: boolean;
}

/** Which documents a query finds. */
export interface QueryConditions {
  /**
   * Each admits more than the one before: documents that answer the whole query, that answer enough of
   * it, that answer any of it.
   */
  steps: readonly TokenCondition[];
  /** Which documents answer the whole query by what they are about. */
  head: TokenCondition;
}

/** What a token must be worth for a document to be found by it: vaguer ones only rank. */
export const surelyMeant = 0.35;
/** The same when little is found: narrower and related things count too, */
const maybeMeant = 0.16;
/** and broader ones, in documents that are about them. */
const broadlyMeant = 0.1;
/** What a part of a compound must be worth to count where it stands apart: a word of its own. */
export const standsAlone = 0.65;
/** Shorter words stand within compounds by chance: "kol" in "biokol". */
export const shortestPartWithin = 5;
/** How much of what is asked for a document must answer to be found when few answer everything. */
const enoughInformation = 0.35;
/** Of more terms than this, only the most telling decide what is found. */
const mostDeciding = 6;

/** The words of a conjunction as they must stand: those typed by themselves in any way. */
export const standing = ({ origin, groups }: Conjunction): WeightedTerm[][] =>
  origin !== "compound"
    ? groups
    : groups.map((group) => group.filter((each) => each.weight >= standsAlone));

const nothing = anyToken([]);

const tokensFrom = (terms: readonly WeightedTerm[], least: number): string[] =>
  terms.filter(({ weight }) => weight >= least).map(({ token }) => token);

/** A document answers a term. */
function answers({ alternatives, conjunctions }: QueryTerm, least = surelyMeant): TokenCondition {
  return anyOf([
    anyToken(tokensFrom(alternatives, least)),
    ...conjunctions.map((conjunction) =>
      allOf(standing(conjunction).map((group) => anyToken(tokensFrom(group, surelyMeant)))),
    ),
  ]);
}

/** A document answers a term, or is about something broader. */
function nearlyAnswers(term: QueryTerm): TokenCondition {
  const broader = term.alternatives.filter(
    ({ weight }) => weight >= broadlyMeant && weight < maybeMeant,
  );
  const answer = answers(term, maybeMeant);
  return broader.length === 0
    ? answer
    : anyOf([answer, anyHeadToken(broader.map(({ token }) => token))]);
}

/** A term without what is found by chance: where it is the only one of several that a document answers. */
const withoutChance = (term: QueryTerm): QueryTerm => ({
  ...term,
  alternatives: term.alternatives.filter(
    ({ kind, key }) => kind !== "part" || key.length >= shortestPartWithin,
  ),
});

/**
 * Whether answering these terms of some, and no other, says anything: "klass" alone doesn't about
 * "mindre klasser i grundskolan".
 */
type Evidence = (chosen: readonly DecidingTerm[]) => boolean;

/** The smallest sets of terms that hold enough of the information; the terms come most telling first. */
function sufficientSets(terms: readonly DecidingTerm[], isEvidence: Evidence): DecidingTerm[][] {
  if (terms.length === 0) return [];
  const total = terms.reduce((sum, { information }) => sum + information, 0);
  const enough = total * enoughInformation - 1e-9;
  const sets: DecidingTerm[][] = [];
  const extend = (chosen: DecidingTerm[], from: number, sum: number): void => {
    if (sum >= enough && isEvidence(chosen)) {
      sets.push(chosen);
      return;
    }
    for (let at = from; at < terms.length; at++) {
      const next = terms[at];
      if (next) extend([...chosen, next], at + 1, sum + next.information);
    }
  };
  extend([], 0, 0);
  return sets;
}

/**
 * Says which documents a query finds; there is at least one term.
 * @param isQuestion whether it is a whole question: these hold words that no answer needs, and want the
 *   nearest answer, where a phrase wants what it names
 */
export function conditionsOf(terms: readonly DecidingTerm[], isQuestion: boolean): QueryConditions {
  const literal = terms.filter(({ isLiteral }) => isLiteral);
  const meant = terms.filter(({ isLiteral }) => !isLiteral);
  const loosened = (alternatives: readonly TokenCondition[]): TokenCondition =>
    allOf([
      ...literal.map(({ term }) => answers(term)),
      ...(alternatives.length > 0 ? [anyOf(alternatives)] : literal.length > 0 ? [] : [nothing]),
    ]);
  const isEvidence: Evidence = (chosen) =>
    isQuestion ||
    terms.length === 1 ||
    chosen.length > 1 ||
    chosen.some(({ isOfField }) => isOfField);
  const all = (
    set: readonly DecidingTerm[],
    how: (term: QueryTerm) => TokenCondition,
  ): TokenCondition => allOf(set.map(({ term }) => how(term)));
  const deciding = meant.toSorted((a, b) => b.information - a.information).slice(0, mostDeciding);
  const sets = sufficientSets(deciding, isEvidence);
  const single = meant
    .filter((each) => isEvidence([each]))
    .map(({ term }) => (meant.length > 1 ? withoutChance(term) : term));
  const nearly = sets.map((set) => all(set, nearlyAnswers));
  return {
    steps: [
      all(terms, (term) => answers(term)),
      loosened(sets.map((set) => all(set, (term) => answers(term)))),
      loosened([...nearly, ...single.map((term) => answers(term))]),
      loosened([...nearly, ...single.map(nearlyAnswers)]),
    ],
    head: allOf(terms.map(({ term }) => anyHeadToken(tokensFrom(term.alternatives, surelyMeant)))),
  };
}
