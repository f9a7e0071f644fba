import type { Database } from "../platform/database.js";
import { foldWord } from "./analysis/segments.js";
import { editDistance } from "./edit-distance.js";
import { analyser } from "./shared-analyser.js";

/** Which words the bank holds, and in how many documents: a picture of a moment, or of a sample. */
export interface Vocabulary {
  /** How many documents it was made from. */
  readonly documents: number;
  /** How many documents the bank holds, by and large. */
  readonly size: number;
  /** In how many documents an index token stands. */
  documentsWith(token: string): number;
  /** The words as written, with the number of their documents; the most frequent first. */
  readonly words: readonly VocabularyWord[];
}

export interface VocabularyWord {
  word: string;
  /** Without rings and dots. */
  folded: string;
  /** A bit for each letter that it holds: two words whose letters differ much needn't be compared. */
  letters: number;
  count: number;
}

/** A word of the bank that may be meant by one that isn't in it. */
export interface Correction {
  word: string;
  /** How likely it is meant, from 0 to 1. */
  likelihood: number;
}

/** From how many documents on a sample serves. */
const sampleSize = 20_000;
/** The most words kept for mending typing errors: the rarest are left out first. */
const mostWords = 100_000;

const lettersOf = (folded: string): number => {
  let letters = 0;
  for (let at = 0; at < folded.length; at++) letters |= 1 << (folded.charCodeAt(at) % 32);
  return letters;
};

function countBits(value: number): number {
  let count = 0;
  for (let rest = value; rest !== 0; rest &= rest - 1) count += 1;
  return count;
}

/** Words that the thesaurus names and the bank doesn't hold: what they mean may be there all the same. */
function wordsOfTheField(held: readonly { word: string }[]): { word: string; count: number }[] {
  const known = new Set(held.map(({ word }) => word));
  return analyser.thesaurus.concepts
    .flatMap(({ sv }) => sv)
    .map((name) => name.toLowerCase())
    .filter((name) => /^[a-zåäö]{4,}$/.test(name) && !known.has(name))
    .map((word) => ({ word, count: 0 }));
}

/** Changes, a moment later, whenever stored documents do: PostgreSQL's count of rows written and removed. */
export async function versionOfDocuments({ client }: Pick<Database, "client">): Promise<string> {
  const [row] = await client<{ version: string }[]>`
    select concat_ws(' ', n_tup_ins, n_tup_upd, n_tup_del) as version
    from pg_stat_user_tables where relid = 'search_documents'::regclass`;
  return row?.version ?? "";
}

/** Reads the vocabulary of the stored documents; of a large bank, of a sample of them. */
export async function readVocabulary({ client }: Pick<Database, "client">): Promise<Vocabulary> {
  const [size] = await client<{ estimate: number }[]>`
    select greatest(reltuples, 0)::float8 as estimate from pg_class
    where oid = 'search_documents'::regclass`;
  const share = Math.min(1, sampleSize / Math.max(1, size?.estimate ?? 0));
  const sample = share < 1 ? `tablesample system (${(share * 100).toFixed(4)})` : "";
  const [tokens, words, [total]] = await Promise.all([
    client<{ token: string; count: number }[]>`
      select word as token, ndoc as count
      from ts_stat(${`select words from search_documents ${sample}`})`,
    client<{ word: string; count: number }[]>`
      select word, count(*)::int as count
      from search_documents ${client.unsafe(sample)}, unnest(surface) as word
      group by word order by count desc, word limit ${mostWords}`,
    client<{ count: number }[]>`
      select count(*)::int as count from search_documents ${client.unsafe(sample)}`,
  ]);
  const counts = new Map(tokens.map(({ token, count }) => [token, count]));
  return {
    documents: total?.count ?? 0,
    size: Math.max(size?.estimate ?? 0, total?.count ?? 0),
    documentsWith: (token) => counts.get(token) ?? 0,
    words: [...words, ...wordsOfTheField(words)].map(({ word, count }) => {
      const folded = foldWord(word);
      return { word, folded, letters: lettersOf(folded), count };
    }),
  };
}

/** How many typing errors a word of a length may have. */
const errorsAllowed = (length: number): number => (length < 4 ? 0 : length < 8 ? 1 : 2);
const mostCorrections = 4;
const shortestPrefix = 4;

/**
 * The words of the bank that someone who typed `word` may have meant, the likeliest first: those with
 * fewest errors, then the most frequent.
 */
export function findCorrections(vocabulary: Vocabulary, word: string): Correction[] {
  const folded = foldWord(word);
  const letters = lettersOf(folded);
  let limit = errorsAllowed(folded.length);
  if (limit === 0) return [];
  let found: { word: string; errors: number; count: number }[] = [];
  for (const each of vocabulary.words) {
    if (Math.abs(each.folded.length - folded.length) > limit) continue;
    // Every error changes at most two of the letters that occur.
    if (countBits(each.letters ^ letters) > 2 * limit) continue;
    const errors = editDistance(folded, each.folded, limit);
    if (errors > limit) continue;
    // A first letter is seldom mistyped.
    const isFar = errors > 0 && each.folded[0] !== folded[0];
    found.push({ word: each.word, errors: errors + (isFar ? 0.5 : 0), count: each.count });
    limit = Math.min(limit, errors);
  }
  const fewest = Math.min(...found.map(({ errors }) => errors));
  found = found.filter(({ errors }) => errors <= fewest);
  return found
    .toSorted((a, b) => b.count - a.count)
    .slice(0, mostCorrections)
    .map(({ word: meant, errors }) => ({ word: meant, likelihood: 1 - 0.15 * (errors + 1) }));
}

/** The most frequent words of the bank that begin with what was typed so far. */
export function findCompletions(vocabulary: Vocabulary, word: string): Correction[] {
  const folded = foldWord(word);
  if (folded.length < shortestPrefix) return [];
  return vocabulary.words
    .filter((each) => each.folded.startsWith(folded) && each.folded !== folded)
    .slice(0, mostCorrections)
    .map((each) => ({ word: each.word, likelihood: 0.6 }));
}
