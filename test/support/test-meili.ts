import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { indexingMemory } from "../../src/embedded/meilisearch.js";
import { findMeilisearch, prepareMeilisearch } from "../../src/embedded/programs.js";
import { findFreePort } from "../../src/embedded/server-process.js";
import type { MeiliAddress } from "../../src/search/meili.js";

/** A Meilisearch of one test file's own, which may be killed. */
export interface TestMeili extends Required<MeiliAddress> {
  apiKey: string;
  /** Ends it at once, as a crash would. */
  kill(): Promise<void>;
  /** Starts it again on the same port and data. */
  restart(): Promise<void>;
  /** Ends it and removes its data. */
  stop(): Promise<void>;
}

/** Starts a Meilisearch in a temporary folder. */
export async function startTestMeili(): Promise<TestMeili> {
  const found = findMeilisearch();
  if (!found) throw new Error("There is no Meilisearch for this platform.");
  const folder = mkdtempSync(join(tmpdir(), "lardomsbanken-meili-"));
  const program = prepareMeilisearch(found, folder);
  const url = `http://127.0.0.1:${await findFreePort()}`;
  const apiKey = "a-key-of-this-test";
  let child: ChildProcess | undefined;

  const start = async (): Promise<void> => {
    child = spawn(program, [], {
      cwd: folder,
      stdio: "ignore",
      env: {
        MEILI_HTTP_ADDR: new URL(url).host,
        MEILI_MASTER_KEY: apiKey,
        MEILI_NO_ANALYTICS: "true",
        MEILI_MAX_INDEXING_MEMORY: indexingMemory,
        MEILI_DB_PATH: join(folder, "data"),
      },
    });
    const isUp = (): Promise<boolean> =>
      fetch(`${url}/health`).then(
        (reply) => reply.ok,
        () => false,
      );
    while (!(await isUp())) await new Promise((resolve) => setTimeout(resolve, 20));
  };
  const kill = async (): Promise<void> => {
    const ending = child;
    if (!ending || ending.exitCode !== null) return;
    const ended = new Promise((resolve) => ending.once("exit", resolve));
    ending.kill("SIGKILL");
    await ended;
  };
  await start();
  return {
    url,
    apiKey,
    kill,
    restart: start,
    async stop() {
      await kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
