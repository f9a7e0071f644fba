import { LRUCache } from "lru-cache";
import { segmentText } from "./analysis/segments.js";
import type { SearchKindName } from "./change-queue.js";
import { encodeVector } from "./document-vector.js";
import { type SearchedField, searchedFields } from "./index-settings.js";
import { analyser } from "./shared-analyser.js";

/** A search document as PostgreSQL builds it, as far as its texts are concerned. */
export type SearchDocument = {
  kind: SearchKindName;
  statuses?: readonly string[];
  adoptionStatuses?: readonly string[];
  outcomes?: readonly string[];
  lessonKinds?: readonly string[];
} & Partial<Record<SearchedField, string | readonly string[] | null>>;

/** What Swedish analysis makes of a document. */
export interface DocumentAnalysis {
  /**
   * The index tokens as a `tsvector`. Those of the head, the texts that say what the document is about
   * (names, and a lesson's text), are weighted A.
   */
  words: string;
  /** See {@link DocumentVector}. */
  vector: Buffer;
  /** The words as written, normalised: what typing errors are mended by. */
  surface: string[];
}

/** What a word in each field says about a document (0–1): an officer looks for titles first. */
const fieldWeights: Record<SearchedField, number> = {
  title: 0.9,
  methodNames: 0.6,
  lessonTexts: 0.55,
  summary: 0.6,
  body: 0.4,
  adoptionTexts: 0.35,
  resultTexts: 0.35,
  contextTexts: 0.2,
  organisationNames: 0.5,
  placeNames: 0.45,
  topicNames: 0.3,
};
/** A lesson is its text, read together with what its case study is about. */
const lessonWeights: Record<SearchedField, number> = {
  ...fieldWeights,
  lessonTexts: 0.9,
  contextTexts: 0.4,
};
/** What values of a document are called by those who look for them. */
const factNames: Record<string, string> = {
  FAILURE: "misslyckande",
  OBSTACLE: "hinder",
  SUCCESS_FACTOR: "framgångsfaktor",
  FAILED: "misslyckande",
  STOPPED: "avbruten",
};
const factWeight = 0.5;
const headFields: Record<SearchKindName, readonly SearchedField[]> = {
  CASE_STUDY: ["title", "methodNames", "summary"],
  METHOD: ["title", "summary"],
  LESSON: ["lessonTexts"],
};
/** How much of a field's weight the first mention has; further ones bring it near to all of it. */
const firstMention = 0.75;
const shortestSurface = 4;
const longestSurface = 40;

/** The texts of one field. */
export const textsOf = (document: SearchDocument, field: SearchedField): readonly string[] =>
  [document[field] ?? []].flat();

/** Names and the summaries of case studies stand in many documents: they are read once. */
const countsOfText = new LRUCache<string, ReadonlyMap<string, number>>({ max: 2_000 });
const longestKept = 1_000;

function countTokens(text: string): ReadonlyMap<string, number> {
  const known = countsOfText.get(text);
  if (known) return known;
  const counts = analyser.countTokens(text);
  if (text.length <= longestKept) countsOfText.set(text, counts);
  return counts;
}

/** Analyses all texts of a document. A token in several fields weighs more than in any one of them. */
export function analyseDocument(document: SearchDocument): DocumentAnalysis {
  const weights = new Map<string, number>();
  const head = new Set<string>();
  const surface = new Set<string>();
  const add = (text: string, weight: number): string[] => {
    const counts = countTokens(text);
    for (const [token, count] of counts) {
      const share = weight * (1 - (1 - firstMention) / count);
      weights.set(token, 1 - (1 - (weights.get(token) ?? 0)) * (1 - share));
    }
    return [...counts.keys()];
  };
  const weightOf = document.kind === "LESSON" ? lessonWeights : fieldWeights;
  for (const field of searchedFields) {
    const isHead = headFields[document.kind].includes(field);
    for (const text of textsOf(document, field)) {
      for (const token of add(text, weightOf[field])) if (isHead) head.add(token);
      for (const { sides, isNumber } of segmentText(text)) {
        const word = sides.join("");
        if (!isNumber && word.length >= shortestSurface && word.length <= longestSurface)
          surface.add(word);
      }
    }
  }
  const { statuses = [], adoptionStatuses = [], outcomes = [], lessonKinds = [] } = document;
  for (const fact of new Set([...statuses, ...adoptionStatuses, ...outcomes, ...lessonKinds])) {
    const name = factNames[fact];
    if (name !== undefined) add(name, factWeight);
  }
  return {
    // Tokens are letters and digits only: nothing to quote.
    words: [...weights.keys()].map((token) => `${token}:1${head.has(token) ? "A" : "D"}`).join(" "),
    vector: encodeVector(weights),
    surface: [...surface],
  };
}
