import {
  type caseStudies,
  type caseStudyFocusAreas,
  type caseStudyGoals,
  type caseStudyObjectives,
  type caseStudyOrganisations,
  caseStudyStatus,
  control,
} from "../../../src/case-studies/case-studies.table.js";
import { type lessons, lessonKind } from "../../../src/lessons/lessons.table.js";
import type { methodCaseStudies } from "../../../src/methods/methods.table.js";
import { type results, resultKind } from "../../../src/results/results.table.js";
import { type Draw, type Random, between, createRandom, evenly, ranked, uuidAt } from "./random.js";
import {
  challengeTemplates,
  indicators,
  lessonTemplates,
  solutionTemplates,
  summaryTemplates,
  titleTemplates,
} from "./templates.js";
import { type Vocabulary, createVocabulary } from "./vocabulary.js";
import { type Subject, Writer, capitalised, drawSentences } from "./writer.js";

/** Lessons of each synthetic case study. */
export const lessonsPerCase = 4;

/** What every synthetic title begins with. */
export const titleMark = "Syntetisk: ";
/** What every synthetic summary ends with. */
export const summaryMark = "(syntetisk post)";
const note = "Syntetisk post för skalprov. Inget av detta har hänt.";

/** The records of the bank that synthetic ones refer to; every list may be empty. */
export interface Surroundings {
  municipalities: readonly { id: string; name: string }[];
  organisations: readonly { id: string }[];
  focusAreas: readonly { id: string; slug: string }[];
  goals: readonly string[];
  objectives: readonly string[];
  methods: readonly string[];
}

/** The rows of one case study, by table, as they are inserted. */
export interface Batch {
  caseStudies: (typeof caseStudies.$inferInsert)[];
  caseStudyOrganisations: (typeof caseStudyOrganisations.$inferInsert)[];
  caseStudyFocusAreas: (typeof caseStudyFocusAreas.$inferInsert)[];
  caseStudyGoals: (typeof caseStudyGoals.$inferInsert)[];
  caseStudyObjectives: (typeof caseStudyObjectives.$inferInsert)[];
  methodCaseStudies: (typeof methodCaseStudies.$inferInsert)[];
  lessons: (typeof lessons.$inferInsert)[];
  results: (typeof results.$inferInsert)[];
}

/** A batch without rows. */
export const emptyBatch = (): Batch => ({
  caseStudies: [],
  caseStudyOrganisations: [],
  caseStudyFocusAreas: [],
  caseStudyGoals: [],
  caseStudyObjectives: [],
  methodCaseStudies: [],
  lessons: [],
  results: [],
});

// A period of the past, so that nothing depends on the day of the run.
const firstDay = Date.UTC(2015, 0, 1);
const lastDay = Date.UTC(2025, 0, 1);
const dayMs = 86_400_000;

const statuses = ranked(caseStudyStatus.enumValues.toSorted(), 0.8);
const controls = ranked(control.enumValues, 0.8);
const resultKinds = ranked(resultKind.enumValues, 0.8);
const lessonKinds = evenly(lessonKind.enumValues);

/**
 * Makes case studies by number. The texts of a number depend on the seed alone, so that a small bank
 * is the beginning of a large one; its dates spread over ten years whatever the size.
 */
