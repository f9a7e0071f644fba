import { foldWord, normaliseWord } from "./analysis/segments.js";
import { genericLemmas } from "./analysis/stop-words.js";
import { termToken } from "./analysis/term-tokens.js";
import type { Concept } from "./analysis/thesaurus.js";
import { readLabel, readWord } from "./label.js";
import { analyser } from "./shared-analyser.js";
import { type Suggestable, type SuggestionName, createTurns } from "./suggestion-index.js";
import type { Vocabulary } from "./vocabulary.js";

/** In how many documents a term stands at least. */
const fewestDocuments = 2;
/** How many of the bank's most frequent words are read for terms. */
const wordsRead = 20_000;

const lettersOf = (text: string): string => readLabel(text).letters;

const asTerm = (text: string, popularity: number): SuggestionName => ({
  name: text,
  of: { kind: "TERM", text, id: null, slug: null, code: null, popularity },
});

/** What is called something already: by its letters, and by its base word if it is a single word. */
class Taken {
  readonly #byLetters = new Map<string, Suggestable>();
  readonly #lemmas = new Set<string>();

  add({ name, of }: SuggestionName): void {
    const letters = lettersOf(name);
    if (!this.#byLetters.has(letters)) this.#byLetters.set(letters, of);
    if (name === of.text) this.#lemmas.add(readWord(letters).lemma);
  }

  by(name: string): Suggestable | undefined {
    return this.#byLetters.get(lettersOf(name));
  }

  /** Also by another form of the word, and where it is a name's genitive. */
  has(word: string, lemma: string): boolean {
    return (
      this.#byLetters.has(word) ||
      this.#lemmas.has(lemma) ||
      (word.endsWith("s") && this.#byLetters.has(word.slice(0, -1)))
    );
  }
}

/** The names by which a concept leads to what is suggested for it: those that aren't that itself. */
function aliasesOf(
  { sv, en, abbreviations = [] }: Concept,
  of: Suggestable,
  isWritten: (name: string) => boolean,
): SuggestionName[] {
  return [...sv.filter((name) => !isWritten(name)), ...en, ...abbreviations]
    .filter((name) => foldWord(lettersOf(name)) !== foldWord(lettersOf(of.text)))
    .map((name) => ({ name, of }));
}

/**
 * The terms of the bank: what the thesaurus names and documents are about, and the words that are
 * written in them. A word is suggested in its base form, if that is written anywhere or the word only
 * adds an ending; one without a topic of its own isn't.
 * @param records what has a name already: no term is called the same, and other names lead to it
 */
export async function findTerms(
  vocabulary: Vocabulary,
  records: readonly SuggestionName[],
): Promise<SuggestionName[]> {
  const takeTurns = createTurns();
  const counts = new Map<string, number>();
  const lemmas = new Set<string>();
  for (const { word, count } of vocabulary.words.slice(0, wordsRead)) {
    await takeTurns();
    if (count === 0) continue;
    counts.set(word, count);
    lemmas.add(readWord(word).lemma);
  }
  const isWritten = (name: string): boolean =>
    counts.has(normaliseWord(name)) || lemmas.has(normaliseWord(name));
  const taken = new Taken();
  // Titles are sentences: no term is called the same, and reading them takes long.
  for (const record of records) if (record.of.kind !== "CASE_STUDY") taken.add(record);
  const found: SuggestionName[] = [];

  for (const concept of analyser.thesaurus.concepts) {
    const record = concept.sv.map((name) => taken.by(name)).find((each) => each !== undefined);
    const documents = vocabulary.documentsWith(termToken("concept", concept.id));
    const text = concept.sv.find((name) => name.includes(" ") || isWritten(name));
    const isTerm =
      text !== undefined &&
      documents >= fewestDocuments &&
      !genericLemmas.has(readWord(text).lemma);
    const term = !record && isTerm ? asTerm(text, documents) : undefined;
    const of = record ?? term?.of;
    const names = [...(term ? [term] : []), ...(of ? aliasesOf(concept, of, isWritten) : [])];
    for (const name of names) taken.add(name);
    found.push(...names);
    await takeTurns();
  }

  for (const [word, count] of counts) {
    await takeTurns();
    const { lemma, isStopWord } = readWord(word);
    if (isStopWord || genericLemmas.has(lemma)) continue;
    const text = counts.has(lemma) || word.startsWith(lemma) ? lemma : word;
    const documents = Math.max(vocabulary.documentsWith(termToken("lemma", lemma)), count);
    if (documents < fewestDocuments || taken.has(text, lemma)) continue;
    const term = asTerm(text, documents);
    found.push(term);
    taken.add(term);
  }
  return found;
}
