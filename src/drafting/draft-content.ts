import type { CaseStudyContent } from "../publishing/case-study-content.type.js";
import type { Draft } from "./draft.js";
import type { Suggested } from "./passages.js";

const isLikely = ({ confidence }: Suggested<unknown>): boolean => confidence !== "LOW";

const valueOf = <Value>(suggested: Suggested<Value> | undefined): Value | null =>
  suggested && isLikely(suggested) ? suggested.value : null;

const valuesOf = <Value>(suggested: readonly Suggested<Value>[]): Value[] =>
  suggested.filter(isLikely).map(({ value }) => value);

/** A draft as a case study is written: what is suggested with more than low confidence. */
export function contentOf(draft: Draft): CaseStudyContent {
  const [start, end, cost] = [
    valueOf(draft.startYear),
    valueOf(draft.endYear),
    valueOf(draft.cost),
  ];
  return {
    title: valueOf(draft.title),
    summary: valueOf(draft.summary),
    challenge: valueOf(draft.challenge),
    solution: valueOf(draft.solution),
    conditionsForSuccess: valueOf(draft.conditionsForSuccess),
    status: valueOf(draft.status),
    startYear: start?.year ?? null,
    startYearApproximate: start?.isApproximate ?? false,
    endYear: end?.year ?? null,
    endYearApproximate: end?.isApproximate ?? false,
    costAmount: cost?.amount ?? null,
    costCurrency: cost?.currency ?? null,
    language: "sv",
    organisations: valuesOf(draft.organisations).map(({ organisation, role }) => ({
      organisation: organisation.slug,
      role,
    })),
    partnerNames: valuesOf(draft.partnerNames),
    methods: valuesOf(draft.methods).map(({ slug }) => slug),
    focusAreas: valuesOf(draft.focusAreas).map(({ key }) => key),
    sdgs: valuesOf(draft.goals).map(({ key }) => Number(key)),
    environmentalObjectives: valuesOf(draft.environmentalObjectives).map(({ key }) => key),
    results: valuesOf(draft.results),
    lessons: valuesOf(draft.lessons),
    sources: valuesOf(draft.sources),
  };
}
