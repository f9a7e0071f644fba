import { pino } from "pino";
import type { Database } from "../../src/platform/database.js";
import { startSearchWorker } from "../../src/search/search-worker.js";
import { createTestApi } from "../support/test-api.js";
import { startTestMeili } from "../support/test-meili.js";
import { findIndexDifferences, findLostWrites } from "./checker.js";
import { startWriter, writeBySql } from "./writer.js";

/** What happened while Meilisearch's disk was full, and what was wrong afterwards. */
export interface FullDiskReport {
  /** Writes that were acknowledged meanwhile. */
  acknowledged: number;
  failures: number;
  /** Searches meanwhile: without an error, and with one. */
  searches: { answered: number; failed: number };
  /** What the operator read, a line each. */
  warnings: string[];
  /** `lb_search_lag_seconds` at the end. */
  lagSeconds: number;
  /** Records that were taken for the culprits. */
  blamed: number;
  /** Seconds from when there was room again until the index held everything. */
  recoverySeconds: number;
  lost: string[];
  doubled: string[];
  indexDifferences: string[];
}

async function until(check: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (!(await check())) {
    if (Date.now() > deadline) throw new Error("It didn't become so within a minute.");
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/**
 * Fills Meilisearch's disk while others write and search, makes room again, and compares.
 * @param fullMs how long it stays full at the least
 */
export async function runFullDisk(
  database: Database,
  url: string,
  fullMs: number,
): Promise<FullDiskReport> {
  const { client } = database;
  const meili = await startTestMeili({ disk: "64m" });
  const warnings: string[] = [];
  const log = pino({ level: "warn" }, { write: (line) => void warnings.push(line) });
  const worker = startSearchWorker({ database, meili, log, pollMs: 200 });
  const api = await createTestApi(database, meili);
  const publish = (slug: string, text: string) => client`
    insert into case_studies (slug, title, summary, challenge, status, state, published_at)
    values (${slug}, 'Feltest', 'Syntetisk post', ${text}, 'ONGOING', 'PUBLISHED', now())`;
  const search = `{ search(query: "feltest") { totalCount degraded } }`;
  const countBlamed = async (): Promise<number> => {
    const [failing] = await client<{ blamed: number }[]>`
      select count(*)::int as blamed from search_queue where last_error is not null`;
    return failing?.blamed ?? 0;
  };
  const endings: (() => Promise<void>)[] = [];
  try {
    await publish("ryms", "Kort");
    await until(async () => {
      const found = (await api.read(search)).search;
      return found.totalCount === 1 && !found.degraded;
    });
    meili.fillDisk();
    // What is larger than a buffer of Meilisearch's it calls malformed when there is no room for it.
    const words = Array.from({ length: 2_000 }, (_, n) => n.toString(36).padStart(6, "abcdefg"));
    await publish("ryms-inte", words.join(" "));
    await until(async () => warnings.length > 0 || (await countBlamed()) > 0);
    const writer = startWriter(writeBySql(url), Math.random);
    endings.push(() => writer.stop());
    const { ledger } = writer;
    const endsAt = Date.now() + fullMs;
    const searches = { answered: 0, failed: 0 };
    await until(async () => {
      searches[(await api.ask(search)).errors ? "failed" : "answered"] += 1;
      return Date.now() > endsAt && ledger.acknowledged.size > 5;
    });
    const { body } = await api.app.inject({ method: "GET", url: "/metrics" });
    const lagSeconds = Number(/^lb_search_lag_seconds ([\d.]+)/m.exec(body)?.[1]);
    const blamed = await countBlamed();
    const acknowledged = ledger.acknowledged.size + ledger.removed.size;
    const { failures } = ledger;
    await writer.stop();
    meili.freeDisk();
    const freed = performance.now();
    let indexDifferences: string[] = [];
    await until(async () => {
      await worker.idle();
      indexDifferences = await findIndexDifferences(database, meili);
      return indexDifferences.length === 0 || performance.now() - freed > 30_000;
    });
    return {
      acknowledged,
      failures,
      searches,
      warnings,
      lagSeconds,
      blamed,
      recoverySeconds: (performance.now() - freed) / 1_000,
      ...(await findLostWrites(database, ledger)),
      indexDifferences,
    };
  } finally {
    for (const end of endings) await end();
    await api.close();
    await worker.stop();
    await meili.stop();
  }
}
