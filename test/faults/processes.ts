import { type ChildProcess, spawn } from "node:child_process";
import { findFreePort } from "../../src/embedded/server-process.js";
import { projectPath } from "../../src/platform/project-root.js";

/** A process of ours. */
export interface Launched {
  child: ChildProcess;
  /** Whether it has said that it is. */
  isReady: boolean;
  /** Resolves to its exit code; null when it was killed. */
  ended: Promise<number | null>;
}

/** Starts the built API or a worker on given servers. */
export function launch(
  role: "api" | "worker",
  port: number,
  environment: Record<string, string>,
): Launched {
  const child = spawn(process.execPath, [projectPath("dist/src/main.js")], {
    cwd: projectPath("."),
    stdio: ["ignore", "pipe", "ignore"],
    env: {
      ...process.env,
      LOG_LEVEL: "silent",
      SEED: "never",
      ...environment,
      ROLE: role,
      PORT: String(port),
    },
  });
  const launched: Launched = {
    child,
    isReady: false,
    ended: new Promise((resolve) => child.once("exit", resolve)),
  };
  child.stdout.on("data", (text: Buffer) => {
    launched.isReady ||= text.includes("  Ready  ");
  });
  return launched;
}

/** A process of ours that is started again whenever it ends, as an operator's supervisor does. */
export interface Supervised {
  /** Where the API listens. */
  url: string;
  /** Whether it has got up since it was started last. */
  isReady(): boolean;
  /** Ends it at once; false when it isn't running. */
  kill(): boolean;
  starts: number;
  stop(): Promise<void>;
}

/** Starts the built API or a worker on given servers, and again whenever it ends. */
export async function supervise(
  role: "api" | "worker",
  environment: Record<string, string>,
): Promise<Supervised> {
  const port = await findFreePort();
  let current: Launched | undefined;
  let ended: Promise<unknown> = Promise.resolve();
  let running = true;
  const start = (): void => {
    const started = launch(role, port, environment);
    current = started;
    supervised.starts += 1;
    ended = started.ended.then(() => {
      current = undefined;
      if (running) setTimeout(() => running && start(), 100);
    });
  };
  const kill = (): boolean => current?.child.kill("SIGKILL") ?? false;
  const supervised: Supervised = {
    url: `http://127.0.0.1:${port}`,
    starts: 0,
    isReady: () => current?.isReady ?? false,
    kill,
    async stop() {
      running = false;
      kill();
      await ended;
    },
  };
  start();
  return supervised;
}
