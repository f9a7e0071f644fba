import type { Sources } from "./query-terms.js";
import type { Token } from "./tokens.js";
import type { WordTerms } from "./words.js";

const longestJoin = 3;

/** From how many letters on a name of the thesaurus isn't made of other words by chance. */
const shortestTornName = 8;

/**
 * Neighbouring words put together, with or without -s-, if they are what the whole is made of or the
 * thesaurus has it by name: "sam" is no part that the dictionary knows, "samförläggning" is a concept.
 */
function joined(tokens: readonly Token[], { words, concepts }: Sources): WordTerms[] {
  if (tokens.some(({ word }) => !/^[a-zåäö]{2,}$/.test(word))) return [];
  const cuts: number[] = [];
  for (const { word } of tokens.slice(0, -1)) cuts.push((cuts.at(-1) ?? 0) + word.length);
  return ["", "s"].flatMap((link) => {
    const whole = words.analyse(tokens.map(({ word }) => word).join(link));
    const starts = new Set(whole.leaves.map(({ start }) => start));
    const fits = cuts.every((cut, index) => starts.has(cut + link.length * (index + 1)));
    const isNamed =
      (cuts.at(-1) ?? 0) + (tokens.at(-1)?.word.length ?? 0) >= shortestTornName &&
      whole.lemmas.some((lemma) => concepts.named(lemma).length > 0);
    return fits || isNamed ? [whole] : [];
  });
}

/** So many words from `index` on, with nothing but white space between them; undefined if they aren't. */
function runOf(
  tokens: readonly Token[],
  index: number,
  length: number,
  text: string,
): Token[] | undefined {
  const run = tokens.slice(index, index + length);
  const isRun = run.length === length && run.every(({ isStopWord }) => !isStopWord);
  const touch = run.every((token, at) => {
    const next = run[at + 1];
    return next === undefined || /^\s+$/.test(text.slice(token.end, next.start));
  });
  return isRun && touch ? run : undefined;
}

/**
 * The longest run of neighbours from `index` on that was torn from a compound ("fjärr värme"): one that
 * the dictionary or the thesaurus knows, or whose parts are no words by themselves ("medborgar råd").
 */
export function findJoin(
  tokens: readonly Token[],
  index: number,
  text: string,
  sources: Sources,
): { terms: WordTerms; to: number } | undefined {
  for (let length = longestJoin; length >= 2; length--) {
    const run = runOf(tokens, index, length, text);
    if (run === undefined) continue;
    // "biogasanläggning" isn't listed either, but is whole.
    const isTorn = run
      .slice(0, -1)
      .some(
        ({ terms, concepts }) =>
          !terms.isListed && terms.leaves.length < 2 && concepts.length === 0,
      );
    const terms = joined(run, sources).find(
      (whole) =>
        isTorn ||
        whole.isListed ||
        whole.lemmas.some((lemma) => sources.concepts.named(lemma).length > 0),
    );
    if (terms !== undefined) return { terms, to: index + length };
  }
  return undefined;
}

/** The base words of the compound that a word makes with the next one ("effekt rapport"). */
export function joinNext(
  tokens: readonly Token[],
  index: number,
  text: string,
  sources: Sources,
): readonly string[] | undefined {
  const run = runOf(tokens, index, 2, text);
  const lemmas = run === undefined ? [] : joined(run, sources).flatMap((whole) => whole.lemmas);
  return lemmas.length > 0 ? lemmas : undefined;
}
