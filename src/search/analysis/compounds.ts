import {
  doubtfulParticles,
  indivisible,
  knownCuts,
  neverFirst,
  neverLast,
  openingParticles,
  shortFirstParts,
  shortLastParts,
} from "./compound-rules.js";
import { findRoot } from "./derivation.js";
import { nameFlag, type Lexicon } from "./hunspell.js";
import { isNoun, joiningLemma } from "./joining-forms.js";
import { findLemmas } from "./morphology.js";
import { addedCompounds } from "./swedish-additions.js";

/** One part of a compound: where it starts in the word, and its base word. */
export interface CompoundPart {
  start: number;
  lemma: string;
}

/** A compound taken apart. */
export interface Compound {
  /** The whole word's base word. */
  lemma: string;
  /** At least two, down to words that aren't compounds themselves. */
  parts: readonly CompoundPart[];
}

const shortest = 5;
const longest = 48;
const maxParts = 6;
/** Unlisted words may end in a word that the dictionary doesn't mark as a last part only if it is long. */
const trustedLastLength = 6;
/** Or if much stands before it. */
const trustedFirstLength = 5;
/** Names are first parts only when long enough not to be a fragment ("Per" in "period"). */
const shortestName = 5;

const kinds = {
  utrum: /D/,
  neuter: /[BC]/,
  plural: /[GHIJ]/g,
  adjective: /[OPQ]/,
  verb: /[mMKL]/,
};
/** The flags of a noun like "ägare", which the dictionary forms from the verb and doesn't list. */
const agentFlags = "AEJY";

/** The flags of a word that may stand last, listed or an agent noun. */
function lastFlags(lexicon: Lexicon, word: string): string | undefined {
  const flags = lexicon.flagsOf(word);
  if (flags !== undefined)
    return flags.includes("Z") || flags.includes(nameFlag) ? undefined : flags;
  if (!word.endsWith("are")) return undefined;
  return lexicon.flagsOf(word.slice(0, -2))?.includes("T") ? agentFlags : undefined;
}

/** Whether `word` has the plural that a flag stands for, by that flag or listed as a word of its own. */
function hasPlural(lexicon: Lexicon, word: string, flags: string, plural: string): boolean {
  if (flags.includes(plural)) return true;
  if (plural === "G") return lexicon.flagsOf(`${word}ar`) !== undefined;
  return plural === "H" && lexicon.flagsOf(`${word}er`) !== undefined;
}

/**
 * A Swedish compound inherits gender and plural from its last part (Svenska Akademiens grammatik),
 * so "automat -en -er" can't end in "mat -en", nor "klimat -et" in it.
 */
function inherits(lexicon: Lexicon, flags: string, last: string, ofLast: string): boolean {
  const wholeIsNoun = kinds.utrum.test(flags) || kinds.neuter.test(flags);
  const lastIsNoun = kinds.utrum.test(ofLast) || kinds.neuter.test(ofLast);
  if (kinds.adjective.test(flags) && !wholeIsNoun) return kinds.adjective.test(ofLast);
  const sameGender =
    (kinds.utrum.test(flags) && kinds.utrum.test(ofLast)) ||
    (kinds.neuter.test(flags) && kinds.neuter.test(ofLast));
  if (wholeIsNoun && lastIsNoun && !sameGender) return false;
  const plurals = flags.match(kinds.plural);
  return plurals === null || plurals.some((plural) => hasPlural(lexicon, last, ofLast, plural));
}

/** The base word of `form` if it may be a non-last part. */
function firstPart(lexicon: Lexicon, form: string): string | undefined {
  if (form.length < 4 && !shortFirstParts.has(form)) return undefined;
  if (neverFirst.has(form)) return undefined;
  const [link] = lexicon.linkReadings(form);
  if (link === undefined) return form === "el" ? form : undefined;
  const isName = lexicon.flagsOf(link)?.includes(nameFlag) ?? false;
  if (isName && link.length < shortestName) return undefined;
  return joiningLemma(lexicon, form);
}

/** Whether a cut would go through a particle at the start of a word. */
const cutsParticle = (word: string, cut: number): boolean =>
  openingParticles.some((particle) => cut < particle.length && word.startsWith(particle));

