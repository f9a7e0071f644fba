import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadSeeds } from "../../seeds/format.js";
import { type Embedded, startEmbedded } from "../../src/embedded/embedded.js";
import { type Database, connectDatabase, migrateDatabase } from "../../src/platform/database.js";
import { projectPath } from "../../src/platform/project-root.js";
import { seedDatabase } from "../../src/seeding/seed-database.js";
import { createPersona } from "../support/test-people.js";

/** Servers of one fault test's own, which keep what they acknowledge. */
export interface FaultBank {
  embedded: Embedded;
  databaseUrl: string;
  meili: { url: string; apiKey: string };
  database: Database;
  /** Has something ended with the bank, before what was begun earlier. */
  onEnd(stop: () => Promise<unknown>): void;
  /** Ends everything and removes it. */
  stop(): Promise<void>;
}

/** Starts PostgreSQL and Meilisearch on an empty bank, or on the seeds. */
export async function openFaultBank({ seeded }: { seeded: boolean }): Promise<FaultBank> {
  const dataDir = mkdtempSync(join(tmpdir(), "lardomsbanken-faults-"));
  chmodSync(dataDir, 0o711);
  const stops: (() => Promise<unknown>)[] = [];
  const stop = async (): Promise<void> => {
    for (const each of stops.reverse()) await each().catch(() => {});
    rmSync(dataDir, { recursive: true, force: true });
  };
  try {
    const servers = { postgres: true, meilisearch: true };
    // Durable: what is acknowledged must survive.
    const embedded = await startEmbedded({ dataDir, ...servers, log: () => {} });
    stops.push(() => embedded.stop());
    const { databaseUrl, meili } = embedded;
    if (databaseUrl === undefined || !meili) throw new Error("Both servers are needed.");
    const database = connectDatabase({ url: databaseUrl, poolSize: 3 });
    stops.push(() => database.close(1));
    await migrateDatabase(database);
    if (seeded) await seedDatabase(database, await loadSeeds(projectPath("seeds")));
    return { embedded, databaseUrl, meili, database, onEnd: (each) => stops.push(each), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Makes a key with which the API can be written through. */
export async function createWriterKey(database: Database): Promise<Record<string, string>> {
  const { headers } = await createPersona(database, {
    clientOf: "kalmar",
    scopes: ["READ", "CONTRIBUTE"],
  });
  return { ...headers };
}
