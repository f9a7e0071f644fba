import type { Judgement } from "./judgements.js";

/** How well one ranking answers one query. */
export interface QueryFigures {
  /** Normalised discounted cumulative gain of the first ten; undefined where nothing is relevant. */
  ndcg: number | undefined;
  /** Share of the relevant records among the first twenty; undefined where nothing is relevant. */
  recall: number | undefined;
  /** Whether nothing was found although something is relevant. */
  isZero: boolean;
  /** Whether a forbidden record is among the first five. */
  hasFalseFriend: boolean;
}

const gainOf = (grade: number): number => 2 ** grade - 1;

const discounted = (grades: readonly number[]): number =>
  grades.reduce((sum, grade, rank) => sum + gainOf(grade) / Math.log2(rank + 2), 0);

/** Measures a ranking of slugs, the best first. */
export function measure(judgement: Judgement, ranking: readonly string[]): QueryFigures {
  const relevant = new Map(Object.entries(judgement.relevant));
  const hasRelevant = relevant.size > 0;
  const ideal = [...relevant.values()].toSorted((a, b) => b - a).slice(0, 10);
  const grades = ranking.slice(0, 10).map((slug) => relevant.get(slug) ?? 0);
  const found = ranking.slice(0, 20).filter((slug) => relevant.has(slug)).length;
  return {
    ndcg: hasRelevant ? discounted(grades) / discounted(ideal) : undefined,
    recall: hasRelevant ? found / Math.min(20, relevant.size) : undefined,
    isZero: hasRelevant && ranking.length === 0,
    hasFalseFriend: ranking.slice(0, 5).some((slug) => judgement.forbidden.includes(slug)),
  };
}

/** The figures of several queries. */
export interface Summary {
  queries: number;
  ndcg: number;
  recall: number;
  /** Share of the queries that found nothing though something is relevant. */
  zero: number;
  /** Share, among the queries with forbidden records, of those that show one. */
  falseFriends: number;
}

const mean = (values: readonly (number | undefined)[]): number => {
  const known = values.filter((value) => value !== undefined);
  return known.reduce((sum, value) => sum + value, 0) / Math.max(1, known.length);
};

/** Sums figures up. */
export function summarise(
  rows: readonly { judgement: Judgement; figures: QueryFigures }[],
): Summary {
  const answerable = rows.filter(({ figures }) => figures.ndcg !== undefined);
  const guarded = rows.filter(({ judgement }) => judgement.forbidden.length > 0);
  return {
    queries: rows.length,
    ndcg: mean(rows.map(({ figures }) => figures.ndcg)),
    recall: mean(rows.map(({ figures }) => figures.recall)),
    zero: mean(answerable.map(({ figures }) => Number(figures.isZero))),
    falseFriends: mean(guarded.map(({ figures }) => Number(figures.hasFalseFriend))),
  };
}