export class RecordMaker {
  readonly #seed: number;
  readonly #total: number;
  readonly #surroundings: Surroundings;
  readonly #vocabulary: Vocabulary = createVocabulary();
  readonly #writer = new Writer(this.#vocabulary);
  readonly #title = this.#writer.sentences(titleTemplates);
  readonly #summary = this.#writer.sentences(summaryTemplates);
  readonly #challenge = this.#writer.sentences(challengeTemplates);
  readonly #solution = this.#writer.sentences(solutionTemplates);
  readonly #lessons = {
    SUCCESS_FACTOR: this.#writer.sentences(lessonTemplates.SUCCESS_FACTOR),
    OBSTACLE: this.#writer.sentences(lessonTemplates.OBSTACLE),
    FAILURE: this.#writer.sentences(lessonTemplates.FAILURE),
    ADVICE: this.#writer.sentences(lessonTemplates.ADVICE),
  };
  readonly #indicator = evenly(
    indicators.map(({ text, ...rest }) => ({ ...rest, text: this.#writer.template(text) })),
  );
  readonly #municipality: Draw<Surroundings["municipalities"][number]>;
  readonly #party: Draw<{ id: string }>;
  readonly #focusArea: Draw<{ id: string }>;
  readonly #goal: Draw<string>;
  readonly #objective: Draw<string>;
  readonly #method: Draw<string>;

  /** @param total how many case studies there will be */
  constructor(surroundings: Surroundings, total: number, seed: number) {
    this.#surroundings = surroundings;
    this.#total = total;
    this.#seed = seed;
    this.#municipality = ranked(surroundings.municipalities, 0.5);
    this.#party = evenly(surroundings.organisations);
    this.#focusArea = ranked(surroundings.focusAreas, 0.5);
    this.#goal = ranked(surroundings.goals, 0.5);
    this.#objective = ranked(surroundings.objectives, 0.5);
    this.#method = ranked(surroundings.methods, 0.7);
  }

  /** Adds the rows of case study `number`, counted from 1, to the batch. */
  add(batch: Batch, number: number): void {
    const random = createRandom(this.#seed, number);
    const { municipalities } = this.#surroundings;
    const lead = municipalities.length > 0 ? this.#municipality(random) : undefined;
    const slot = (lastDay - firstDay) / this.#total;
    const createdAt = new Date(Math.floor(firstDay + (number - 1 + random()) * slot));
    const lastYear = createdAt.getUTCFullYear();
    const subject: Subject = {
      random,
      words: this.#vocabulary.topic(random),
      place: lead?.name,
      firstYear: lastYear - between(random, 1, 9),
      lastYear,
    };
    const caseStudyId = uuidAt(createdAt.getTime(), random);
    batch.caseStudies.push(this.#caseStudy(subject, number, caseStudyId, createdAt));
    this.#addParties(batch, caseStudyId, lead?.id, random);
    this.#addTopics(batch, caseStudyId, subject);
    this.#addLessons(batch, caseStudyId, subject, number, createdAt);
    this.#addResults(batch, caseStudyId, subject, createdAt);
  }

  #caseStudy(
    subject: Subject,
    number: number,
    id: string,
    createdAt: Date,
  ): typeof caseStudies.$inferInsert {
    const { random, firstYear, lastYear } = subject;
    const publishedAt = new Date(createdAt.getTime() + between(random, 0, 60) * dayMs);
    const status = statuses(random);
    const cost = random() < 0.3 ? between(random, 5, 4_000) * 10_000 : null;
    return {
      id,
      slug: syntheticSlug(number),
      state: "PUBLISHED",
      title: this.#titleOf(subject),
      summary: this.#summaryOf(subject),
      challenge: drawSentences(this.#challenge, subject, 2, 5).join(" "),
      solution: drawSentences(this.#solution, subject, 2, 5).join(" "),
      status,
      startYear: firstYear,
      endYear: status === "COMPLETED" || status === "STOPPED" ? lastYear : null,
      advice: random() < 0.25 ? this.#lessons.ADVICE(random)(subject) : null,
      costAmount: cost,
      costCurrency: cost === null ? null : "SEK",
      control: random() < 0.6 ? controls(random) : null,
      note,
      publishedAt,
      createdAt,
      updatedAt: new Date(publishedAt.getTime() + between(random, 0, 300) * dayMs),
    };
  }

  // Where a drawn title is too long or too short, another is drawn; a plain one ends the search.
  #titleOf(subject: Subject): string {
    for (let attempt = 0; attempt < 8; attempt += 1) {
      const title = this.#title(subject.random)(subject);
      const words = title.split(" ").length;
      if (words >= 4 && words <= 10 && titleMark.length + title.length <= 120)
        return titleMark + title;
    }
    return `${titleMark}${capitalised(subject.words.mass(subject.random))} i hela kommunen`;
  }

  #summaryOf(subject: Subject): string {
    let summary = "";
    for (const sentence of drawSentences(this.#summary, subject, 1, 3)) {
      const longer = `${summary}${sentence} `;
      if (longer.length + summaryMark.length > 500) break;
      summary = longer;
    }
    return summary + summaryMark;
  }

  #addParties(batch: Batch, caseStudyId: string, leadId: string | undefined, random: Random): void {
    if (this.#surroundings.organisations.length === 0) return;
    const lead = leadId ?? this.#party(random).id;
    batch.caseStudyOrganisations.push({ caseStudyId, organisationId: lead, role: "LEAD" });
    const partner = this.#party(random).id;
    if (partner === lead || random() > 0.35) return;
    batch.caseStudyOrganisations.push({ caseStudyId, organisationId: partner, role: "PARTNER" });
  }

  #addTopics(batch: Batch, caseStudyId: string, { random, words }: Subject): void {
    const { focusAreas, goals, objectives, methods } = this.#surroundings;
    const own = focusAreas.filter(({ slug }) => slug === words.topic.focusArea);
    const others =
      focusAreas.length > 0 ? some(this.#focusArea, between(random, 0, 2), random) : [];
    for (const focusAreaId of new Set([...own, ...others].map(({ id }) => id)))
      batch.caseStudyFocusAreas.push({ caseStudyId, focusAreaId });
    if (goals.length > 0)
      for (const goalId of some(this.#goal, between(random, 1, 4), random))
        batch.caseStudyGoals.push({ caseStudyId, goalId });
    if (objectives.length > 0)
      for (const objectiveId of some(this.#objective, between(random, 0, 2), random))
        batch.caseStudyObjectives.push({ caseStudyId, objectiveId });
    const tried = random() < 0.25 ? 0 : random() < 0.85 ? 1 : 2;
    if (methods.length > 0)
      for (const methodId of some(this.#method, tried, random))
        batch.methodCaseStudies.push({ caseStudyId, methodId });
  }

  #addLessons(
    batch: Batch,
    caseStudyId: string,
    subject: Subject,
    number: number,
    createdAt: Date,
  ): void {
    const { random } = subject;
    for (let position = 1; position <= lessonsPerCase; position += 1) {
      const kind = lessonKinds(random);
      batch.lessons.push({
        id: uuidAt(createdAt.getTime(), random),
        slug: `${syntheticSlug(number)}-lesson-${position}`,
        caseStudyId,
        position,
        kind,
        basis: random() < 0.8 ? "SOURCE" : "OWN_CONCLUSION",
        text: drawSentences(this.#lessons[kind], subject, 1, 2).join(" "),
        createdAt,
        updatedAt: createdAt,
      });
    }
  }

  #addResults(batch: Batch, caseStudyId: string, subject: Subject, createdAt: Date): void {
    const { random, firstYear } = subject;
    const count = between(random, 0, 3);
    for (let position = 1; position <= count; position += 1) {
      const { text, unit, low, high } = this.#indicator(random);
      batch.results.push({
        id: uuidAt(createdAt.getTime(), random),
        caseStudyId,
        position,
        indicator: text(subject),
        value: between(random, low, high),
        unit,
        periodStart: random() < 0.5 ? `${firstYear}-01-01` : null,
        kind: resultKinds(random),
        note: "Syntetiskt värde.",
      });
    }
  }
}

/** The slug of case study `number`. */
export const syntheticSlug = (number: number): string =>
  `syntetisk-${String(number).padStart(6, "0")}`;

/** Up to `count` items: one drawn twice counts once. */
const some = <Item>(draw: Draw<Item>, count: number, random: Random): Set<Item> =>
  new Set(Array.from({ length: count }, () => draw(random)));
