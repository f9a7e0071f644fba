import type { Draft } from "../../src/drafting/draft.js";
import type { ResultDraft } from "../../src/drafting/results-in-text.js";
import type { DraftCase } from "./draft-cases.js";

/** What was suggested of one kind, and what should have been; both as comparable words. */
export interface Comparison {
  suggested: readonly string[];
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

function compareResults({ record }: DraftCase, drafts: readonly ResultDraft[]): DraftFigures {
  const found = new Map(drafts.map((each) => [figureKey(each.value, each.unit), each]));
  const wanted = record.results.map((each) => figureKey(each.value, each.unit));
  const matched = record.results.flatMap((result) => {
    const draft = found.get(figureKey(result.value, result.unit));
    return draft ? [{ result, draft }] : [];
  });
  const question = (isRight: (pair: (typeof matched)[number]) => boolean): Question => ({
    right: matched.filter(isRight).length,
    asked: matched.length,
  });
  return {
    comparisons: { results: { suggested: [...found.keys()], wanted, told: wanted } },
    questions: {
      "result: sign": question(
        ({ result, draft }) => Math.sign(result.value) === Math.sign(draft.value),
      ),
      "result: kind": question(({ result, draft }) => result.kind === draft.kind),
      "result: period": question(
        ({ result, draft }) =>
          (result.periodStart?.slice(0, 4) ?? null) === (draft.periodStart?.slice(0, 4) ?? null) &&
          (result.periodEnd?.slice(0, 4) ?? null) === (draft.periodEnd?.slice(0, 4) ?? null),
      ),
    },
  };
}

function compareLessons({ record }: DraftCase, { lessons }: Draft): DraftFigures {
  const start = (text: string): string => text.slice(0, 40);
  const pairs = record.lessons.map((lesson) => ({
    lesson,
    drafts: lessons.filter(({ value }) => lesson.text.includes(start(value.text))),
  }));
  const matched = pairs.filter(({ drafts }) => drafts.length > 0);
  const ofLesson = new Set(pairs.flatMap(({ drafts }) => drafts));
  const others = lessons.filter((each) => !ofLesson.has(each));
  const wanted = record.lessons.map(({ text }) => start(text));
  return {
    comparisons: {
      lessons: {
        suggested: [
          ...matched.map(({ lesson }) => start(lesson.text)),
          ...others.map(({ value }) => start(value.text)),
        ],
        wanted,
        told: wanted,
      },
    },
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

/** Compares one draft with the record that its text was made from. */
export function measureDraft(
  given: DraftCase,
  draft: Draft,
  namesOf: ReadonlyMap<string, readonly string[]>,
): DraftFigures {
  const { record, text, methods } = given;
  const plain = (wanted: readonly string[], suggested: readonly string[]): Comparison => ({
    suggested,
    wanted,
    told: wanted,
  });
  const year = (value: number | undefined, found: number | undefined): Comparison => {
    const wanted = value === undefined ? [] : [String(value)];
    return {
      wanted,
      suggested: found === undefined ? [] : [String(found)],
      told: wanted.filter((each) => text.includes(each)),
    };
  };
  const organisations = record.organisations.map(({ organisation }) => organisation);
  const partners = record.partnerNames.map(plainName);
  const known = new Set([...namesOf.values()].flat().map(plainName));
  const results = compareResults(
    given,
    draft.results.map(({ value }) => value),
  );
  const lessons = compareLessons(given, draft);
  return {
    comparisons: {
      organisations: {
        wanted: organisations,
        suggested: draft.organisations.map(({ value }) => value.organisation.slug),
        told: organisations.filter((slug) =>
          namesOf.get(slug)?.some((name) => mentions(text, name)),
        ),
      },
      "focus areas": plain(
        record.focusAreas,
        draft.focusAreas.map(({ value }) => value.key),
      ),
      goals: plain(
        record.sdgs.map(String),
        draft.goals.map(({ value }) => value.key),
      ),
      "env. objectives": plain(
        record.environmentalObjectives,
        draft.environmentalObjectives.map(({ value }) => value.key),
      ),
      methods: plain(
        methods,
        draft.methods.map(({ value }) => value.slug),
      ),
      "partner names": plain(
        // Those that the bank has a record of are suggested as organisations.
        partners.filter((name) => !known.has(name)),
        draft.partnerNames.map(({ value }) => plainName(value)),
      ),
      "start year": year(record.startYear, draft.startYear?.value.year),
      "end year": year(record.endYear, draft.endYear?.value.year),
      status: plain([record.status], draft.status ? [draft.status.value] : []),
      ...results.comparisons,
      ...lessons.comparisons,
    },
    questions: { ...results.questions, ...lessons.questions },
  };
}

/** The figures of several drafts together. */
export interface Total {
  wanted: number;
  told: number;
  suggested: number;
  right: number;
}

/** Sums up comparisons of one kind. */
export function total(comparisons: readonly Comparison[]): Total {
  const sum = { wanted: 0, told: 0, suggested: 0, right: 0 };
  for (const { wanted, told, suggested } of comparisons) {
    sum.wanted += wanted.length;
    sum.told += told.length;
    sum.suggested += suggested.length;
    sum.right += new Set(suggested.filter((each) => wanted.includes(each))).size;
  }
  return sum;
}
