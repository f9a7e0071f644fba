import type { ReadDocument } from "./document-store.js";
import { findHits, toWanted } from "./highlight.js";
import { bestAnswer } from "./ranking.js";
import type { SearchPlan } from "./search-plan.js";
import { analyser } from "./shared-analyser.js";

/** A word of the query, and what the document says instead of it. */
export interface Match {
  asked: string;
  found: string;
}

const lemmasOf = (text: string): ReadonlySet<string> =>
  new Set(analyser.analyse(text.replaceAll(/[\s-]+/g, "")).flatMap(({ terms }) => terms.lemmas));

/** Whether both are forms of one word, torn apart or not. */
function isSame(one: string, other: string): boolean {
  const lemmas = lemmasOf(other);
  return [...lemmasOf(one)].some((lemma) => lemmas.has(lemma));
}

/** What a document says instead of the words as typed, for an officer who wonders why it was found. */
export function findMatches(read: ReadDocument, { terms }: SearchPlan): Match[] {
  return terms.flatMap((term): Match[] => {
    const best = bestAnswer(read.vector, term);
    if (best === undefined) return [];
    const found = findHits(read, toWanted(read.vector, [best])).flatMap((spans, place) =>
      spans.map(({ start, end }) => read.texts[place]?.text.slice(start, end) ?? ""),
    );
    const [first] = found;
    // Where the word itself stands somewhere there is nothing to explain.
    if (first === undefined || found.some((word) => isSame(word, term.raw))) return [];
    return [{ asked: term.raw, found: first }];
  });
}
