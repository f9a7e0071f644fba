import type { Span } from "./passages.js";

/** What ends in a full stop without ending a sentence. */
const abbreviations = new Set(
  "t.ex ex bl.a bla ca c:a kl nr s.k sk m.m mm m.fl mfl dvs d.v.s osv resp f.d inkl exkl kap st milj t.o.m fr.o.m p.g.a i.e e.g dr prof s sid st:a etc tel vol art jfr o.d dyl el feb mars apr jan aug sept okt nov dec".split(
    " ",
  ),
);
// Begins only where the signs do, so that a long row of them is read once.
const boundary = /(?<![.!?…])[.!?…]+["”’»)\]]*(?=\s+["”“»(–-]?\s?[\p{Lu}\d])/gu;
/** How far back the word before a full stop is looked for. */
const longestAbbreviation = 8;

function isAbbreviation(line: string, at: number): boolean {
  const before = line.slice(Math.max(0, at - longestAbbreviation), at);
  const word = /[\p{L}.:]+$/u.exec(before)?.[0].toLowerCase() ?? "";
  // "A. Andersson"
  return abbreviations.has(word) || /^\p{L}$/u.test(word);
}

/**
 * The longest sentence, in characters. What goes on without an end is cut at a space, so that whatever
 * looks around within a sentence has a bound.
 */
const longestSentence = 1000;

function* cutLong(text: string, { start, end }: Span): Generator<Span> {
  let from = start;
  while (end - from > longestSentence) {
    const space = text.lastIndexOf(" ", from + longestSentence);
    const to = space > from + longestSentence / 2 ? space : from + longestSentence;
    yield { start: from, end: to };
    from = to;
  }
  if (from < end) yield { start: from, end };
}

/** Cuts a line into its sentences. Linear in the length of the line. */
export function splitSentences(text: string, line: Span): Span[] {
  const content = text.slice(line.start, line.end);
  const spans: Span[] = [];
  let from = 0;
  for (const match of content.matchAll(boundary)) {
    if (match[0] === "." && isAbbreviation(content, match.index)) continue;
    const to = match.index + match[0].length;
    spans.push({ start: line.start + from, end: line.start + to });
    from = to + (/^\s*/.exec(content.slice(to, to + 50))?.[0].length ?? 0);
  }
  if (from < content.length) spans.push({ start: line.start + from, end: line.end });
  return spans.flatMap((span) => [...cutLong(text, span)]);
}
