import { ChangeMemory } from "../platform/change-memory.js";
import type { Database } from "../platform/database.js";
import type { SearchAnswer, SearchRequest } from "./ranked-search.js";
import type { Vocabulary } from "./vocabulary.js";

/** On which triggers tell that a search may find something else now: see migration 0016. */
export const searchChannel = "search_changes";

/** What parts of an answer take in memory, in bytes, by and large. */
const hitBytes = 600;
const partBytes = 120;

/** Remembers what searches found. */
export interface RememberedAnswers {
  /**
   * Says what is known of a search; absent while nothing can be known. Whoever then searches tells the
   * outcome to `done`, which keeps it unless something has changed since.
   */
  begin(
    request: SearchRequest,
    words: Vocabulary,
  ): { known: SearchAnswer | undefined; done: (answer: SearchAnswer) => void } | undefined;
  /** Names the moment until anything changes; absent while that can't be known. */
  moment(words: Vocabulary): number | undefined;
  close(): Promise<void>;
}

/**
 * Remembers answers as long as nothing that they were found in changes: the index, the documents and
 * the vocabulary. Answers are shared, whoever gets one must not change it.
 * @param maxBytes 0: nothing is remembered
 */
export function rememberAnswers(
  database: Pick<Database, "follow">,
  maxBytes: number,
): RememberedAnswers {
  const memory = new ChangeMemory<SearchAnswer>(maxBytes, bytesOf);
  const feed = database.follow(searchChannel, () => memory.forget());
  let readWith: Vocabulary | undefined;
  function momentWith(words: Vocabulary): number | undefined {
    if (memory.isOff || !feed.isCurrent()) return undefined;
    if (words !== readWith) {
      readWith = words;
      memory.forget();
    }
    return memory.moment();
  }

  return {
    moment: momentWith,
    begin(request, words) {
      const moment = momentWith(words);
      if (moment === undefined) return undefined;
      const key = keyOf(request);
      return {
        known: memory.find(key),
        // A connection that was lost meanwhile may have told of a change.
        done: (answer) => feed.isCurrent() && memory.keep(key, answer, moment),
      };
    },
    close: () => feed.close(),
  };
}

const keyOf = ({ likeness, ...request }: SearchRequest): string =>
  JSON.stringify([request, likeness ? [...likeness] : null]);

function bytesOf({ hits, facets }: SearchAnswer): number {
  const found = hits.reduce(
    (sum, { highlights, matches }) =>
      sum +
      hitBytes +
      partBytes * matches.length +
      highlights.reduce((bytes, { snippet }) => bytes + partBytes + 2 * snippet.length, 0),
    0,
  );
  return found + facets.reduce((sum, { values }) => sum + partBytes * (values.length + 1), 0);
}
