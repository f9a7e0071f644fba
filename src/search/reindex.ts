import type { IndexSwap, Meilisearch } from "meilisearch";
import type { Database } from "../platform/database.js";
import { type DocumentKey, moveChanges } from "./change-queue.js";
import {
  indexName,
  indexSettings,
  nextIndexName,
  settingsVersion,
  versionOf,
} from "./index-settings.js";
import {
  type IndexedDocument,
  type StoredDocument,
  indexedColumns,
  toIndexed,
} from "./indexed-document.js";
import { type MeiliAddress, confirm, connectMeili, isMissingIndex } from "./meili.js";
import { storeDueDocuments } from "./projector.js";
import { compareDocuments, firstKey, reconcileIndex } from "./reconcile.js";
import { searchChannel } from "./remembered-answers.js";

/** Documents that one task adds: few enough that Meilisearch soon has something to do. */
const pageSize = 2_500;
/** Pages that may wait for Meilisearch, which takes what waits together, while the next is read. */
const pagesAhead = 6;
/** Any fixed number serves: it only has to be the same in every process. */
const rebuildLock = 7211031;
/** After the last document. */
const lastKey: DocumentKey = { kind: "LESSON", entityId: "ffffffff-ffff-ffff-ffff-ffffffffffff" };

/** Called after each page with how many of all documents are in the new index. */
export type ReindexProgress = (done: number, total: number) => void;

/** What {@link reindex} is given. */
export interface ReindexOptions {
  database: Database;
  /** Absent: only the documents in PostgreSQL are built again. */
  meili?: MeiliAddress | undefined;
  onProgress?: ReindexProgress | undefined;
}

/**
 * Builds all search documents again from their rows, and the index from them: in a second index,
 * which then takes the first one's place at once, so that readers see no gap. What changes meanwhile
 * is found by comparing after the swap.
 * @returns the number of documents
 */
export async function reindex(options: ReindexOptions): Promise<number> {
  const { database, onProgress } = options;
  const settled = settleDocuments(database, options.meili !== undefined);
  if (options.meili) {
    const meili = connectMeili(options.meili);
    await withRebuildLock(database, () => rebuildIndex(database, meili, settled, onProgress));
    await reconcileIndex(database, meili);
  } else for await (const _ of settled);
  const [count] = await database.client<{ total: number }[]>`
    select count(*)::int as total from search_documents`;
  return count?.total ?? 0;
}

/**
 * Builds the documents again that differ from their rows, in the order of their keys: tells up to where
 * they are as they should be. Who sends them on lets Meilisearch work while the next ones are compared.
 */
async function* settleDocuments(
  database: Database,
  keepForDelivery: boolean,
): AsyncGenerator<DocumentKey, void> {
  const store = async (): Promise<void> => {
    while ((await storeDueDocuments(database, keepForDelivery)) > 0);
  };
  while ((await moveChanges(database)) > 0);
  await store();
  for await (const { last, found } of compareDocuments(database)) {
    if (found > 0) await store();
    yield last;
  }
}

/**
 * Sees to it that there is an index with the settings of this version; builds one if not.
 * @returns whether it had to be built
 */
export async function ensureIndex(database: Database, meili: Meilisearch): Promise<boolean> {
  if (await hasCurrentIndex(meili)) return false;
  return withRebuildLock(database, async () => {
    // Another worker may have built it while this one waited for the lock.
    if (await hasCurrentIndex(meili)) return false;
    await rebuildIndex(database, meili, [lastKey]);
    return true;
  });
}

async function hasCurrentIndex(meili: Meilisearch): Promise<boolean> {
  try {
    return versionOf(await meili.index(indexName).getSynonyms()) === settingsVersion;
  } catch (error) {
    if (isMissingIndex(error)) return false;
    throw error;
  }
}

async function withRebuildLock<Result>(
  database: Database,
  action: () => Promise<Result>,
): Promise<Result> {
  const connection = await database.client.reserve();
  try {
    await connection`select pg_advisory_lock(${rebuildLock})`;
    return await action();
  } finally {
    await connection`select pg_advisory_unlock(${rebuildLock})`.catch(() => {});
    connection.release();
  }
}

/**
 * Fills a new index, which then takes the old one's place.
 * @param settled up to which keys the stored documents may be sent, one after the other
 */
async function rebuildIndex(
  { client }: Database,
  meili: Meilisearch,
  settled: AsyncIterable<DocumentKey> | Iterable<DocumentKey>,
  onProgress: ReindexProgress = () => {},
): Promise<void> {
  // Left behind by a rebuild that died.
  await removeIndex(meili, nextIndexName);
  await confirm(meili, meili.createIndex(nextIndexName, { primaryKey: "id" }));
  const next = meili.index(nextIndexName);
  await confirm(meili, next.updateSettings(indexSettings));

  const [count] = await client<{ total: number }[]>`
    select count(*)::int as total from search_documents`;
  const total = count?.total ?? 0;
  let done = 0;
  const sent: Promise<void>[] = [];
  let waiting: IndexedDocument[] = [];
  const send = async (): Promise<void> => {
    if (sent.length >= pagesAhead) await sent.shift();
    const { length } = waiting;
    const added = confirm(meili, next.addDocuments(waiting)).then(() => {
      done += length;
      onProgress(done, Math.max(done, total));
    });
    // Looked at in its turn; one that fails before must not end the process.
    added.catch(() => {});
    sent.push(added);
    waiting = [];
  };
  for await (const page of readStored(client, settled)) {
    for (const document of page) waiting.push(toIndexed(document));
    if (waiting.length >= pageSize) await send();
  }
  if (waiting.length > 0) await send();
  await Promise.all(sent);

  // A swap needs both. Readers can't mistake the empty index for the bank: it has no filterable
  // attributes, so that every search of ours fails on it and PostgreSQL answers.
  if (!(await exists(meili, indexName))) {
    await confirm(meili, meili.createIndex(indexName, { primaryKey: "id" }));
  }
  // Meilisearch 1.21 refuses the `rename` that the client's type asks for.
  const swap = { indexes: [indexName, nextIndexName] } as IndexSwap;
  await confirm(meili, meili.swapIndexes([swap]));
  await client`select pg_notify(${searchChannel}, '')`;
  await removeIndex(meili, nextIndexName);
}

/** Reads the stored documents in the order of their keys, up to each of some keys. */
async function* readStored(
  client: Database["client"],
  limits: AsyncIterable<DocumentKey> | Iterable<DocumentKey>,
): AsyncGenerator<StoredDocument[], void> {
  let last = firstKey;
  for await (const limit of limits) {
    for (let isMore = true; isMore;) {
      const page = await client<StoredDocument[]>`
        select kind, entity_id as "entityId", ${indexedColumns(client)}
        from search_documents d
        where (kind, entity_id) > (${last.kind}::search_kind, ${last.entityId}::uuid)
          and (kind, entity_id) <= (${limit.kind}::search_kind, ${limit.entityId}::uuid)
        order by kind, entity_id limit ${pageSize}`;
      yield page;
      last = page.at(-1) ?? last;
      isMore = page.length === pageSize;
    }
  }
}

async function exists(meili: Meilisearch, name: string): Promise<boolean> {
  try {
    await meili.getRawIndex(name);
    return true;
  } catch (error) {
    if (isMissingIndex(error)) return false;
    throw error;
  }
}

async function removeIndex(meili: Meilisearch, name: string): Promise<void> {
  if (await exists(meili, name)) await confirm(meili, meili.deleteIndex(name));
}
