import { type Span, type Suggested, passageOf } from "./passages.js";
import type { ReadText } from "./read-text.js";

/** "Mål 7, 9, 11 och 13", "SDG 13", "Agenda 2030-mål 7": what a list of numbers is of. */
const numbered =
  /(?:(?<!\p{L})(?:globala\s|hållbarhets|Agenda\s2030[\s-]?)?mål(?:en|et)?(?:\s(?:nr|nummer))?|(?<!\p{L})SDG(?:\s?:s)?)\s?:?\s{0,2}((?:1[0-7]|[1-9])(?!\d|[.,]\d|\s?(?:%|procent))(?:\.?(?:\s[\p{L}\s]{3,40})?(?:,\s?|\s?(?:och|samt|&)\s)(?:mål\s)?(?:1[0-7]|[1-9])(?!\d|[.,]\d|\s?(?:%|procent)))*)/giu;
const agenda = /agenda\s20(?:30|23)|globala\smål|hållbarhetsmål|sdg/iu;
/** "Mål 2" of a plan is no global goal, unless several are told, or Agenda 2030 is. */
const isGlobal = (match: string, around: string): boolean =>
  agenda.test(around) || (match.match(/\d+/g) ?? []).length >= 3;

/** Goals of Agenda 2030 that a text names by number. */
export function findNumberedGoals({ text, sentences }: ReadText): Suggested<number>[] {
  const found = new Map<number, Suggested<number>>();
  sentences.forEach((sentence, index) => {
    const own = text.slice(sentence.start, sentence.end);
    for (const match of own.matchAll(numbered)) {
      const before = sentences[index - 1];
      const around =
        before && before.end - before.start < 200 ? text.slice(before.start, sentence.end) : own;
      if (!isGlobal(match[1] ?? "", around)) continue;
      for (const [number] of (match[1] ?? "").matchAll(/\d+/g))
        if (!found.has(Number(number)))
          found.set(Number(number), {
            value: Number(number),
            confidence: "HIGH",
            passage: passageOf(text, sentence),
          });
    }
  });
  return [...found.values()];
}

/** A topic with the names that a text may call it by. */
export interface NamedTopic<Topic> {
  topic: Topic;
  names: readonly string[];
}

/** Names of one word are words as well ("Ingen hunger" isn't): only longer ones are taken for names. */
const shortestName = 10;

const plain = (words: string): string => words.toLowerCase().replaceAll(/[\s\u00AD]+/g, " ");

/** Topics that a text names as they are called: "God bebyggd miljö". */
export function findNamedTopics<Topic>(
  { text, sentences }: ReadText,
  topics: readonly NamedTopic<Topic>[],
): Suggested<Topic>[] {
  const names = topics.flatMap(({ topic, names: all }) =>
    all
      .map((name) => ({ topic, name: plain(name) }))
      .filter(({ name }) => name.length >= shortestName),
  );
  const found = new Map<Topic, Suggested<Topic>>();
  const add = (topic: Topic, span: Span): void => {
    if (!found.has(topic))
      found.set(topic, { value: topic, confidence: "HIGH", passage: passageOf(text, span) });
  };
  for (const sentence of sentences) {
    const own = plain(text.slice(sentence.start, sentence.end));
    for (const { topic, name } of names) if (own.includes(name)) add(topic, sentence);
  }
  return [...found.values()];
}
