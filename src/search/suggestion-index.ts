import { setImmediate } from "node:timers/promises";
import { foldWord } from "./analysis/segments.js";
import {
  type Fit,
  type Label,
  type Meaning,
  type Rank,
  type Reading,
  agrees,
  fitAt,
  fitTogether,
  fits,
  markLabel,
  readLabel,
  respelt,
} from "./label.js";
import { mendTyped, readTyped } from "./typed.js";

/** What can be suggested, in the order in which it is where nothing else tells it apart. */
export const suggestionKinds = [
  "METHOD",
  "MUNICIPALITY",
  "FOCUS_AREA",
  "TERM",
  "CASE_STUDY",
] as const;
export type SuggestionKindName = (typeof suggestionKinds)[number];

/** Something that can be suggested. */
export interface Suggestable {
  kind: SuggestionKindName;
  text: string;
  /** The record's id; a term has none. */
  id: string | null;
  slug: string | null;
  /** Kommunkod, of a municipality. */
  code: string | null;
  /** How many documents or cases it stands for. */
  popularity: number;
}

/** A name by which something is found. */
export interface SuggestionName {
  name: string;
  of: Suggestable;
}

/** Something suggested for what was typed. */
export interface Suggested extends Suggestable {
  /** The text as HTML with what was typed marked; null where it was found by another name. */
  highlighted: string | null;
  /** That other name. */
  otherName: string | null;
}

/** The names in memory, ready to be found while somebody types. */
export interface SuggestionIndex {
  readonly size: number;
  /** The best for what was typed; for nothing typed the most tried methods; none for no word. */
  find(typed: string, limit: number): Suggested[];
}

/** How many letters of a label from a start on are compared. */
const keyLength = 48;
/** From how many letters on, or when it is all of it, another name than the text is looked at. */
const shortestOtherName = 4;
/** Added to the rank of what is found by another name: what is called as typed comes first. */
const otherNameRank = 2 * respelt;
/** How long building may go on before others get their turn. */
const turnMs = 8;

/** Lets others have their turn whenever this one has lasted long enough. */
export function createTurns(): () => Promise<void> {
  let since = performance.now();
  return async () => {
    if (performance.now() - since < turnMs) return;
    await setImmediate();
    since = performance.now();
  };
}

/** A start of a name: `key` is what it is sorted by. */
interface Posting {
  key: string;
  letters: string;
  name: number;
  wordLength: number;
  labelLength: number;
  fit: Fit;
}

const byKey = (a: Posting, b: Posting): number => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0);

const isAlias = ({ name, of }: SuggestionName): boolean => name !== of.text;
const byUsefulness = (a: SuggestionName, b: SuggestionName): number =>
  suggestionKinds.indexOf(a.of.kind) - suggestionKinds.indexOf(b.of.kind) ||
  Number(isAlias(a)) - Number(isAlias(b)) ||
  b.of.popularity - a.of.popularity ||
  (a.name < b.name ? -1 : 1);

function postingsOf({ letters, starts }: Label, name: number): Posting[] {
  const folded = foldWord(letters);
  return starts.map(({ at, wordLength, fit }) => ({
    key: folded.slice(at, at + keyLength),
    letters: letters.slice(at, at + keyLength),
    name,
    wordLength,
    labelLength: letters.length,
    fit,
  }));
}

/** Sorts in portions, so that requests are answered meanwhile. */
async function sortPostings(postings: Iterable<Posting>): Promise<Posting[]> {
  const takeTurns = createTurns();
  const portions = new Map<string, Posting[]>();
  for (const posting of postings) {
    const first = posting.key.slice(0, 2);
    const portion = portions.get(first);
    if (portion) portion.push(posting);
    else portions.set(first, [posting]);
  }
  const sorted: Posting[] = [];
  for (const first of [...portions.keys()].sort()) {
    for (const posting of (portions.get(first) ?? []).sort(byKey)) sorted.push(posting);
    await takeTurns();
  }
  return sorted;
}

