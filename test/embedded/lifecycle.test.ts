import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { findFreePort } from "../../src/embedded/server-process.js";
import { projectPath } from "../../src/platform/project-root.js";
import { kill, makeFolder, removeFolder, until, workingOn } from "../support/processes.js";

let folder: string;
let apps: ChildProcess[] = [];

beforeEach(() => {
  folder = makeFolder("lifecycle");
});
afterEach(async () => {
  for (const { pid } of apps) if (pid !== undefined) kill(pid);
  apps = [];
  await removeFolder(folder);
});

interface App {
  process: ChildProcess;
  url: string;
  output: () => string;
  /** What the process ended with. */
  ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
}

/**
 * Starts the application from its sources.
 * @param before what Node is to do first
 * @param parent a command that runs what follows it; absent: this process does
 */
async function startApp(
  environment: Record<string, string> = {},
  { before = "", parent = [] }: { before?: string; parent?: string[] } = {},
): Promise<App> {
  const port = await findFreePort();
  // Told to the process too, which has no use for it, so that it can be recognised.
  const url = `http://127.0.0.1:${port}`;
  const preload = `data:text/javascript,${encodeURIComponent(before)}`;
  const [program, ...args] = [
    ...parent,
    process.execPath,
    "--import",
    "tsx",
    "--import",
    preload,
    projectPath("src/main.ts"),
    url,
  ];
  const app = spawn(program, args, {
    env: {
      ...process.env,
      PORT: String(port),
      DATA_DIR: join(folder, "data"),
      DATABASE_URL: "",
      MEILI_URL: "",
      SEED: "never",
      ...environment,
    },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  apps.push(app);
  let text = "";
  for (const stream of [app.stdout, app.stderr]) {
    stream.on("data", (chunk: Buffer) => (text += chunk.toString()));
  }
  return {
    process: app,
    url,
    output: () => text,
    ended: new Promise((resolve) => {
      app.once("close", (code, signal) => resolve({ code, signal }));
    }),
  };
}

/** How it ended, with its output to read when that is wrong. */
const endOf = async (app: App) => ({ ...(await app.ended), output: app.output() });

const isReady = (app: App): Promise<boolean> =>
  fetch(`${app.url}/readyz`).then(
    (reply) => reply.ok,
    () => false,
  );

const says = (text: string) => (app: App) => app.output().includes(text);
const hasMade = (path: string) => () => existsSync(join(folder, "data", path));

describe("the application", () => {
  it.each([
    ["is about to start its servers", "SIGINT", says("starts …")],
    ["makes the database's files", "SIGTERM", hasMade("postgres.unfinished/base")],
    ["waits for PostgreSQL", "SIGINT", hasMade("postgres/postmaster.pid")],
    ["migrates and seeds", "SIGTERM", says("  Data ")],
    ["fills the index", "SIGHUP", says("  Seeds ")],
  ] as const)(
    "leaves nothing running when it is told to end while it %s",
    async (_moment, signal, hasCome) => {
      const app = await startApp({ SEED: "auto" });
      await until(() => hasCome(app));
      app.process.kill(signal);
      expect(await endOf(app)).toMatchObject({ code: 0, signal: null });
      expect(workingOn(folder)).toEqual([]);
      expect(app.output()).toContain("Stopping …");
      if (signal !== "SIGHUP") return;
      // As in production: the libraries behave otherwise in tests.
      const again = await startApp({ DRAIN_SECONDS: "1", NODE_ENV: "production" });
      await until(() => isReady(again));
      again.process.kill("SIGTERM");
      await until(async () => (await fetch(`${again.url}/readyz`)).status === 503);
      expect((await fetch(`${again.url}/graphql?query={__typename}`)).status).toBe(200);
      expect(await endOf(again)).toMatchObject({ code: 0, signal: null });
      expect(workingOn(folder)).toEqual([]);
    },
  );

  /** Has a shell start the application, as npm does. */
  const startByNpm = (before = ""): Promise<App> =>
    startApp(
      { npm_lifecycle_script: "exec node dist/src/main.js" },
      { before, parent: ["/bin/sh", "-c", `"$@" & wait`, "npm"] },
    );

  it("goes on when nobody reads its output any more, and ends when the npm that runs it is killed", async () => {
    const npm = await startByNpm();
    await until(() => says("starts …")(npm));
    npm.process.stdout?.destroy();
    npm.process.stderr?.destroy();
    await until(() => isReady(npm));
    npm.process.kill("SIGKILL");
    await until(() => workingOn(npm.url).length === 0);
    expect(workingOn(folder)).toEqual([]);
  });

  it("ends when npm was killed before it was awake", async () => {
    const npm = await startByNpm("const end = Date.now() + 1_000; while (Date.now() < end);");
    await until(() => workingOn(npm.url).length > 1);
    npm.process.kill("SIGKILL");
    await until(() => workingOn(npm.url).length === 0);
    expect(workingOn(folder)).toEqual([]);
  });

  it("ends its servers after an error that nobody handles, and says one line", async () => {
    const mistake = `process.on("SIGUSR2", () => { Promise.reject(new Error("a mistake of ours")); });`;
    const app = await startApp({}, { before: mistake });
    await until(() => says("Ctrl-C stops")(app));
    app.process.kill("SIGUSR2");
    expect(await endOf(app)).toMatchObject({ code: 1, signal: null });
    expect(workingOn(folder)).toEqual([]);
    expect(app.output().trimEnd().split("\n").at(-1)).toBe(
      "Ended by an unexpected error: a mistake of ours",
    );
  });
});
