import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { appendFileSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
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
  /** Leaves no room on its disk. */
  fillDisk(): void;
  /** Makes room again. */
  freeDisk(): void;
  /** Ends it and removes its data. */
  stop(): Promise<void>;
}

/** Mounts a disk of its own for a process, seen by nobody else, and then becomes that process. */
const onSmallDisk = 'mount -t tmpfs -o "size=$2" tmpfs "$1" && exec "$0"';

/** Whether this machine lets a test mount a disk, as root or in a namespace of its own. */
export const canMount = (): boolean =>
  spawnSync("unshare", ["-rm", "mount", "-t", "tmpfs", "tmpfs", tmpdir()]).status === 0;

/**
 * Starts a Meilisearch in a temporary folder.
 * @param disk the size of a disk of its own, which is gone when it is killed; absent: the machine's
 * @param payload the largest request that it takes
 */
export async function startTestMeili({
  disk,
  payload = "100MB",
}: { disk?: string; payload?: string } = {}): Promise<TestMeili> {
  const found = findMeilisearch();
  if (!found) throw new Error("There is no Meilisearch for this platform.");
  const folder = mkdtempSync(join(tmpdir(), "lardomsbanken-meili-"));
  const program = prepareMeilisearch(found, folder);
  const url = `http://127.0.0.1:${await findFreePort()}`;
  const apiKey = "a-key-of-this-test";
  const data = join(folder, "data");
  mkdirSync(data);
  const command =
    disk === undefined
      ? [program]
      : ["unshare", "-rm", "sh", "-c", onSmallDisk, program, data, disk];
  let child: ChildProcess | undefined;

  const start = async (): Promise<void> => {
    const [first = program, ...args] = command;
    child = spawn(first, args, {
      cwd: folder,
      stdio: "ignore",
      env: {
        PATH: process.env["PATH"],
        MEILI_HTTP_ADDR: new URL(url).host,
        MEILI_MASTER_KEY: apiKey,
        MEILI_NO_ANALYTICS: "true",
        MEILI_MAX_INDEXING_MEMORY: indexingMemory,
        MEILI_HTTP_PAYLOAD_SIZE_LIMIT: payload,
        MEILI_DB_PATH: join(data, "db"),
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
  /** As the process sees it: nobody else sees its disk. */
  const filling = (): string => `/proc/${child?.pid}/root${join(data, "filling")}`;
  await start();
  return {
    url,
    apiKey,
    kill,
    restart: start,
    fillDisk() {
      for (const size of [65_536, 512]) {
        try {
          for (;;) appendFileSync(filling(), Buffer.alloc(size));
        } catch (error) {
          if ((error as NodeJS.ErrnoException).code !== "ENOSPC") throw error;
        }
      }
    },
    freeDisk: () => rmSync(filling()),
    async stop() {
      await kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
