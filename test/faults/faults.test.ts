import { pino } from "pino";
import { expect, it } from "vitest";
import { startSearchWorker } from "../../src/search/search-worker.js";
import { eventually } from "../support/search-bank.js";
import { createTestApi } from "../support/test-api.js";
import { createTestDatabase } from "../support/test-database.js";
import { canMount, startTestMeili } from "../support/test-meili.js";
import { findIndexDifferences } from "./checker.js";
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

it("records that can't be built or that Meilisearch refuses block no others, are told once, and tried again", async () => {
  const test = await createTestDatabase({ seeded: false });
  const { client } = test.database;
  const meili = await startTestMeili({ payload: "20kB" });
  const api = await createTestApi(test.database, meili);
  const lines: Record<string, unknown>[] = [];
  const log = pino(
    { level: "warn" },
    { write: (line) => void lines.push(JSON.parse(line) as Record<string, unknown>) },
  );
  // Compared all the time: that must not begin anything anew.
  const worker = startSearchWorker({
    database: test.database,
    meili,
    log,
    pollMs: 100,
    reconcileMs: 100,
  });
  await client.unsafe(`
    create function poison() returns trigger language plpgsql as
      $$ begin raise exception 'this record is poison'; end $$;
    create trigger poison before insert on search_documents for each row
      when (new.document->>'title' = 'Gift') execute function poison()`);
  const words = Array.from({ length: 3_000 }, (_, n) => n.toString(36).padStart(6, "abcdefg"));
  await client`
    insert into case_studies (slug, title, summary, challenge, status, state, published_at)
    select 'fall-' || n, case n when 3 then 'Gift' when 7 then 'Stor' else 'Fall ' || n end, 'Syntetisk',
      case n when 7 then ${words.join(" ")} end, 'ONGOING', 'PUBLISHED', now()
    from generate_series(1, 12) as n`;
  const search = `{ search(query: "fall") { totalCount degraded } }`;
  await eventually(async () => (await api.read(search)).search.totalCount === 10);
  await eventually(async () => lines.length === 2);
  const { body } = await api.app.inject({ method: "GET", url: "/metrics" });
  expect(body).toMatch(/^lb_search_queue_failing 2$/m);
  // A second time, and no second line.
  await eventually(async () => {
    const [rows] = await client<{ again: boolean }[]>`
      select count(*) = 2 and min(attempts) > 1 and min(due_at - now()) > interval '2 s' as again
      from search_queue`;
    return rows?.again ?? false;
  });
  expect(lines.map(({ msg }) => msg)).toEqual(
    Array.from({ length: 2 }, () => expect.stringMatching(/^search: a record can't be indexed/)),
  );
  expect(lines.map(({ error }) => error)).toEqual(
    expect.arrayContaining([expect.stringMatching(/payload/), "this record is poison"]),
  );
  await client`drop trigger poison on search_documents`;
  await client`update case_studies set challenge = null where slug = 'fall-7'`;
  await client`update search_queue set due_at = now()`;
  await eventually(async () => (await findIndexDifferences(test.database, meili)).length === 0);
  await api.close();
  await worker.stop();
  await meili.stop();
  await test.drop();
});
