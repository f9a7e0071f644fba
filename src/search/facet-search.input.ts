import { registerEnumType } from "type-graphql";
import type { FacetField } from "./index-settings.js";

/** What each facet counts; the compiler asks for every one. */
const descriptions: Record<FacetField, string> = {
  kinds: "Kinds of records.",
  municipalities: "Municipalities, by kommunkod.",
  organisations: "Organisations, by slug.",
  focusAreas: "Focus areas, by slug.",
  sdgs: "Goals of Agenda 2030, by number.",
  environmentalObjectives: "Environmental objectives, by slug.",
  counties: "Counties, by code.",
  skrGroups: "SKR's municipality groups, by code.",
  statuses: "How far case studies have come.",
  adoptionStatuses: "How far organisations have come with a method.",
  outcomes: "What adoptions gave.",
  resultKinds: "Kinds of results.",
  lessonKinds: "Kinds of lessons.",
};

/** `skrGroups` is SKR_GROUPS in the schema. */
const nameOf = (field: string): string =>
  field.replaceAll(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();

const fields = Object.keys(descriptions) as FacetField[];

/** The facets as an enum of the schema. */
export const SearchFacet: Record<string, FacetField> = Object.fromEntries(
  fields.map((field) => [nameOf(field), field]),
);

registerEnumType(SearchFacet, {
  name: "SearchFacet",
  description: "A facet of the search: the field of `SearchFilterInput` of the same name.",
  valuesConfig: Object.fromEntries(
    fields.map((field) => [nameOf(field), { description: descriptions[field] }]),
  ),
});
