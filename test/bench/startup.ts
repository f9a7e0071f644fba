import { spawn } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { projectPath } from "../../src/platform/project-root.js";
import { freePort } from "./api-process.js";

/** How long the application takes from its start to its first answered search, in seconds. */
export interface StartupFigures {
  first: number;
  warm: number;
}

/** Runs `npm start` on a new data folder, then again on the same one. */
export async function measureStartup(): Promise<StartupFigures> {
  const dataDir = mkdtempSync(join(tmpdir(), "lardomsbanken-bench-"));
  chmodSync(dataDir, 0o711);
  try {
    // As from a fresh clone: nothing is compiled yet.
    rmSync(projectPath("dist/tsconfig.build.tsbuildinfo"), { force: true });
    return { first: await startOnce(dataDir), warm: await startOnce(dataDir) };
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function startOnce(dataDir: string): Promise<number> {
  const port = await freePort();
  const started = performance.now();
  const app = spawn("npm", ["start"], {
    cwd: projectPath("."),
    env: { ...process.env, PORT: String(port), DATA_DIR: dataDir, DATABASE_URL: "", MEILI_URL: "" },
    stdio: ["ignore", "ignore", "inherit"],
  });
  const ended = new Promise((resolve) => app.once("exit", resolve));
  try {
    while (!(await answers(port))) {
      if (app.exitCode !== null || performance.now() - started > 300_000) {
        throw new Error("The application didn't answer.");
      }
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    return (performance.now() - started) / 1_000;
  } finally {
    app.kill("SIGTERM");
    await ended;
  }
}

async function answers(port: number): Promise<boolean> {
  try {
    const reply = await fetch(`http://127.0.0.1:${port}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({
        query: '{ search(query: "koldioxidbudget") { totalCount degraded } }',
      }),
    });
    const { data } = (await reply.json()) as { data?: { search: { totalCount: number } } };
    return (data?.search.totalCount ?? 0) > 0;
  } catch {
    return false;
  }
}
