import type { SearchKindName } from "./change-queue.js";
import type { FacetField } from "./index-settings.js";
import type { TokenCondition } from "./token-condition.js";

/** A filter whose values exist; all given conditions must hold, any value of a list suffices. */
export interface EngineFilter {
  lists: Partial<Record<FacetField, readonly string[]>>;
  populationMin?: number | undefined;
  populationMax?: number | undefined;
  yearFrom?: number | undefined;
  yearTo?: number | undefined;
}

/** What comes before everything else that matches. */
export type Preference =
  /** Documents that meet a stricter condition. */
  | { where: TokenCondition }
  /** Documents of any of these municipalities, by kommunkod. */
  | { municipalities: readonly string[] };

/** What an engine is asked. */
export interface EngineRequest {
  /** The index tokens that documents must hold; absent: every document will do. */
  where: TokenCondition | undefined;
  filter: EngineFilter;
  /** What comes first, up to `limit` of each; everything else follows, the newest first. */
  prefer: readonly Preference[];
  /** Ids of documents that were shown already: neither found nor counted. */
  without: readonly string[];
  offset: number;
  limit: number;
  /** Whether facets are wanted: counting them costs. */
  facets: boolean;
  /** Other conditions of which is only asked how many documents meet them and the filter. */
  counting: readonly TokenCondition[];
}

/** One proposal; whether the asker may see the record is for PostgreSQL to say. */
export interface EngineHit {
  kind: SearchKindName;
  /** The record's id. */
  entityId: string;
  /** Names the document's content. */
  hash: string;
}

/** The id of a document in an engine. */
export const documentIdOf = (hit: Pick<EngineHit, "kind" | "entityId">): string =>
  `${hit.kind}-${hit.entityId}`;

/** How many of the matching documents carry a value. */
export interface FacetCount {
  value: string;
  count: number;
}

/** The counts of one facet. */
export interface FacetCounts {
  field: FacetField;
  values: FacetCount[];
}

/** What an engine answers. */
export interface EngineAnswer {
  /** No hit twice. */
  hits: EngineHit[];
  facets: FacetCounts[];
  /** How many documents match, preferred or not. */
  totalCount: number;
  /** How many meet each of the conditions that were to be counted. */
  counts: number[];
}

/** Something that finds search documents. */
export interface SearchEngine {
  readonly name: string;
  /** @throws when it can't answer now */
  search(request: EngineRequest): Promise<EngineAnswer>;
}

/** Counts in a fixed order: the most frequent first, then by value. */
export const sortCounts = (counts: FacetCount[]): FacetCount[] =>
  counts.sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));

/**
 * The hits that are preferred and, up to a number, those that follow; none of them twice. Documents
 * that others come before needn't be read to be ranked.
 */
export function uniteHits(
  preferred: readonly (readonly EngineHit[])[],
  others: readonly EngineHit[],
  most: number,
): EngineHit[] {
  const hits = new Map<string, EngineHit>();
  const add = (hit: EngineHit): void => {
    const id = documentIdOf(hit);
    if (!hits.has(id)) hits.set(id, hit);
  };
  for (const list of preferred) list.forEach(add);
  for (const hit of others) if (hits.size < most) add(hit);
  return [...hits.values()];
}
