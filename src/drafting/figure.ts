import { findCounted, findCountedBefore } from "./counted-nouns.js";
import { type ReadFraction, findFractions } from "./fractions.js";
import { type ReadNumber, findNumbers } from "./numbers.js";
import type { Span } from "./passages.js";
import type { Sentence } from "./read-text.js";
import { type UnitFamily, readPer, readScale, readUnit } from "./units.js";

/** A number with what it is a number of, as it stands in a sentence. Offsets are the sentence's. */
export interface Figure extends Span {
  /** Where its words begin: "cirka", "mer än", "från". */
  from: number;
  value: number;
  unit: string;
  family: UnitFamily | "COUNT";
  /** Whether the value has the sign that it means: "−50 %", "halverat". */
  hasSign: boolean;
  /** "från 46 till 63": what it was and what it became; the value is the latter. */
  isLevel: boolean;
  /** Told in words ("nio företag"). */
  isWord: boolean;
  /** "cirka", "mer än", "40–50": the words are worth keeping. */
  isVague: boolean;
}

/** What a number stands after if it counts nothing: "avsnitt 3", "linje 549", "mål 13". */
const isLabel =
  /(?:§|avsnitt|kapitel|kap\.?|figur|tabell|sidan?|bilaga|version|nr\.?|nummer|linje|klass|fas|scope|etapp|mål|agenda|punkt|steg|dnr|sou|prop\.?|iso|kl\.?|tel\.?|telefon|rum|plan|våning|paragraf|grupp)\s?$/iu;
const months =
  /^\.?\s(?:januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december)/iu;

/** Whether a number is a year, a date, a telephone number or what something is called by. */
function countsNothing(sentence: string, { start, end, value, to, isSigned }: ReadNumber): boolean {
  const written = sentence.slice(start, end);
  if (to === undefined && /^\d{4}$/.test(written) && value >= 1900 && value <= 2100) return true;
  if (/^0\d/.test(written) || !Number.isInteger(value)) return true;
  // "-50 bussar" may be a list or a chain; after a colon it is a figure.
  if (isSigned && !/:\s*$/.test(sentence.slice(0, start))) return true;
  return (
    isLabel.test(sentence.slice(Math.max(0, start - 15), start)) ||
    months.test(sentence.slice(end, end + 12))
  );
}

/** What a figure has from its number alone. */
const partsOf = (number: ReadNumber, factor: number) => ({
  from: number.from,
  start: number.start,
  value: (number.isChange ? (number.to ?? number.value) : number.value) * factor,
  hasSign: number.isSigned,
  isLevel: number.isChange,
  isWord: number.isWord,
  isVague: number.precision !== "EXACT" || number.to !== undefined,
});

function measured(sentence: string, number: ReadNumber): Figure | undefined {
  const unit = readUnit(sentence, number.end);
  if (!unit) return undefined;
  // "två procent" is a figure, "en ton" and "tre meter" are talk.
  if (number.isWord && unit.family !== "MONEY" && unit.family !== "SHARE") return undefined;
  const { family, end, factor } = unit;
  return { ...partsOf(number, factor), end, unit: unit.unit, family };
}

/** "114 av 116 åtaganden" */
const ofWhole = /^\sav\s(?:totalt\s|de\s)?(\d{1,6})(?=\s)/u;

function counted(text: string, sentence: Sentence, number: ReadNumber): Figure | undefined {
  const own = text.slice(sentence.start, sentence.end);
  if (countsNothing(own, number)) return undefined;
  const scale = readScale(own, number.end);
  const [words = "", whole] = ofWhole.exec(own.slice(scale.end, scale.end + 20)) ?? [];
  const after = findCounted(text, sentence.tokens, sentence.start + scale.end + words.length);
  const before = number.isChange
    ? findCountedBefore(sentence.tokens, sentence.start + number.from)
    : undefined;
  const noun = after?.noun ?? before;
  if (noun === undefined) return undefined;
  const end = after ? after.end - sentence.start : scale.end;
  const per = readPer(own, end);
  return {
    ...partsOf(number, scale.factor),
    end: per?.end ?? end,
    unit: (after && whole ? `av ${whole} ` : "") + noun + (per?.suffix ?? ""),
    family: "COUNT",
  };
}

const inPercent = ({ start, end, value, isChange }: ReadFraction): Figure => ({
  from: start,
  start,
  end,
  value,
  unit: "%",
  family: "SHARE",
  hasSign: isChange,
  isLevel: false,
  isWord: true,
  isVague: true,
});

function readFigures(text: string, sentence: Sentence): Figure[] {
  const own = text.slice(sentence.start, sentence.end);
  const numbers = findNumbers(own).flatMap((number): Figure[] => {
    const figure = measured(own, number) ?? counted(text, sentence, number);
    return figure && Number.isFinite(figure.value) ? [figure] : [];
  });
  let reached = 0;
  return [...numbers, ...findFractions(own).map(inPercent)]
    .toSorted((a, b) => a.start - b.start)
    .filter(({ start, end }) => {
      const isOwn = start >= reached;
      reached = Math.max(reached, end);
      return isOwn;
    });
}

/** Results, cost and timeline ask for the same ones. */
const known = new WeakMap<Sentence, readonly Figure[]>();

/** Finds the figures of a sentence in their order; one that lies within another isn't one. */
export function findFigures(text: string, sentence: Sentence): readonly Figure[] {
  const figures = known.get(sentence) ?? readFigures(text, sentence);
  known.set(sentence, figures);
  return figures;
}
