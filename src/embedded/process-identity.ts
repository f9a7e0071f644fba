import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync, readlinkSync } from "node:fs";
import { basename } from "node:path";

/** Names a process beyond doubt: a pid alone may have gone to another one since. */
export interface ProcessIdentity {
  pid: number;
  /** When it started, in whatever form the system tells it. */
  startedAt: string;
}

/** Tells when a process started; undefined when there is none with this pid. */
function startOf(pid: number): string | undefined {
  try {
    if (process.platform === "linux") {
      // The name, in parentheses, may hold spaces: the fields are counted from its end.
      const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
      const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      return fields[0] === "Z" ? undefined : fields[19];
    }
    return execFileSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8" }).trim();
  } catch {
    return undefined;
  }
}

/** Identifies a running process; undefined when there is none with this pid. */
export function identify(pid: number): ProcessIdentity | undefined {
  const startedAt = startOf(pid);
  return startedAt === undefined ? undefined : { pid, startedAt };
}

/** Identifies all processes of a program that work in a folder. On Linux only; elsewhere it finds none. */
export function identifyAll(program: string, folder: string): ProcessIdentity[] {
  if (process.platform !== "linux") return [];
  return readdirSync("/proc").flatMap((name) => {
    try {
      // What has been deleted since is marked so.
      const [exe, cwd] = ["exe", "cwd"].map((link) =>
        readlinkSync(`/proc/${name}/${link}`).replace(/ \(deleted\)$/, ""),
      );
      if (basename(exe ?? "") !== basename(program) || cwd !== folder) return [];
      return identify(Number(name)) ?? [];
    } catch {
      // No process, one that has ended, or another user's.
      return [];
    }
  });
}

/** Whether the very process still runs. */
export const isRunning = ({ pid, startedAt }: ProcessIdentity): boolean =>
  startOf(pid) === startedAt;

const wait = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Ends the very process: politely first, by force when it takes longer than `patienceMs`. */
export async function endProcess(
  identity: ProcessIdentity,
  signal: NodeJS.Signals,
  patienceMs = 10_000,
): Promise<void> {
  const send = (name: NodeJS.Signals): void => {
    try {
      if (isRunning(identity)) process.kill(identity.pid, name);
    } catch {
      // It ended in between.
    }
  };
  send(signal);
  const deadline = performance.now() + patienceMs;
  while (isRunning(identity) && performance.now() < deadline) await wait(20);
  send("SIGKILL");
  while (isRunning(identity) && performance.now() < deadline + 5_000) await wait(20);
}
