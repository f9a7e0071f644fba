import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadSeeds } from "../../../seeds/format.js";
import { type Embedded, startEmbedded } from "../../../src/embedded/embedded.js";
import { type Database, connectDatabase, migrateDatabase } from "../../../src/platform/database.js";
import { projectPath } from "../../../src/platform/project-root.js";
import { seedDatabase } from "../../../src/seeding/seed-database.js";
import { type SyntheticOptions, type SyntheticSummary, fillSynthetic } from "./generate.js";

/** What {@link withBank} is given. */
export interface BankOptions extends SyntheticOptions {
  /** Whether the seeds are written first; true unless told. */
  seeded?: boolean | undefined;
  /** Whether Meilisearch is started; true unless told. */
  meilisearch?: boolean | undefined;
  /** Whether commits must survive a power cut; false unless told, to measure writes set it. */
  durable?: boolean | undefined;
}

/** A bank with synthetic records, and its servers. Nothing is indexed yet, and no worker runs. */
export interface Bank {
  database: Database;
  /** The `postgres://` address, for a process of its own. */
  databaseUrl: string;
  /** Present unless it wasn't wanted. */
  meili: { url: string; apiKey: string } | undefined;
  /** What the fill wrote; absent when no lessons were wanted. */
  filled: SyntheticSummary | undefined;
  /** Processes of PostgreSQL and Meilisearch, for measuring memory. */
  pids(): number[];
}

const endingSignals = ["SIGINT", "SIGTERM"] as const;

/**
 * Starts embedded servers in a temporary folder, migrates, seeds, fills with synthetic lessons, and
 * hands the bank over. Afterwards, whatever happened, the servers are ended and the folder is
 * removed; also when the process is told to end meanwhile.
 * @throws what `action` throws, or when a server that was wanted can't be had
 */
export async function withBank<Result>(
  options: BankOptions,
  action: (bank: Bank) => Promise<Result>,
): Promise<Result> {
  const dataDir = mkdtempSync(join(tmpdir(), "lardomsbanken-synthetic-"));
  // PostgreSQL may run as another user, who must get through.
  chmodSync(dataDir, 0o711);
  let starting: Promise<Embedded> | undefined;
  let database: Database | undefined;
  let cleaning: Promise<void> | undefined;
  const clean = (): Promise<void> => (cleaning ??= cleanOnce());
  const cleanOnce = async (): Promise<void> => {
    try {
      await database?.close();
      // Told to end while they start: they have processes already.
      const embedded = await starting?.catch(() => undefined);
      await embedded?.stop();
    } finally {
      rmSync(dataDir, { recursive: true, force: true });
    }
  };
  const endEarly = (signal: NodeJS.Signals): void => {
    void clean().finally(() => {
      for (const each of endingSignals) process.removeListener(each, endEarly);
      process.kill(process.pid, signal);
    });
  };
  for (const signal of endingSignals) process.on(signal, endEarly);
  try {
    const meilisearch = options.meilisearch ?? true;
    starting = startEmbedded({
      dataDir,
      postgres: true,
      meilisearch,
      durable: options.durable ?? false,
      log: () => {},
    });
    const embedded = await starting;
    const { databaseUrl = "", meili } = embedded;
    if (meilisearch && !meili) throw new Error(embedded.notes.join("\n"));
    database = connectDatabase({ url: databaseUrl });
    await migrateDatabase(database);
    if (options.seeded ?? true) {
      await seedDatabase(database, await loadSeeds(projectPath("seeds")));
    }
    const filled = options.lessons > 0 ? await fillSynthetic(database, options) : undefined;
    const pids = (): number[] => embedded.pids();
    return await action({ database, databaseUrl, meili, filled, pids });
  } finally {
    await clean();
    for (const signal of endingSignals) process.removeListener(signal, endEarly);
  }
}
