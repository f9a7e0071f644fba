import { type ChildProcess, spawn } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, readdirSync, readlinkSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { findFreePort } from "../../src/embedded/server-process.js";
import { projectPath } from "../../src/platform/project-root.js";

let folder: string;
let child: ChildProcess | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "lardomsbanken-lifecycle-"));
  chmodSync(folder, 0o711);
});
afterEach(() => {
  child?.kill("SIGKILL");
  for (const pid of workingOn(folder)) process.kill(pid, "SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});

const wait = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Every process that names the folder, or a folder below it, or is in one. */
function workingOn(path: string): number[] {
  const pids = readdirSync("/proc").map(Number).filter(Number.isInteger);
  return pids.filter((pid) => {
    try {
      const commandLine = readFileSync(`/proc/${pid}/cmdline`, "utf8");
      return commandLine.includes(path) || readlinkSync(`/proc/${pid}/cwd`).startsWith(path);
    } catch {
      return false;
    }
  });
}

interface App {
  process: ChildProcess;
  url: string;
  output: () => string;
  /** What the process ended with. */
  ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
}

/** Starts the application from its sources, unseeded, with something to be done before. */
async function startApp(environment: Record<string, string> = {}, before = ""): Promise<App> {
  const port = await findFreePort();
  const preload = `data:text/javascript,${encodeURIComponent(before)}`;
  const app = spawn(
    process.execPath,
    ["--import", "tsx", "--import", preload, projectPath("src/main.ts")],
    {
      env: {
        ...process.env,
        PORT: String(port),
        DATA_DIR: folder,
        DATABASE_URL: "",
        MEILI_URL: "",
        SEED: "never",
        ...environment,
      },
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  child = app;
  let text = "";
  for (const stream of [app.stdout, app.stderr]) {
    stream.on("data", (chunk: Buffer) => (text += chunk.toString()));
  }
  return {
    process: app,
    url: `http://127.0.0.1:${port}`,
    output: () => text,
    ended: new Promise((resolve) => {
      app.once("close", (code, signal) => resolve({ code, signal }));
    }),
  };
}

/** How it ended, with its output to read when that is wrong. */
const endOf = async (app: App) => ({ ...(await app.ended), output: app.output() });

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 25_000;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error("It didn't happen within 25 s.");
    await wait(20);
  }
}

const isReady = (app: App): Promise<boolean> =>
  fetch(`${app.url}/readyz`).then(
    (reply) => reply.ok,
    () => false,
  );

describe("the application", () => {
  it.each([0, 60, 150, 400, 800, 1_600])(
    "leaves nothing running when it is told to end %i ms into its first start",
    async (delay) => {
      const app = await startApp({ SEED: "auto" });
      await until(() => app.output().includes("starts …"));
      await wait(delay);
      app.process.kill(delay % 200 === 0 ? "SIGTERM" : "SIGINT");
      expect(await endOf(app)).toMatchObject({ code: 0, signal: null });
      expect(workingOn(folder)).toEqual([]);
      expect(app.output()).toContain("Stopping …");
      if (delay !== 400) return;
      const again = await startApp();
      await until(() => isReady(again));
      again.process.kill("SIGHUP");
      expect(await endOf(again)).toMatchObject({ code: 0, signal: null });
      expect(workingOn(folder)).toEqual([]);
    },
  );

  it("goes on when nobody reads its output any more", async () => {
    const app = await startApp();
    await until(() => app.output().includes("starts …"));
    app.process.stdout?.destroy();
    app.process.stderr?.destroy();
    await until(() => isReady(app));
    app.process.kill("SIGTERM");
    expect(await endOf(app)).toMatchObject({ code: 0, signal: null });
    expect(workingOn(folder)).toEqual([]);
  });

  it("ends its servers after an error that nobody handles, and says one line", async () => {
    const app = await startApp(
      {},
      `process.on("SIGUSR2", () => { Promise.reject(new Error("a mistake of ours")); });`,
    );
    await until(() => isReady(app));
    app.process.kill("SIGUSR2");
    expect(await endOf(app)).toMatchObject({ code: 1, signal: null });
    expect(workingOn(folder)).toEqual([]);
    expect(app.output().trimEnd().split("\n").at(-1)).toBe(
      "Ended by an unexpected error: a mistake of ours",
    );
  });

  it.runIf(process.getuid?.() === 0)(
    "begins anew when the folder is deleted whose data had to be elsewhere, and keeps what was there",
    async () => {
      chmodSync(folder, 0o700);
      const dataDir = join(folder, "data");
      const homes: string[] = [];
      try {
        for (const start of ["first", "second"]) {
          const app = await startApp({ DATA_DIR: dataDir });
          await until(async () => (await isReady(app)) || app.process.exitCode !== null);
          app.process.kill("SIGTERM");
          await app.ended;
          const [, home = ""] = /its data is in (\S+)/.exec(app.output()) ?? [];
          homes.push(home);
          expect(app.output().includes("the old database is kept in")).toBe(start === "second");
          rmSync(dataDir, { recursive: true });
        }
        const [home = "", ...others] = homes;
        expect(others).toEqual([home]);
        expect(readdirSync(home).filter((name) => name.startsWith("postgres.2"))).toHaveLength(1);
      } finally {
        for (const home of new Set(homes.filter((path) => path.startsWith("/var/lib/")))) {
          rmSync(home, { recursive: true });
        }
      }
    },
  );
});
