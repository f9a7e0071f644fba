import type { CompoundSplitter } from "./compounds.js";
import type { Lexicon } from "./hunspell.js";
import { irregularForms } from "./irregular-forms.js";
import { findLemmas } from "./morphology.js";
import { foldWord } from "./segments.js";

const mostCandidates = 6;
const shortestPart = 3;
const longestWord = 40;
/** What has been asked before is kept up to this number. */
const mostKept = 2000;

/** Finds the Swedish words that someone without å, ä and ö on the keyboard may mean. */
export interface Speller {
  /**
   * The words that `word` is when its letters get their rings and dots ("atervinning" →
   * "återvinning"), the plainest first; none if it has such letters or is a Swedish word as it is.
   */
  restore(word: string): string[];
}

/** Builds a speller. */
export function createSpeller(lexicon: Lexicon, splitter: CompoundSplitter): Speller {
  const resolve = (plain: string): readonly string[] => {
    const words = lexicon.restored(plain);
    return lexicon.flagsOf(plain) === undefined ? words : [plain, ...words];
  };

  const isListed = (word: string): boolean => findLemmas(lexicon, word).primary.length > 0;

  function irregular(plain: string): string[] {
    return [...irregularForms.keys()].filter((form) => form !== plain && foldWord(form) === plain);
  }

  /** Respelt compounds of two parts, the last of which may be a listed compound itself. */
  function compounds(word: string): string[] {
    const found: string[] = [];
    for (let cut = shortestPart; cut <= word.length - shortestPart; cut++) {
      const firsts = lexicon.respell(word.slice(0, cut), resolve, "link");
      if (firsts.length === 0) continue;
      const lasts = lexicon.respell(word.slice(cut), resolve, "last");
      for (const first of firsts)
        for (const last of lasts) {
          const whole = first + last;
          if (whole !== word && splitter.splitUnlisted(whole) !== undefined) found.push(whole);
          if (found.length >= mostCandidates) return found;
        }
    }
    return found;
  }

  function search(word: string): string[] {
    if (word.length < shortestPart - 1 || word.length > longestWord || !/^[a-z]+$/.test(word))
      return [];
    if (isListed(word)) return [];
    const listed = [...irregular(word), ...lexicon.respell(word, resolve, "last")].filter(
      (candidate) => candidate !== word && isListed(candidate),
    );
    return [...new Set(listed.length > 0 ? listed : compounds(word))].slice(0, mostCandidates);
  }

  const kept = new Map<string, string[]>();
  return {
    restore(word) {
      const before = kept.get(word);
      if (before !== undefined) return before;
      if (kept.size >= mostKept) kept.clear();
      const found = search(word);
      kept.set(word, found);
      return found;
    },
  };
}
