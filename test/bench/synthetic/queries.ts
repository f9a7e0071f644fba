import { readFileSync } from "node:fs";
import { projectPath } from "../../../src/platform/project-root.js";
import type { Noun } from "./nouns.js";
import { type Random, createRandom, evenly, ranked } from "./random.js";
import { type TopicWords, type Vocabulary, createVocabulary } from "./vocabulary.js";

/** What sort of query it is: each costs an engine something else. */
export const queryClasses = [
  "compound",
  "inflected",
  "two-words",
  "question",
  "typing-error",
  "place-and-topic",
  "english",
] as const;
export type QueryClass = (typeof queryClasses)[number];

/** One query as a reader might type it. */
export interface BenchQuery {
  class: QueryClass;
  text: string;
}

/** How many of each class there are: 200 together. */
const counts: Record<QueryClass, number> = {
  compound: 40,
  inflected: 30,
  "two-words": 40,
  question: 25,
  "typing-error": 25,
  "place-and-topic": 25,
  english: 15,
};

const questions: readonly ((
  words: TopicWords,
  vocabulary: Vocabulary,
  random: Random,
) => string)[] = [
  (words, _, random) => `hur har andra lyckats ${words.aim(random)}?`,
  (words, _, random) => `vad kostar ${words.noun(random).definitePlural}?`,
  (words, _, random) => `vilka hinder finns för ${words.mass(random)}?`,
  (words, { people }, random) =>
    `hur får man med ${people(random)} när man vill ${words.aim(random)}?`,
  (words, _, random) => `varför misslyckas ${words.noun(random).plural}`,
  (words, { actor }, random) => `kan ${actor(random)} ${words.aim(random)}`,
];

/**
 * 200 queries over the words of the synthetic texts, the classes mixed, the same for the same seed.
 * Frequent words are asked for oftener, as readers do; not every query finds something.
 */
export function createQueries(seed = 1): BenchQuery[] {
  const vocabulary = createVocabulary();
  const random = createRandom(seed, 0x51);
  const place = ranked(readPlaces(), 0.5);
  const question = evenly(questions);
  const english = evenly(vocabulary.english.filter((name) => name.length > 6));
  // What readers type are mostly words of the field, rarely a bare "plan".
  const noun = (words: TopicWords): Noun => {
    for (let attempt = 0; attempt < 8; attempt += 1) {
      const found = words.noun(random);
      if (found.singular.length >= 9) return found;
    }
    return words.noun(random);
  };
  const makers: Record<QueryClass, (words: TopicWords) => string> = {
    compound: (words) => noun(words).singular,
    inflected: (words) => {
      const { definite, plural, definitePlural } = noun(words);
      return evenly([definite, plural, definitePlural])(random);
    },
    "two-words": (words) => {
      const mass = words.mass(random);
      return random() < 0.4 && mass.split(" ").length === 2
        ? mass
        : `${noun(words).plural} ${words.noun(random).singular}`;
    },
    question: (words) => question(random)(words, vocabulary, random),
    "typing-error": (words) => mistyped(noun(words).singular, random),
    "place-and-topic": (words) => `${words.mass(random)} ${place(random)}`,
    english: () => english(random),
  };
  const queries = queryClasses.flatMap((name) =>
    Array.from({ length: counts[name] }, () => ({
      class: name,
      text: makers[name](vocabulary.topic(random)),
    })),
  );
  return shuffled(queries, random);
}

function readPlaces(): string[] {
  const file = readFileSync(projectPath("seeds/municipalities.json"), "utf8");
  return (JSON.parse(file) as { name: string }[]).map(({ name }) => name);
}

/** One slip: a letter left out, doubled or swapped, the dots forgotten, or the compound split. */
function mistyped(word: string, random: Random): string {
  const at = 1 + Math.floor(random() * (word.length - 2));
  const [before, letter, next, after] = [
    word.slice(0, at),
    word.charAt(at),
    word.charAt(at + 1),
    word.slice(at + 2),
  ];
  const slips = [
    before + next + after,
    before + letter + letter + next + after,
    before + next + letter + after,
    word.replace(/[åä]/g, "a").replace(/ö/g, "o"),
    `${word.slice(0, Math.max(at, 4))} ${word.slice(Math.max(at, 4))}`,
  ];
  const wrong = slips.filter((slip) => slip !== word);
  return evenly(wrong)(random).trim();
}

function shuffled<Item>(items: readonly Item[], random: Random): Item[] {
  const keyed = items.map((item) => ({ item, key: random() }));
  return keyed.sort((a, b) => a.key - b.key).map(({ item }) => item);
}
