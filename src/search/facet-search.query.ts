import type { Context } from "../platform/context.js";
import { readWindow } from "../platform/pagination.js";
import { checkTopics } from "../taxonomy/topics.filter.js";
import { labelFacetValue } from "./facet-label.js";
import type { FacetField } from "./index-settings.js";
import { findReading, readLabel } from "./label.js";
import { searchOf } from "./search-context.js";
import type { SearchFilterInput } from "./search.input.js";
import { normaliseQuery, toEngineFilter } from "./search.query.js";
import type { FacetValueRow } from "./search.type.js";
import { readTyped } from "./typed.js";

/** Most values of a facet that are compared, the most frequent: as many as an engine counts. */
export const mostFacetValues = 500;

/** What is looked for among the values of a facet. */
export interface FacetSearch {
  facet: FacetField;
  text: string;
  first: number;
}

/**
 * Finds values of a facet under a query and a filter, the most frequent first. What the filter says of
 * the same facet is left out: it would hide the other values.
 * @throws BAD_USER_INPUT naming the argument
 */
export async function searchFacetValues(
  context: Context,
  query: string,
  filter: SearchFilterInput | null,
  { facet, text, first }: FacetSearch,
): Promise<FacetValueRow[]> {
  const { size } = readWindow({ first });
  const admitted = toEngineFilter(filter);
  await checkTopics(context, filter);
  const answer = await searchOf(context).search({
    query: normaliseQuery(query),
    filter: { ...admitted, lists: { ...admitted.lists, [facet]: [] } },
    offset: 0,
    limit: 0,
    facets: true,
    highlights: false,
    matches: false,
  });
  const counts = answer.facets.find(({ field }) => field === facet)?.values ?? [];
  const values = counts.slice(0, mostFacetValues).map((count) => ({ ...count, field: facet }));
  if (text.trim() === "") return values.slice(0, size);
  const readings = readTyped(text)?.readings ?? [];
  const isFound = (label: string): boolean => {
    const read = readLabel(label);
    return readings.some((reading) => findReading(read, reading) !== undefined);
  };
  const found = await Promise.all(
    values.map(async (value) => {
      const labels = await Promise.all([
        labelFacetValue(context, value, "SV"),
        labelFacetValue(context, value, "EN"),
      ]);
      return [...labels, value.value].some(isFound);
    }),
  );
  return values.filter((_, at) => found[at]).slice(0, size);
}
