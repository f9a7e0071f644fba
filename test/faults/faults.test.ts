import { expect, it } from "vitest";
import { runFaults } from "./faults.js";

it("nothing that was acknowledged is lost or doubled when servers are killed and connections cut", async () => {
  const report = await runFaults({
    kills: 6,
    seed: 7,
    pauseMs: 600,
    withProcesses: false,
    say: () => {},
  });
  expect(report.lost).toEqual([]);
  expect(report.doubled).toEqual([]);
  expect(report.indexDifferences).toEqual([]);
  expect(report.acknowledged).toBeGreaterThan(20);
  expect(Object.keys(report.faults).length).toBeGreaterThan(2);
}, 120_000);
