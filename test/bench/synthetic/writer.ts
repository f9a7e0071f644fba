import type { Noun } from "./nouns.js";
import { type Draw, type Random, between, ranked } from "./random.js";
import { tailTemplates } from "./templates.js";
import type { TopicWords, Vocabulary } from "./vocabulary.js";

/** What the sentences of one case study have in common. */
export interface Subject {
  random: Random;
  words: TopicWords;
  /** The place's name; without one, "kommunen" stands there. */
  place: string | undefined;
  firstYear: number;
  lastYear: number;
}

/** Puts the drawn words into one template. */
export type Template = (subject: Subject) => string;

/** Makes templates; holds the vocabulary that they are filled from. */
export class Writer {
  readonly #vocabulary: Vocabulary;
  readonly #tail: Draw<Template>;

  constructor(vocabulary: Vocabulary) {
    this.#vocabulary = vocabulary;
    this.#tail = ranked(tailTemplates.map((text) => this.template(text)));
  }

  /** Takes a template apart once, so that filling it is quick. @throws when a slot is unknown */
  template(text: string): Template {
    const parts = text
      .split(/[{}]/)
      .map((part, index) => (index % 2 === 0 ? part : this.#slot(part)));
    return (subject) => {
      let filled = "";
      for (const part of parts) filled += typeof part === "string" ? part : part(subject);
      return filled;
    };
  }

  /** Draws from sentences, the first oftenest; each begins with a capital. */
  sentences(texts: readonly string[]): Draw<Template> {
    const templates = texts.map((text) => this.template(text));
    return ranked(
      templates.map((template) => (subject: Subject) => capitalised(template(subject))),
      0.7,
    );
  }

  #slot(name: string): Template {
    const { adjective, adverb, verb, actor, people } = this.#vocabulary;
    const noun = (subject: Subject): Noun => subject.words.noun(subject.random);
    const slots: Record<string, Template> = {
      n: (subject) => noun(subject).singular,
      d: (subject) => noun(subject).definite,
      p: (subject) => noun(subject).plural,
      P: (subject) => noun(subject).definitePlural,
      an(subject) {
        const { neuter, singular } = noun(subject);
        const drawn = adjective(subject.random);
        return neuter ? `ett ${drawn.neuter} ${singular}` : `en ${drawn.common} ${singular}`;
      },
      ad(subject) {
        const { neuter, definite } = noun(subject);
        return `${neuter ? "det" : "den"} ${adjective(subject.random).plural} ${definite}`;
      },
      ap: (subject) => `${adjective(subject.random).plural} ${noun(subject).plural}`,
      inf: ({ random }) => verb(random).infinitive,
      did: ({ random }) => verb(random).past,
      done: ({ random }) => verb(random).supine,
      adv: ({ random }) => adverb(random),
      m: ({ words, random }) => words.mass(random),
      aim: ({ words, random }) => words.aim(random),
      actor: ({ random }) => actor(random),
      people: ({ random }) => people(random),
      place: ({ place }) => place ?? "kommunen",
      places: ({ place }) => genitive(place ?? "kommunen"),
      few: ({ random }) => String(between(random, 3, 12)),
      num: ({ random }) => String(between(random, 15, 900)),
      pct: ({ random }) => String(between(random, 5, 80)),
      year: ({ random, firstYear, lastYear }) => String(between(random, firstYear, lastYear)),
      tail: (subject) => (subject.random() < 0.4 ? this.#tail(subject.random)(subject) : ""),
    };
    const slot = slots[name];
    if (!slot) throw new Error(`templates.ts: there is no slot {${name}}.`);
    return slot;
  }
}

/** `low` to `high` sentences, no two of them from the same template. */
export function drawSentences(
  sentence: Draw<Template>,
  subject: Subject,
  low: number,
  high: number,
): string[] {
  const drawn = new Set<Template>();
  for (let left = between(subject.random, low, high); left > 0; left -= 1) {
    let template = sentence(subject.random);
    while (drawn.has(template)) template = sentence(subject.random);
    drawn.add(template);
  }
  return [...drawn].map((template) => template(subject));
}

/** With a capital, as a sentence begins. */
export const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const genitive = (name: string): string => (/[sxz]$/.test(name) ? name : `${name}s`);
