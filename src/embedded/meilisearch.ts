import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { DataFolder } from "./data-folder.js";
import { findMeilisearch, prepareMeilisearch } from "./programs.js";
import { type Child, ServerProcess, findFreePort } from "./server-process.js";

/**
 * By itself Meilisearch sets two thirds of the machine's memory aside for indexing, for each task anew:
 * with 24 GiB that took 50 ms for a document, and 1.5 s the first times.
 */
export const indexingMemory = "512MiB";

/** What {@link startMeilisearch} is given. */
export interface MeilisearchOptions {
  folder: DataFolder;
  log: (line: string) => void;
  note: (line: string) => void;
  onChange: () => void;
  onCreate: (child: Child) => void;
}

/**
 * Starts Meilisearch on the data folder. Its index can always be built again from PostgreSQL: one of
 * another version is thrown away.
 * @returns undefined, with a note, where there is no program for this platform
 */
export async function startMeilisearch({
  folder,
  log,
  note,
  onChange,
  onCreate,
}: MeilisearchOptions): Promise<{ url: string; apiKey: string } | undefined> {
  const found = findMeilisearch();
  if (!found) {
    note(
      `There is no embedded Meilisearch for ${process.platform} ${process.arch}: PostgreSQL answers ` +
        "searches, which is slower in a large bank. Set MEILI_URL for the full search.",
    );
    return undefined;
  }
  const home = join(folder.path, "meilisearch");
  const data = join(home, "data");
  const versionFile = join(data, "VERSION");
  const version = existsSync(versionFile) ? readFileSync(versionFile, "utf8").trim() : undefined;
  if (version !== undefined && version !== found.version) {
    note(`The search index was written by Meilisearch ${version}: it is built again.`);
    rmSync(data, { recursive: true, force: true });
  }
  mkdirSync(home, { recursive: true });
  const { meiliKey: apiKey } = folder.credentials();
  const port = await findFreePort();
  const url = `http://127.0.0.1:${port}`;
  const server = new ServerProcess({
    name: "Meilisearch",
    program: prepareMeilisearch(found, join(folder.path, "programs")),
    args: [],
    env: {
      PATH: process.env["PATH"],
      HOME: home,
      MEILI_HTTP_ADDR: `127.0.0.1:${port}`,
      MEILI_MASTER_KEY: apiKey,
      MEILI_ENV: "production",
      MEILI_NO_ANALYTICS: "true",
      MEILI_DB_PATH: data,
      MEILI_DUMP_DIR: join(home, "dumps"),
      MEILI_SNAPSHOT_DIR: join(home, "snapshots"),
      MEILI_LOG_LEVEL: "WARN",
      MEILI_MAX_INDEXING_MEMORY: indexingMemory,
    },
    cwd: home,
    user: undefined,
    logFile: folder.logFile("meilisearch"),
    signal: "SIGTERM",
    isReady: async () => (await fetch(`${url}/health`)).ok,
    startLimitMs: 30_000,
    log,
    onChange,
  });
  onCreate(server);
  await server.start();
  return { url, apiKey };
}
