import type { Fragment } from "postgres";
import type { Database } from "../platform/database.js";
import type { DocumentKey } from "./change-queue.js";
import { decodeVector } from "./document-vector.js";
import { type FacetField, facetAttribute, facetFields, searchedFields } from "./index-settings.js";
import { documentIdOf } from "./search-engine.js";

/**
 * A document as Meilisearch holds it: what it is found, counted and sorted by. Its texts stay in
 * PostgreSQL: no engine compares them, and every byte makes each hit slower to read.
 */
export interface IndexedDocument {
  id: string;
  /** Names the document's content. */
  hash: string;
  /** See {@link termNumber}. */
  terms: number[];
  /** See {@link facetValue}. */
  facets: string[];
  populations: readonly number[];
  startYear: number | null;
  endYear: number | null;
  sortAt: number;
}

/** A stored document as {@link indexedColumns} selects it. */
export interface StoredDocument extends DocumentKey {
  hash: string;
  vector: Buffer;
  facts: Partial<Record<string, readonly string[] | string>> &
    Pick<IndexedDocument, "populations" | "startYear" | "endYear" | "sortAt">;
}

/** The columns of `search_documents`, as `d`, that {@link toIndexed} needs beside the key. */
export const indexedColumns = (sql: Database["client"]): Fragment => sql`
  d.hash, d.vector, d.document - ${[...searchedFields]}::text[] as facts`;

const headShift = 2 ** 32;

/**
 * The number that stands for an index token, by its hash: numbers take half the room and time of
 * words. Where the token stands in the document's head, another one stands for that.
 */
export const termNumber = (hash: number, inHead: boolean): number =>
  inHead ? hash + headShift : hash;

/** A value of a facet. All facets share one attribute: that is quicker to fill and to count. */
export const facetValue = (field: FacetField, value: string): string => `${field}:${value}`;

/** Takes apart what {@link facetValue} has put together. */
export function readFacetValue(joined: string): { field: string; value: string } {
  const cut = joined.indexOf(":");
  return { field: joined.slice(0, cut), value: joined.slice(cut + 1) };
}

/** Makes of a stored document what Meilisearch gets. */
export function toIndexed({
  kind,
  entityId,
  hash,
  vector,
  facts,
}: StoredDocument): IndexedDocument {
  const tokens = decodeVector(vector);
  const terms: number[] = [];
  tokens.hashes.forEach((each, place) => {
    terms.push(termNumber(each, false));
    if (tokens.isInHead(place)) terms.push(termNumber(each, true));
  });
  return {
    id: documentIdOf({ kind, entityId }),
    hash,
    terms,
    facets: facetFields.flatMap((field) =>
      [facts[facetAttribute(field)] ?? []].flat().map((value) => facetValue(field, value)),
    ),
    populations: facts.populations,
    startYear: facts.startYear,
    endYear: facts.endYear,
    sortAt: facts.sortAt,
  };
}
