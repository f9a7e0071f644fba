import type { DocumentStore, RankedDocument } from "./document-store.js";
import { type Highlight, highlight } from "./highlight.js";
import { type Match, findMatches } from "./matches.js";
import { answeringTokens, scoreDocument } from "./ranking.js";
import {
  type EngineAnswer,
  type EngineFilter,
  type EngineHit,
  type EngineRequest,
  type FacetCounts,
  type Preference,
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
  /** Whether the found words are to be told: reading the texts costs. */
  texts: boolean;
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

/** How many of the documents found are ranked; what follows comes newest first. */
const rankedHits = 100;
/** When fewer documents answer the whole query, those that answer enough of it are found too. */
const fewHits = 8;
/** How many of the most alike municipalities are looked at first. */
const likeMunicipalities = 8;
/** How much of the score likeness decides. */
const likenessShare = 0.4;

/** A search that found its documents, before they are put in order. */
interface Found {
  answer: EngineAnswer;
  request: EngineRequest;
}

/** Finds, ranks and marks: the same whichever engine proposes the documents. */
export async function searchRanked(
  { engine, store, vocabulary }: SearchMeans,
  request: SearchRequest,
): Promise<SearchAnswer> {
  const { offset, limit, likeness } = request;
  const plan = request.query === "" ? undefined : planSearch(request.query, vocabulary);
  const found = await find(engine, request, plan);
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
    });
    const more = await store.ranked(later.hits);
    page.push(...more.map((document) => ({ document, score: scoreOf(document, plan, likeness) })));
  }
  const texts =
    request.texts && plan ? await store.texts(page.map(({ document }) => document.hit)) : undefined;
  return {
    hits: page.map(({ document: { hit, vector, municipalities }, score }) => {
      const read = texts?.get(hit.entityId) ?? [];
      return {
        ...hit,
        score,
        municipalities,
        highlights: plan ? highlight(read, answeringTokens(vector, plan)) : [],
        matches: plan ? findMatches(read, vector, plan) : [],
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

/** Asks for what answers the whole query; for what answers enough of it when that is little. */
async function find(
  engine: SearchEngine,
  request: SearchRequest,
  plan: SearchPlan | undefined,
): Promise<Found | undefined> {
  const prefer: Preference[] = plan ? [{ where: plan.head }] : [];
  if (request.likeness) {
    const alike = [...request.likeness].toSorted(([, a], [, b]) => b - a);
    prefer.push({ municipalities: alike.slice(0, likeMunicipalities).map(([code]) => code) });
  }
  const ask = async (only: Pick<EngineRequest, "where" | "text">): Promise<Found> => {
    const { filter, facets } = request;
    const asked: EngineRequest = {
      ...only,
      filter,
      prefer: only.text === undefined ? prefer : [],
      without: [],
      offset: 0,
      limit: rankedHits,
      facets,
    };
    return { answer: await engine.search(asked), request: asked };
  };
  if (request.query === "") return ask({ where: undefined });
  // Nothing but stop words, signs or emoji: there is nothing to look for.
  if (!plan) return undefined;
  let found: Found | undefined;
  for (const where of plan.steps) {
    found = await ask({ where });
    if (found.answer.totalCount >= fewHits) return found;
  }
  if (found && found.answer.totalCount > 0) return found;
  return plan.words === undefined ? found : ask({ where: undefined, text: plan.words });
}
