import { readFileSync } from "node:fs";
import { pino } from "pino";
import type { Database } from "../../src/platform/database.js";
import { startSearchWorker } from "../../src/search/search-worker.js";
import { findIndexDifferences, findLostWrites } from "./checker.js";
import { type FaultBank, createWriterKey, openFaultBank } from "./fault-bank.js";
import { findLostMutations, startMutations } from "./mutations.js";
import { type Supervised, supervise } from "./processes.js";
import { type Proxy, openProxy } from "./proxy.js";
import { startReader } from "./reader.js";
import { type Ledger, startWriter, writeBySql } from "./writer.js";

/** Case studies that are created through the API at the same time. */
const mutationLanes = 3;

/** What {@link runFaults} is given. */
export interface FaultOptions {
  /** How many processes are killed; connections are cut and slowed besides. */
  kills: number;
  /** Makes the same choices again; when they happen still depends on the machine. */
  seed: number;
  /** The longest pause between two faults, in milliseconds. */
  pauseMs: number;
  /** Whether the API and a worker run as processes of their own. */
  withProcesses: boolean;
  say: (line: string) => void;
}

/** What happened, and what was wrong afterwards. */
export interface FaultReport {
  faults: Record<string, number>;
  kills: number;
  /** Writes that were acknowledged, by SQL and by the API. */
  acknowledged: number;
  acknowledgedByApi: number;
  attempts: number;
  failures: number;
  answers: Record<string, number>;
  lost: string[];
  doubled: string[];
  indexDifferences: string[];
}

/** Numbers that a seed decides (mulberry32). */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const wait = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));
const no = (): boolean => false;

async function untilUp(database: Database): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (Date.now() < deadline) {
    const isUp = await database.client`select 1`.then(
      () => true,
      () => false,
    );
    if (isUp) return;
    await wait(100);
  }
  throw new Error("PostgreSQL didn't come back within a minute.");
}

/** Waits until processes have got up, but not for ever. */
async function untilReady(processes: readonly Supervised[]): Promise<void> {
  const deadline = Date.now() + 20_000;
  while (Date.now() < deadline && !processes.every((each) => each.isReady())) await wait(50);
}

/** Indexes what is left to do, and compares. */
async function judge(
  database: Database,
  meili: { url: string; apiKey: string },
  ledger: Ledger,
): Promise<Pick<FaultReport, "lost" | "doubled" | "indexDifferences">> {
  await untilUp(database);
  // What a killed worker had in hand is leased for minutes; here nobody wants to wait that long.
  await database.client`update search_queue
    set leased_until = null, leased_by = null, due_at = now()`;
  const log = pino({ level: "silent" });
  const worker = startSearchWorker({ database, meili, log, pollMs: 200 });
  try {
    const deadline = Date.now() + 120_000;
    for (;;) {
      await worker.idle();
      const indexDifferences = await findIndexDifferences(database, meili).catch((error: Error) => [
        `The index can't be read: ${error.message}`,
      ]);
      if (indexDifferences.length === 0 || Date.now() > deadline) {
        return { ...(await findLostWrites(database, ledger)), indexDifferences };
      }
      await wait(500);
    }
  } finally {
    await worker.stop();
  }
}

/** What a fault run is about to break. */
interface Targets {
  bank: FaultBank;
  proxy: Proxy;
  processes: { api: Supervised; worker: Supervised } | undefined;
}

/** A fault: its name, whether it kills a process, and how it is caused; false when it can't be now. */
type Fault = [name: string, isKill: boolean, cause: () => boolean];

/** What a process is called; nothing when it has ended. */
function nameOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/comm`, "utf8");
  } catch {
    return "";
  }
}

function listFaults({ bank, proxy, processes }: Targets, random: () => number): Fault[] {
  const killServer = (program: string): boolean => {
    const pid = bank.embedded.pids().find((each) => nameOf(each).startsWith(program));
    return pid !== undefined && process.kill(pid, "SIGKILL");
  };
  const slow = (): boolean => {
    proxy.delayMs = Math.floor(random() * 100);
    return true;
  };
  const servers: Fault[] = [
    ["PostgreSQL killed", true, () => killServer("postgres")],
    ["Meilisearch killed", true, () => killServer("meili")],
    ["connections cut", false, () => proxy.cut() > 0],
    ["connections slowed", false, slow],
  ];
  if (!processes) return servers;
  const { api, worker } = processes;
  return [
    ...servers,
    ["API killed", true, () => api.kill()],
    ["worker killed", true, () => worker.kill()],
  ];
}

/**
 * Kills what runs, cuts and slows connections at random while others write, and then compares every
 * acknowledged write with the database, and the index with it.
 */
export async function runFaults(options: FaultOptions): Promise<FaultReport> {
  const { seed, say, withProcesses } = options;
  const random = createRandom(seed);
  const bank = await openFaultBank({ seeded: withProcesses });
  const { database, meili } = bank;
  try {
    const proxy = await openProxy(Number(new URL(bank.databaseUrl).port));
    bank.onEnd(() => proxy.close());
    const url = new URL(bank.databaseUrl);
    url.port = String(proxy.port);
    const through = { DATABASE_URL: url.href, MEILI_URL: meili.url, MEILI_API_KEY: meili.apiKey };
    const processes = withProcesses
      ? { api: await supervise("api", through), worker: await supervise("worker", through) }
      : undefined;
    for (const each of Object.values(processes ?? {})) bank.onEnd(() => each.stop());
    const reader = processes && startReader(processes.api.url);
    if (reader) bank.onEnd(() => reader.stop());
    const mutations =
      processes &&
      startMutations(
        { url: processes.api.url, headers: await createWriterKey(database) },
        mutationLanes,
      );
    if (mutations) bank.onEnd(() => mutations.stop());
    const writer = startWriter(writeBySql(url.href), random);
    bank.onEnd(() => writer.stop());

    const faults: Record<string, number> = {};
    const kinds = listFaults({ bank, proxy, processes }, random);
    for (let kills = 0; kills < options.kills;) {
      // Now and then while they start, but most of all while they work.
      if (processes && random() < 0.8) await untilReady(Object.values(processes));
      await wait(random() * options.pauseMs);
      proxy.delayMs = 0;
      const [name, isKill, cause] = kinds[Math.floor(random() * kinds.length)] ?? ["", false, no];
      // Nothing to kill while it is being started again.
      if (!cause()) continue;
      faults[name] = (faults[name] ?? 0) + 1;
      if (!isKill) continue;
      kills += 1;
      if (kills % 50 === 0) say(`${kills} kills, ${writer.ledger.acknowledged.size} records …`);
    }
    proxy.delayMs = 0;
    await untilUp(database);
    await wait(500);
    await mutations?.stop();
    await writer.stop();
    await reader?.stop();
    await Promise.all([processes?.api.stop(), processes?.worker.stop()]);
    const { ledger } = writer;
    const acknowledged = mutations?.acknowledged ?? new Set<string>();
    const judged = await judge(database, meili, ledger);
    const byApi = await findLostMutations(database, acknowledged);
    return {
      faults,
      kills: options.kills,
      acknowledged: ledger.acknowledged.size + ledger.removed.size + acknowledged.size,
      acknowledgedByApi: acknowledged.size,
      attempts: ledger.attempts,
      failures: ledger.failures,
      answers: reader?.answers ?? {},
      lost: [...judged.lost, ...byApi.lost],
      doubled: [...judged.doubled, ...byApi.doubled],
      indexDifferences: judged.indexDifferences,
    };
  } finally {
    await bank.stop();
  }
}
