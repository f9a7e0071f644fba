/**
 * How many items a list without `first` holds at most, by "Type.field": such lists are bounded by what
 * they tell of (a case study's template, a taxonomy), not by the size of the bank. An answer that holds
 * more is charged for what it holds, and logged: then the number here is too small.
 */
const listSizes: Readonly<Record<string, number>> = {
  "CaseStudy.environmentalObjectives": 16,
  "CaseStudy.focusAreas": 20,
  "CaseStudy.sdgs": 17,
  "ClimateContract.signatories": 400,
  "Facet.values": 500,
  "ImportReport.outcomes": 1_000,
  "Method.environmentalObjectives": 16,
  "Method.focusAreas": 20,
  "Method.sdgs": 17,
  "MethodEvidence.adoptionsByOutcome": 4,
  "MethodEvidence.adoptionsByStatus": 4,
  "MethodEvidence.results": 200,
  "Query.environmentalObjectives": 16,
  "Query.focusAreas": 20,
  "Query.sustainableDevelopmentGoals": 17,
  "SearchConnection.facets": 16,
  "SearchEdge.highlights": 20,
};

/** What is assumed of the others. */
const usualSize = 50;

/** The most items of a list without `first`. */
export const listSizeOf = (type: string, field: string): number =>
  listSizes[`${type}.${field}`] ?? usualSize;
