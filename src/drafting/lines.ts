import type { Span } from "./passages.js";
import { isNumbered } from "./sections.js";

/** A line as it was meant: wrapped ones are joined, list signs left out. */
export interface Line extends Span {
  kind: "HEADING" | "BULLET" | "TEXT";
}

interface RawLine extends Span {
  isBullet: boolean;
  /** Whether an empty line stands before it. */
  isApart: boolean;
  /** Whether it was put together of several. */
  isWrapped: boolean;
}

/** From how many characters on a line may have been wrapped, so that the next one continues it. */
const wrappedLength = 60;
const longestHeading = 90;
const mostHeadingWords = 12;

const listSign = /^(?:[•·‣▪●○◦■□*–—-]|\d{1,2}[.)](?=\s+\p{Lu})|[a-z]\))\s+/u;
/** A capital letter, a quotation, or the number of a section; not a figure. */
const headingStart =
  /^["”*]?(?:\p{Lu}|\d{1,2}(?:\.\d{1,2}){0,3}\.?\s+\p{Lu}|\d{1,2}[a-z]?\.\s+\p{Lu})/u;
const sentenceEnd = /[.!?:…]["”’»)\]]*$/;

function* rawLines(text: string): Generator<RawLine> {
  let isApart = true;
  for (let start = 0; start <= text.length;) {
    const newline = text.indexOf("\n", start);
    const end = newline < 0 ? text.length : newline;
    const line = text.slice(start, end);
    const trimmed = line.trim();
    if (trimmed === "") isApart = true;
    else {
      const from = start + line.length - line.trimStart().length;
      const sign = listSign.exec(trimmed)?.[0].length ?? 0;
      const to = from + trimmed.length;
      if (from + sign < to) {
        yield { start: from + sign, end: to, isBullet: sign > 0, isApart, isWrapped: false };
        isApart = false;
      }
    }
    start = end + 1;
  }
}

const isLabelled = (text: string, { start }: RawLine): boolean =>
  /^[^:.\n]{2,40}:\s/.test(text.slice(start, start + 44));

/** Whether a line goes on in the next one. */
function goesOn(text: string, line: RawLine, next: RawLine): boolean {
  if (next.isApart || next.isBullet) return false;
  const last = text.slice(Math.max(line.start, line.end - 200), line.end);
  if (/^\p{Ll}/u.test(text.slice(next.start, next.start + 2))) return !/[.!?]$/.test(last);
  // A line with a label ("Partner: …") is whole.
  if (isLabelled(text, line) || isLabelled(text, next)) return false;
  const lastLength = line.end - (text.lastIndexOf("\n", line.end - 1) + 1);
  return (
    lastLength >= wrappedLength &&
    !sentenceEnd.test(last) &&
    !isNumbered(text.slice(next.start, next.end))
  );
}

function isHeading(text: string, line: RawLine, next: RawLine | undefined): boolean {
  const { start, end } = line;
  if (line.isBullet || line.isWrapped || end - start > longestHeading) return false;
  const words = text.slice(start, end);
  if (/^#{1,6}\s/.test(words)) return true;
  if (/[.!?,;…]$/.test(words) || !headingStart.test(words)) return false;
  if (/:\s+\S/.test(words) || words.split(/\s+/).length > mostHeadingWords) return false;
  // The last line of a text heads nothing, but may be all of it.
  return next !== undefined || line.isApart;
}

/** Cuts a text into lines as they were meant. Linear in the length of the text. */
export function readLines(text: string): Line[] {
  const joined: RawLine[] = [];
  for (const raw of rawLines(text)) {
    const last = joined.at(-1);
    if (last && goesOn(text, last, raw)) {
      last.end = raw.end;
      last.isWrapped = true;
    } else joined.push({ ...raw });
  }
  return joined.map((line, index): Line => {
    const { start, end, isBullet } = line;
    const heads = isHeading(text, line, joined[index + 1]);
    return { start, end, kind: heads ? "HEADING" : isBullet ? "BULLET" : "TEXT" };
  });
}
