import { segmentText } from "./segments.js";
import {
  determiners,
  englishFalseFriends,
  englishGenericWords,
  englishOnlyStopWords,
} from "./stop-words.js";
import type { Thesaurus } from "./thesaurus.js";
import { withoutHyphens, type WordAnalyser, type WordTerms } from "./words.js";

/** One word of a text, as concepts are matched on. */
export interface Unit {
  word: string;
  /** As written, for abbreviations that are words when in lower case. */
  raw: string;
  terms: WordTerms;
  /** Whether punctuation stands before it, which no name reaches across. */
  isSeparate?: boolean;
}

/** A concept that a stretch of units names. */
export interface ConceptMatch {
  conceptId: string;
  /** The first unit, and the one after the last. */
  from: number;
  to: number;
}

/** Finds the names of concepts in texts. */
export interface ConceptMatcher {
  /**
   * Every concept named, except by a name that lies within a longer one.
   * @param english what `englishUnits` says of the units
   */
  match(units: readonly Unit[], english: readonly boolean[]): ConceptMatch[];
  /** The concepts that a Swedish base word names by itself. */
  named(lemma: string): readonly string[];
  /** The concepts that the parts of a word name. */
  namedByParts(terms: WordTerms): readonly string[];
  /** Which units are plainly English, or close to one that is. */
  englishUnits(units: readonly Unit[]): boolean[];
}

interface Entry {
  conceptId: string;
  /** An English word that is a Swedish one too, of another meaning (`englishFalseFriends`). */
  needsEnglish: boolean;
  /** An abbreviation that is a Swedish word too: only as it is written here. */
  exactly?: string;
}

interface Node {
  next?: Map<string, Node>;
  entries: Entry[];
}

/** How far English is taken to reach around a word that is plainly English. */
const englishReach = 8;
const mostKeys = 3;
const none: readonly string[] = [];

const newNode = (): Node => ({ entries: [] });

function childOf(node: Node, key: string): Node {
  node.next ??= new Map();
  const known = node.next.get(key);
  if (known !== undefined) return known;
  const child = newNode();
  node.next.set(key, child);
  return child;
}

/** The singular of an English noun, near enough to compare by. */
export function englishBase(word: string): string {
  if (word.length < 4 || !word.endsWith("s") || /(?:ss|us|is)$/.test(word)) return word;
  if (word.endsWith("ies")) return `${word.slice(0, -3)}y`;
  return /(?:ses|xes|ches|shes)$/.test(word) ? word.slice(0, -2) : word.slice(0, -1);
}

const swedishKeys = ({ word, terms }: Unit): readonly string[] =>
  terms.lemmas.includes(word) ? terms.lemmas : [word, ...terms.lemmas];

/** The words of a name, hyphenated ones taken apart as texts are. */
const wordsOf = (name: string, words: WordAnalyser): string[] =>
  segmentText(name).flatMap(({ sides }) => withoutHyphens(sides, words) ?? sides);

/** The nodes that any of `keys` leads to. */
function step(nodes: readonly Node[], keys: readonly string[]): readonly Node[] {
  const reached: Node[] = [];
  for (const { next } of nodes) {
    if (next === undefined) continue;
    for (const key of keys) {
      const child = next.get(key);
      if (child !== undefined && !reached.includes(child)) reached.push(child);
    }
  }
  return reached;
}

