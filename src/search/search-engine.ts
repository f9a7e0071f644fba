import type { SearchKindName } from "./change-queue.js";
import type { FacetField } from "./index-settings.js";

/** A filter whose values exist; all given conditions must hold, any value of a list suffices. */
export interface EngineFilter {
  lists: Partial<Record<FacetField, readonly string[]>>;
  populationMin?: number | undefined;
  populationMax?: number | undefined;
  yearFrom?: number | undefined;
  yearTo?: number | undefined;
}

/** What an engine is asked. An empty query lists everything that the filter admits, newest first. */
export interface EngineRequest {
  query: string;
  filter: EngineFilter;
  offset: number;
  limit: number;
  /** Whether facets are wanted: counting them costs. */
  facets: boolean;
}

/** A found place in a text, safe to show as HTML: nothing but `<mark>` is markup. */
export interface Highlight {
  field: string;
  snippet: string;
}

/** One proposal; whether the asker may see the record is for PostgreSQL to say. */
export interface EngineHit {
  kind: SearchKindName;
  id: string;
  /** From 0 to 1; comparable within one answer only. */
  score: number;
  highlights: Highlight[];
}

/** How many of the matching documents carry a value. */
export interface FacetCount {
  value: string;
  count: number;
}

/** What an engine answers. */
export interface EngineAnswer {
  hits: EngineHit[];
  facets: { field: FacetField; values: FacetCount[] }[];
  totalCount: number;
}

/** Something that ranks the search documents. */
export interface SearchEngine {
  readonly name: string;
  /** @throws when it can't answer now */
  search(request: EngineRequest): Promise<EngineAnswer>;
}

/** Private-use characters that stand for a hit's start and end; no document holds them. */
export const hitStart = "\uE000";
export const hitEnd = "\uE001";

const entities: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Turns a text with marked hits into HTML whose only markup is `<mark>`. */
export const toSnippet = (text: string): string =>
  text
    .trim()
    .replaceAll(/[&<>"']/g, (character) => entities[character] ?? "")
    .replaceAll(hitStart, "<mark>")
    .replaceAll(hitEnd, "</mark>");

/** Counts in a fixed order: the most frequent first, then by value. */
export const sortCounts = (counts: FacetCount[]): FacetCount[] =>
  counts.sort((a, b) => b.count - a.count || a.value.localeCompare(b.value, "sv"));