/** Of two readings of the same number of parts, whether the one with the longer first part is better. */
const isBetterLonger = (longer: string, shorter: string): boolean =>
  doubtfulParticles.includes(longer.slice(shorter.length)) && longer.startsWith(shorter);

const mayBeLast = (form: string): boolean =>
  !neverLast.has(form) && (form.length >= 4 || shortLastParts.has(form));

/** Takes words apart. */
export interface CompoundSplitter {
  /** The parts of a base word of the dictionary; undefined if it has none. */
  splitListed(lemma: string): readonly CompoundPart[] | undefined;
  /** Reads a form that the dictionary doesn't list as a compound of words that it lists. */
  splitUnlisted(form: string): Compound | undefined;
}

interface Split {
  first: string;
  lastStart: number;
  last: string;
}

/**
 * Builds a splitter. It is conservative: every part is a word of the dictionary in a joining form
 * that the dictionary allows for it (SAOL's "sammansättningsform", with -s-, -e-, -u-, -o-, -a- or
 * a dropped vowel), a listed word must inherit its inflection from its last part, and a derived
 * word ("lagring" from "lagra") isn't split across its ending.
 */
export function createCompoundSplitter(lexicon: Lexicon): CompoundSplitter {
  /** Two parts of a word of which the dictionary knows the inflection. */
  function divide(lemma: string): Split | undefined {
    const known = knownCuts.get(lemma);
    if (known !== undefined)
      return { first: known[0], lastStart: lemma.length - known[1].length, last: known[1] };
    const flags = lexicon.flagsOf(lemma);
    if (flags === undefined || flags.includes(nameFlag) || indivisible.has(lemma)) return undefined;
    const root = findRoot(lexicon, lemma);
    // Verbs in -era and the like end in words by chance ("degradera").
    const isVerbal = kinds.verb.test(flags) || !/[A-JO-Q]/.test(flags);
    let best: Split | undefined;
    for (let cut = lemma.length - 2; cut >= 2; cut--) {
      if (cutsParticle(lemma, cut)) break;
      const last = lemma.slice(cut);
      const ofLast = lastFlags(lexicon, last);
      if (ofLast === undefined || !mayBeLast(last) || !inherits(lexicon, flags, last, ofLast))
        continue;
      if (root !== undefined) {
        const lastRoot = findRoot(lexicon, last);
        if (lastRoot === undefined || !root.endsWith(lastRoot)) continue;
      }
      const form = lemma.slice(0, cut);
      const first =
        firstPart(lexicon, form) ??
        tripled(form, last) ??
        (isVerbal ? undefined : unlicensed(form));
      if (first === undefined) continue;
      // The longest last part is found last and wins, unless it starts with a stolen particle.
      if (best !== undefined && isBetterLonger(lemma.slice(0, best.lastStart), form)) continue;
      best = { first, lastStart: cut, last };
    }
    return best;
  }

  /** "buss" of "busstation": one of three equal letters is not written. */
  function tripled(form: string, last: string): string | undefined {
    const letter = form.at(-1);
    if (letter === undefined || letter !== last.at(0) || form.at(-2) === letter) return undefined;
    const whole = firstPart(lexicon, form + letter);
    return whole?.endsWith(letter + letter) ? whole : undefined;
  }

  /** A noun whose joining form the dictionary doesn't give. */
  function unlicensed(form: string): string | undefined {
    if (neverFirst.has(form) || (form.length < 4 && !shortFirstParts.has(form))) return undefined;
    const flags = lexicon.flagsOf(form);
    if (flags === undefined || flags.includes("Z") || flags.includes(nameFlag)) return undefined;
    // Where the dictionary names a joining form, the bare word isn't one.
    if (/[vfuihyzgxwt]/.test(flags)) return undefined;
    return isNoun(form, flags) && !form.endsWith("a") ? form : undefined;
  }

  /** The parts of a word put together of `forms`; a particle says nothing by itself. */
  function partsOf(forms: readonly string[]): readonly CompoundPart[] {
    let start = 0;
    return forms.flatMap((form, index) => {
      const part = {
        start,
        lemma: index === forms.length - 1 ? form : joiningLemma(lexicon, form),
      };
      start += form.length;
      return neverFirst.has(form) ? [] : [part];
    });
  }

  function splitListed(lemma: string): readonly CompoundPart[] | undefined {
    const added = addedCompounds.get(lemma);
    if (added !== undefined) return partsOf(added);
    if (lemma.length < shortest || lemma.length > longest) return undefined;
    const split = divide(lemma);
    if (split === undefined) return undefined;
    const firsts =
      split.first === "" ? [] : (splitListed(split.first) ?? [{ start: 0, lemma: split.first }]);
    const lasts = splitListed(split.last) ?? [{ start: 0, lemma: split.last }];
    return [...firsts, ...lasts.map((part) => ({ ...part, start: part.start + split.lastStart }))];
  }

  interface Chain {
    firsts: readonly CompoundPart[];
    lastStart: number;
    lastLemma: string;
  }

  /** The base word of `form` if it may be the last part, after `before` letters. */
  function lastPart(form: string, before: number): string | undefined {
    if (!mayBeLast(form)) return undefined;
    const { primary, secondary } = findLemmas(lexicon, form);
    const allowed = [...primary, ...secondary].filter((lemma) => {
      const flags = lexicon.flagsOf(lemma) ?? "";
      if (!mayBeLast(lemma) || flags.includes(nameFlag)) return false;
      return (
        flags.includes("Y") || lemma.length >= trustedLastLength || before >= trustedFirstLength
      );
    });
    // Compounds are made of nouns and adjectives rather than of verbs: "åtgärder" is of "åtgärd".
    return (
      allowed.find((lemma) => isNoun(lemma, lexicon.flagsOf(lemma) ?? "")) ??
      allowed.find((lemma) => kinds.adjective.test(lexicon.flagsOf(lemma) ?? "")) ??
      allowed[0]
    );
  }

  /** The chain of fewest words from `from` on; with equally many, that of the longest last word. */
  function findChain(
    form: string,
    from: number,
    partsLeft: number,
    known: Map<number, Chain | undefined>,
    isStrict: boolean,
  ): Chain | undefined {
    if (known.has(from)) return known.get(from);
    let best: Chain | undefined;
    const rest = form.slice(from);
    const last = from === 0 ? undefined : lastPart(rest, from);
    if (last !== undefined) best = { firsts: [], lastStart: from, lastLemma: last };
    if (best === undefined && partsLeft > 1) {
      for (let cut = from + 2; cut <= form.length - 3; cut++) {
        if (cutsParticle(rest, cut - from)) continue;
        const part = form.slice(from, cut);
        const lemma =
          firstPart(lexicon, part) ??
          tripled(part, form.slice(cut)) ??
          (isStrict ? undefined : unlicensed(part));
        if (lemma === undefined) continue;
        const tail = findChain(form, cut, partsLeft - 1, known, isStrict);
        if (tail === undefined) continue;
        const isFewer = best !== undefined && tail.firsts.length + 1 < best.firsts.length;
        const isTie = best !== undefined && tail.firsts.length + 1 === best.firsts.length;
        const before = best?.firsts[1]?.start ?? best?.lastStart ?? 0;
        if (
          best === undefined ||
          isFewer ||
          (isTie && isBetterLonger(part, form.slice(from, before)))
        )
          best = { ...tail, firsts: [{ start: from, lemma }, ...tail.firsts] };
      }
    }
    known.set(from, best);
    return best;
  }

  function splitUnlisted(form: string): Compound | undefined {
    if (form.length < shortest || form.length > longest) return undefined;
    const chain =
      findChain(form, 0, maxParts, new Map(), true) ?? findChain(form, 0, 2, new Map(), false);
    if (chain === undefined) return undefined;
    const parts = [...chain.firsts, { start: chain.lastStart, lemma: chain.lastLemma }].flatMap(
      (part) =>
        (splitListed(part.lemma) ?? [{ start: 0, lemma: part.lemma }]).map((inner) => ({
          start: part.start + inner.start,
          lemma: inner.lemma,
        })),
    );
    return { lemma: form.slice(0, chain.lastStart) + chain.lastLemma, parts };
  }

  return { splitListed, splitUnlisted };
}
