import { expect, it } from "vitest";
import { createTestDatabase } from "../support/test-database.js";
import { canMount } from "../support/test-meili.js";
import { runFaults } from "./faults.js";
import { runFullDisk } from "./full-disk.js";

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

it.skipIf(!canMount())(
  "a full disk of Meilisearch's stops no write and no search, is told once, and heals by itself",
  async () => {
    const test = await createTestDatabase({ seeded: false });
    const { warnings, ...report } = await runFullDisk(test.database, test.url, 500);
    await test.drop();
    expect(report).toMatchObject({ failures: 0, blamed: 0, lost: [], doubled: [] });
    expect(report.indexDifferences).toEqual([]);
    expect(report.searches.failed).toBe(0);
    expect(report.lagSeconds).toBeGreaterThan(0.3);
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toMatch(/disk is full|No space left/);
  },
);
