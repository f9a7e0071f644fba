import type { Draft } from "../../src/drafting/draft.js";
import { type Confidence, type Suggested, confidences } from "../../src/drafting/passages.js";
import type { DraftCase } from "./draft-cases.js";

/** Something suggested as a comparable word. */
export interface Guess {
  key: string;
  confidence: Confidence;
}

/** What was suggested of one kind, and what should have been. */
export interface Comparison {
  suggested: readonly Guess[];
  wanted: readonly string[];
  /** Those of the wanted that the text tells at all; the rest nobody could read out of it. */
  told: readonly string[];
}

/** A yes-or-no question about what was found. */
export interface Question {
  right: number;
  asked: number;
}

/** All that is measured of one draft. */
export interface DraftFigures {
  comparisons: Record<string, Comparison>;
  questions: Record<string, Question>;
}

const scales: Readonly<Record<string, number>> = {
  miljon: 1e6,
  miljoner: 1e6,
  miljarder: 1e9,
};

/** A figure without what can be written in several ways: sign, scale, and all of a unit but its head. */
function figureKey(value: number, unit: string): string {
  const [first = "", second = ""] = unit.toLowerCase().split(/[\s/]+/);
  const scale = scales[first] ?? 1;
  const head = scale > 1 ? second : first;
  return `${Number((Math.abs(value) * scale).toPrecision(6))} ${head}`;
}

const plainName = (name: string): string =>
  name
    .replace(/\s*\([^)]*\)/, "")
    .toLowerCase()
    .trim();

const mentions = (text: string, name: string): boolean =>
  text.toLowerCase().includes(name.toLowerCase());

/** Suggestions as comparable words. */
const guess = <Value>(
  suggested: readonly Suggested<Value>[],
  keyOf: (value: Value) => string,
): Guess[] => suggested.map(({ value, confidence }) => ({ key: keyOf(value), confidence }));

function compareResults({ record }: DraftCase, { results }: Draft): DraftFigures {
  const suggested = guess(results, ({ value, unit }) => figureKey(value, unit));
  const found = new Map(results.map(({ value }) => [figureKey(value.value, value.unit), value]));
  const wanted = record.results.map((each) => figureKey(each.value, each.unit));
  const matched = record.results.flatMap((result) => {
    const draft = found.get(figureKey(result.value, result.unit));
    return draft ? [{ result, draft }] : [];
  });
  const question = (isRight: (pair: (typeof matched)[number]) => boolean): Question => ({
    right: matched.filter(isRight).length,
    asked: matched.length,
  });
  const year = (day: string | null | undefined): string | null => day?.slice(0, 4) ?? null;
  return {
    comparisons: { results: { suggested, wanted, told: wanted } },
    questions: {
      "result: sign": question(
        ({ result, draft }) => Math.sign(result.value) === Math.sign(draft.value),
      ),
      "result: kind": question(({ result, draft }) => result.kind === draft.kind),
      "result: period": question(
        ({ result, draft }) =>
          year(result.periodStart) === year(draft.periodStart) &&
          year(result.periodEnd) === year(draft.periodEnd),
      ),
    },
  };
}

/** Enough of a lesson to know it by. */
const beginning = (text: string): string => text.slice(0, 40);

function compareLessons({ record }: DraftCase, { lessons }: Draft): DraftFigures {
  const lessonOf = (text: string) =>
    record.lessons.find((lesson) => lesson.text.includes(beginning(text)));
  const wanted = record.lessons.map(({ text }) => beginning(text));
  const matched = record.lessons.flatMap((lesson) => {
    const drafts = lessons.filter(({ value }) => lessonOf(value.text) === lesson);
    return drafts.length > 0 ? [{ lesson, drafts }] : [];
  });
  // A lesson of two sentences may be suggested twice.
  const suggested = guess(lessons, ({ text }) => beginning(lessonOf(text)?.text ?? text));
  return {
    comparisons: { lessons: { suggested, wanted, told: wanted } },
    questions: {
      "lesson: kind": {
        right: matched.filter(({ lesson, drafts }) =>
          drafts.some(({ value }) => value.kind === lesson.kind),
        ).length,
        asked: matched.length,
      },
    },
  };
}

