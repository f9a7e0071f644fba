import { Meilisearch } from "meilisearch";
import { pino } from "pino";
import {
  type StoredDocument,
  indexedColumns,
  toIndexed,
} from "../../src/search/indexed-document.js";
import { type SearchWorker, startSearchWorker } from "../../src/search/search-worker.js";
import { type TestApi, createTestApi } from "./test-api.js";
import { type TestDatabase, createTestDatabase } from "./test-database.js";
import { type TestMeili, startTestMeili } from "./test-meili.js";

/** The seeded bank with all that search needs, for one test file. */
export interface SearchBank {
  test: TestDatabase;
  meili: TestMeili;
  api: TestApi;
  startWorker(): SearchWorker;
  /** Every document in Meilisearch and in PostgreSQL, by id: equal when the index is right. */
  documents(): Promise<{ index: Record<string, unknown>; stored: Record<string, unknown> }>;
  stop(): Promise<void>;
}

/** Starts it; no worker runs yet. */
export async function startSearchBank(): Promise<SearchBank> {
  const test = await createTestDatabase({ seeded: true });
  const meili = await startTestMeili();
  const api = await createTestApi(test.database, meili);
  const workers: SearchWorker[] = [];
  return {
    test,
    meili,
    api,
    startWorker() {
      const log = pino({ level: "silent" });
      const worker = startSearchWorker({ database: test.database, meili, log, pollMs: 300 });
      workers.push(worker);
      return worker;
    },
    async documents() {
      const client = new Meilisearch({ host: meili.url, apiKey: meili.apiKey });
      const { results } = await client.index("knowledge").getDocuments({ limit: 10_000 });
      const sql = test.database.client;
      const rows = await sql<StoredDocument[]>`
        select kind, entity_id as "entityId", ${indexedColumns(sql)} from search_documents d`;
      return {
        index: Object.fromEntries(results.map((document) => [String(document["id"]), document])),
        stored: Object.fromEntries(rows.map(toIndexed).map((document) => [document.id, document])),
      };
    },
    async stop() {
      await Promise.all(workers.map((worker) => worker.stop()));
      await api.close();
      await test.drop();
      await meili.stop();
    },
  };
}

/** Waits until something is so; fails after 15 s. */
export async function eventually(check: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 15_000;
  while (!(await check())) {
    if (Date.now() > deadline) throw new Error("It didn't become so within 15 s.");
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
