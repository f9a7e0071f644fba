import type { MultiSearchQuery, SearchParams } from "meilisearch";
import type { SearchKindName } from "./change-queue.js";
import { facetAttribute, facetFields, indexName } from "./index-settings.js";
import { type MeiliAddress, connectMeili } from "./meili.js";
import {
  type EngineAnswer,
  type EngineFilter,
  type EngineHit,
  type EngineRequest,
  type Preference,
  type SearchEngine,
  sortCounts,
  uniteHits,
} from "./search-engine.js";
import { type TokenCondition, writeCondition } from "./token-condition.js";

const kinds = ["CASE_STUDY", "METHOD", "LESSON"];

interface Found {
  kind: SearchKindName;
  id: string;
  hash: string;
}

interface Answer {
  hits: readonly Found[];
  facetDistribution?: Record<string, Record<string, number>>;
  totalHits?: number;
  estimatedTotalHits?: number;
}

/**
 * Searches with Meilisearch: one request, in which each preference is a query of its own.
 * @param timeoutMs the longest that an answer may take before the engine gives up
 */
export function createMeiliEngine(address: MeiliAddress, timeoutMs: number): SearchEngine {
  const client = connectMeili(address, timeoutMs);
  return {
    name: "meilisearch",
    async search(request) {
      const { results } = await client.multiSearch<{ queries: MultiSearchQuery[] }, Found>(
        toMultiSearch(request),
      );
      const [main, ...preferred] = results as readonly Answer[];
      if (!main) throw new Error("Meilisearch left a query unanswered.");
      return toAnswer(request, main, preferred);
    },
  };
}

/** The one request that answers a search; the bench sends the same without us. */
export const toMultiSearch = (request: EngineRequest): { queries: MultiSearchQuery[] } => ({
  queries: [toMainQuery(request), ...request.prefer.map((each) => toQuery(request, each))],
});

const newestFirst = { sort: ["sortAt:desc", "id:asc"] };

function toMainQuery(request: EngineRequest): MultiSearchQuery {
  const { offset, limit, text, without } = request;
  const excluded = without.length > 0 ? [`id NOT IN [${without.map(quoted).join(", ")}]`] : [];
  return {
    indexUid: indexName,
    ...(text === undefined ? newestFirst : { q: text, matchingStrategy: "all" }),
    // Whole pages are counted exactly, any other window only nearly.
    ...(offset % limit === 0
      ? { page: offset / limit + 1, hitsPerPage: limit }
      : { offset, limit }),
    filter: [...matching(request), ...excluded],
    ...(request.facets ? { facets: facetFields.map(facetAttribute) } : {}),
    attributesToRetrieve,
  };
}

function toQuery(request: EngineRequest, preference: Preference): MultiSearchQuery {
  const preferred =
    "where" in preference
      ? tokenFilter(preference.where)
      : `municipalities IN [${preference.municipalities.map(quoted).join(", ")}]`;
  return {
    indexUid: indexName,
    ...newestFirst,
    limit: request.limit,
    filter: [...matching(request), preferred],
    attributesToRetrieve,
  };
}

const attributesToRetrieve: NonNullable<SearchParams["attributesToRetrieve"]> = [
  "id",
  "kind",
  "hash",
];

/** Tokens are letters and digits only: nothing to quote. */
const tokenFilter = (condition: TokenCondition): string =>
  writeCondition(
    condition,
    { and: " AND ", or: " OR " },
    (tokens, inHead) => `${inHead ? "headTerms" : "terms"} IN [${tokens.join(", ")}]`,
  );

/** What every hit has to meet. */
function matching({ where, filter }: EngineRequest): string[] {
  const conditions = filterConditions(filter);
  if (where) conditions.push(tokenFilter(where));
  // There is always a condition: an index that isn't set up must fail rather than find nothing.
  return conditions.length > 0 ? conditions : [`kind IN [${kinds.join(", ")}]`];
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
  return conditions;
}

const toHit = ({ kind, id, hash }: Found): EngineHit => ({
  kind,
  entityId: id.slice(kind.length + 1),
  hash,
});

function toAnswer(
  request: EngineRequest,
  main: Answer,
  preferred: readonly Answer[],
): EngineAnswer {
  return {
    hits: uniteHits([...preferred, main].map(({ hits }) => hits.map(toHit))),
    facets: request.facets
      ? facetFields.map((field) => ({
          field,
          values: sortCounts(
            Object.entries(main.facetDistribution?.[facetAttribute(field)] ?? {}).map(
              ([value, count]) => ({ value, count }),
            ),
          ),
        }))
      : [],
    totalCount: main.totalHits ?? main.estimatedTotalHits ?? 0,
  };
}
