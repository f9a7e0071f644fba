import type { Analyser } from "../search/analysis/analysis.js";
import { type CostDraft, findCost } from "./cost-in-text.js";
import { findNamedTopics, findNumberedGoals } from "./goals-in-text.js";
import { type LessonDraft, findLessons } from "./lessons-in-text.js";
import { type KnownMethod, findMethods } from "./methods-in-text.js";
import { type OrganisationDraft, findOrganisations } from "./organisations-in-text.js";
import { findPartnerNames } from "./partner-names.js";
import type { Suggested } from "./passages.js";
import { readText } from "./read-text.js";
import { type ResultDraft, findResults } from "./results-in-text.js";
import { type SourceDraft, findSources } from "./sources-in-text.js";
import { type Timeline, findTimeline } from "./timeline.js";
import { type TopicRules, findTopics, profileConcepts } from "./topics-in-text.js";
import type { DraftVocabulary, KnownTopic } from "./vocabulary.js";
import { findSectionText, findSummary, findTitle } from "./wording.js";

/** What a pasted text suggests for a case study; for a person to confirm, nothing of it is written. */
export interface Draft extends Timeline {
  title: Suggested<string> | undefined;
  summary: Suggested<string> | undefined;
  challenge: Suggested<string> | undefined;
  solution: Suggested<string> | undefined;
  conditionsForSuccess: Suggested<string> | undefined;
  cost: Suggested<CostDraft> | undefined;
  organisations: Suggested<OrganisationDraft>[];
  partnerNames: Suggested<string>[];
  methods: Suggested<KnownMethod>[];
  focusAreas: Suggested<KnownTopic>[];
  goals: Suggested<KnownTopic>[];
  environmentalObjectives: Suggested<KnownTopic>[];
  results: Suggested<ResultDraft>[];
  lessons: Suggested<LessonDraft>[];
  sources: Suggested<SourceDraft>[];
}

/** What is known besides the text. */
export interface DraftOptions {
  /** The id of the organisation that writes. */
  writer?: string | undefined;
  /** The present year: a figure for a later one is aimed at, an effort that ended before it is over. */
  today: number;
}

/** Tuned on the development half of the labelled records; see test/eval/drafts.README.md. */
const rules = {
  focusAreas: { most: 4, least: 1, share: 0.25 },
  goals: { most: 6, least: 0.8, share: 0.2 },
  environmentalObjectives: { most: 4, least: 0.8, share: 0.35 },
} satisfies Record<string, TopicRules>;

/** From how many goals on a text is taken to list all of its goals. */
const listedGoals = 2;

/** Named topics first; those that are only meant follow. */
function joined(
  named: readonly Suggested<KnownTopic>[],
  meant: readonly Suggested<KnownTopic>[],
  most: number,
): Suggested<KnownTopic>[] {
  const known = new Set(named.map(({ value }) => value.id));
  return [...named, ...meant.filter(({ value }) => !known.has(value.id))].slice(
    0,
    Math.max(most, named.length),
  );
}

/**
 * Reads a pasted text as a draft of a case study. Pure and linear in the length of the text.
 * @param analyser the Swedish analysis
 * @param vocabulary what of the bank texts may name
 */
export function draftFrom(
  text: string,
  analyser: Pick<Analyser, "analyse">,
  vocabulary: DraftVocabulary,
  { writer, today }: DraftOptions,
): Draft {
  const read = readText(text, analyser);
  const title = findTitle(read);
  const sources = findSources(text);
  const { organisations, named } = findOrganisations(
    read,
    sources,
    vocabulary.organisations,
    writer,
  );
  const profile = profileConcepts(read);
  const { focusAreas, goals, environmentalObjectives } = vocabulary;
  const numbers = findNumberedGoals(read).flatMap(({ value, ...rest }) => {
    const goal = goals.byNumber.get(value);
    return goal ? [{ ...rest, value: goal }] : [];
  });
  const namedGoals = joined(numbers, findNamedTopics(read, goals.names), numbers.length);
  return {
    title,
    summary: findSummary(read, title?.passage),
    challenge: findSectionText(read, "CHALLENGE"),
    solution: findSectionText(read, "SOLUTION"),
    conditionsForSuccess: findSectionText(read, "CONDITIONS"),
    ...findTimeline(read, today),
    cost: findCost(read),
    organisations,
    partnerNames: findPartnerNames(read, named),
    methods: findMethods(read, vocabulary.methods),
    focusAreas: findTopics(profile, focusAreas.concepts, rules.focusAreas),
    goals: joined(
      namedGoals,
      namedGoals.length >= listedGoals ? [] : findTopics(profile, goals.concepts, rules.goals),
      rules.goals.most,
    ),
    environmentalObjectives: joined(
      findNamedTopics(read, environmentalObjectives.names),
      findTopics(profile, environmentalObjectives.concepts, rules.environmentalObjectives),
      rules.environmentalObjectives.most,
    ),
    results: findResults(read, today),
    lessons: findLessons(read),
    sources,
  };
}
