import { type ChildProcess, spawn } from "node:child_process";
import { findFreePort } from "../../src/embedded/server-process.js";
import { projectPath } from "../../src/platform/project-root.js";

/** A process of ours that is started again whenever it ends, as an operator's supervisor does. */
export interface Supervised {
  /** Where the API listens. */
  url: string;
  /** Ends it at once; false when it isn't running. */
  kill(): boolean;
  starts: number;
  stop(): Promise<void>;
}

/** Starts the built API or a worker on given servers. */
export async function supervise(
  role: "api" | "worker",
  environment: Record<string, string>,
): Promise<Supervised> {
  const port = await findFreePort();
  let child: ChildProcess | undefined;
  let ended = Promise.resolve();
  let running = true;
  const start = (): void => {
    const current = spawn(process.execPath, [projectPath("dist/src/main.js")], {
      cwd: projectPath("."),
      stdio: "ignore",
      env: {
        ...process.env,
        LOG_LEVEL: "silent",
        SEED: "never",
        ...environment,
        ROLE: role,
        PORT: String(port),
      },
    });
    child = current;
    supervised.starts += 1;
    ended = new Promise((resolve) => {
      current.once("exit", () => {
        if (child === current) child = undefined;
        resolve();
        if (running) setTimeout(() => running && start(), 100);
      });
    });
  };
  const supervised: Supervised = {
    url: `http://127.0.0.1:${port}`,
    starts: 0,
    kill: () => child?.kill("SIGKILL") ?? false,
    async stop() {
      running = false;
      child?.kill("SIGKILL");
      await ended;
    },
  };
  start();
  return supervised;
}
