import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { createServer } from "node:net";
import { projectPath } from "../../src/platform/project-root.js";

/** The built API as a process of its own. */
export interface ApiProcess {
  url: string;
  pid: number;
}

/** A port that nobody listens on now. */
export const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });

/** The memory of a process that is in use, in MiB. */
export function residentMiB(pid: number): number {
  const [, kilobytes] =
    /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
  return Number(kilobytes ?? 0) / 1_024;
}

/** Runs `use` beside an API process on the given servers, which is ended afterwards. */
export const withApi = <Result>(
  environment: Record<string, string>,
  use: (api: ApiProcess) => Promise<Result>,
): Promise<Result> =>
  withServer([projectPath("dist/src/main.js")], { ...environment, ROLE: "api" }, use);

/**
 * Runs `use` beside a server process, which is ended afterwards. It is told its port by PORT, and
 * answers /readyz.
 * @param script arguments of Node
 * @param node the program that runs it, the running one unless told
 */
export async function withServer<Result>(
  script: readonly string[],
  environment: Record<string, string>,
  use: (server: ApiProcess) => Promise<Result>,
  node = process.execPath,
): Promise<Result> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const server = spawn(node, script, {
    cwd: projectPath("."),
    env: { ...process.env, ...environment, PORT: String(port) },
    stdio: ["ignore", "ignore", "inherit"],
  });
  const ended = new Promise((resolve) => server.once("exit", resolve));
  try {
    const started = performance.now();
    while (!(await isReady(url))) {
      if (server.exitCode !== null || performance.now() - started > 30_000)
        throw new Error(`${script.join(" ")} didn't start; run \`npm run build\` first.`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    return await use({ url, pid: server.pid ?? 0 });
  } finally {
    server.kill("SIGTERM");
    await ended;
  }
}

const isReady = (url: string): Promise<boolean> =>
  fetch(`${url}/readyz`).then(
    (reply) => reply.ok,
    () => false,
  );
