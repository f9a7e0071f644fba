import { loadCaseStudy } from "../case-studies/case-studies.loader.js";
import { loadLesson } from "../lessons/lessons.loader.js";
import { loadMethod } from "../methods/methods.loader.js";
import type { Context } from "../platform/context.js";
import { badInput } from "../platform/errors.js";
import type { Load } from "../platform/loader.js";
import { asNode } from "../platform/node.type.js";
import { checkTopics } from "../taxonomy/topics.filter.js";
import type { SearchKindName } from "./change-queue.js";
import { searchOf } from "./search-context.js";
import { explainHit, loadLikeness } from "./search-likeness.js";
import type { EngineFilter } from "./search-engine.js";
import type { SearchFilterInput, SearchPageArgs } from "./search.input.js";
import { type SearchWindow, readSearchWindow, toSearchCursor } from "./search-window.js";
import type { FoundRow, SearchConnection, SearchEdge } from "./search.type.js";

/** The longest query that is accepted, in characters. */
export const longestQuery = 10_000;
/** How much of a long query is searched for: whole words of its beginning. */
const searchedLength = 1_000;

/**
 * Brings what was typed into the form that engines are asked with.
 * @throws BAD_USER_INPUT when it is longer than {@link longestQuery}
 */
export function normaliseQuery(typed: string): string {
  if (typed.length > longestQuery) {
    throw badInput(
      "query",
      `must be at most ${longestQuery} characters long, not ${typed.length}.`,
    );
  }
  // Control characters are never part of a word, and PostgreSQL refuses the null character.
  const query = typed
    .toWellFormed()
    .replaceAll(/\p{Cc}+/gu, " ")
    .trim();
  if (query.length <= searchedLength) return query;
  const cut = query.slice(0, searchedLength + 1);
  const end = cut.lastIndexOf(" ");
  return cut.slice(0, end > 0 ? end : searchedLength).toWellFormed();
}

/**
 * What engines are asked to admit.
 * @throws BAD_USER_INPUT naming the field when nothing could be admitted
 */
export function toEngineFilter(filter: SearchFilterInput | null): EngineFilter {
  const { populationMin, populationMax, yearFrom, yearTo, sdgs, ...lists } = filter ?? {};
  if (yearFrom != null && yearTo != null && yearFrom > yearTo) {
    throw badInput("filter.yearFrom", "must not be later than `yearTo`.");
  }
  const given = Object.entries({ ...lists, sdgs: sdgs?.map(String) });
  return {
    lists: Object.fromEntries(
      given.flatMap(([field, values]) => (values ? [[field, values]] : [])),
    ),
    populationMin: populationMin ?? undefined,
    populationMax: populationMax ?? undefined,
    yearFrom: yearFrom ?? undefined,
    yearTo: yearTo ?? undefined,
  };
}

const loaders: Record<SearchKindName, [typeName: string, load: Load<string, FoundRow | null>]> = {
  CASE_STUDY: ["CaseStudy", loadCaseStudy],
  METHOD: ["Method", loadMethod],
  LESSON: ["Lesson", loadLesson],
};

/**
 * Searches the bank. The engine proposes; what the actor may not see is left out by the loaders.
 * An empty query lists everything that the filter admits, the newest first.
 * @param wants what costs, and is made only when the client asks for it
 * @throws BAD_USER_INPUT naming the argument
 */
export async function searchBank(
  context: Context,
  typed: string,
  filter: SearchFilterInput | null,
  likeMunicipality: string | null,
  page: SearchPageArgs,
  wants: { records: boolean; facets: boolean; highlights: boolean; matches: boolean },
): Promise<SearchConnection> {
  const query = normaliseQuery(typed);
  const engineFilter = toEngineFilter(filter);
  await checkTopics(context, filter);
  const peers = await loadLikeness(context, likeMunicipality);
  const search = ({ offset, limit }: SearchWindow, { records, ...parts }: typeof wants) =>
    searchOf(context).search({
      query,
      filter: engineFilter,
      offset,
      limit: records ? limit : 0,
      ...parts,
      likeness: peers && new Map([...peers].map(([code, { score }]) => [code, score])),
    });
  const countAll = async (): Promise<number> => {
    const nothing = { records: false, facets: false, highlights: false, matches: false };
    return (await search({ offset: 0, limit: 0 }, nothing)).totalCount;
  };
  const window = await readSearchWindow(page, countAll);
  const answer = await search(window, wants);
  const edges = await Promise.all(
    answer.hits.map(async (hit, place): Promise<SearchEdge | null> => {
      const [typeName, load] = loaders[hit.kind];
      const row = await load(context, hit.entityId);
      return (
        row && {
          node: asNode(row, typeName),
          score: hit.score,
          highlights: hit.highlights,
          cursor: toSearchCursor(window.offset + place),
          reasons: explainHit(hit, peers),
        }
      );
    }),
  );
  const visible = edges.filter((edge) => edge !== null);
  return {
    edges: visible,
    nodes: visible.map((edge) => edge.node),
    pageInfo: {
      hasNextPage: window.offset + answer.hits.length < answer.totalCount && answer.hits.length > 0,
      hasPreviousPage: window.offset > 0,
      startCursor: visible[0]?.cursor ?? null,
      endCursor: visible.at(-1)?.cursor ?? null,
    },
    totalCount: answer.totalCount,
    facets: answer.facets.map(({ field, values }) => ({
      field,
      values: values.map((value) => ({ ...value, field })),
    })),
    degraded: answer.degraded,
    didYouMean: answer.correction ?? null,
  };
}
