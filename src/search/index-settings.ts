import { createHash } from "node:crypto";
import type { Settings } from "meilisearch";
import { documentVersion } from "./document-version.js";

/** The index that readers ask. */
export const indexName = "knowledge";
/** The index that a rebuild fills before it takes the place of {@link indexName}. */
export const nextIndexName = "knowledge_next";

/** What can be searched, the weightiest first. */
export const searchedFields = [
  "title",
  "methodNames",
  "lessonTexts",
  "summary",
  "body",
  "adoptionTexts",
  "resultTexts",
  "contextTexts",
  "organisationNames",
  "placeNames",
  "topicNames",
] as const;
export type SearchedField = (typeof searchedFields)[number];

/** What is counted in facets; named as in the filter of the API. */
export const facetFields = [
  "kinds",
  "municipalities",
  "organisations",
  "focusAreas",
  "sdgs",
  "environmentalObjectives",
  "counties",
  "skrGroups",
  "statuses",
  "adoptionStatuses",
  "outcomes",
  "resultKinds",
  "lessonKinds",
] as const;
export type FacetField = (typeof facetFields)[number];

/** The attribute of the documents that a facet counts. */
export const facetAttribute = (field: FacetField): string => (field === "kinds" ? "kind" : field);

const settings: Settings = {
  // Texts are understood before Meilisearch is asked: it compares tokens, and returns names only.
  searchableAttributes: [],
  displayedAttributes: ["id", "hash"],
  filterableAttributes: [
    {
      attributePatterns: ["terms", "facets", "id"],
      features: { facetSearch: false, filter: { equality: true, comparison: false } },
    },
    {
      attributePatterns: ["populations", "startYear", "endYear"],
      features: { facetSearch: false, filter: { equality: true, comparison: true } },
    },
  ],
  sortableAttributes: ["sortAt"],
  rankingRules: ["sort"],
  facetSearch: false,
  typoTolerance: { enabled: false },
  prefixSearch: "disabled",
  // Counting by size is quick however many documents are found; all values of all facets are counted.
  faceting: { maxValuesPerFacet: 20_000, sortFacetValuesBy: { "*": "count" } },
  pagination: { maxTotalHits: 1_000_000 },
};

/**
 * Names these settings and this way of building documents. It is kept in the index itself, as a
 * synonym that nobody types, so that it goes wherever the index goes: swapped, restored or lost.
 */
export const settingsVersion = createHash("sha256")
  .update(JSON.stringify([settings, documentVersion]))
  .digest("hex")
  .slice(0, 16);

const versionWord = "lardomsbankensettingsversion";

/** The settings as they are sent. */
export const indexSettings: Settings = {
  ...settings,
  synonyms: { ...settings.synonyms, [versionWord]: [settingsVersion] },
};

/** The version that an index says it has, from its synonyms. */
export const versionOf = (synonyms: Record<string, string[]>): string | undefined =>
  synonyms[versionWord]?.[0];
