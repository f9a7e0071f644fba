import { Meilisearch, type SearchParams } from "meilisearch";
import type { SearchKindName } from "./change-queue.js";
import { facetAttribute, facetFields, indexName, searchedFields } from "./index-settings.js";
import type { MeiliAddress } from "./meili.js";
import {
  type EngineAnswer,
  type EngineFilter,
  type EngineRequest,
  type Highlight,
  type SearchEngine,
  hitEnd,
  hitStart,
  sortCounts,
  toSnippet,
} from "./search-engine.js";

/** Words around a hit in a snippet of a long text. */
const snippetWords = 30;
/** Fields of a sentence or more, of which only the part around the hit is shown. */
const croppedFields = ["lessonTexts", "summary", "body"];
const kinds = ["CASE_STUDY", "METHOD", "LESSON"];

interface Found {
  kind: SearchKindName;
  id: string;
  _formatted?: Record<string, string | string[] | null>;
  _rankingScore?: number;
}

/**
 * Searches with Meilisearch.
 * @param timeoutMs the longest that an answer may take before the engine gives up
 */
export function createMeiliEngine(address: MeiliAddress, timeoutMs: number): SearchEngine {
  const client = new Meilisearch({
    host: address.url,
    ...(address.apiKey === undefined ? {} : { apiKey: address.apiKey }),
    timeout: timeoutMs,
  });
  return {
    name: "meilisearch",
    async search(request) {
      const answer = await client.index(indexName).search<Found>(request.query, toParams(request));
      return toAnswer(request, answer);
    },
  };
}

function toParams(request: EngineRequest): SearchParams {
  const { offset, limit, query } = request;
  return {
    // Whole pages are counted exactly, any other window only nearly.
    ...(offset % limit === 0
      ? { page: offset / limit + 1, hitsPerPage: limit }
      : { offset, limit }),
    filter: toMeiliFilter(request.filter),
    ...(request.facets ? { facets: facetFields.map(facetAttribute) } : {}),
    ...(query === "" ? { sort: ["sortAt:desc", "id:asc"] } : {}),
    attributesToRetrieve: ["id", "kind"],
    attributesToHighlight: query === "" ? [] : [...searchedFields],
    attributesToCrop: query === "" ? [] : croppedFields,
    cropLength: snippetWords,
    highlightPreTag: hitStart,
    highlightPostTag: hitEnd,
    showRankingScore: true,
  };
}

const quoted = (value: string): string =>
  `"${value.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;

/** Largest whole number that a filter compares with; stands for "no upper limit". */
const unlimited = Number.MAX_SAFE_INTEGER;

function toMeiliFilter(filter: EngineFilter): string[] {
  const conditions: string[] = [];
  for (const field of facetFields) {
    const values = filter.lists[field];
    if (values && values.length > 0) {
      conditions.push(`${facetAttribute(field)} IN [${values.map(quoted).join(", ")}]`);
    }
  }
  if (filter.populationMin !== undefined || filter.populationMax !== undefined) {
    // TO asks for one municipality within both limits; two comparisons could be met by two.
    const { populationMin = 0, populationMax = unlimited } = filter;
    conditions.push(`populations ${populationMin} TO ${populationMax}`);
  }
  if (filter.yearTo !== undefined) conditions.push(`startYear <= ${filter.yearTo}`);
  if (filter.yearFrom !== undefined) conditions.push(`endYear >= ${filter.yearFrom}`);
  // There is always a condition: an index that isn't set up must fail rather than find nothing.
  return conditions.length > 0 ? conditions : [`kind IN [${kinds.join(", ")}]`];
}

interface MeiliAnswer {
  hits: readonly Found[];
  facetDistribution?: Record<string, Record<string, number>>;
  totalHits?: number;
  estimatedTotalHits?: number;
}

function toAnswer(request: EngineRequest, answer: MeiliAnswer): EngineAnswer {
  return {
    hits: answer.hits.map((hit) => ({
      kind: hit.kind,
      id: hit.id.slice(hit.kind.length + 1),
      score: request.query === "" ? 1 : (hit._rankingScore ?? 0),
      highlights: toHighlights(hit._formatted ?? {}),
    })),
    facets: request.facets
      ? facetFields.map((field) => ({
          field,
          values: sortCounts(
            Object.entries(answer.facetDistribution?.[facetAttribute(field)] ?? {}).map(
              ([value, count]) => ({ value, count }),
            ),
          ),
        }))
      : [],
    totalCount: answer.totalHits ?? answer.estimatedTotalHits ?? 0,
  };
}

function toHighlights(formatted: NonNullable<Found["_formatted"]>): Highlight[] {
  return searchedFields.flatMap((field) =>
    [formatted[field] ?? []]
      .flat()
      .filter((text) => text.includes(hitStart))
      .map((text) => ({ field, snippet: toSnippet(text) })),
  );
}
