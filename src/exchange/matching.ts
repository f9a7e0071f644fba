import { isDeepStrictEqual } from "node:util";
import type { CaseStudyDocument } from "../publishing/case-study.schema.js";

type Part = { id: string | null };

/**
 * Tells which of a record's lessons or results the new ones are: those with the same words, else the one
 * at the same place. What stays keeps its id, and with it its permalink and what others say of it.
 */
export function matchParts<Each extends Part>(
  parts: readonly Each[],
  before: readonly Each[],
): Each[] {
  if (before.length === 0) return parts.map((part) => ({ ...part, id: null }));
  const free = new Set(before.keys());
  const take = (at: number | undefined): Each | undefined => {
    if (at === undefined || !free.delete(at)) return undefined;
    return before[at];
  };
  const wordsOf = (part: Each): string =>
    JSON.stringify(
      Object.entries({ ...part, id: null }).toSorted(([left], [right]) => (left < right ? -1 : 1)),
    );
  const byWords = new Map<string, number[]>();
  for (const [at, part] of before.entries()) {
    const words = wordsOf(part);
    byWords.set(words, [...(byWords.get(words) ?? []), at]);
  }
  const same = parts.map((part) => take(byWords.get(wordsOf(part))?.shift()));
  return parts.map((part, at) => ({ ...part, id: (same[at] ?? take(at))?.id ?? null }));
}

/** A content whose lists without an order are in one: two that say the same are equal. */
const ordered = (content: CaseStudyDocument) => ({
  ...content,
  organisations: content.organisations
    .map(({ organisation, role }) => `${organisation} ${role}`)
    .toSorted(),
  focusAreas: content.focusAreas.toSorted(),
  sdgs: content.sdgs.toSorted((left, right) => left - right),
  environmentalObjectives: content.environmentalObjectives.toSorted(),
  methods: content.methods.toSorted(),
  relatedCaseStudies: content.relatedCaseStudies.toSorted(),
  contacts: content.contacts.toSorted(),
});

/** The fields in which two contents say something else. */
export function changedFields(before: CaseStudyDocument, after: CaseStudyDocument): string[] {
  const [left, right] = [new Map(Object.entries(ordered(before))), ordered(after)];
  return Object.entries(right).flatMap(([field, value]) =>
    isDeepStrictEqual(left.get(field), value) ? [] : [field],
  );
}
