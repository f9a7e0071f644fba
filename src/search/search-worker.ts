import type { Meilisearch } from "meilisearch";
import type { Database } from "../platform/database.js";
import { changeChannel, moveChanges } from "./change-queue.js";
import { deliverDueDocuments } from "./delivery.js";
import { type MeiliAddress, connectMeili } from "./meili.js";
import { storeDueDocuments } from "./projector.js";
import { reconcile } from "./reconcile.js";
import { ensureIndex } from "./reindex.js";
import { type SearchLog, messageOf } from "./search-log.js";
import { Loop } from "./loop.js";

/** What {@link startSearchWorker} is given. */
export interface SearchWorkerOptions {
  database: Database;
  /** Absent: only PostgreSQL is kept searchable. */
  meili?: MeiliAddress | undefined;
  log: SearchLog;
  /** Milliseconds between two looks at the queue when nothing woke the worker; 1,000 unless told. */
  pollMs?: number;
  /** Milliseconds between two comparisons of everything; five minutes unless told. */
  reconcileMs?: number;
}

/** How long a new index isn't compared: what is on its way to it would be sent twice. */
const settlingMs = 10_000;

/** A running worker. */
export interface SearchWorker {
  /** Ends after what it is doing now; nothing is lost, the next worker goes on. */
  stop(): Promise<void>;
  /**
   * Resolves when all that was committed before the call can be found: in Meilisearch, or, as long
   * as that is down, in PostgreSQL. Documents that fail are not waited for.
   */
  idle(): Promise<void>;
}

/**
 * Keeps the search documents and Meilisearch equal to the published records. Several workers may run
 * at once, in one process or in many.
 */
export function startSearchWorker(options: SearchWorkerOptions): SearchWorker {
  const { database, log } = options;
  const pollMs = options.pollMs ?? 1_000;
  const reconcileMs = options.reconcileMs ?? 300_000;
  const meili = options.meili && connectMeili(options.meili);
  let meiliIsUp = meili !== undefined;
  let indexSettledAt = Number.POSITIVE_INFINITY;
  let reconciled = false;
  let stopped = false;
  let nextReconcile = 0;

  const storing: Loop = new Loop("store", pollMs, log, async () => {
    const moved = await moveChanges(database);
    const stored = await storeDueDocuments(database, meili !== undefined, log);
    if (stored > 0) delivering?.wake();
    return moved + stored > 0;
  });

  const delivering: Loop | undefined = meili
    ? new Loop("deliver", pollMs, log, async () => {
        try {
          const more = await deliverOnce(meili);
          meiliIsUp = true;
          return more;
        } catch (error) {
          meiliIsUp = false;
          throw error;
        }
      })
    : undefined;

  let nextCheck = 0;
  async function deliverOnce(to: Meilisearch): Promise<boolean> {
    // Also after each outage: the server may have come back with another data folder.
    if (!meiliIsUp || performance.now() >= nextCheck) {
      const isNew = await ensureIndex(database, to);
      if (isNew) log.info({}, "search: built the index");
      if (isNew || indexSettledAt === Number.POSITIVE_INFINITY) {
        indexSettledAt = performance.now() + (isNew ? settlingMs : 0);
        nextReconcile = Math.min(nextReconcile, indexSettledAt);
        comparing.wake();
      }
      nextCheck = performance.now() + pollMs;
    }
    return (await deliverDueDocuments(database, to, log)) > 0;
  }

  const comparing: Loop = new Loop("reconcile", Math.min(reconcileMs, 1_000), log, async () => {
    if (performance.now() < nextReconcile) return false;
    // What is queued already needs no comparison.
    if (!reconciled) await drained(false);
    const isSettled = performance.now() >= indexSettledAt;
    nextReconcile = performance.now() + reconcileMs;
    if (!isSettled) nextReconcile = Math.min(nextReconcile, indexSettledAt);
    try {
      const found = await reconcile(database, meiliIsUp && isSettled ? meili : undefined);
      if (found.documents + found.index > 0) {
        log.info(found, "search: differences found and queued");
        storing.wake();
        delivering?.wake();
      }
    } catch (error) {
      nextReconcile = performance.now() + Math.min(reconcileMs, 10_000);
      throw error;
    } finally {
      reconciled = true;
    }
    return false;
  });

  const loops = [storing, ...(delivering ? [delivering] : []), comparing];
  const listening = database.client.listen(
    changeChannel,
    () => storing.wake(),
    () => storing.wake(),
  );
  listening.catch((error: unknown) => {
    log.warn({ error: messageOf(error) }, "search: can't listen, polling instead");
  });
  for (const loop of loops) loop.start();

  /** Waits until the queue holds nothing that can be done now. */
  async function drained(delivered: boolean): Promise<void> {
    while (!stopped) {
      const [state] = await database.client<{ store: boolean; deliver: boolean }[]>`
        select
          exists (select from search_changes) or exists (
            select from search_queue where stored_generation < generation and attempts = 0) as store,
          exists (select from search_queue where stored_generation = generation and attempts = 0) as deliver`;
      const waits = state?.store || (delivered && meiliIsUp && state?.deliver);
      if (!waits) return;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  return {
    async stop() {
      stopped = true;
      await listening.then((listener) => listener.unlisten()).catch(() => {});
      await Promise.all(loops.map((loop) => loop.stop()));
    },
    async idle() {
      while (!reconciled && !stopped) await new Promise((resolve) => setTimeout(resolve, 10));
      await drained(true);
    },
  };
}
