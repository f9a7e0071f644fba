import { parseArgs } from "node:util";
import { runFaults } from "./faults.js";
import { runRestarts } from "./restarts.js";

/**
 * `npm run test:faults -- --kills 1000 --restarts 100`: prints each figure beside its goal, and fails
 * when one is missed. What isn't asked for isn't run; without anything asked for, a little of each.
 */
const { values } = parseArgs({
  options: {
    kills: { type: "string" },
    restarts: { type: "string" },
    seed: { type: "string", default: String(Date.now() % 1_000_000) },
    pause: { type: "string", default: "4000" },
  },
});
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const isAll = values.kills === undefined && values.restarts === undefined;
let isMet = true;

/** Prints figures of which each has to be 0, and the first lines of what was wrong. */
function tell(what: string, figures: Record<string, readonly string[]>): void {
  const each = Object.entries(figures).map(([name, wrong]) => `${name} ${wrong.length} (goal 0)`);
  say(`${what}: ${each.join(" · ")}`);
  for (const [name, wrong] of Object.entries(figures)) {
    for (const line of wrong.slice(0, 10)) say(`  ${name}: ${line}`);
    if (wrong.length > 0) isMet = false;
  }
}

const listed = (counts: Record<string, number>): string =>
  Object.entries(counts)
    .map(([name, count]) => `${name} ${count}`)
    .join(", ");

if (isAll || values.kills !== undefined) {
  const kills = Number(values.kills ?? 20);
  const seed = Number(values.seed);
  const pauseMs = Number(values.pause);
  const report = await runFaults({ kills, seed, pauseMs, withProcesses: true, say });
  say(`seed ${seed}: ${listed(report.faults)}; reads: ${listed(report.answers)}`);
  const writes = `${report.acknowledged} writes acknowledged, ${report.acknowledgedByApi} of them by the API`;
  tell(`kills ${kills}, ${writes}`, {
    lost: report.lost,
    doubled: report.doubled,
    "index unlike the database": report.indexDifferences,
  });
}
if (isAll || values.restarts !== undefined) {
  const { restarts, requests, failed, lost, doubled } = await runRestarts(
    Number(values.restarts ?? 4),
  );
  tell(`rolling restarts ${restarts}, ${requests} requests`, { failed, lost, doubled });
}
process.exit(isMet ? 0 : 1);
