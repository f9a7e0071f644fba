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

/**
 * The texts that Meilisearch compares with the words as typed, where no index token is known: few, since
 * each costs as much time to index as the tokens of the whole document.
 */
const rawFields: readonly SearchedField[] = ["title", "methodNames", "lessonTexts", "summary"];

const settings: Settings = {
  searchableAttributes: [...rawFields],
  filterableAttributes: [
    ...facetFields.map(facetAttribute),
    "id",
    "populations",
    "startYear",
    "endYear",
    {
      attributePatterns: ["terms", "headTerms"],
      features: { facetSearch: false, filter: { equality: true, comparison: false } },
    },
  ],
  sortableAttributes: ["sortAt", "id"],
  rankingRules: ["words", "typo", "proximity", "attribute", "sort", "exactness", "sortAt:desc"],
  // Beginnings of words are completed, and neighbours told apart, before Meilisearch is asked.
  prefixSearch: "disabled",
  proximityPrecision: "byAttribute",
  facetSearch: false,
  localizedAttributes: [{ attributePatterns: ["*"], locales: ["swe"] }],
  // Short Swedish words lie close to each other: one error from five letters on, two from nine.
  typoTolerance: {
    enabled: true,
    minWordSizeForTypos: { oneTypo: 5, twoTypos: 9 },
    disableOnNumbers: true,
  },
  faceting: { maxValuesPerFacet: 500, sortFacetValuesBy: { "*": "count" } },
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
