import type { Token } from "../search/analysis/tokens.js";

/** Names that stand in a text as they are, found word by word. */
export interface NameIndex<Of> {
  /** The longest name that begins at a word: what it names, and the word after its last. */
  find(
    tokens: readonly Token[],
    at: number,
  ): { of: Of; to: number; isGenitive: boolean } | undefined;
}

interface Entry<Of> {
  words: string[];
  of: Of;
}

const isCapital = (word: string): boolean => /^\p{Lu}/u.test(word);

/** A word in lower case without an inflection that is put on by a colon: "SKR:s". */
const plain = (word: string): string =>
  word
    .normalize("NFC")
    .toLowerCase()
    .replace(/[:'’]s$/, "");

/** A name's word without the s of the genitive; names that end in s have none. */
const nominatives = (word: string): string[] => {
  const lower = plain(word);
  return lower.endsWith("s") ? [lower, lower.slice(0, -1)] : [lower];
};

const wordsOf = (name: string): string[] =>
  name
    .split(/[\s,()–—/]+/)
    .map(plain)
    .filter((word) => word !== "" && word !== "&");

/** Makes an index of names. Of the same name the first counts. */
export function createNameIndex<Of>(
  names: Iterable<readonly [name: string, of: Of]>,
): NameIndex<Of> {
  const byFirst = new Map<string, Entry<Of>[]>();
  for (const [name, of] of names) {
    const words = wordsOf(name);
    const [first] = words;
    if (first === undefined) continue;
    const entries = byFirst.get(first) ?? [];
    if (!entries.some((entry) => entry.words.join(" ") === words.join(" ")))
      entries.push({ words, of });
    byFirst.set(first, entries);
  }
  for (const entries of byFirst.values()) entries.sort((a, b) => b.words.length - a.words.length);

  function matches(
    { words }: Entry<Of>,
    tokens: readonly Token[],
    at: number,
  ): boolean | undefined {
    for (const [index, word] of words.entries()) {
      const token = tokens[at + index];
      if (!token) return undefined;
      if (plain(token.raw) === word) continue;
      const isLast = index === words.length - 1;
      return isLast && nominatives(token.raw).includes(word) ? true : undefined;
    }
    return false;
  }

  return {
    find(tokens, at) {
      const first = tokens[at]?.raw ?? "";
      if (!isCapital(first)) return undefined;
      const entries = nominatives(first).flatMap((word) => byFirst.get(word) ?? []);
      for (const entry of entries.toSorted((a, b) => b.words.length - a.words.length)) {
        const isGenitive = matches(entry, tokens, at);
        if (isGenitive !== undefined)
          return { of: entry.of, to: at + entry.words.length, isGenitive };
      }
      return undefined;
    },
  };
}
