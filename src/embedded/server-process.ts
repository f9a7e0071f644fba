import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync, readFileSync, realpathSync, statSync, truncateSync } from "node:fs";
import { createServer } from "node:net";
import { type ProcessIdentity, endProcess, identify, identifyAll } from "./process-identity.js";

const largestLog = 10 * 1_048_576;
const longestPauseMs = 5_000;

/** A child process, or one after the other in its place. */
export interface Child {
  /** The process that runs now. */
  readonly running: ProcessIdentity | undefined;
  /** Ends it; nothing runs any more when this resolves. */
  stop(): Promise<void>;
}

/** How a server is run. */
export interface ServerOptions {
  name: string;
  program: string;
  args: readonly string[];
  env: NodeJS.ProcessEnv;
  cwd: string;
  /** The user to run as; absent: the same as this process. */
  user: { uid: number; gid: number } | undefined;
  logFile: string;
  /** What asks it to end. */
  signal: NodeJS.Signals;
  /** Resolves to whether it can be used now. */
  isReady: () => Promise<boolean>;
  /** How long it may take until then. */
  startLimitMs: number;
  log: (line: string) => void;
  /** Called whenever another process runs in its place. */
  onChange: () => void;
}

/** Finds a port of this machine that is free now. */
export function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen({ port: 0, host: "127.0.0.1" }, () => {
      const address = probe.address();
      probe.close(() => {
        if (address && typeof address === "object") resolve(address.port);
        else reject(new Error("No free port."));
      });
    });
  });
}

const wait = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

/** The last lines that a server has written, for an error message. */
export function tail(logFile: string): string {
  try {
    return readFileSync(logFile, "utf8").trimEnd().split("\n").slice(-5).join("\n");
  } catch {
    return "";
  }
}

/** A server as a child process, in a process group of its own; started again when it ends unasked. */
export class ServerProcess implements Child {
  private readonly options: ServerOptions;
  /** Where its processes work, whatever has become of it since. */
  private readonly folder: string;
  private child: ChildProcess | undefined;
  private identity: ProcessIdentity | undefined;
  private stopping = false;
  private failures = 0;

  constructor(options: ServerOptions) {
    this.options = options;
    this.folder = realpathSync(options.cwd);
  }

  /** The process that runs now; undefined between an unasked end and the next start. */
  get running(): ProcessIdentity | undefined {
    return this.identity;
  }

  /**
   * Starts the server and waits until it can be used.
   * @throws with its last words and where its log is
   */
  async start(): Promise<void> {
    const { name, isReady, startLimitMs, logFile } = this.options;
    await this.endLeft();
    if (this.stopping) throw new Error(`The embedded ${name} was ended before it started.`);
    this.launch();
    const deadline = performance.now() + startLimitMs;
    while (!(await isReady().catch(() => false))) {
      if (this.child === undefined || performance.now() > deadline) {
        await this.stop();
        throw new Error(
          `The embedded ${name} didn't start. Its log is ${logFile}; the last lines:\n${tail(logFile)}`,
        );
      }
      await wait(25);
    }
    this.failures = 0;
  }

  /** Ends the server. */
  async stop(): Promise<void> {
    this.stopping = true;
    if (this.identity) await endProcess(this.identity, this.options.signal);
    await this.endLeft();
  }

  /** Ends what its processes have left behind: the server doesn't start on data that another has open. */
  private async endLeft(): Promise<void> {
    const left = identifyAll(this.options.program, this.folder);
    await Promise.all(left.map((identity) => endProcess(identity, "SIGKILL")));
  }

  private launch(): void {
    const { program, args, env, cwd, user, logFile } = this.options;
    const log = openLog(logFile);
    try {
      // Detached: Ctrl-C in the terminal reaches this process only, which ends its servers last.
      const child = spawn(program, args, {
        cwd,
        env,
        detached: true,
        stdio: ["ignore", log, log],
        ...user,
      });
      this.child = child;
      this.identity = child.pid === undefined ? undefined : identify(child.pid);
      child.once("error", () => this.ended(child));
      child.once("exit", () => this.ended(child));
    } finally {
      closeSync(log);
    }
    this.options.onChange();
  }

  private ended(child: ChildProcess): void {
    if (this.child !== child) return;
    this.child = undefined;
    this.identity = undefined;
    if (this.stopping) return;
    this.options.onChange();
    void this.restart();
  }

  private async restart(): Promise<void> {
    const { name, log, logFile, isReady } = this.options;
    const pause = Math.min(100 * 2 ** this.failures, longestPauseMs);
    this.failures += 1;
    log(`${name} ended unasked; starting it again in ${pause} ms (log: ${logFile})`);
    await wait(pause);
    await this.endLeft();
    if (this.stopping) return;
    this.launch();
    while (this.child !== undefined && !(await isReady().catch(() => false))) await wait(100);
    if (this.child !== undefined) this.failures = 0;
  }
}

function openLog(file: string): number {
  try {
    if (statSync(file).size > largestLog) truncateSync(file);
  } catch {
    // There is none yet.
  }
  return openSync(file, "a", 0o600);
}
