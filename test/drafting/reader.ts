import { type Draft, draftFrom } from "../../src/drafting/draft.js";
import { prepareVocabulary } from "../../src/drafting/vocabulary.js";
import { analyser } from "../../src/search/shared-analyser.js";
import { readSeeds, toVocabularyRows } from "../eval/draft-cases.js";

/** The year of the tests. */
export const today = 2026;

const vocabulary = prepareVocabulary(toVocabularyRows(await readSeeds()), analyser);

/** Reads a text with the seeds' vocabulary, whose ids are slugs. */
export const read = (text: string, writer?: string): Draft =>
  draftFrom(text, analyser, vocabulary, { today, writer });
