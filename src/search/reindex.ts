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
import { type StoredDocument, indexedColumns, toIndexed } from "./indexed-document.js";
import { type MeiliAddress, confirm, connectMeili, isMissingIndex } from "./meili.js";
import { storeDueDocuments } from "./projector.js";
import { reconcileDocuments, reconcileIndex } from "./reconcile.js";
import { searchChannel } from "./remembered-answers.js";

/** Documents that one task adds. */
const pageSize = 5_000;
/** Pages that may wait for Meilisearch, which takes what waits together, while the next is read. */
const pagesAhead = 3;
/** Any fixed number serves: it only has to be the same in every process. */
const rebuildLock = 7211031;

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
  await reconcileDocuments(database);
  while ((await moveChanges(database)) > 0);
  while ((await storeDueDocuments(database, options.meili !== undefined)) > 0);
  if (options.meili) {
    const meili = connectMeili(options.meili);
    await withRebuildLock(database, () => rebuildIndex(database, meili, onProgress));
    await reconcileIndex(database, meili);
  }
  const [count] = await database.client<{ total: number }[]>`
    select count(*)::int as total from search_documents`;
  return count?.total ?? 0;
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
    await rebuildIndex(database, meili);
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

async function rebuildIndex(
  { client }: Database,
  meili: Meilisearch,
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
  let last: DocumentKey = {
    kind: "CASE_STUDY",
    entityId: "00000000-0000-0000-0000-000000000000",
  };
  for (;;) {
    const page = await client<StoredDocument[]>`
      select kind, entity_id as "entityId", ${indexedColumns(client)}
      from search_documents d
      where (kind, entity_id) > (${last.kind}::search_kind, ${last.entityId}::uuid)
      order by kind, entity_id limit ${pageSize}`;
    const end = page.at(-1);
    if (!end) break;
    last = end;
    if (sent.length >= pagesAhead) await sent.shift();
    const added = confirm(meili, next.addDocuments(page.map(toIndexed))).then(() => {
      done += page.length;
      onProgress(done, Math.max(done, total));
    });
    // Looked at in its turn; one that fails before must not end the process.
    added.catch(() => {});
    sent.push(added);
  }
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