const listOf = <Value>(suggested: Suggested<Value> | undefined): Suggested<Value>[] =>
  suggested ? [suggested] : [];

/** Compares one draft with the record that its text was made from. */
export function measureDraft(
  given: DraftCase,
  draft: Draft,
  namesOf: ReadonlyMap<string, readonly string[]>,
): DraftFigures {
  const { record, text, methods } = given;
  const plain = (wanted: readonly string[], suggested: readonly Guess[]): Comparison => ({
    suggested,
    wanted,
    told: wanted,
  });
  const year = (value: number | undefined, found: Draft["startYear"]): Comparison => {
    const wanted = value === undefined ? [] : [String(value)];
    return {
      wanted,
      suggested: guess(listOf(found), (each) => String(each.year)),
      told: wanted.filter((each) => text.includes(each)),
    };
  };
  const organisations = record.organisations.map(({ organisation }) => organisation);
  const known = new Set([...namesOf.values()].flat().map(plainName));
  // Those that the bank has a record of are suggested as organisations.
  const partners = record.partnerNames.map(plainName).filter((name) => !known.has(name));
  const results = compareResults(given, draft);
  const lessons = compareLessons(given, draft);
  const keyOf = ({ key }: { key: string }): string => key;
  return {
    comparisons: {
      organisations: {
        wanted: organisations,
        suggested: guess(draft.organisations, ({ organisation }) => organisation.slug),
        told: organisations.filter((slug) =>
          namesOf.get(slug)?.some((name) => mentions(text, name)),
        ),
      },
      "focus areas": plain(record.focusAreas, guess(draft.focusAreas, keyOf)),
      goals: plain(record.sdgs.map(String), guess(draft.goals, keyOf)),
      "env. objectives": plain(
        record.environmentalObjectives,
        guess(draft.environmentalObjectives, keyOf),
      ),
      methods: plain(
        methods,
        guess(draft.methods, ({ slug }) => slug),
      ),
      "partner names": plain(partners, guess(draft.partnerNames, plainName)),
      "start year": year(record.startYear, draft.startYear),
      "end year": year(record.endYear, draft.endYear),
      status: plain(
        [record.status],
        guess(listOf(draft.status), (status) => status),
      ),
      ...results.comparisons,
      ...lessons.comparisons,
    },
    questions: { ...results.questions, ...lessons.questions },
  };
}

/** How many suggestions there were, and how many of them were right. */
export interface Tally {
  suggested: number;
  right: number;
}

/** The figures of several drafts together. */
export interface Total extends Tally {
  wanted: number;
  told: number;
  /** The same by how sure the suggestions were. */
  byConfidence: Record<Confidence, Tally>;
}

/** Sums up comparisons of one kind; what is suggested twice counts once. */
export function total(comparisons: readonly Comparison[]): Total {
  const none = (): Tally => ({ suggested: 0, right: 0 });
  const sum: Total = {
    wanted: 0,
    told: 0,
    ...none(),
    byConfidence: { HIGH: none(), MEDIUM: none(), LOW: none() },
  };
  for (const { wanted, told, suggested } of comparisons) {
    const surest = new Map(
      confidences
        .toReversed()
        .flatMap((confidence) =>
          suggested
            .filter((each) => each.confidence === confidence)
            .map((each) => [each.key, confidence]),
        ),
    );
    sum.wanted += new Set(wanted).size;
    sum.told += new Set(told).size;
    for (const [key, confidence] of surest)
      for (const tally of [sum, sum.byConfidence[confidence]]) {
        tally.suggested += 1;
        tally.right += wanted.includes(key) ? 1 : 0;
      }
  }
  return sum;
}
