/**
 * A stretch of a text without white space or punctuation: a word, a hyphenated word or a number.
 * Offsets count UTF-16 units of the original text.
 */
export interface Segment {
  start: number;
  end: number;
  raw: string;
  /** The sides of a hyphenated word, normalised; one element for any other word. */
  sides: string[];
  /** Ends in a hyphen, as "klimat-" in "klimat- och energistrategi". */
  isElliptic: boolean;
  isNumber: boolean;
}

/** What is longer is data, not language; it is kept, cut to this length, and not analysed. */
export const maxWordLength = 60;
/** A chain of more hyphens is an identifier. */
const maxSides = 6;

// Numbers first: 10 000 and 1,5 are one each. A word may hold soft hyphens and combining marks; an
// inflection that is put on by a colon or an apostrophe (EU:s, SKR:s) belongs to it, but isn't read.
const segmentPattern =
  /(?:(?<![\p{L}\p{N}])\d{1,3}(?:[\u0020\u00A0\u202F]\d{3})+(?![\p{L}\p{N}])(?:[.,]\d+)?|\d+(?:[.,]\d+)+(?![\p{L}]))|([\p{L}\p{N}][\p{L}\p{N}\p{M}\u00AD]*(?:[-\u2010\u2011][\p{L}\p{N}][\p{L}\p{N}\p{M}\u00AD]*)*)(?:[:'’](?:s|n|t|en|ns|ens|et|ets|ar|arna|er|erna)(?![\p{L}\p{N}\p{M}]))?/giu;

const hyphenAfter = /^[-\u2010\u2011](?=\s)/u;
const hyphens = /[-\u2010\u2011]/u;
const plain = /^[a-zåäö0-9]*$/;

/** Letters of neighbouring languages that Swedes type for ours. */
const letterVariants: Record<string, string> = {
  æ: "ä",
  ø: "ö",
  ß: "ss",
  œ: "oe",
  ð: "d",
  þ: "th",
  ł: "l",
  đ: "d",
};

/**
 * The form under which a word is compared: lower case, composed, without soft hyphens and without
 * accents, but with å, ä and ö, which are letters of their own in Swedish.
 */
export function normaliseWord(raw: string): string {
  const lower = raw.toLowerCase();
  if (plain.test(lower)) return lower;
  return (
    lower
      // NFKC also turns the subscript of CO₂ and full-width letters into plain ones.
      .normalize("NFKC")
      .toLowerCase()
      .replaceAll("\u00AD", "")
      .replaceAll(/[^a-zåäö0-9]/gu, (character) => {
        const variant = letterVariants[character];
        if (variant !== undefined) return variant;
        return character.normalize("NFD").replaceAll(/\p{M}/gu, "");
      })
      .replaceAll(/\p{M}/gu, "")
  );
}

const withoutDots: Record<string, string> = { å: "a", ä: "a", ö: "o" };

/** The word as typed on a keyboard without å, ä and ö. */
export const foldWord = (word: string): string =>
  word.replaceAll(/[åäö]/g, (letter) => withoutDots[letter] ?? letter);

/** Cuts a text into its words and numbers, in order. Linear in the length of the text. */
export function segmentText(text: string): Segment[] {
  const segments: Segment[] = [];
  for (const match of text.matchAll(segmentPattern)) {
    const start = match.index;
    const raw = match[0];
    const word = match[1] ?? "";
    const isNumber = word === "" || /^\d+$/.test(word);
    const end = start + raw.length;
    const sides = isNumber
      ? [
          // Without an inflection: "2:s" is 2.
          (word || raw)
            .replaceAll(/[\u0020\u00A0\u202F]/g, "")
            .replaceAll(",", ".")
            .slice(0, maxWordLength),
        ]
      : word
          .split(hyphens, maxSides)
          .map((side) => normaliseWord(side).slice(0, maxWordLength))
          .filter((side) => side !== "");
    if (sides.length === 0) continue;
    const isElliptic = raw === word && hyphenAfter.test(text.slice(end, end + 2));
    segments.push({ start, end, raw, sides, isElliptic, isNumber });
  }
  return segments;
}
