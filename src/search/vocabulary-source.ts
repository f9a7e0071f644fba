import type { Database } from "../platform/database.js";
import { type AgingCache, createAgingCache } from "./aging-cache.js";
import type { SearchLog } from "./search-log.js";
import { type Vocabulary, readVocabulary, versionOfDocuments } from "./vocabulary.js";

/** Knows the bank's vocabulary as it was about half a minute before the last search. */
export type VocabularySource = AgingCache<Vocabulary>;

/** Reads the vocabulary when it is first needed, and again in the background when it has aged. */
export const createVocabularySource = (
  database: Pick<Database, "client">,
  log: SearchLog,
): VocabularySource =>
  createAgingCache({
    name: "vocabulary",
    freshForMs: 30_000,
    read: () => readVocabulary(database),
    version: () => versionOfDocuments(database),
    // An empty bank is about to be filled.
    isEmpty: ({ documents }) => documents === 0,
    log,
  });
