import { type Highlight, highlight } from "./highlight.js";
import { type Match, findMatches } from "./matches.js";
import { answeringTokens, scoreDocument } from "./ranking.js";
import type { DocumentStore, RankedDocument } from "./document-store.js";
import { findCandidates, rankedHits } from "./candidates.js";
import {
  type EngineFilter,
  type EngineHit,
  type FacetCounts,
  type SearchEngine,
  documentIdOf,
} from "./search-engine.js";
import { type SearchPlan, planSearch } from "./search-plan.js";
import type { Vocabulary } from "./vocabulary.js";

/** How alike municipalities are to one, by kommunkod: 0–1. */
export type LikenessByCode = ReadonlyMap<string, number>;

/** What is searched for. An empty query lists everything that the filter admits, newest first. */
export interface SearchRequest {
  query: string;
  filter: EngineFilter;
  offset: number;
  limit: number;
  /** Whether facets are wanted: counting them costs. */
  facets: boolean;
  /** Whether the words found are to be marked: reading the texts costs. */
  highlights: boolean;
  /** Whether it is to be told what was found instead of the words typed: telling that costs more. */
  matches: boolean;
  /** Prefers what was done in municipalities like one. */
  likeness?: LikenessByCode | undefined;
}

/** A record that was found. */
export interface SearchHit extends EngineHit {
  /** From 0 to 1; comparable within one answer only. */
  score: number;
  highlights: readonly Highlight[];
  /** What was found instead of a word as typed: "fjärrvärme" for "district heating". */
  matches: readonly Match[];
  /** The municipalities that it tells of, by kommunkod. */
  municipalities: readonly string[];
}

/** What was found. */
export interface SearchAnswer {
  hits: SearchHit[];
  facets: FacetCounts[];
  totalCount: number;
  /** The query with its misspelt words mended. */
  correction: string | undefined;
}

/** What a search works with. */
export interface SearchMeans {
  engine: SearchEngine;
  store: DocumentStore;
  vocabulary: Vocabulary;
}

/** How much of the score likeness decides. */
const likenessShare = 0.4;

/** Finds, ranks and marks: the same whichever engine proposes the documents. */
export async function searchRanked(
  { engine, store, vocabulary }: SearchMeans,
  request: SearchRequest,
): Promise<SearchAnswer> {
  const { offset, limit, likeness } = request;
  const plan = request.query === "" ? undefined : planSearch(request.query, vocabulary);
  const found = await findCandidates(engine, request, plan, vocabulary);
  if (!found) return { hits: [], facets: [], totalCount: 0, correction: undefined };
  const { answer } = found;

  const documents = await store.ranked(answer.hits);
  const byScore = documents
    .map((document) => ({ document, score: scoreOf(document, plan, likeness) }))
    // As they were found where the scores are equal.
    .toSorted((a, b) => b.score - a.score)
    .slice(0, rankedHits);
  const page = byScore.slice(offset, offset + limit);
  const missing = limit - page.length;
  if (missing > 0 && offset + page.length < answer.totalCount) {
    const later = await engine.search({
      ...found.request,
      prefer: [],
      without: byScore.map(({ document }) => documentIdOf(document.hit)),
      offset: Math.max(0, offset - byScore.length),
      limit: missing,
      facets: false,
      counting: [],
    });
    const more = await store.ranked(later.hits);
    page.push(...more.map((document) => ({ document, score: scoreOf(document, plan, likeness) })));
  }
  const texts =
    (request.highlights || request.matches) && plan
      ? await store.texts(page.map(({ document }) => document.hit))
      : undefined;
  return {
    hits: page.map(({ document: { hit, municipalities }, score }) => {
      const read = texts?.get(hit.entityId);
      return {
        ...hit,
        score,
        municipalities,
        highlights:
          plan && read && request.highlights
            ? highlight(read, answeringTokens(read.vector, plan))
            : [],
        matches: plan && read && request.matches ? findMatches(read, plan) : [],
      };
    }),
    facets: answer.facets,
    totalCount: answer.totalCount,
    correction: plan?.correction,
  };
}

function scoreOf(
  { vector, municipalities }: RankedDocument,
  plan: SearchPlan | undefined,
  likeness: LikenessByCode | undefined,
): number {
  const score = plan ? scoreDocument(vector, plan) : 1;
  if (!likeness) return score;
  const alike = Math.max(0, ...municipalities.map((code) => likeness.get(code) ?? 0));
  return score * (1 - likenessShare + likenessShare * alike);
}
