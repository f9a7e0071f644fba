import type { Analyser } from "../search/analysis/analysis.js";
import type { NamedTopic } from "./goals-in-text.js";
import { type KnownMethod, type MethodIndex, indexMethods } from "./methods-in-text.js";
import {
  type KnownOrganisation,
  type OrganisationIndex,
  indexOrganisations,
} from "./organisations-in-text.js";
import { type Taxonomy, type TopicConcepts, readTopicConcepts } from "./topic-concepts.js";

/** A topic of one of the taxonomies. */
export interface KnownTopic {
  id: string;
  /** A goal's number; the slug of others. */
  key: string;
  /** The Swedish name first. */
  names: readonly string[];
  /** What it includes, in words. */
  description: string | null;
}

/** The topics of a taxonomy and all that they are found by. */
export interface TopicIndex {
  concepts: ReadonlyMap<KnownTopic, TopicConcepts>;
  names: readonly NamedTopic<KnownTopic>[];
}

/** What of the bank texts may name, ready to be found. */
export interface DraftVocabulary {
  organisations: OrganisationIndex;
  methods: MethodIndex;
  focusAreas: TopicIndex;
  goals: TopicIndex & { byNumber: ReadonlyMap<number, KnownTopic> };
  environmentalObjectives: TopicIndex;
}

/** What a vocabulary is made from. */
export interface VocabularyRows {
  organisations: readonly KnownOrganisation[];
  methods: readonly KnownMethod[];
  focusAreas: readonly KnownTopic[];
  goals: readonly KnownTopic[];
  environmentalObjectives: readonly KnownTopic[];
}

/** The concepts that a topic's own words name: all there is for one that the curated file doesn't know. */
function conceptsNamed(
  { names, description }: KnownTopic,
  analyser: Pick<Analyser, "analyse">,
): TopicConcepts {
  const words = [...names, description ?? ""].join(". ");
  return new Map(
    analyser.analyse(words).flatMap(({ concepts }) => concepts.map((id) => [id, 1] as const)),
  );
}

/** Makes what texts are read with out of the bank's records. */
export function prepareVocabulary(rows: VocabularyRows, analyser: Analyser): DraftVocabulary {
  const curated = readTopicConcepts(analyser.thesaurus);
  const index = (taxonomy: Taxonomy, topics: readonly KnownTopic[]): TopicIndex => ({
    concepts: new Map(
      topics.map((topic) => [
        topic,
        curated[taxonomy].get(topic.key) ?? conceptsNamed(topic, analyser),
      ]),
    ),
    names: topics.map((topic) => ({ topic, names: topic.names })),
  });
  return {
    organisations: indexOrganisations(rows.organisations),
    methods: indexMethods(rows.methods, analyser),
    focusAreas: index("focusAreas", rows.focusAreas),
    goals: {
      ...index("goals", rows.goals),
      byNumber: new Map(rows.goals.map((goal) => [Number(goal.key), goal])),
    },
    environmentalObjectives: index("environmentalObjectives", rows.environmentalObjectives),
  };
}
