import postgres from "postgres";
import { type Database, isUnavailable } from "../platform/database.js";
import type { DocumentKey, SearchKindName } from "./change-queue.js";
import { storeDocuments } from "./document-sql.js";
import { type SearchLog, messageOf } from "./search-log.js";

/** Documents that one transaction builds. */
const storeBatch = 500;

/** The wait before a failing document is tried again: 2, 4, 8 … seconds, at most 10 minutes. */
export const backOffSql = "least(power(2, attempts + 1), 600) * interval '1 second'";

/** Errors of the server rather than of a document, whose analysis may fail too. */
const isServerTrouble = (error: unknown): boolean =>
  isUnavailable(error) ||
  (error instanceof postgres.PostgresError && /^(08|53|57|58|XX|25)/.test(error.code));
/** Lost a race against another worker: simply try again. */
const isLostRace = (error: unknown): boolean =>
  error instanceof postgres.PostgresError && error.code.startsWith("40");

/**
 * Builds and stores one batch of due documents. Several workers may run: rows that another one holds
 * are skipped. A document that fails is left out with its error and tried again later.
 * @param keepForDelivery whether Meilisearch must confirm too before the queue row may go
 * @param log absent: nobody is told of documents that fail
 * @returns how many documents were dealt with
 */
export async function storeDueDocuments(
  database: Pick<Database, "client">,
  keepForDelivery: boolean,
  log?: SearchLog,
): Promise<number> {
  const due = await database.client<DocumentKey[]>`
    select kind, entity_id as "entityId" from search_queue
    where stored_generation < generation and due_at <= now()
    order by due_at limit ${storeBatch}`;
  return due.length === 0 ? 0 : storeKeys(database, due, keepForDelivery, log);
}

async function storeKeys(
  database: Pick<Database, "client">,
  keys: readonly DocumentKey[],
  keepForDelivery: boolean,
  log: SearchLog | undefined,
): Promise<number> {
  try {
    return await storeTogether(database, keys, keepForDelivery);
  } catch (error) {
    if (isLostRace(error)) return 0;
    if (isServerTrouble(error)) throw error;
    const [only] = keys;
    if (keys.length === 1 && only) {
      await recordFailure(database, only, messageOf(error), log);
      return 1;
    }
    // Halving finds the document that fails in a few steps, and stores all others.
    const half = Math.ceil(keys.length / 2);
    return (
      (await storeKeys(database, keys.slice(0, half), keepForDelivery, log)) +
      (await storeKeys(database, keys.slice(half), keepForDelivery, log))
    );
  }
}

async function storeTogether(
  { client }: Pick<Database, "client">,
  keys: readonly DocumentKey[],
  keepForDelivery: boolean,
): Promise<number> {
  const kinds = keys.map((key) => key.kind);
  const ids = keys.map((key) => key.entityId);
  return client.begin(async (sql) => {
    const held = await sql<DocumentKey[]>`
      select q.kind, q.entity_id as "entityId" from search_queue q
      join unnest(${kinds}::text[], ${ids}::uuid[]) as keys(kind, id)
        on q.kind = keys.kind::search_kind and q.entity_id = keys.id
      where q.stored_generation < q.generation
      order by q.kind, q.entity_id for update of q skip locked`;
    for (const kind of ["CASE_STUDY", "METHOD", "LESSON"] satisfies SearchKindName[]) {
      const ofKind = held.filter((key) => key.kind === kind).map((key) => key.entityId);
      if (ofKind.length > 0) await storeDocuments(sql, kind, ofKind);
    }
    const heldKinds = held.map((key) => key.kind);
    const heldIds = held.map((key) => key.entityId);
    if (keepForDelivery) {
      await sql`
        update search_queue set stored_generation = generation, attempts = 0, last_error = null
        where (kind, entity_id) in (
          select kind::search_kind, id from unnest(${heldKinds}::text[], ${heldIds}::uuid[]) as k(kind, id))`;
    } else {
      await sql`
        delete from search_queue where (kind, entity_id) in (
          select kind::search_kind, id from unnest(${heldKinds}::text[], ${heldIds}::uuid[]) as k(kind, id))`;
    }
    return held.length;
  });
}

/** Notes why a document failed, puts it off, and tells of it the first time since it was changed. */
export async function recordFailure(
  { client }: Pick<Database, "client">,
  key: DocumentKey,
  error: string,
  log: SearchLog | undefined,
): Promise<void> {
  const [failed] = await client<{ attempts: number }[]>`
    update search_queue set attempts = attempts + 1, last_error = ${error},
      due_at = now() + ${client.unsafe(backOffSql)}, leased_until = null, leased_by = null
    where kind = ${key.kind}::search_kind and entity_id = ${key.entityId}
    returning attempts`;
  if (failed?.attempts !== 1) return;
  log?.warn({ ...key, error }, "search: a record can't be indexed, others are; it is tried again");
}
