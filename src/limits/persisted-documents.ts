import { createHash } from "node:crypto";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { LRUCache } from "lru-cache";

/** Characters of all documents that clients have sent to be kept, in each process. */
const maxCharacters = 10_000_000;
/** What Apollo puts before a document's hash. */
const prefix = "apq:";

const hashOf = (document: string): string => createHash("sha256").update(document).digest("hex");

/** Where Apollo finds the documents that a request names by their hash, and keeps new ones. */
export interface DocumentCache {
  get(key: string): Promise<string | undefined>;
  set(key: string, document: string): Promise<void>;
  delete(key: string): Promise<boolean>;
}

/** The documents of our own clients, by the SHA-256 of their file: one or more operations in each. */
export function readTrustedDocuments(folder: string): Map<string, string> {
  const names = existsSync(folder) ? readdirSync(folder) : [];
  const documents = names
    .filter((name) => name.endsWith(".graphql"))
    .map((name) => readFileSync(join(folder, name), "utf8"));
  return new Map(documents.map((document) => [hashOf(document), document]));
}

/**
 * Keeps documents by their hash, as Apollo's automatic persisted queries ask for: those of our own
 * clients always, those that others send as long as there is room, the longest unused going first.
 */
export function createDocumentCache(trusted: ReadonlyMap<string, string>): DocumentCache {
  const sent = new LRUCache<string, string>({
    maxSize: maxCharacters,
    sizeCalculation: ({ length }) => Math.max(1, length),
  });
  return {
    async get(key) {
      return trusted.get(key.slice(prefix.length)) ?? sent.get(key);
    },
    async set(key, document) {
      sent.set(key, document);
    },
    async delete(key) {
      return sent.delete(key);
    },
  };
}
