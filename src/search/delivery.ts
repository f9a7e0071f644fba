import { randomUUID } from "node:crypto";
import type { Meilisearch } from "meilisearch";
import type { Database } from "../platform/database.js";
import { type DocumentKey, queueDeliveries } from "./change-queue.js";
import { indexName } from "./index-settings.js";
import { type StoredDocument, indexedColumns, toIndexed } from "./indexed-document.js";
import { RefusedError, confirm } from "./meili.js";
import { recordFailure } from "./projector.js";
import { documentIdOf } from "./search-engine.js";
import { type SearchLog, messageOf } from "./search-log.js";

/** Documents that one task delivers. */
const deliveryBatch = 1_000;
/** How long a claimed document stays claimed when its worker dies. Longer than a task may take. */
const leaseSeconds = 120;

type Claimed = { generation: number } & (StoredDocument | GoneDocument);

/** Must not be found any more. */
interface GoneDocument extends DocumentKey {
  hash: null;
}

/**
 * Sends one batch of stored documents to Meilisearch and acknowledges what it confirmed.
 * @returns how many documents were dealt with
 * @throws when Meilisearch is in trouble; the batch is then free for the next try
 */
export async function deliverDueDocuments(
  database: Pick<Database, "client">,
  meili: Meilisearch,
  log: SearchLog,
): Promise<number> {
  const { client } = database;
  const token = randomUUID();
  const claimed = await client<Claimed[]>`
    with due as (
      select kind, entity_id from search_queue
      where stored_generation = generation and due_at <= now()
        and (leased_until is null or leased_until < now())
      order by due_at limit ${deliveryBatch} for update skip locked
    )
    update search_queue q set leased_until = now() + ${leaseSeconds} * interval '1 second', leased_by = ${token}
    from due left join search_documents d using (kind, entity_id)
    where q.kind = due.kind and q.entity_id = due.entity_id
    returning q.kind, q.entity_id as "entityId", q.generation::int, ${indexedColumns(client)}`;
  if (claimed.length === 0) return 0;
  try {
    await deliver(database, meili, claimed, token, log);
  } finally {
    await client`
      update search_queue set leased_until = null, leased_by = null where leased_by = ${token}`;
  }
  return claimed.length;
}

async function deliver(
  database: Pick<Database, "client">,
  meili: Meilisearch,
  batch: readonly Claimed[],
  token: string,
  log: SearchLog,
): Promise<void> {
  try {
    await send(meili, batch);
  } catch (error) {
    if (!(error instanceof RefusedError)) throw error;
    const [only] = batch;
    if (batch.length === 1 && only) return recordFailure(database, only, messageOf(error), log);
    // Halving finds the document that is refused in a few steps, and delivers all others.
    const half = Math.ceil(batch.length / 2);
    await deliver(database, meili, batch.slice(0, half), token, log);
    return deliver(database, meili, batch.slice(half), token, log);
  }
  await acknowledge(database, batch, token);
}

async function send(meili: Meilisearch, batch: readonly Claimed[]): Promise<void> {
  const index = meili.index(indexName);
  const documents = batch.flatMap((each) => (each.hash === null ? [] : [toIndexed(each)]));
  const gone = batch.filter((each) => each.hash === null).map(documentIdOf);
  const tasks = [
    ...(documents.length > 0 ? [index.addDocuments([...documents], { primaryKey: "id" })] : []),
    ...(gone.length > 0 ? [index.deleteDocuments(gone)] : []),
  ];
  for (const outcome of await Promise.allSettled(tasks.map((task) => confirm(meili, task)))) {
    if (outcome.status === "rejected") throw outcome.reason;
  }
}

/**
 * Takes what was delivered off the queue, where nothing has changed since. What another worker took
 * over meanwhile is queued once more: the two may have reached Meilisearch in the wrong order.
 */
async function acknowledge(
  database: Pick<Database, "client">,
  batch: readonly Claimed[],
  token: string,
): Promise<void> {
  const overtaken = await database.client<DocumentKey[]>`
    with delivered as (
      select kind::search_kind, id, generation
      from unnest(${batch.map((each) => each.kind)}::text[], ${batch.map((each) => each.entityId)}::uuid[],
        ${batch.map((each) => each.generation)}::bigint[]) as delivered(kind, id, generation)
    ),
    held as (
      select q.kind, q.entity_id, q.generation from search_queue q
      join delivered d on q.kind = d.kind and q.entity_id = d.id
      where q.leased_by = ${token} order by q.kind, q.entity_id for update of q
    ),
    done as (
      delete from search_queue q using held h, delivered d
      where q.kind = h.kind and q.entity_id = h.entity_id
        and d.kind = h.kind and d.id = h.entity_id and d.generation = h.generation
    )
    select kind, id as "entityId" from delivered d
    where not exists (select from held h where h.kind = d.kind and h.entity_id = d.id)`;
  if (overtaken.length > 0) await queueDeliveries(database, overtaken);
}
