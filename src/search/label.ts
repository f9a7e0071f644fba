import { LRUCache } from "lru-cache";
import { foldWord, normaliseWord, segmentText } from "./analysis/segments.js";
import { escape } from "./highlight.js";
import { analyser } from "./shared-analyser.js";

/** How well what was typed fits a label, the best first. */
export const fits = {
  /** It is the whole label. */
  whole: 0,
  /** The label begins with it. */
  labelStart: 1,
  /** One of its words does. */
  wordStart: 2,
  /** A part of a compound does. */
  partStart: 3,
  /** It begins such a place, but reaches into the next word ("fossilfripl" in "Fossilfri plast"). */
  across: 4,
} as const;
export type Fit = (typeof fits)[keyof typeof fits];

/** Added to a fit where å, ä or ö stands for a letter typed without: what is spelt as typed comes first. */
export const respelt = 8;
/** A fit with or without {@link respelt}: the less the better. */
export type Rank = number;

/** A place in a label where what is typed may begin. */
export interface LabelStart {
  /** Counted in letters. */
  at: number;
  /** How many letters its word has from there on. */
  wordLength: number;
  fit: Fit;
}

/** A name or title as what is typed is compared with it. */
export interface Label {
  text: string;
  /** Its words, normalised, without anything between them. */
  letters: string;
  starts: readonly LabelStart[];
}

/** What a single word is, apart from its place. */
export interface ReadWord {
  /** Its base word. */
  lemma: string;
  isStopWord: boolean;
  /** Where the second and later parts of a compound start. */
  partStarts: readonly number[];
}

const words = new LRUCache<string, ReadWord>({ max: 50_000 });

/** Reads one normalised word; remembers it. */
export function readWord(word: string): ReadWord {
  let read = words.get(word);
  if (!read) {
    const token = analyser.analyse(word)[0];
    const lemma = token?.terms.lemmas[0] ?? word;
    read = {
      lemma,
      isStopWord: token?.isStopWord ?? false,
      // Parts are counted in the base word, whose vowels may not be those of the form ("städer").
      partStarts: (token?.terms.leaves ?? [])
        .map(({ start }) => start)
        .filter((start) => start > 0 && word.startsWith(lemma.slice(0, start))),
    };
    words.set(word, read);
  }
  return read;
}

/** Reads a label. Words without a topic are no places to begin at, unless the label does. */
export function readLabel(text: string): Label {
  let letters = "";
  const starts: LabelStart[] = [];
  for (const { sides } of segmentText(text)) {
    const wordEnd = letters.length + sides.join("").length;
    for (const side of sides) {
      const at = letters.length;
      const { isStopWord, partStarts } = readWord(side);
      const add = (start: number, fit: Fit): void => {
        starts.push({ at: start, wordLength: wordEnd - start, fit });
      };
      if (at === 0) add(at, fits.labelStart);
      else if (!isStopWord) add(at, fits.wordStart);
      for (const start of partStarts) add(at + start, fits.partStart);
      letters += side;
    }
  }
  return { text, letters, starts };
}

/** One way to understand a typed word. */
export interface Meaning {
  word: string;
  /** Whether å, ä and ö needn't be where they were typed; they never need to be typed. */
  isLoose: boolean;
}

/** A way to understand what was typed: each word has to be found, by any of its meanings. */
export type Reading = readonly (readonly Meaning[])[];

/** Whether letters begin with what was typed, once that is known for both without rings and dots. */
export function agrees({ word, isLoose }: Meaning, letters: string, at: number): boolean {
  if (isLoose) return true;
  for (let index = 0; index < word.length; index++) {
    const [typed, written] = [word[index] ?? "", letters[at + index] ?? ""];
    if (typed !== written && typed !== foldWord(written)) return false;
  }
  return true;
}

/** How well so many typed letters fit that are found at a start of a label. */
export function fitAt(
  length: number,
  { fit, wordLength }: Pick<LabelStart, "fit" | "wordLength">,
  labelLength: number,
): Fit {
  if (fit === fits.labelStart && length === labelLength) return fits.whole;
  return length > wordLength ? fits.across : fit;
}

/** How well several words fit together: as well as the best, or, where one is but within, the worst. */
export function fitTogether(a: Rank, b: Rank): Rank {
  const [worst, best] = [Math.max(a % respelt, b % respelt), Math.min(a % respelt, b % respelt)];
  return (worst >= fits.partStart ? worst : best) + (Math.max(a, b) >= respelt ? respelt : 0);
}

/** A found stretch of a label, in letters. */
interface Stretch {
  from: number;
  to: number;
  fit: Fit;
}

function findWord(label: Label, folded: string, meanings: readonly Meaning[]): Stretch | undefined {
  let best: Stretch | undefined;
  for (const meaning of meanings) {
    const wanted = foldWord(meaning.word);
    for (const start of label.starts) {
      if (!folded.startsWith(wanted, start.at)) continue;
      if (!agrees(meaning, label.letters, start.at)) continue;
      const fit = fitAt(wanted.length, start, folded.length);
      if (!best || fit < best.fit) best = { from: start.at, to: start.at + wanted.length, fit };
    }
  }
  return best;
}

/** Finds every word of a reading in a label, in the order of their places; undefined if one isn't there. */
export function findReading(label: Label, reading: Reading): Stretch[] | undefined {
  const folded = foldWord(label.letters);
  const found: Stretch[] = [];
  for (const meanings of reading) {
    const stretch = findWord(label, folded, meanings);
    if (!stretch) return undefined;
    found.push(stretch);
  }
  return found.toSorted((a, b) => a.from - b.from);
}

/** A stretch of a text. */
interface Place {
  start: number;
  end: number;
}

/** Where each letter of a label stands in its text. */
function placeLetters(text: string): Place[] {
  const places: Place[] = [];
  for (const { start, raw, sides } of segmentText(text)) {
    let missing = sides.join("").length;
    for (const { 0: character, index } of raw.matchAll(/\P{M}\p{M}*/gu)) {
      if (missing === 0) break;
      if (/^[\s\u2010\u2011-]/u.test(character)) continue;
      // A character may be several letters: ß, œ.
      const letters = Math.min(missing, normaliseWord(character).length);
      const place = { start: start + index, end: start + index + character.length };
      for (let letter = 0; letter < letters; letter++) places.push(place);
      missing -= letters;
    }
  }
  return places;
}

/** Stretches as places in the text, neighbours as one. */
function placesOf(text: string, stretches: readonly Stretch[]): Place[] {
  const letters = placeLetters(text);
  const places: Place[] = [];
  for (const { from, to } of stretches) {
    const last = places.at(-1);
    const start = letters[from]?.start ?? text.length;
    const end = letters[to - 1]?.end ?? text.length;
    if (last && /^\s?$/.test(text.slice(last.end, Math.max(last.end, start))))
      last.end = Math.max(last.end, end);
    else places.push({ start, end });
  }
  return places;
}

function mark(text: string, places: readonly Place[]): string {
  let html = "";
  let at = 0;
  for (const { start, end } of places) {
    html += `${escape(text.slice(at, start))}<mark>${escape(text.slice(start, end))}</mark>`;
    at = end;
  }
  return html + escape(text.slice(at));
}

/**
 * A label as HTML with what was typed marked: escaped, nothing but `<mark>` is markup. Undefined when
 * none of the readings is found in it.
 */
export function markLabel(label: Label, readings: readonly Reading[]): string | undefined {
  for (const reading of readings) {
    const found = findReading(label, reading);
    if (!found || found.length === 0) continue;
    return mark(label.text, placesOf(label.text, found));
  }
  return undefined;
}
