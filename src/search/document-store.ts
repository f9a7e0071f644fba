import { LRUCache } from "lru-cache";
import type { Database } from "../platform/database.js";
import { hashToken, type DocumentVector, decodeVector } from "./document-vector.js";
import { type SearchDocument, textsOf } from "./document-analysis.js";
import { indexedTermsOf } from "./analysis/analysis.js";
import { termToken } from "./analysis/term-tokens.js";
import { type SearchedField, searchedFields } from "./index-settings.js";
import type { EngineHit } from "./search-engine.js";
import { analyser } from "./shared-analyser.js";

/** What a document is ranked by. */
export interface RankedDocument {
  hit: EngineHit;
  vector: DocumentVector;
  /** The municipalities that it tells of, by kommunkod. */
  municipalities: readonly string[];
}

/** A text of a document, read once for all queries that will mark words in it. */
export interface ReadText {
  field: SearchedField;
  text: string;
  words: ReadWords;
}

/** The words of a text, compactly: word `n` starts at `starts[n]`, ends at `ends[n]`. */
export interface ReadWords {
  starts: Uint32Array;
  ends: Uint32Array;
  /** The hashes of the index tokens of all words; those of word `n` end before `hashEnds[n]`. */
  hashes: Uint32Array;
  hashEnds: Uint32Array;
}

/** About 30 MB of vectors: a document of a hundred tokens takes some 8 kB as a map. */
const vectorsKept = 4_000;
/** Names and contexts stand in many documents: texts are kept, not documents. A word takes some 40 bytes. */
const wordsKept = 500_000;

/** Reads stored documents, and remembers them as long as their content is the same. */
export interface DocumentStore {
  /** In the order of the hits; those that are gone meanwhile are left out. */
  ranked(hits: readonly EngineHit[]): Promise<RankedDocument[]>;
  /** The texts of each hit that is still there, by the record's id. */
  texts(hits: readonly EngineHit[]): Promise<ReadonlyMap<string, readonly ReadText[]>>;
}

function readWords(text: string): ReadWords {
  const tokens = analyser.analyse(text);
  const hashes: number[] = [];
  const hashEnds = tokens.map((token) => {
    for (const [kind, keys] of indexedTermsOf(token))
      for (const key of keys) hashes.push(hashToken(termToken(kind, key)));
    return hashes.length;
  });
  return {
    starts: Uint32Array.from(tokens, ({ start }) => start),
    ends: Uint32Array.from(tokens, ({ end }) => end),
    hashes: Uint32Array.from(hashes),
    hashEnds: Uint32Array.from(hashEnds),
  };
}

/** Opens the store on the documents of a database. */
export function createDocumentStore({ client }: Pick<Database, "client">): DocumentStore {
  const vectors = new LRUCache<string, Omit<RankedDocument, "hit">>({ max: vectorsKept });
  const wordsOf = new LRUCache<string, ReadWords>({
    maxSize: wordsKept,
    sizeCalculation: ({ starts }) => 1 + starts.length,
  });

  function read(document: SearchDocument): ReadText[] {
    return searchedFields.flatMap((field) =>
      textsOf(document, field).map((text) => {
        const words = wordsOf.get(text) ?? readWords(text);
        wordsOf.set(text, words);
        return { field, text, words };
      }),
    );
  }

  const keys = (hits: readonly EngineHit[]) => [
    hits.map((hit) => hit.kind),
    hits.map((hit) => hit.entityId),
  ];

  return {
    async ranked(hits) {
      const missing = hits.filter(({ hash }) => !vectors.has(hash));
      const newest = new Map<string, Omit<RankedDocument, "hit">>();
      if (missing.length > 0) {
        const [kinds, ids] = keys(missing);
        const rows = await client<
          { entityId: string; hash: string; vector: Buffer; municipalities: string[] }[]
        >`
          select entity_id as "entityId", hash, vector,
            array(select jsonb_array_elements_text(document->'municipalities')) as municipalities
          from search_documents
          join unnest(${kinds as string[]}::text[], ${ids as string[]}::uuid[]) as wanted(kind, id)
            on search_documents.kind = wanted.kind::search_kind and entity_id = wanted.id`;
        for (const { entityId, hash, vector, municipalities } of rows) {
          const document = { vector: decodeVector(vector), municipalities };
          vectors.set(hash, document);
          // Its content may be newer than the engine's: the record counts.
          newest.set(entityId, document);
        }
      }
      return hits.flatMap((hit) => {
        const document = vectors.get(hit.hash) ?? newest.get(hit.entityId);
        return document ? [{ hit, ...document }] : [];
      });
    },
    async texts(hits) {
      const [kinds, ids] = keys(hits);
      const rows = await client<{ entityId: string; document: SearchDocument }[]>`
        select entity_id as "entityId", document from search_documents
        join unnest(${kinds as string[]}::text[], ${ids as string[]}::uuid[]) as wanted(kind, id)
          on search_documents.kind = wanted.kind::search_kind and entity_id = wanted.id`;
      return new Map(rows.map(({ entityId, document }) => [entityId, read(document)]));
    },
  };
}
