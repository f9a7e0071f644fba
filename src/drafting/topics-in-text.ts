import { type Confidence, type Suggested, passageOf } from "./passages.js";
import type { ReadText, Sentence } from "./read-text.js";
import { isBeside } from "./sections.js";
import type { TopicConcepts } from "./topic-concepts.js";

/** How strictly topics are chosen. */
export interface TopicRules {
  /** Most topics suggested. */
  most: number;
  /** The least score. */
  least: number;
  /** The least score beside the best one's. */
  share: number;
}

/** A concept named by a part of a compound says less. */
const partFactor = 0.5;
const sentenceWeights = { title: 3, heading: 1.5, summary: 1.5, other: 1 };

function weightOf({ line, kind, section }: Sentence): number {
  if (line === 0) return sentenceWeights.title;
  if (isBeside(section)) return 0;
  if (kind === "HEADING") return sentenceWeights.heading;
  return section === "SUMMARY" ? sentenceWeights.summary : sentenceWeights.other;
}

/** The concepts that a sentence names, each with how plainly. */
function conceptsOf({ tokens }: Sentence): Map<string, number> {
  const found = new Map<string, number>();
  for (const { concepts, partConcepts } of tokens) {
    for (const id of partConcepts) if (!found.has(id)) found.set(id, partFactor);
    for (const id of concepts) found.set(id, 1);
  }
  return found;
}

/** What a text is about: how much it tells of each concept, and in which sentences. */
export interface ConceptProfile {
  read: ReadText;
  totals: ReadonlyMap<string, number>;
  bySentence: readonly (readonly [sentence: Sentence, concepts: ReadonlyMap<string, number>])[];
}

/** Sums up what a text is about. */
export function profileConcepts(read: ReadText): ConceptProfile {
  const totals = new Map<string, number>();
  const bySentence = read.sentences.map((sentence) => {
    const weight = weightOf(sentence);
    const concepts = new Map(
      [...conceptsOf(sentence)].map(([id, strength]) => [id, strength * weight]),
    );
    for (const [id, strength] of concepts) totals.set(id, (totals.get(id) ?? 0) + strength);
    return [sentence, concepts] as const;
  });
  return { read, totals, bySentence };
}

/** A word said often counts more, but not as often as it is said. */
const damped = (total: number): number => Math.sqrt(total);

function scoreOf(topic: TopicConcepts, totals: ReadonlyMap<string, number>): number {
  let score = 0;
  for (const [id, total] of totals) score += (topic.get(id) ?? 0) * damped(total);
  return score;
}

function bestSentence(topic: TopicConcepts, { bySentence }: ConceptProfile): Sentence | undefined {
  let best: { sentence: Sentence; score: number } | undefined;
  for (const [sentence, concepts] of bySentence) {
    let score = 0;
    for (const [id, strength] of concepts) score += (topic.get(id) ?? 0) * strength;
    if (score > (best?.score ?? 0)) best = { sentence, score };
  }
  return best?.sentence;
}

const confidenceOf = (score: number, best: number, least: number): Confidence =>
  score >= least * 3 && score >= best * 0.7
    ? "HIGH"
    : score >= least * 1.6 && score >= best * 0.4
      ? "MEDIUM"
      : "LOW";

/** Suggests the topics that a text tells most of. */
export function findTopics<Topic>(
  profile: ConceptProfile,
  topics: ReadonlyMap<Topic, TopicConcepts>,
  { most, least, share }: TopicRules,
): Suggested<Topic>[] {
  const scored = [...topics]
    .map(([topic, concepts]) => ({ topic, concepts, score: scoreOf(concepts, profile.totals) }))
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score);
  const best = scored[0]?.score ?? 0;
  return scored
    .filter(({ score }) => score >= least && score >= best * share)
    .slice(0, most)
    .flatMap(({ topic, concepts, score }): Suggested<Topic>[] => {
      const sentence = bestSentence(concepts, profile);
      if (!sentence) return [];
      const passage = passageOf(profile.read.text, sentence);
      return [{ value: topic, confidence: confidenceOf(score, best, least), passage }];
    });
}