/** Makes the index; requests are answered meanwhile. */
export async function buildSuggestionIndex(
  given: readonly SuggestionName[],
): Promise<SuggestionIndex> {
  const takeTurns = createTurns();
  const names = [...given].sort(byUsefulness);
  const unsorted: Posting[] = [];
  for (const [index, { name }] of names.entries()) {
    unsorted.push(...postingsOf(readLabel(name), index));
    await takeTurns();
  }
  const postings = await sortPostings(unsorted);

  /** The first posting whose key isn't before `key`. */
  function seek(key: string): number {
    let [low, high] = [0, postings.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((postings[middle]?.key ?? "") < key) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  function* beginning(meaning: Meaning): Generator<Posting> {
    const folded = foldWord(meaning.word);
    for (let at = seek(folded); at < postings.length; at++) {
      const posting = postings[at];
      if (!posting?.key.startsWith(folded)) return;
      if (agrees(meaning, posting.letters, 0)) yield posting;
    }
  }

  const isFound = (meaning: Meaning): boolean => beginning(meaning).next().done !== true;
  const isKnown = (folded: string): boolean =>
    postings[seek(folded)]?.key.startsWith(folded) === true;

  /** Which names have a word, and how well it fits. */
  function findWord(meanings: readonly Meaning[]): Map<number, Rank> {
    const found = new Map<number, Rank>();
    for (const meaning of meanings) {
      for (const posting of beginning(meaning)) {
        const fit = fitAt(meaning.word.length, posting, posting.labelLength);
        const rank = posting.letters.startsWith(meaning.word) ? fit : fit + respelt;
        if (rank < (found.get(posting.name) ?? Number.POSITIVE_INFINITY))
          found.set(posting.name, rank);
      }
    }
    return found;
  }

  /** Which names have all words of any reading; other names than the text only at the start of words. */
  function findNames(readings: readonly Reading[], length: number): Map<number, Rank> {
    const found = new Map<number, Rank>();
    const add = (name: number, rank: Rank): void => {
      const each = names[name];
      if (!each) return;
      if (isAlias(each)) {
        const fit = rank % respelt;
        if (fit > fits.wordStart || (fit !== fits.whole && length < shortestOtherName)) return;
      }
      const all = isAlias(each) ? rank + otherNameRank : rank;
      if (all < (found.get(name) ?? Number.POSITIVE_INFINITY)) found.set(name, all);
    };
    for (const reading of readings) {
      const [first, ...others] = reading.map(findWord).sort((a, b) => a.size - b.size);
      for (const [name, rank] of first ?? []) {
        const ranks = others.map((other) => other.get(name) ?? Number.NaN);
        const together = ranks.reduce(fitTogether, rank);
        if (!Number.isNaN(together)) add(name, together);
      }
    }
    return found;
  }

  /** The first of several understandings by which anything is found. */
  function understand(typed: string): { readings: readonly Reading[]; found: Map<number, Rank> } {
    const read = readTyped(typed);
    if (!read) return { readings: [], found: new Map() };
    const attempts: (() => readonly (Reading | undefined)[])[] = [
      () => read.readings,
      () => [read.shortened],
      () => [mendTyped(read, isFound, isKnown)],
    ];
    for (const attempt of attempts) {
      const readings = attempt().filter((reading) => reading !== undefined);
      const found = findNames(readings, read.length);
      if (found.size > 0) return { readings, found };
    }
    return { readings: [], found: new Map() };
  }

  function inOrder(found: ReadonlyMap<number, Rank>): Iterable<number> {
    const scores = Float64Array.from(found, ([name, rank]) => rank * names.length + name).sort();
    return scores.map((score) => score % names.length);
  }

  function toSuggested({ name, of }: SuggestionName, readings: readonly Reading[]): Suggested {
    if (name !== of.text) return { ...of, highlighted: null, otherName: name };
    return { ...of, highlighted: markLabel(readLabel(name), readings) ?? null, otherName: null };
  }

  return {
    size: names.length,
    find(typed, limit) {
      if (typed.trim() === "") {
        const methods = names.filter((each) => each.of.kind === "METHOD" && !isAlias(each));
        return methods.slice(0, limit).map((each) => toSuggested(each, []));
      }
      const { readings, found } = understand(typed);
      const suggested = new Map<string, Suggested>();
      for (const index of inOrder(found)) {
        const each = names[index];
        if (!each || suggested.size >= limit) break;
        const key = each.of.id ?? each.of.text;
        if (!suggested.has(key)) suggested.set(key, toSuggested(each, readings));
      }
      return [...suggested.values()];
    },
  };
}
