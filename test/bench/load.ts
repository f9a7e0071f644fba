import { readFileSync } from "node:fs";
import autocannon from "autocannon";
import { residentMiB } from "./api-process.js";

/** One server that is measured beside others. */
export interface Contender {
  name: string;
  /** The server's process, for its memory and processor time. */
  pid: number;
  url: string;
  request: {
    method: "GET" | "POST";
    path: string;
    body?: string;
    headers?: Record<string, string>;
  };
}

/** What a contender did under load; times are in milliseconds. */
export interface LoadFigures {
  perSecond: number;
  p50: number;
  p97_5: number;
  /** Processor time of the server's process for each request. */
  processorMs: number;
  residentMiB: number;
}

/** As many as the measures ask for. */
const connections = 16;

/** Processor time that a process has used, in milliseconds. */
export function processorTime(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.split(" ") ?? [];
  // In ticks of 10 ms on every Linux that Node runs on: user and system time.
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

/** Waits, a minute at most, until a process has done what it does once after its start. */
async function untilIdle(pid: number): Promise<void> {
  const deadline = performance.now() + 60_000;
  for (let isBusy = true; isBusy && performance.now() < deadline;) {
    const before = processorTime(pid);
    await new Promise((resolve) => setTimeout(resolve, 500));
    isBusy = processorTime(pid) - before > 20;
  }
}

async function loadOnce(contender: Contender, seconds: number): Promise<LoadFigures> {
  const { url, pid, request } = contender;
  const before = processorTime(pid);
  const { requests, latency, errors, ...statuses } = await autocannon({
    url,
    connections,
    duration: seconds,
    headers: request.body === undefined ? {} : { "content-type": "application/json" },
    requests: [request],
  });
  const failed = errors + statuses["1xx"] + statuses["4xx"] + statuses["5xx"];
  if (failed > 0) throw new Error(`${contender.name}: ${failed} requests failed.`);
  return {
    perSecond: requests.average,
    p50: latency.p50,
    p97_5: latency.p97_5,
    processorMs: (processorTime(pid) - before) / requests.total,
    residentMiB: residentMiB(pid),
  };
}

/**
 * Loads servers in turn, round after round, so that all meet the same moods of the machine, and
 * answers each one's median round.
 */
export async function loadSideBySide<Name extends string>(
  contenders: readonly (Contender & { name: Name })[],
  { rounds, seconds }: { rounds: number; seconds: number },
): Promise<Record<Name, LoadFigures>> {
  for (const contender of contenders) await loadOnce(contender, 2);
  for (const { pid } of contenders) await untilIdle(pid);
  const measured = new Map<Name, LoadFigures[]>(contenders.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const contender of contenders)
      measured.get(contender.name)?.push(await loadOnce(contender, seconds));
  }
  return Object.fromEntries(
    [...measured].map(([name, figures]) => [name, medianRound(figures)]),
  ) as Record<Name, LoadFigures>;
}

function medianRound(rounds: readonly LoadFigures[]): LoadFigures {
  const sorted = rounds.toSorted((a, b) => a.perSecond - b.perSecond);
  const median = sorted[Math.floor(sorted.length / 2)];
  if (!median) throw new Error("Nothing was measured.");
  return { ...median, residentMiB: Math.max(...rounds.map((each) => each.residentMiB)) };
}
