import type { MultiSearchQuery } from "meilisearch";
import type { SearchKindName } from "./change-queue.js";
import { hashToken } from "./document-vector.js";
import { type FacetField, facetFields, indexName } from "./index-settings.js";
import { facetValue, readFacetValue, termNumber } from "./indexed-document.js";
import { type MeiliPost, openMeiliPost } from "./meili-post.js";
import type { MeiliAddress } from "./meili.js";
import {
  type EngineAnswer,
  type EngineFilter,
  type EngineHit,
  type EngineRequest,
  type FacetCount,
  type Preference,
  type SearchEngine,
  sortCounts,
  uniteHits,
} from "./search-engine.js";
import { type TokenCondition, writeCondition } from "./token-condition.js";

/** Most values of a facet that are told, the most frequent. */
const mostFacetValues = 500;

interface Found {
  id: string;
  hash: string;
}

interface Answer {
  hits: readonly Found[];
  facetDistribution?: { facets?: Record<string, number> };
  totalHits?: number;
  estimatedTotalHits?: number;
}

/** A {@link SearchEngine} that knows whether its server seems to be there. */
export interface MeiliEngine extends SearchEngine {
  /** See {@link MeiliPost}. */
  stands: MeiliPost["stands"];
}

/**
 * Searches with Meilisearch: one request, in which each preference and each count is a query of its own.
 * @param timeoutMs the longest that an answer may take before the engine gives up
 */
export function createMeiliEngine(address: MeiliAddress, timeoutMs: number): MeiliEngine {
  const post = openMeiliPost(address, timeoutMs);
  return {
    name: "meilisearch",
    stands: post.stands,
    async search(request) {
      const { results } = (await post("/multi-search", toMultiSearch(request))) as {
        results: readonly Answer[];
      };
      const [main, ...others] = results;
      if (!main) throw new Error("Meilisearch left a query unanswered.");
      return toAnswer(request, main, others);
    },
  };
}

/** The one request that answers a search. */
export const toMultiSearch = (request: EngineRequest): { queries: MultiSearchQuery[] } => ({
  queries: [
    toMainQuery(request),
    ...request.prefer.map((each) => toQuery(request, each)),
    ...request.counting.map((where) => toCount(request, where)),
  ],
});

const newestFirst = { sort: ["sortAt:desc"] };

function toMainQuery(request: EngineRequest): MultiSearchQuery {
  const { offset, limit, without } = request;
  const excluded = without.length > 0 ? [`id NOT IN [${without.map(quoted).join(", ")}]`] : [];
  return {
    indexUid: indexName,
    ...newestFirst,
    ...toWindow(offset, limit),
    filter: [...matching(request), ...excluded],
    ...(request.facets ? { facets: ["facets"] } : {}),
  };
}

/** Whole pages are counted exactly, any other window only nearly. */
function toWindow(offset: number, limit: number): Partial<MultiSearchQuery> {
  if (limit === 0) return { page: 1, hitsPerPage: 0 };
  return offset % limit === 0
    ? { page: offset / limit + 1, hitsPerPage: limit }
    : { offset, limit };
}

function toQuery(request: EngineRequest, preference: Preference): MultiSearchQuery {
  const preferred =
    "where" in preference
      ? tokenFilter(preference.where)
      : facetFilter("municipalities", preference.municipalities);
  return {
    indexUid: indexName,
    ...newestFirst,
    limit: request.limit,
    filter: [...matching(request), preferred],
  };
}

const toCount = (request: EngineRequest, where: TokenCondition): MultiSearchQuery => ({
  indexUid: indexName,
  ...toWindow(0, 0),
  filter: matching({ ...request, where }),
});

const tokenFilter = (condition: TokenCondition): string =>
  writeCondition(
    condition,
    { and: " AND ", or: " OR " },
    (tokens, inHead) =>
      `terms IN [${tokens.map((token) => termNumber(hashToken(token), inHead)).join(", ")}]`,
  );

const facetFilter = (field: FacetField, values: readonly string[]): string =>
  `facets IN [${values.map((value) => quoted(facetValue(field, value))).join(", ")}]`;

/** What every hit has to meet. */
function matching({ where, filter }: Pick<EngineRequest, "where" | "filter">): string[] {
  const conditions = filterConditions(filter);
  if (where) conditions.push(tokenFilter(where));
  // There is always a condition: an index that isn't set up must fail rather than find nothing.
  return conditions.length > 0 ? conditions : ["facets EXISTS"];
}

const quoted = (value: string): string =>
  `"${value.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;

/** Largest whole number that a filter compares with; stands for "no upper limit". */
const unlimited = Number.MAX_SAFE_INTEGER;

function filterConditions(filter: EngineFilter): string[] {
  const conditions: string[] = [];
  for (const field of facetFields) {
    const values = filter.lists[field];
    if (values && values.length > 0) {
      conditions.push(facetFilter(field, values));
    }
  }
  if (filter.populationMin !== undefined || filter.populationMax !== undefined) {
    // TO asks for one municipality within both limits; two comparisons could be met by two.
    const { populationMin = 0, populationMax = unlimited } = filter;
    conditions.push(`populations ${populationMin} TO ${populationMax}`);
  }
  if (filter.yearTo !== undefined) conditions.push(`startYear <= ${filter.yearTo}`);
  if (filter.yearFrom !== undefined) conditions.push(`endYear >= ${filter.yearFrom}`);
  return conditions;
}

function toHit({ id, hash }: Found): EngineHit {
  const cut = id.indexOf("-");
  return { kind: id.slice(0, cut) as SearchKindName, entityId: id.slice(cut + 1), hash };
}

function toAnswer(request: EngineRequest, main: Answer, others: readonly Answer[]): EngineAnswer {
  const lists = others.slice(0, request.prefer.length).map(({ hits }) => hits.map(toHit));
  return {
    hits: uniteHits(lists, main.hits.map(toHit), request.limit),
    facets: request.facets ? toFacets(main) : [],
    totalCount: countOf(main),
    counts: others.slice(request.prefer.length).map(countOf),
  };
}

const countOf = ({ totalHits, estimatedTotalHits }: Answer): number =>
  totalHits ?? estimatedTotalHits ?? 0;

function toFacets({ facetDistribution }: Answer): EngineAnswer["facets"] {
  const byField = new Map<string, FacetCount[]>(facetFields.map((field) => [field, []]));
  for (const [joined, count] of Object.entries(facetDistribution?.facets ?? {})) {
    const { field, value } = readFacetValue(joined);
    byField.get(field)?.push({ value, count });
  }
  return facetFields.map((field) => ({
    field,
    values: sortCounts(byField.get(field) ?? []).slice(0, mostFacetValues),
  }));
}
