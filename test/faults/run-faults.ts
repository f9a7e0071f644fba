import { parseArgs } from "node:util";
import { canMount } from "../support/test-meili.js";
import { openFaultBank } from "./fault-bank.js";
import { runFaults } from "./faults.js";
import { runFullDisk } from "./full-disk.js";
import { runRestarts } from "./restarts.js";

/**
 * `npm run test:faults -- --kills 1000 --restarts 100 --full-disk 60`: prints each figure beside its goal, and fails
 * when one is missed. What isn't asked for isn't run; without anything asked for, a little of each.
 */
const { values } = parseArgs({
  options: {
    kills: { type: "string" },
    restarts: { type: "string" },
    "full-disk": { type: "string" },
    seed: { type: "string", default: String(Date.now() % 1_000_000) },
    pause: { type: "string", default: "4000" },
  },
});
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const { kills: askedKills, restarts: askedRestarts, "full-disk": askedSeconds } = values;
const isAll = [askedKills, askedRestarts, askedSeconds].every((each) => each === undefined);
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

if (isAll || askedKills !== undefined) {
  const kills = Number(askedKills ?? 20);
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
if (isAll || askedRestarts !== undefined) {
  const { restarts, requests, failed, lost, doubled } = await runRestarts(
    Number(askedRestarts ?? 4),
  );
  tell(`rolling restarts ${restarts}, ${requests} requests`, { failed, lost, doubled });
}
if (isAll || askedSeconds !== undefined) {
  if (canMount()) {
    const seconds = Number(askedSeconds ?? 10);
    const bank = await openFaultBank({ seeded: false });
    const report = await runFullDisk(bank.database, bank.databaseUrl, seconds * 1_000);
    await bank.stop();
    say(`the operator reads: ${report.warnings.join("").trim()}`);
    say(`lag told at the end ${report.lagSeconds} s, healed after ${report.recoverySeconds} s`);
    const written = `${report.acknowledged} writes acknowledged, ${report.searches.answered} searches answered`;
    const count = (number: number): string[] => Array.from({ length: number }, () => "");
    tell(`Meilisearch's disk full for ${seconds} s, ${written}`, {
      "writes failed": count(report.failures),
      "searches failed": count(report.searches.failed),
      "records blamed": count(report.blamed),
      lost: report.lost,
      doubled: report.doubled,
      "index unlike the database": report.indexDifferences,
    });
  } else {
    say("Meilisearch's disk full: skipped, this user may mount no disk, not even in a namespace");
  }
}
process.exit(isMet ? 0 : 1);
