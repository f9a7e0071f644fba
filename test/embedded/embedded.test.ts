import { type ChildProcess, spawn } from "node:child_process";
import { chmodSync, readdirSync, rmSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import postgres from "postgres";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Embedded, type EmbeddedOptions, startEmbedded } from "../../src/embedded/embedded.js";
import { identifyAll } from "../../src/embedded/process-identity.js";
import { projectPath } from "../../src/platform/project-root.js";
import { isAlive, makeFolder, removeFolder, until } from "../support/processes.js";

let folder: string;
let running: Embedded | undefined;
let child: ChildProcess | undefined;

beforeEach(() => {
  folder = makeFolder("embedded");
});
afterEach(async () => {
  child?.kill("SIGKILL");
  child = undefined;
  await running?.stop();
  running = undefined;
  await removeFolder(folder);
});

const start = async (options: Partial<EmbeddedOptions> = {}): Promise<Embedded> => {
  running = await startEmbedded({
    dataDir: folder,
    postgres: true,
    meilisearch: true,
    durable: false,
    log: () => {},
    ...options,
  });
  return running;
};

async function query(embedded: Pick<Embedded, "databaseUrl">, statement: string) {
  const sql = postgres(embedded.databaseUrl ?? "", { max: 1, onnotice: () => {} });
  try {
    return await sql.unsafe(statement);
  } finally {
    await sql.end();
  }
}

/** Another process that starts the servers on the same folder and stays. */
async function startElsewhere(): Promise<{ pid: number; servers: number[] }> {
  const script = `
    import { startEmbedded } from ${JSON.stringify(projectPath("src/embedded/embedded.ts"))};
    const { pids } = await startEmbedded({ dataDir: ${JSON.stringify(folder)}, postgres: true,
      meilisearch: true, durable: false, log: () => {} });
    console.log(JSON.stringify(pids()));
    setInterval(() => {}, 1_000);`;
  const other = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "-e", script], {
    cwd: projectPath("."),
    stdio: ["ignore", "pipe", "inherit"],
  });
  child = other;
  let output = "";
  other.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
  await until(() => output.includes("]"));
  return { pid: other.pid ?? 0, servers: JSON.parse(output) as number[] };
}

describe("embedded servers", () => {
  it("keep their data between starts, in a folder with spaces in its name, and leave nothing running", async () => {
    const first = await start();
    expect((await fetch(`${first.meili?.url}/health`)).ok).toBe(true);
    await query(first, "create table kept (n int); insert into kept values (7)");
    const pids = first.pids();
    expect(pids).toHaveLength(2);
    await first.stop();
    expect(pids.filter(isAlive)).toEqual([]);

    const second = await start();
    expect([...(await query(second, "select n from kept"))]).toEqual([{ n: 7 }]);
    expect(statSync(join(folder, "credentials.json")).mode & 0o077).toBe(0);
    expect(statSync(join(folder, "running.json")).mode & 0o077).toBe(0);
  });

  it("sort Swedish as Swedes do", async () => {
    const rows = await query(
      await start({ meilisearch: false }),
      "select * from (values ('ö'), ('z'), ('å'), ('ä')) v(c) order by c",
    );
    expect(rows.map((row) => row["c"])).toEqual(["z", "å", "ä", "ö"]);
  });

  it("are refused to a second process, by the folder's name", async () => {
    await start({ meilisearch: false });
    await expect(
      new Promise((_resolve, reject) => {
        const other = spawn(
          process.execPath,
          [
            "--import",
            "tsx",
            "--input-type=module",
            "-e",
            `
            import { startEmbedded } from ${JSON.stringify(projectPath("src/embedded/embedded.ts"))};
            await startEmbedded({ dataDir: ${JSON.stringify(folder)}, postgres: true, meilisearch: false, log() {} });`,
          ],
          { cwd: projectPath("."), stdio: ["ignore", "ignore", "pipe"] },
        );
        let errors = "";
        other.stderr.on("data", (chunk: Buffer) => (errors += chunk.toString()));
        other.once("exit", () => reject(new Error(errors)));
      }),
    ).rejects.toThrow(/DATA_DIR: .* is in use by process/);
  });

  it("that a killed process has left behind are ended, and the data is there", async () => {
    const other = await startElsewhere();
    process.kill(other.pid, "SIGKILL");
    await until(() => !isAlive(other.pid));
    const embedded = await start();
    expect(other.servers.filter(isAlive)).toEqual([]);
    expect([...(await query(embedded, "select 1 as one"))]).toEqual([{ one: 1 }]);
  });

  it("are ended also when their folder is gone", async () => {
    const pids = (await start()).pids();
    rmSync(folder, { recursive: true });
    await running?.stop();
    expect(pids.filter(isAlive)).toEqual([]);
  });

  it("are started again when they die, also when a part of one hangs", async () => {
    const embedded = await start();
    for (const { pid } of identifyAll("postgres", join(folder, "postgres"))) {
      if (!embedded.pids().includes(pid)) process.kill(pid, "SIGSTOP");
    }
    for (const pid of embedded.pids()) process.kill(pid, "SIGKILL");
    await until(() =>
      query(embedded, "select 1").then(
        () => true,
        () => false,
      ),
    );
    await until(() =>
      fetch(`${embedded.meili?.url}/health`).then(
        (reply) => reply.ok,
        () => false,
      ),
    );
  });

  it.runIf(process.getuid?.() === 0)(
    "begin anew when the folder is deleted whose data had to be elsewhere, and keep what was there",
    async () => {
      chmodSync(folder, 0o700);
      const options = { dataDir: join(folder, "data"), meilisearch: false };
      const first = await start(options);
      const [, home = ""] = /its data is in (\S+)/.exec(first.notes.join("\n")) ?? [];
      try {
        expect(dirname(home)).toBe("/var/lib/lardomsbanken");
        await query(first, "create table kept (n int)");
        await first.stop();
        const again = await start(options);
        expect([...(await query(again, "select from kept"))]).toEqual([]);
        expect(again.notes.join("\n")).not.toContain("is kept in");
        await again.stop();
        rmSync(options.dataDir, { recursive: true });
        const anew = await start(options);
        expect(anew.notes.join("\n")).toContain("the old database is kept in");
        await expect(query(anew, "select from kept")).rejects.toThrow(/"kept" does not exist/);
        expect(readdirSync(home).filter((name) => name.startsWith("postgres.2"))).toHaveLength(1);
      } finally {
        await running?.stop();
        rmSync(home, { recursive: true, force: true });
      }
    },
  );
});
