import type { DocumentVector } from "./document-vector.js";
import type { PlanTerm, ScoredToken, SearchPlan } from "./search-plan.js";

/** How well a document must answer a term before the term counts as answered in full. */
const answered = 0.2;

/** How much further evidence counts beside the best. */
const furtherEvidence = 0.6;

/** How strongly a document holds any of some tokens: the best of them, and a little of the others. */
function holds(vector: DocumentVector, tokens: readonly ScoredToken[]): number {
  let best = 0;
  let sum = 0;
  for (const { hash, weight } of tokens) {
    const strength = weight * (vector.get(hash) ?? 0);
    sum += strength;
    if (strength > best) best = strength;
  }
  return best + (1 - best) * furtherEvidence * Math.min(1, sum - best);
}

function answers(vector: DocumentVector, { alternatives, conjunctions }: PlanTerm): number {
  let best = holds(vector, alternatives);
  for (const { weight, groups } of conjunctions) {
    let least = weight;
    for (const group of groups) least = Math.min(least, weight * holds(vector, group));
    if (least > best) best = least;
  }
  return best;
}

/**
 * How well a document answers a query, from 0 to 1: the mean of how well it answers each term, weighted
 * by how much the term tells, times the square of the share of the query that it answers: something of all of
 * it says more than much of a part. The same for either engine.
 */
export function scoreDocument(vector: DocumentVector, { terms }: SearchPlan): number {
  let total = 0;
  let sum = 0;
  let covered = 0;
  for (const term of terms) {
    const strength = answers(vector, term);
    total += term.information;
    sum += term.information * strength;
    covered += term.information * Math.min(1, strength / answered);
  }
  return total === 0 ? 0 : (sum / total) * (covered / total) ** 2;
}

/** The hash of the token by which a document answers a term best; undefined where it holds none. */
export function bestAnswer(vector: DocumentVector, { alternatives }: PlanTerm): number | undefined {
  let best: { hash: number; strength: number } | undefined;
  for (const { hash, weight } of alternatives) {
    const strength = weight * (vector.get(hash) ?? 0);
    if (strength > (best?.strength ?? 0)) best = { hash, strength };
  }
  return best?.hash;
}

/** Vaguer tokens aren't shown as hits: an officer wouldn't see why. */
const worthMarking = 0.1;

/**
 * The hashes of the tokens by which a document answers a query: of each term those that it holds, or,
 * where it holds none, those of the words that stand for the term together.
 */
export function answeringTokens(vector: DocumentVector, { terms }: SearchPlan): Set<number> {
  const held = (tokens: readonly ScoredToken[]): number[] =>
    tokens
      .filter(({ hash, weight }) => weight >= worthMarking && vector.has(hash))
      .map(({ hash }) => hash);
  return new Set(
    terms.flatMap(({ alternatives, conjunctions }) => {
      const own = held(alternatives);
      if (own.length > 0) return own;
      const groups = conjunctions.map((each) => each.groups.map(held));
      return groups.filter((each) => each.every((tokens) => tokens.length > 0)).flat(2);
    }),
  );
}
