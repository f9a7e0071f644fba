import type { Span } from "./passages.js";

/** A share or a change told in words. Offsets are those of the given string. */
export interface ReadFraction extends Span {
  /** In percent; a change has its sign. */
  value: number;
  isChange: boolean;
}

const changes: readonly (readonly [RegExp, number])[] = [
  [/(?<!\p{L})(?:mer än\s|nästan\s)?halver(?:at|ade|ats|as|ar|a|ing(?:en)?)(?!\p{L})/giu, -50],
  [
    /(?<!\p{L})(?:mer än\s|nästan\s)?(?:fördubbl|dubbler)(?:at|ade|ats|as|ar|a|ing(?:en)?)(?!\p{L})/giu,
    100,
  ],
  [/(?<!\p{L})(?:mer än\s|nästan\s)?tredubbl(?:at|ade|ats|as|ar|a|ing(?:en)?)(?!\p{L})/giu, 200],
  [/(?<!\p{L})(?:mer än\s|nästan\s)?fyrdubbl(?:at|ade|ats|as|ar|a|ing(?:en)?)(?!\p{L})/giu, 300],
  [/(?<!\p{L})(?:mer än\s|nästan\s)?tiodubbl(?:at|ade|ats|as|ar|a|ing(?:en)?)(?!\p{L})/giu, 900],
];
const share =
  /(?<!\p{L})(?:(hälften)|(en|två|tre|fyra)\s(tredjedel|fjärdedel|femtedel|tiondel)(?:ar|en)?)(?!\p{L})/giu;
const counts: Readonly<Record<string, number>> = { en: 1, två: 2, tre: 3, fyra: 4 };
const parts: Readonly<Record<string, number>> = {
  tredjedel: 3,
  fjärdedel: 4,
  femtedel: 5,
  tiondel: 10,
};

/** Finds shares and changes told in words: "halverat", "en tredjedel". */
export function findFractions(sentence: string): ReadFraction[] {
  const found: ReadFraction[] = [];
  for (const [pattern, value] of changes)
    for (const { index, 0: word } of sentence.matchAll(pattern))
      found.push({ start: index, end: index + word.length, value, isChange: true });
  for (const { index, 0: whole, 1: half, 2: count = "", 3: part = "" } of sentence.matchAll(
    share,
  )) {
    const of = (counts[count.toLowerCase()] ?? 1) / (parts[part.toLowerCase()] ?? 1);
    const value = half === undefined ? Math.round(of * 100) : 50;
    found.push({ start: index, end: index + whole.length, value, isChange: false });
  }
  return found.toSorted((a, b) => a.start - b.start);
}
