import { LRUCache } from "lru-cache";
import { indexedTermsOf } from "./analysis/analysis.js";
import { termToken } from "./analysis/term-tokens.js";
import type { SearchKindName } from "./change-queue.js";
import { type TextWord, encodeReading } from "./document-reading.js";
import { encodeVector } from "./document-vector.js";
import { type SearchedField, searchedFields } from "./index-settings.js";
import { analyser } from "./shared-analyser.js";

/** A search document as PostgreSQL builds it, as far as its texts are concerned. */
export type SearchDocument = {
  kind: SearchKindName;
  municipalities?: readonly string[];
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
  /** See `document-vector.ts`. */
  vector: Buffer;
  /** See `document-reading.ts`. */
  reading: Buffer;
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

/** What analysis makes of one text. */
interface TextAnalysis {
  words: readonly TextWord[];
  /** How many of the words have each token. */
  counts: ReadonlyMap<string, number>;
  surface: readonly string[];
}

/** Names and the summaries of case studies stand in many documents: they are read once. */
const analysedTexts = new LRUCache<string, TextAnalysis>({ max: 2_000 });
const longestKept = 1_000;

function analyseText(text: string): TextAnalysis {
  const known = analysedTexts.get(text);
  if (known) return known;
  const counts = new Map<string, number>();
  const surface = new Set<string>();
  const words = analyser.analyse(text).map((token): TextWord => {
    const { start, end, word } = token;
    if (word.length >= shortestSurface && word.length <= longestSurface && !/^[\d.]+$/.test(word))
      surface.add(word);
    const tokens: string[] = [];
    for (const [kind, keys] of indexedTermsOf(token))
      for (const key of keys) {
        const each = termToken(kind, key);
        tokens.push(each);
        counts.set(each, (counts.get(each) ?? 0) + 1);
      }
    return { start, end, tokens };
  });
  const analysis = { words, counts, surface: [...surface] };
  if (text.length <= longestKept) analysedTexts.set(text, analysis);
  return analysis;
}

/** Analyses all texts of a document. A token in several fields weighs more than in any one of them. */
export function analyseDocument(document: SearchDocument): DocumentAnalysis {
  const weights = new Map<string, number>();
  const head = new Set<string>();
  const surface = new Set<string>();
  const texts: (readonly TextWord[])[] = [];
  const add = ({ counts }: TextAnalysis, weight: number): void => {
    for (const [token, count] of counts) {
      const share = weight * (1 - (1 - firstMention) / count);
      weights.set(token, 1 - (1 - (weights.get(token) ?? 0)) * (1 - share));
    }
  };
  const weightOf = document.kind === "LESSON" ? lessonWeights : fieldWeights;
  for (const field of searchedFields) {
    const isHead = headFields[document.kind].includes(field);
    for (const text of textsOf(document, field)) {
      const analysis = analyseText(text);
      add(analysis, weightOf[field]);
      texts.push(analysis.words);
      for (const word of analysis.surface) surface.add(word);
      if (isHead) for (const token of analysis.counts.keys()) head.add(token);
    }
  }
  const { statuses = [], adoptionStatuses = [], outcomes = [], lessonKinds = [] } = document;
  for (const fact of new Set([...statuses, ...adoptionStatuses, ...outcomes, ...lessonKinds])) {
    const name = factNames[fact];
    if (name !== undefined) add(analyseText(name), factWeight);
  }
  const { bytes: vector, places } = encodeVector(weights, head);
  return {
    // Tokens are letters and digits only: nothing to quote.
    words: [...weights.keys()].map((token) => `${token}:1${head.has(token) ? "A" : "D"}`).join(" "),
    vector,
    reading: encodeReading(texts, places),
    surface: [...surface],
  };
}
