import type { Meilisearch } from "meilisearch";
import type { Database } from "../platform/database.js";
import {
  type DocumentKey,
  type SearchKindName,
  queueDeliveries,
  queueDocuments,
} from "./change-queue.js";
import { findDifferingDocuments } from "./document-sql.js";
import { indexName } from "./index-settings.js";
import { confirm } from "./meili.js";
import { documentIdOf } from "./search-engine.js";

const pageSize = 1_000;
const firstId = "00000000-0000-0000-0000-000000000000";
/** Before the first document. */
export const firstKey: DocumentKey = { kind: "CASE_STUDY", entityId: firstId };

/** How many differences a comparison found; all of them are queued. */
export interface Differences {
  documents: number;
  index: number;
}

/**
 * Compares the records with their stored documents, and these with what Meilisearch holds, and queues
 * every difference. Nothing else than time is needed to heal a lost, emptied or foreign index.
 */
export async function reconcile(
  database: Pick<Database, "client">,
  meili?: Meilisearch,
): Promise<Differences> {
  const documents = await reconcileDocuments(database);
  const index = meili ? await reconcileIndex(database, meili) : 0;
  return { documents, index };
}

/** Compares every record with its stored document; queues those that differ. */
export async function reconcileDocuments(database: Pick<Database, "client">): Promise<number> {
  let found = 0;
  for await (const compared of compareDocuments(database)) found += compared.found;
  return found;
}

/** How far a comparison has come: the key of the last document, and how many of the page differed. */
export interface Compared {
  last: DocumentKey;
  found: number;
}

/** Does the same page by page, in the order of the documents' keys. */
export async function* compareDocuments(
  database: Pick<Database, "client">,
): AsyncGenerator<Compared, void> {
  const { client } = database;
  // In the order that the database has kinds in.
  const tables = { CASE_STUDY: "case_studies", METHOD: "methods", LESSON: "lessons" } as const;
  for (const kind of Object.keys(tables) as SearchKindName[]) {
    let last = firstId;
    for (;;) {
      const page = await client<{ id: string }[]>`
        (select id from ${client(tables[kind])} where id > ${last} order by id limit ${pageSize})
        union
        (select entity_id from search_documents where kind = ${kind}::search_kind and entity_id > ${last}
          order by entity_id limit ${pageSize})
        order by 1 limit ${pageSize}`;
      const end = page.at(-1);
      if (!end) break;
      last = end.id;
      const differs = await findDifferingDocuments(
        client,
        kind,
        page.map((row) => row.id),
      );
      const keys = differs.map((entityId) => ({ kind, entityId }));
      const differing = await withoutFailing(database, keys);
      if (differing.length > 0) {
        await queueDocuments(database, differing);
      }
      yield { last: { kind, entityId: last }, found: differing.length };
    }
  }
}

/** Leaves out what is in the queue since it failed: it is tried again in its own time. */
async function withoutFailing(
  { client }: Pick<Database, "client">,
  keys: readonly DocumentKey[],
): Promise<DocumentKey[]> {
  if (keys.length === 0) return [];
  const failing = await client<DocumentKey[]>`
    select kind, entity_id as "entityId" from search_queue where attempts > 0`;
  const left = new Set(failing.map(documentIdOf));
  return keys.filter((key) => !left.has(documentIdOf(key)));
}

/** Compares the stored documents with those in Meilisearch; queues those that differ. */
export async function reconcileIndex(
  database: Pick<Database, "client">,
  meili: Meilisearch,
): Promise<number> {
  const { client } = database;
  const index = meili.index(indexName);
  let found = 0;
  let stored = 0;
  let last = firstKey;
  for (;;) {
    const page = await client<(DocumentKey & { hash: string })[]>`
      select kind, entity_id as "entityId", hash from search_documents
      where (kind, entity_id) > (${last.kind}::search_kind, ${last.entityId}::uuid)
      order by kind, entity_id limit ${pageSize}`;
    const end = page.at(-1);
    if (!end) break;
    last = end;
    stored += page.length;
    const { results } = await index.getDocuments<{ id: string; hash?: string }>({
      ids: page.map(documentIdOf),
      fields: ["id", "hash"],
      limit: page.length,
    });
    const held = new Map(results.map((document) => [document.id, document.hash]));
    const differing = page.filter((row) => held.get(documentIdOf(row)) !== row.hash);
    found += differing.length;
    if (differing.length > 0) await queueDeliveries(database, differing);
  }
  const { numberOfDocuments } = await index.getStats();
  // Counting first spares the second pass; a surplus hidden by a lack shows once the lack is healed.
  return numberOfDocuments > stored - found
    ? found + (await removeSurplus(database, meili))
    : found;
}

const keyFormat = /^(CASE_STUDY|METHOD|LESSON)-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/** Finds what Meilisearch holds and PostgreSQL doesn't. */
async function removeSurplus(
  database: Pick<Database, "client">,
  meili: Meilisearch,
): Promise<number> {
  const index = meili.index(indexName);
  const surplus: DocumentKey[] = [];
  const foreign: string[] = [];
  for (let offset = 0; ; offset += pageSize) {
    const { results } = await index.getDocuments<{ id: string | number }>({
      fields: ["id"],
      limit: pageSize,
      offset,
    });
    if (results.length === 0) break;
    const keys: DocumentKey[] = [];
    for (const { id } of results) {
      const [, kind, entityId] = keyFormat.exec(String(id)) ?? [];
      if (kind && entityId) keys.push({ kind: kind as SearchKindName, entityId });
      else foreign.push(String(id));
    }
    surplus.push(
      ...(await database.client<DocumentKey[]>`
        select kind, id as "entityId"
        from unnest(${keys.map((key) => key.kind)}::text[], ${keys.map((key) => key.entityId)}::uuid[])
          as held(kind, id)
        where not exists (
          select from search_documents d where d.kind = held.kind::search_kind and d.entity_id = held.id)`),
    );
  }
  if (surplus.length > 0) await queueDeliveries(database, surplus);
  if (foreign.length > 0) await confirm(meili, index.deleteDocuments(foreign));
  return surplus.length + foreign.length;
}
