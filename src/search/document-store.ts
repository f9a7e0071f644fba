import { LRUCache } from "lru-cache";
import type { Database } from "../platform/database.js";
import { type SearchDocument, textsOf } from "./document-analysis.js";
import { type DocumentVector, decodeVector } from "./document-vector.js";
import { type SearchedField, searchedFields } from "./index-settings.js";
import type { EngineHit } from "./search-engine.js";

/** What a document is ranked by. */
export interface RankedDocument {
  hit: EngineHit;
  vector: DocumentVector;
  /** The municipalities that it tells of, by kommunkod. */
  municipalities: readonly string[];
}

/** A text of a document. */
export interface DocumentText {
  field: SearchedField;
  text: string;
}

/** The texts of a document, their words (see `encodeReading`), and the vector that these refer to. */
export interface ReadDocument {
  texts: readonly DocumentText[];
  reading: Uint8Array;
  vector: DocumentVector;
}

/** How much memory the documents may take that are kept, in bytes. */
const bytesKept = 24 * 2 ** 20;

/** Reads stored documents, and remembers them as long as their content is the same. */
export interface DocumentStore {
  /** In the order of the hits; those that are gone meanwhile are left out. */
  ranked(hits: readonly EngineHit[]): Promise<RankedDocument[]>;
  /** The texts of each hit that is still there, by the record's id. */
  texts(hits: readonly EngineHit[]): Promise<ReadonlyMap<string, ReadDocument>>;
}

interface Kept {
  vector: DocumentVector;
  municipalities: readonly string[];
  /** Only of what was shown: texts take much more than vectors. */
  shown?: Pick<ReadDocument, "texts" | "reading">;
}

interface Row {
  entityId: string;
  hash: string;
  vector: Buffer;
  municipalities: string[];
}

/** What an entry takes besides its contents. */
const entryBytes = 600;
/** Half of the texts hold a character beyond Latin-1, which makes all of theirs take two bytes. */
const bytesOf = ({ vector, shown }: Kept): number =>
  entryBytes +
  vector.bytes +
  (shown
    ? shown.reading.length + shown.texts.reduce((sum, { text }) => sum + 80 + 2 * text.length, 0)
    : 0);

/** Opens the store on the documents of a database. */
export function createDocumentStore({ client }: Pick<Database, "client">): DocumentStore {
  const kept = new LRUCache<string, Kept>({ maxSize: bytesKept, sizeCalculation: bytesOf });

  /** What is kept of each hit, read where it isn't; its content may be newer than the engine's. */
  async function find<Found extends Kept>(
    hits: readonly EngineHit[],
    isEnough: (known: Kept) => known is Found,
    read: (missing: readonly EngineHit[]) => Promise<readonly (readonly [Row, Found])[]>,
  ): Promise<Map<string, Found>> {
    const found = new Map<string, Found>();
    const missing = hits.filter((hit) => {
      const known = kept.get(hit.hash);
      if (!known || !isEnough(known)) return true;
      found.set(hit.entityId, known);
      return false;
    });
    if (missing.length > 0) {
      for (const [{ entityId, hash }, document] of await read(missing)) {
        kept.set(hash, document);
        found.set(entityId, document);
      }
    }
    return found;
  }

  const wanted = (hits: readonly EngineHit[]) => client`
    search_documents join unnest(
      ${hits.map((hit) => hit.kind)}::text[], ${hits.map((hit) => hit.entityId)}::uuid[]
    ) as wanted(kind, id)
    on search_documents.kind = wanted.kind::search_kind and entity_id = wanted.id`;
  const columns = client`entity_id as "entityId", hash, vector, municipalities`;

  const toKept = ({ vector, municipalities }: Row): Kept => ({
    vector: decodeVector(vector),
    municipalities,
  });

  return {
    async ranked(hits) {
      const found = await find(
        hits,
        (known): known is Kept => known !== undefined,
        async (missing) => {
          const rows = await client<Row[]>`select ${columns} from ${wanted(missing)}`;
          return rows.map((row) => [row, toKept(row)] as const);
        },
      );
      return hits.flatMap((hit) => {
        const document = found.get(hit.entityId);
        return document ? [{ hit, ...document }] : [];
      });
    },
    async texts(hits) {
      const found = await find(
        hits,
        (known): known is Required<Kept> => known.shown !== undefined,
        async (missing) => {
          const rows = await client<(Row & { document: SearchDocument; reading: Buffer })[]>`
            select ${columns}, document, reading from ${wanted(missing)}`;
          return rows.map((row) => {
            const texts = searchedFields.flatMap((field) =>
              textsOf(row.document, field).map((text) => ({ field, text })),
            );
            // A copy, for the driver's buffer lies in a larger one.
            const shown = { texts, reading: Uint8Array.from(row.reading) };
            return [row, { ...toKept(row), shown }] as const;
          });
        },
      );
      return new Map([...found].map(([id, { vector, shown }]) => [id, { vector, ...shown }]));
    },
  };
}
