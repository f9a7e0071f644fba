import { type ChildProcess, spawn } from "node:child_process";
import { type ProcessIdentity, identify } from "./process-identity.js";
import type { Child } from "./server-process.js";

/** How a program is run. */
export interface ProgramOptions {
  program: string;
  args: readonly string[];
  cwd: string;
  /** The user to run as; absent: the same as this process. */
  user: { uid: number; gid: number } | undefined;
  /** Called when it runs. */
  onChange: () => void;
}

/** A program that comes to its end by itself, in a process group of its own. */
export class ProgramRun implements Child {
  private readonly options: ProgramOptions;
  private child: ChildProcess | undefined;
  private identity: ProcessIdentity | undefined;
  private ended: Promise<number | null> | undefined;

  constructor(options: ProgramOptions) {
    this.options = options;
  }

  get running(): ProcessIdentity | undefined {
    return this.identity;
  }

  /**
   * Runs the program to its end.
   * @throws what it has written on stderr
   */
  async run(): Promise<void> {
    const { program, args, cwd, user, onChange } = this.options;
    const child = spawn(program, args, {
      cwd,
      detached: true,
      stdio: ["ignore", "ignore", "pipe"],
      ...user,
    });
    this.child = child;
    this.identity = child.pid === undefined ? undefined : identify(child.pid);
    let errors = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => (errors += text));
    this.ended = new Promise((resolve) => {
      child.once("error", (error) => (errors += error.message));
      child.once("close", resolve);
    });
    onChange();
    const code = await this.ended;
    this.identity = undefined;
    if (code !== 0) throw new Error(errors.trim());
  }

  /** Ends it at once, and all that it has started. */
  async stop(): Promise<void> {
    const { child } = this;
    if (child?.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
    process.kill(-child.pid, "SIGKILL");
    await this.ended;
  }
}
