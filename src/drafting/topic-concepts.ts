import { readFileSync } from "node:fs";
import { z } from "zod";
import { projectPath } from "../platform/project-root.js";
import type { Thesaurus } from "../search/analysis/thesaurus.js";

/** What a topic is about: concepts of the thesaurus, each with how much it says for the topic (0 to 1). */
export type TopicConcepts = ReadonlyMap<string, number>;

/** The taxonomies whose topics are found by concepts. */
const taxonomies = ["focusAreas", "goals", "environmentalObjectives"] as const;
export type Taxonomy = (typeof taxonomies)[number];

const file = "seeds/topic-concepts.json";
const concepts = z.record(z.string(), z.array(z.string()).min(1));
const schema = z.strictObject({
  focusAreas: concepts,
  goals: concepts,
  environmentalObjectives: concepts,
});

/** What a narrower concept is worth beside the one that includes it. */
const narrowerFactor = 0.85;
/** Concepts further below than this say little of the topic. */
const leastWeight = 0.4;

/** A concept and all below it. */
function spread(roots: readonly string[], thesaurus: Thesaurus): TopicConcepts {
  const weights = new Map(roots.map((root) => [root, 1]));
  // Breadth first: a concept counts by its shortest way.
  for (const [id, weight] of weights) {
    const below = weight * narrowerFactor;
    if (below < leastWeight) continue;
    for (const narrower of thesaurus.narrower(id))
      if (!weights.has(narrower)) weights.set(narrower, below);
  }
  return weights;
}

/**
 * Reads which concepts each topic of the taxonomies is about; goals by their number.
 * @throws naming the file and the entry when a concept doesn't exist
 */
export function readTopicConcepts(
  thesaurus: Thesaurus,
): Record<Taxonomy, ReadonlyMap<string, TopicConcepts>> {
  const parsed = schema.parse(JSON.parse(readFileSync(projectPath(file), "utf8")));
  const read = (taxonomy: Taxonomy): ReadonlyMap<string, TopicConcepts> =>
    new Map(
      Object.entries(parsed[taxonomy]).map(([topic, roots]) => {
        const unknown = roots.find((root) => !thesaurus.find(root));
        if (unknown !== undefined)
          throw new Error(`${file}: ${taxonomy}.${topic}: the thesaurus has no "${unknown}".`);
        return [topic, spread(roots, thesaurus)];
      }),
    );
  return {
    focusAreas: read("focusAreas"),
    goals: read("goals"),
    environmentalObjectives: read("environmentalObjectives"),
  };
}