/** Builds a matcher for a thesaurus. */
export function createConceptMatcher(thesaurus: Thesaurus, words: WordAnalyser): ConceptMatcher {
  const swedish = newNode();
  const english = newNode();

  function insert(root: Node, keys: readonly (readonly string[])[], entry: Entry): void {
    let nodes = [root];
    for (const alternatives of keys)
      nodes = nodes.flatMap((node) =>
        alternatives.slice(0, mostKeys).map((key) => childOf(node, key)),
      );
    for (const node of nodes)
      if (!node.entries.some(({ conceptId }) => conceptId === entry.conceptId))
        node.entries.push(entry);
  }

  for (const concept of thesaurus.concepts) {
    const conceptId = concept.id;
    for (const name of concept.sv) {
      // A base word stands for itself; a form in a phrase for what it is a form of.
      const keys = wordsOf(name, words).map((word) => {
        const lemmas = words.listedLemmas(word);
        return lemmas.length === 0 || lemmas.includes(word) ? [word] : lemmas;
      });
      insert(swedish, keys, { conceptId, needsEnglish: false });
    }
    for (const name of concept.en) {
      const names = wordsOf(name, words);
      const needsEnglish = names.length === 1 && englishFalseFriends.has(names[0] ?? "");
      insert(
        english,
        names.map((word) => [englishBase(word)]),
        { conceptId, needsEnglish },
      );
    }
    for (const name of concept.abbreviations ?? []) {
      const names = wordsOf(name, words);
      const isWord =
        names.length === 1 && (name.length < 3 || words.listedLemmas(names[0] ?? "").length > 0);
      insert(
        swedish,
        names.map((word) => [word]),
        { conceptId, needsEnglish: false, ...(isWord ? { exactly: name } : {}) },
      );
    }
  }

  function walk(
    root: Node,
    units: readonly Unit[],
    keysOf: (unit: Unit) => readonly string[],
    found: (entry: Entry, from: number, to: number) => void,
  ): void {
    const keys = units.map(keysOf);
    for (let from = 0; from < units.length; from++) {
      let nodes: readonly Node[] = [root];
      for (let at = from; at < units.length; at++) {
        const unit = units[at];
        // No name reaches across punctuation.
        if (unit === undefined || (at > from && unit.isSeparate === true)) break;
        const reached = step(nodes, keys[at] ?? []);
        for (const node of reached)
          for (const entry of node.entries)
            if (entry.exactly === undefined || unit.raw.startsWith(entry.exactly))
              found(entry, from, at + 1);
        // "pris på de egna utsläppen" is "pris på utsläpp".
        nodes = at > from && determiners.has(unit.word) ? [...reached, ...nodes] : reached;
        if (nodes.length === 0) break;
      }
    }
  }

  const englishKeys = ({ word }: Unit): string[] => [englishBase(word)];

  function englishUnits(units: readonly Unit[]): boolean[] {
    const near = units.map(() => false);
    const mark = (from: number, to: number): void => {
      for (
        let at = Math.max(0, from - englishReach);
        at < Math.min(units.length, to + englishReach);
        at++
      )
        near[at] = true;
    };
    units.forEach(({ word, terms }, index) => {
      const isPlain =
        englishOnlyStopWords.has(word) ||
        (!terms.isListed && englishGenericWords.has(englishBase(word)));
      if (isPlain) mark(index, index + 1);
    });
    walk(english, units, englishKeys, (entry, from, to) => {
      const isSwedishToo = units.slice(from, to).every(({ terms }) => terms.isListed);
      if (!entry.needsEnglish && !isSwedishToo) mark(from, to);
    });
    return near;
  }

  // A base word is in lower case: no abbreviation that counts only as it is written.
  const named = (lemma: string): readonly string[] =>
    swedish.next
      ?.get(lemma)
      ?.entries.filter(({ exactly }) => exactly === undefined)
      .map(({ conceptId }) => conceptId) ?? none;
  const byParts = new WeakMap<WordTerms, readonly string[]>();

  return {
    englishUnits,
    named,
    namedByParts(terms) {
      if (terms.parts.length === 0) return none;
      const known = byParts.get(terms);
      if (known !== undefined) return known;
      const found = [...new Set(terms.parts.flatMap(named))];
      byParts.set(terms, found);
      return found;
    },
    match(units, near) {
      const matches: ConceptMatch[] = [];
      const known = new Set<string>();
      const add = ({ conceptId }: Entry, from: number, to: number): void => {
        const key = `${conceptId} ${String(from)} ${String(to)}`;
        if (known.has(key)) return;
        known.add(key);
        matches.push({ conceptId, from, to });
      };
      walk(swedish, units, swedishKeys, add);
      walk(english, units, englishKeys, (entry, from, to) => {
        if (entry.needsEnglish) {
          if (near[from] !== true) return;
        }
        add(entry, from, to);
      });
      return withoutInner(matches, units.length);
    },
  };
}

/** Leaves out what lies within a longer match, in linear time. */
function withoutInner(matches: readonly ConceptMatch[], length: number): ConceptMatch[] {
  const reach = Array.from({ length }, () => 0);
  for (const { from, to } of matches) reach[from] = Math.max(reach[from] ?? 0, to);
  let before = 0;
  const reachBefore = reach.map((to) => {
    const reached = before;
    before = Math.max(before, to);
    return reached;
  });
  return matches.filter(({ from, to }) => (reachBefore[from] ?? 0) < to && reach[from] === to);
}
