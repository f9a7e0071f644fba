import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { startEmbedded } from "../../src/embedded/embedded.js";
import { type Database, connectDatabase, migrateDatabase } from "../../src/platform/database.js";
import { startSearchWorker } from "../../src/search/search-worker.js";
import { findIndexDifferences, findLostWrites } from "./checker.js";
import { type Supervised, supervise } from "./processes.js";
import { openProxy } from "./proxy.js";
import { type Ledger, type Writes, startWriter, writeBySql } from "./writer.js";

/** What {@link runFaults} is given. */
export interface FaultOptions {
  /** How many faults happen. */
  faults: number;
  /** Makes the same choices again; when they happen still depends on the machine. */
  seed: number;
  /** The longest pause between two faults, in milliseconds. */
  pauseMs: number;
  /** Whether the API and a worker run as processes of their own. */
  withProcesses: boolean;
  /** How things are written: by SQL unless told. */
  openWriter?: (databaseUrl: string) => Writes;
  say: (line: string) => void;
}

/** What happened, and what was wrong afterwards. */
export interface FaultReport {
  faults: Record<string, number>;
  acknowledged: number;
  attempts: number;
  failures: number;
  answers: Record<string, number>;
  lost: string[];
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

/** Asks the API without a pause; counts how it answers. */
function startReader(api: Supervised) {
  const answers: Record<string, number> = {};
  let running = true;
  const ask = async (): Promise<string> => {
    const reply = await fetch(`${api.url}/graphql?query={caseStudies(first:3){totalCount}}`, {
      signal: AbortSignal.timeout(20_000),
    }).catch(() => undefined);
    if (!reply) return "unreachable";
    const { data, errors } = (await reply.json().catch(() => ({}))) as {
      data?: object;
      errors?: { extensions: { code: string } }[];
    };
    return errors?.[0]?.extensions.code ?? (data ? "answered" : "broken");
  };
  const done = (async () => {
    while (running) {
      const answer = await ask();
      answers[answer] = (answers[answer] ?? 0) + 1;
      await wait(20);
    }
  })();
  return {
    answers,
    async stop() {
      running = false;
      await done;
    },
  };
}

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

/** Indexes what is left to do, and compares. */
async function judge(
  database: Database,
  meili: { url: string; apiKey: string },
  ledger: Ledger,
): Promise<Pick<FaultReport, "lost" | "indexDifferences">> {
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
        return { lost: await findLostWrites(database, ledger), indexDifferences };
      }
      await wait(500);
    }
  } finally {
    await worker.stop();
  }
}

/**
 * Kills what runs, cuts and slows connections at random while others write, and then compares every
 * acknowledged write with the database, and the index with it.
 */
export async function runFaults(options: FaultOptions): Promise<FaultReport> {
  const { seed, say, openWriter = writeBySql } = options;
  const random = createRandom(seed);
  const dataDir = mkdtempSync(join(tmpdir(), "lardomsbanken-faults-"));
  chmodSync(dataDir, 0o711);
  // Durable: what is acknowledged must survive.
  const embedded = await startEmbedded({
    dataDir,
    postgres: true,
    meilisearch: true,
    log: () => {},
  });
  const stops: (() => Promise<unknown>)[] = [() => embedded.stop()];
  try {
    const { databaseUrl, meili } = embedded;
    if (databaseUrl === undefined || !meili) throw new Error("Both servers are needed.");
    const database = connectDatabase({ url: databaseUrl, poolSize: 3 });
    stops.push(() => database.close(1));
    await migrateDatabase(database);
    const proxy = await openProxy(Number(new URL(databaseUrl).port));
    stops.push(() => proxy.close());
    const url = new URL(databaseUrl);
    url.port = String(proxy.port);

    const environment = {
      DATABASE_URL: url.href,
      MEILI_URL: meili.url,
      MEILI_API_KEY: meili.apiKey,
    };
    const [api, worker] = options.withProcesses
      ? await Promise.all([supervise("api", environment), supervise("worker", environment)])
      : [];
    for (const each of [api, worker]) if (each) stops.push(() => each.stop());
    const reader = api && startReader(api);
    if (reader) stops.push(() => reader.stop());
    const writer = startWriter(openWriter(url.href), random);
    stops.push(() => writer.stop());

    const faults: Record<string, number> = {};
    const [postgres, meilisearch] = [0, 1].map((place) => () => {
      const pid = embedded.pids()[place];
      // While one is being started again the other's place may be taken.
      if (pid !== undefined && embedded.pids().length === 2) process.kill(pid, "SIGKILL");
      return pid !== undefined;
    });
    const kinds: [name: string, cause: () => unknown][] = [
      ["PostgreSQL killed", () => postgres?.()],
      ["Meilisearch killed", () => meilisearch?.()],
      ["connections cut", () => proxy.cut() > 0],
      ["connections slowed", () => (proxy.delayMs = Math.floor(random() * 100))],
      ...(api ? [["API killed", () => api.kill()] as [string, () => unknown]] : []),
      ...(worker ? [["worker killed", () => worker.kill()] as [string, () => unknown]] : []),
    ];
    for (let count = 0; count < options.faults; count += 1) {
      await wait(random() * options.pauseMs);
      proxy.delayMs = 0;
      const [name, cause] = kinds[Math.floor(random() * kinds.length)] ?? ["", () => false];
      // Nothing to kill while it is being started again.
      if (!cause()) continue;
      faults[name] = (faults[name] ?? 0) + 1;
      if (count % 50 === 49) {
        say(`${count + 1} faults, ${writer.ledger.acknowledged.size} records acknowledged …`);
      }
    }
    proxy.delayMs = 0;
    await untilUp(database);
    await wait(500);
    await writer.stop();
    await reader?.stop();
    await Promise.all([api?.stop(), worker?.stop()]);
    const { ledger } = writer;
    return {
      faults,
      acknowledged: ledger.acknowledged.size + ledger.removed.size,
      attempts: ledger.attempts,
      failures: ledger.failures,
      answers: reader?.answers ?? {},
      ...(await judge(database, meili, ledger)),
    };
  } finally {
    for (const stop of stops.reverse()) await stop().catch(() => {});
    rmSync(dataDir, { recursive: true, force: true });
  }
}
