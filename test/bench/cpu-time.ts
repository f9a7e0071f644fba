import { readFileSync, readdirSync } from "node:fs";

/** The kernel counts in hundredths of a second. */
const tickMs = 10;

interface Times {
  parent: number;
  ms: number;
}

function timesOf(pid: number): Times | undefined {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.split(" ") ?? [];
    return { parent: Number(fields[1]), ms: (Number(fields[11]) + Number(fields[12])) * tickMs };
  } catch {
    // It has just ended.
    return undefined;
  }
}

/**
 * Milliseconds that processes and their children have computed so far: what a search costs, also on a
 * machine that others use at the same time.
 */
export function cpuMs(...pids: readonly number[]): number {
  let sum = 0;
  for (const name of readdirSync("/proc")) {
    const pid = Number(name);
    const times = pid > 0 ? timesOf(pid) : undefined;
    if (times && (pids.includes(pid) || pids.includes(times.parent))) sum += times.ms;
  }
  return sum;
}
