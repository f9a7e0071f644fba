import { parseArgs } from "node:util";
import { runFaults } from "./faults.js";

/** `npm run test:faults -- --kills 1000 --seed 1`: prints what happened; fails when anything was lost. */
const { values } = parseArgs({
  options: {
    kills: { type: "string", default: "100" },
    seed: { type: "string", default: String(Date.now() % 1_000_000) },
    pause: { type: "string", default: "4000" },
  },
});
const say = (line: string): void => void process.stdout.write(`${line}\n`);
say(`${values.kills} faults, seed ${values.seed}`);
const report = await runFaults({
  faults: Number(values.kills),
  seed: Number(values.seed),
  pauseMs: Number(values.pause),
  withProcesses: true,
  say,
});
say(
  JSON.stringify(
    { ...report, lost: report.lost.length, indexDifferences: report.indexDifferences.length },
    null,
    2,
  ),
);
for (const line of [...report.lost, ...report.indexDifferences].slice(0, 20)) say(line);
process.exit(report.lost.length + report.indexDifferences.length > 0 ? 1 : 0);
