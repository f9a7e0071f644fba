import { chmodSync, mkdtempSync, readFileSync, readdirSync, readlinkSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Makes a folder that PostgreSQL's user can get to, with a space in its name. */
export function makeFolder(purpose: string): string {
  const folder = mkdtempSync(join(tmpdir(), `lardomsbanken ${purpose} `));
  chmodSync(folder, 0o711);
  return folder;
}

/** Ends what still works on a folder, and removes it. */
export async function removeFolder(folder: string): Promise<void> {
  for (const pid of workingOn(folder)) kill(pid);
  await until(() => workingOn(folder).length === 0);
  rmSync(folder, { recursive: true, force: true });
}

/** Ends a process at once, if it still runs. */
export function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It has ended in between.
  }
}

/** Every process that names the folder, or a folder below it, or is in one. */
export function workingOn(folder: string): number[] {
  const pids = readdirSync("/proc").map(Number).filter(Number.isInteger);
  return pids.filter((pid) => {
    try {
      const commandLine = readFileSync(`/proc/${pid}/cmdline`, "utf8");
      return commandLine.includes(folder) || readlinkSync(`/proc/${pid}/cwd`).startsWith(folder);
    } catch {
      return false;
    }
  });
}

/** Whether a process runs; one that has ended and waits to be noticed doesn't. */
export function isAlive(pid: number): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch {
    return false;
  }
}

/** Waits until something is so, on a machine that may be busy; fails after a minute. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error("It didn't happen within a minute.");
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
