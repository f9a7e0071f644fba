import type { Span } from "./passages.js";

/** How a text qualifies a number. */
export type Precision = "EXACT" | "ABOUT" | "AT_LEAST" | "AT_MOST";

/** A number as a text gives it. Offsets are those of the given string. */
export interface ReadNumber extends Span {
  /** Where its qualifier begins: "cirka". */
  from: number;
  value: number;
  /** The upper end of a range, or what a level went to. */
  to?: number;
  /** "från 46 till 63" tells a change of level, "40–50" a range. */
  isChange: boolean;
  precision: Precision;
  /** Whether it is written in words ("tio"). */
  isWord: boolean;
  /** Whether it has a sign of its own. */
  isSigned: boolean;
}

const digits = String.raw`(?:\d{1,3}(?:[\u0020\u00A0\u2009\u202F.]\d{3})+(?!\d)(?:,\d+)?|\d+(?:[,.]\d+)?)`;
const sign = String.raw`(?:(?<![\p{L}\p{N}]\s?)[−–+-](?=\d))`;

const numberWords: Readonly<Record<string, number>> = {
  två: 2,
  tre: 3,
  fyra: 4,
  fem: 5,
  sex: 6,
  sju: 7,
  åtta: 8,
  nio: 9,
  tio: 10,
  elva: 11,
  tolv: 12,
  tretton: 13,
  fjorton: 14,
  femton: 15,
  sexton: 16,
  sjutton: 17,
  arton: 18,
  nitton: 19,
  tjugo: 20,
  trettio: 30,
  fyrtio: 40,
  femtio: 50,
  sextio: 60,
  sjuttio: 70,
  åttio: 80,
  nittio: 90,
  hundra: 100,
  tusen: 1000,
};
const word = String.raw`(?:${Object.keys(numberWords).join("|")})(?![\p{L}\d])`;
/** "ett femtiotal" */
const roundWord = String.raw`ett\s(?:tio|tjugo|trettio|fyrtio|femtio|hundra|tusen)tal(?:et)?(?!\p{L})`;

const about =
  "cirka|circa|ca\\.?|c:a|ungefär|omkring|runt|kring|i snitt|drygt|knappt|närmare|nästan|nära|strax över|strax under";
const atLeast = "mer än|minst|över|fler än|åtminstone|lägst|större än|>";
const atMost = "upp till|högst|max|maximalt|som mest|uppemot|mindre än|färre än|under|<";
const isAtLeast = new RegExp(`^(?:${atLeast})$`, "u");
const isAtMost = new RegExp(`^(?:${atMost})$`, "u");

const pattern = new RegExp(
  String.raw`(?<qualifier>(?<!\p{L})(?:${about}|${atLeast}|${atMost})\s{0,3})?` +
    String.raw`(?:(?<from>från|mellan)\s{1,3})?` +
    // Not within a word, a decimal or a chain of numbers.
    String.raw`(?<![\p{L}\p{N}][.,:/-]?)(?<first>${sign}?${digits}|${word}|${roundWord})` +
    String.raw`(?:(?<middle>\s?(?:%|procent)?\s?(?:[–—-]|\s(?:till|och|à)\s)\s?)(?<second>${digits})(?!\p{N}))?`,
  "giu",
);

/** The value of digits as Swedes write them: 1 200, 12,5, 1.200. */
function parseDigits(written: string): number {
  const compact = written.replaceAll(/[\u0020\u00A0\u2009\u202F]/g, "").replace(/^[−–]/, "-");
  const isGrouped = /^\D?[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?$/.test(compact);
  return Number((isGrouped ? compact.replaceAll(".", "") : compact).replace(",", "."));
}

function valueOf(written: string): number {
  if (/\d/.test(written)) return parseDigits(written);
  const lower = written.toLowerCase();
  const round = /^ett\s(\p{L}+)tal/u.exec(lower)?.[1];
  return numberWords[round ?? lower] ?? Number.NaN;
}

function precisionOf(qualifier: string, written: string): Precision {
  const lower = qualifier.trim().toLowerCase();
  if (lower === "") return /tal/i.test(written) ? "ABOUT" : "EXACT";
  if (isAtLeast.test(lower)) return "AT_LEAST";
  return isAtMost.test(lower) ? "AT_MOST" : "ABOUT";
}

const isYear = (value: number): boolean =>
  Number.isInteger(value) && value >= 1900 && value <= 2100;

/** How two neighbouring numbers belong together; "2 och 3" and "85 procent till 2030" don't. */
function relationOf(
  from: string,
  value: number,
  middle: string,
  to: number,
): "CHANGE" | "RANGE" | undefined {
  const preposition = from.toLowerCase();
  if (preposition === "från" && middle.includes("till")) return "CHANGE";
  if (middle.includes("och")) return preposition === "mellan" ? "RANGE" : undefined;
  return to > value && (!isYear(to) || isYear(value)) ? "RANGE" : undefined;
}

/** Finds the numbers of a sentence, ranges and changes of level as one. */
export function findNumbers(sentence: string): ReadNumber[] {
  return [...sentence.matchAll(pattern)].flatMap((match): ReadNumber[] => {
    const { qualifier = "", from = "", first = "", middle = "", second } = match.groups ?? {};
    const end = match.index + match[0].length;
    const start = end - (first + middle + (second ?? "")).length;
    const alone = {
      from: match.index,
      start,
      end: start + first.length,
      value: valueOf(first),
      isChange: false,
      precision: precisionOf(qualifier, first),
      isWord: !/\d/.test(first),
      isSigned: /^[−–+-]/.test(first),
    };
    if (second === undefined) return [alone];
    const to = parseDigits(second);
    const relation = alone.isWord ? undefined : relationOf(from, alone.value, middle, to);
    if (relation) return [{ ...alone, end, to, isChange: relation === "CHANGE" }];
    const next = {
      from: end - second.length,
      start: end - second.length,
      end,
      value: to,
      isChange: false,
    };
    return [alone, { ...next, precision: "EXACT", isWord: false, isSigned: false }];
  });
}
