import type { ResultRow } from "../results/results.table.js";
import { clauseOf } from "./clauses.js";
import { directionOf, namesDecrease } from "./direction.js";
import { evidenceKind } from "./evidence-kind.js";
import { type Figure, findFigures } from "./figure.js";
import { indicatorOf } from "./indicator.js";
import { type Confidence, type Span, type Suggested, passageOf, plainText } from "./passages.js";
import type { ReadText, Sentence } from "./read-text.js";
import { isBeside } from "./sections.js";
import { type YearMention, findYears } from "./years.js";

/** A figure that could be a result, written as the bank writes results. */
export type ResultDraft = Pick<
  ResultRow,
  "indicator" | "value" | "unit" | "kind" | "periodStart" | "periodEnd" | "note"
>;

/** Most results suggested. */
export const mostResults = 25;
/** Figures of a text that are looked at: a table of thousands is no draft. */
const mostCandidates = 200;

const yearly = /(?<!\p{L})(?:årlig\p{L}*|varje år|per år|om året)(?!\p{L})/iu;
/** "100 000 ton organiskt avfall per år" */
const yearlyAfter = /^(?:\s\p{Ll}+){1,3}\s(?:per år|om året|årligen)(?!\p{L})/u;
/** What a figure per year can be of; shares and areas are not. */
const flows: ReadonlySet<Figure["family"]> = new Set(["EMISSION", "MASS", "ENERGY", "VOLUME"]);

/** The value with the sign that the bank gives it: what went down is negative. */
function signed(sentence: string, figure: Figure, clause: Span, label: string | undefined): number {
  const { value, hasSign, isLevel } = figure;
  if (hasSign || isLevel) return value;
  const isDecrease =
    directionOf(sentence, figure, clause) === "DOWN" ||
    (label !== undefined && namesDecrease(label));
  return isDecrease ? -value : value;
}

function unitOf(sentence: string, { unit, family, end }: Figure): string {
  if (!flows.has(family) || unit.includes("/")) return unit;
  const isYearly = yearlyAfter.test(sentence.slice(end, end + 80)) || yearly.test(sentence);
  return isYearly ? `${unit}/år` : unit;
}

const firstDay = (year: number): string => `${year}-01-01`;
const lastDay = (year: number): string => `${year}-12-31`;

/** The time that a figure holds for by the nearest year of its sentence. */
function periodOf(
  years: readonly YearMention[],
  figure: Figure,
): { periodStart: string | null; periodEnd: string | null; lastYear: number | undefined } {
  const distance = ({ start, end }: YearMention): number =>
    start >= figure.end ? start - figure.end : figure.start - end;
  const [nearest] = years.toSorted((a, b) => distance(a) - distance(b));
  if (!nearest) return { periodStart: null, periodEnd: null, lastYear: undefined };
  const { role, from, to } = nearest;
  const hasStart = role !== "END" && role !== "DEADLINE";
  const hasEnd = role !== "START" && role !== "BASELINE";
  return {
    periodStart: hasStart ? firstDay(from) : null,
    periodEnd: hasEnd ? lastDay(to) : null,
    lastYear: hasEnd ? to : undefined,
  };
}

function confidenceOf(figure: Figure, isTold: boolean, isDirected: boolean): Confidence {
  if (figure.family === "COUNT") return figure.isWord ? "LOW" : "MEDIUM";
  return isDirected || isTold ? "HIGH" : "MEDIUM";
}

/** What the figures of a sentence have in common. */
interface Setting {
  text: string;
  sentence: Sentence;
  figures: readonly Figure[];
  years: readonly YearMention[];
  /** The present year. */
  today: number;
}

function resultOf(figure: Figure, setting: Setting): Suggested<ResultDraft> {
  const { text, sentence, figures, years, today } = setting;
  const own = text.slice(sentence.start, sentence.end);
  const clause = clauseOf(own, figure, figures);
  const labelEnd = sentence.bodyStart - sentence.start;
  const label =
    labelEnd > 0 && figure.start >= labelEnd
      ? own.slice(0, labelEnd).replace(/:\s*$/, "")
      : undefined;
  const { lastYear, ...period } = periodOf(years, figure);
  const { kind, isTold } = evidenceKind({
    clause: own.slice(clause.start, clause.end),
    before: own.slice(0, figure.start),
    sentence: figures.length > 1 ? undefined : own,
    section: sentence.section,
    lastYear,
    today,
  });
  const value = signed(own, figure, clause, label);
  const isDirected = figure.hasSign || figure.isLevel || value !== figure.value;
  return {
    value: {
      indicator: indicatorOf(own, figure, clause, label),
      value: Number(value.toPrecision(12)),
      unit: unitOf(own, figure),
      kind,
      ...period,
      note: figure.isVague ? `I texten: ”${plainText(own.slice(figure.from, figure.end))}”.` : null,
    },
    confidence: confidenceOf(figure, isTold, isDirected),
    passage: passageOf(text, sentence),
  };
}

/** Whether a line tells of figures at all; who to call and where to read on don't. */
const tellsFigures = ({ section, kind }: Sentence): boolean =>
  !isBeside(section) && kind !== "HEADING";

const ranks: Record<Confidence, number> = { HIGH: 2, MEDIUM: 1, LOW: 0 };

/** How much of a word tells which word it is, whatever its ending. */
const stemLength = 6;
const stemsOf = ({ indicator }: ResultDraft): string[] =>
  indicator
    .toLowerCase()
    .split(/[^\p{L}]+/u)
    .filter((word) => word.length >= stemLength)
    .map((word) => word.slice(0, stemLength));

/** Remembers figures; a report tells the same one in its summary and further down. */
function createMemory(): (result: ResultDraft) => boolean {
  const known = new Map<string, Set<string>>();
  return (result) => {
    const key = `${Math.abs(result.value)} ${result.unit}`;
    const stems = stemsOf(result);
    const before = known.get(key);
    const isKnown =
      before !== undefined && (stems.length === 0 || stems.some((stem) => before.has(stem)));
    known.set(key, new Set([...(before ?? []), ...stems]));
    return isKnown;
  };
}

/**
 * Suggests the figures of a text as results, in the order of the text; of too many the surest.
 * @param today the present year: a figure for a later one is aimed at, not reached
 */
export function findResults(
  { text, sentences }: ReadText,
  today: number,
): Suggested<ResultDraft>[] {
  const isKnown = createMemory();
  const found: Suggested<ResultDraft>[] = [];
  let left = mostCandidates;
  for (const sentence of sentences.filter(tellsFigures)) {
    if (left <= 0) break;
    const figures = findFigures(text, sentence).slice(0, left);
    left -= figures.length;
    if (figures.length === 0) continue;
    const years = findYears(text.slice(sentence.start, sentence.end));
    for (const figure of figures) {
      const result = resultOf(figure, { text, sentence, figures, years, today });
      if (!isKnown(result.value)) found.push(result);
    }
  }
  const best = new Set(
    found.toSorted((a, b) => ranks[b.confidence] - ranks[a.confidence]).slice(0, mostResults),
  );
  return found.filter((result) => best.has(result));
}
