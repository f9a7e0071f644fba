import { foldWord, segmentText } from "./analysis/segments.js";
import { genericLemmas } from "./analysis/stop-words.js";
import { type Meaning, type Reading, readWord } from "./label.js";

/** From how many letters on a typing error is forgiven. */
const shortestMended = 5;
/** Longer words are not mended: there are too many ways to. */
const longestMended = 24;
const mostWords = 8;
const alphabet = "abcdefghijklmnopqrstuvwxyz";

const literally = (words: readonly string[]): Reading =>
  words.map((word) => [{ word, isLoose: false }]);

/** What was typed so far, understood word by word. */
export interface Typed {
  /** As it stands: word by word, and all of it as one word. */
  readings: readonly Reading[];
  /** Without the words that carry no topic and those that fit everything; absent if that is the same. */
  shortened: Reading | undefined;
  /** How many letters it has. */
  length: number;
  /** The words of content, for mending. */
  words: readonly string[];
}

/**
 * Reads what was typed: each word may be unfinished. Words without a topic needn't be found once
 * another word follows. Of many words the first count.
 * @returns undefined when there is no word in it
 */
export function readTyped(typed: string): Typed | undefined {
  const all = segmentText(typed)
    .flatMap(({ sides }) => sides)
    .filter((word) => word !== "");
  if (all.length === 0) return undefined;
  const joined = all.join("");
  const finished = all.filter((word, at) => at === all.length - 1 || !readWord(word).isStopWord);
  const words = [...new Set(finished)].slice(0, mostWords);
  const telling = words.filter((word) => {
    const { lemma, isStopWord } = readWord(word);
    return !isStopWord && !genericLemmas.has(lemma);
  });
  const isShorter = telling.length > 0 && telling.length < words.length;
  return {
    readings: [literally(words), ...(all.length > 1 ? [literally([joined])] : [])],
    length: joined.length,
    shortened: isShorter ? literally(telling) : undefined,
    words: telling.length > 0 ? telling : words,
  };
}

/** Every word that one typing error makes of another; one at its end is only an end. */
function* misspellings(word: string): Generator<string> {
  for (let at = 0; at < word.length; at++) {
    const [before, after] = [word.slice(0, at), word.slice(at + 1)];
    yield before + after;
    if (after !== "") yield before + after.slice(0, 1) + word.charAt(at) + after.slice(1);
    for (const letter of alphabet) {
      yield before + letter + after;
      yield before + letter + word.slice(at);
    }
  }
}

/** What else a word may mean that nothing begins with: its base word, or a word one error away. */
function mend(word: string, isKnown: (folded: string) => boolean): Meaning[] {
  const meanings: Meaning[] = [];
  const { lemma } = readWord(word);
  if (lemma !== word) meanings.push({ word: lemma, isLoose: false });
  const folded = foldWord(word);
  if (!/^[a-z]+$/.test(folded)) return meanings;
  if (folded.length < shortestMended || folded.length > longestMended) return meanings;
  for (const each of new Set([folded, ...misspellings(folded)]))
    if (isKnown(each)) meanings.push({ word: each, isLoose: true });
  return meanings;
}

/**
 * Understands what nothing was found for: words that nothing begins with are mended.
 * @param isFound whether anything begins with a word as typed
 * @param isKnown whether anything begins with a word without rings and dots
 * @returns undefined when there is no word to mend, or no way to
 */
export function mendTyped(
  { words }: Typed,
  isFound: (meaning: Meaning) => boolean,
  isKnown: (folded: string) => boolean,
): Reading | undefined {
  const reading = words.map((word): Meaning[] => {
    const asTyped = { word, isLoose: false };
    return isFound(asTyped) ? [asTyped] : mend(word, isKnown);
  });
  const isMended = reading.some(([first], at) => first?.word !== words[at] || first?.isLoose);
  return isMended && reading.every((meanings) => meanings.length > 0) ? reading : undefined;
}
