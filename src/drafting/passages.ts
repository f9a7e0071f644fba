/** A stretch of the pasted text. Offsets count UTF-16 units. */
export interface Span {
  start: number;
  end: number;
}

/** Where a suggestion comes from: `quote` is the text from `start` to `end`. */
export interface Passage extends Span {
  quote: string;
}

/** How sure a suggestion is, for a person to confirm. */
export const confidences = ["HIGH", "MEDIUM", "LOW"] as const;
export type Confidence = (typeof confidences)[number];

/** Something that the text suggests, and where. */
export interface Suggested<Value> {
  value: Value;
  confidence: Confidence;
  passage: Passage;
}

/** The longest quotation, in characters: a passage is to be looked at, not read again. */
export const longestQuote = 600;

/** Where to cut so that no character outside the basic plane is halved. */
const cutBefore = (text: string, at: number): number =>
  /[\uD800-\uDBFF]/.test(text[at - 1] ?? "") ? at - 1 : at;

/** Shortens a stretch so that it neither begins nor ends with white space, nor is too long. */
function trimSpan(text: string, { start, end }: Span): Span {
  let [from, to] = [start, end];
  if (end - start > longestQuote) to = cutBefore(text, start + longestQuote);
  while (from < to && /\s/.test(text[from] ?? "")) from += 1;
  while (to > from && /\s/.test(text[to - 1] ?? "")) to -= 1;
  return { start: from, end: to };
}

/** The passage of a stretch of the text. */
export function passageOf(text: string, span: Span): Passage {
  const { start, end } = trimSpan(text, span);
  return { start, end, quote: text.slice(start, end) };
}

/**
 * A stretch of the text as one line: wrapped lines and words divided at their ends joined again, without
 * control characters and halves of characters.
 */
export const plainText = (text: string): string =>
  text
    .replaceAll("\u00AD", "")
    .replaceAll(/(\p{L})-[ \t]*\r?\n[ \t]*(?=\p{Ll})(?!och\b|eller\b|samt\b)/gu, "$1")
    .replaceAll(/[\s\p{Cc}]+/gu, " ")
    .trim()
    .toWellFormed();

/** Cuts a line between words so that it fits, with an ellipsis. */
export function shorten(line: string, longest: number): string {
  if (line.length <= longest) return line;
  const space = line.lastIndexOf(" ", longest - 1);
  const cut = space > longest / 2 ? space : cutBefore(line, longest - 1);
  return `${line.slice(0, cut).replace(/[\s,;:–-]+$/, "")}…`;
}
