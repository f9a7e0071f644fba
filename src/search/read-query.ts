import type { QueryTerm, WeightedTerm } from "./analysis/query-terms.js";
import { segmentText } from "./analysis/segments.js";
import { termToken } from "./analysis/term-tokens.js";
import { analyser } from "./shared-analyser.js";

/** A term of a query, and whether it was put in quotation marks. */
export interface ReadTerm {
  term: QueryTerm;
  /** Must be found as it is, in any inflection: no synonyms, no parts, nothing mended. */
  isLiteral: boolean;
}

const quotations = /["”“„]([^"”“„]*)["”“„]/gu;

/** One word taken literally. */
function literal(text: string, start: number, end: number): ReadTerm[] {
  const raw = text.slice(start, end);
  const lemmas = new Set(analyser.analyse(raw).flatMap(({ terms }) => terms.lemmas));
  const alternatives = [...lemmas].map((key): WeightedTerm => ({
    kind: "lemma",
    key,
    token: termToken("lemma", key),
    weight: 1,
  }));
  const term: QueryTerm = {
    start,
    end,
    raw,
    isWeak: false,
    salience: 1,
    isKnown: true,
    alternatives,
    conjunctions: [],
  };
  return lemmas.size > 0 ? [{ term, isLiteral: true }] : [];
}

/**
 * Reads what was typed: words in quotation marks literally, everything else for its meaning. A mark
 * without its partner says nothing.
 */
export function readQuery(typed: string): ReadTerm[] {
  const quoted: ReadTerm[] = [];
  // Blanked out, so that the offsets of the rest stay right.
  const rest = typed.replaceAll(quotations, (all: string, inner: string, at: number) => {
    for (const { start, end } of segmentText(inner)) {
      quoted.push(...literal(typed, at + 1 + start, at + 1 + end));
    }
    return " ".repeat(all.length);
  });
  const meant = analyser.queryTerms(rest).terms.map((term) => ({ term, isLiteral: false }));
  return [...meant, ...quoted].toSorted((a, b) => a.term.start - b.term.start);
}
