import type { Database } from "../platform/database.js";
import { type SearchLog, messageOf } from "./search-log.js";
import { type Vocabulary, readVocabulary } from "./vocabulary.js";

/** After how long the vocabulary is read again, while searches go on with the one at hand. */
const freshForMs = 30_000;

/** Knows the bank's vocabulary as it was at most half a minute before the last search. */
export interface VocabularySource {
  current(): Promise<Vocabulary>;
}

/** Reads the vocabulary when it is first needed, and again in the background when it has aged. */
export function createVocabularySource(
  database: Pick<Database, "client">,
  log: SearchLog,
): VocabularySource {
  let known: Vocabulary | undefined;
  let readAt = 0;
  let reading: Promise<Vocabulary> | undefined;

  function refresh(): Promise<Vocabulary> {
    reading ??= readVocabulary(database)
      .then((vocabulary) => {
        known = vocabulary;
        readAt = Date.now();
        return vocabulary;
      })
      .finally(() => {
        reading = undefined;
      });
    return reading;
  }

  return {
    async current() {
      // An empty bank is about to be filled.
      if (!known || known.documents === 0) return refresh();
      if (Date.now() - readAt > freshForMs) {
        refresh().catch((error: unknown) => {
          log.warn({ error: messageOf(error) }, "search: can't read the vocabulary");
        });
      }
      return known;
    },
  };
}
