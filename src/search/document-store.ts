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
  /** Of each word: where it starts and ends, and the hashes of its index tokens. */
  words: readonly { start: number; end: number; hashes: readonly number[] }[];
}

/** About 30 MB of vectors: a document of a hundred tokens takes some 8 kB as a map. */
const vectorsKept = 4_000;
const textsKept = 500;

/** Reads stored documents, and remembers them as long as their content is the same. */
export interface DocumentStore {
  /** In the order of the hits; those that are gone meanwhile are left out. */
  ranked(hits: readonly EngineHit[]): Promise<RankedDocument[]>;
  /** The texts of each hit that is still there, by its hash. */
  texts(hits: readonly EngineHit[]): Promise<ReadonlyMap<string, readonly ReadText[]>>;
}

function readTexts(document: SearchDocument): ReadText[] {
  return searchedFields.flatMap((field) =>
    textsOf(document, field).map((text) => ({
      field,
      text,
      words: analyser.analyse(text).map((token) => ({
        start: token.start,
        end: token.end,
        hashes: indexedTermsOf(token).flatMap(([kind, keys]) =>
          keys.map((key) => hashToken(termToken(kind, key))),
        ),
      })),
    })),
  );
}

/** Opens the store on the documents of a database. */
export function createDocumentStore({ client }: Pick<Database, "client">): DocumentStore {
  const vectors = new LRUCache<string, Omit<RankedDocument, "hit">>({ max: vectorsKept });
  const texts = new LRUCache<string, readonly ReadText[]>({ max: textsKept });

  const keys = (hits: readonly EngineHit[]) => [
    hits.map((hit) => hit.kind),
    hits.map((hit) => hit.entityId),
  ];

  return {
    async ranked(hits) {
      const missing = hits.filter(({ hash }) => !vectors.has(hash));
      const read = new Map<string, Omit<RankedDocument, "hit">>();
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
          read.set(entityId, document);
        }
      }
      return hits.flatMap((hit) => {
        const document = vectors.get(hit.hash) ?? read.get(hit.entityId);
        return document ? [{ hit, ...document }] : [];
      });
    },
    async texts(hits) {
      const found = new Map<string, readonly ReadText[]>();
      for (const { hash } of hits) {
        const known = texts.get(hash);
        if (known) found.set(hash, known);
      }
      const missing = hits.filter(({ hash }) => !found.has(hash));
      if (missing.length === 0) return found;
      const [kinds, ids] = keys(missing);
      const rows = await client<{ entityId: string; document: SearchDocument }[]>`
        select entity_id as "entityId", document from search_documents
        join unnest(${kinds as string[]}::text[], ${ids as string[]}::uuid[]) as wanted(kind, id)
          on search_documents.kind = wanted.kind::search_kind and entity_id = wanted.id`;
      for (const { entityId, document } of rows) {
        const hash = missing.find((hit) => hit.entityId === entityId)?.hash ?? "";
        const read = readTexts(document);
        texts.set(hash, read);
        found.set(hash, read);
      }
      return found;
    },
  };
}
