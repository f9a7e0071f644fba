import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { defaultLimits } from "../../src/limits/limits.js";
import type { Database } from "../../src/platform/database.js";
import { eventually } from "../support/search-bank.js";
import { createTestApi } from "../support/test-api.js";
import { type TestDatabase, createTestDatabase } from "../support/test-database.js";

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase({ seeded: true });
  // Whoever reads contracts waits long: a view of the same name, as no index would help it.
  await test.database.client`alter table climate_contracts rename to kept_contracts`;
  await test.database.client`
    create view climate_contracts as
    select kept_contracts.* from kept_contracts, pg_sleep(30) as slept`;
});
afterAll(() => test.drop());

const query = "{ climateContracts { year } }";
const sleeping = async (database: Database): Promise<number> => {
  const rows = await database.client`
    select from pg_stat_activity where datname = current_database() and query ~ 'climate_contracts'
      and state = 'active' and pid <> pg_backend_pid()`;
  return rows.length;
};

describe("a request that takes long", () => {
  it("is ended at its time limit, with its statements in PostgreSQL", async () => {
    const limits = { ...defaultLimits, lagMs: 0, requestMs: 700 };
    const api = await createTestApi(test.database, undefined, { limits });
    const started = performance.now();
    const { errors } = await api.ask(query);
    expect(performance.now() - started).toBeLessThan(5_000);
    expect(errors?.[0]?.message).toMatch(/^This took too long and was ended\. Ask for less/);
    expect(errors?.[0]?.extensions.code).toBe("INTERNAL");
    expect(await sleeping(test.database)).toBe(0);
    expect(test.database.requests.running).toBe(0);
    await api.close();
  });

  it("is ended when its client goes away", async () => {
    const api = await createTestApi(test.database);
    const address = await api.app.listen({ port: 0, host: "127.0.0.1" });
    const leaving = new AbortController();
    const reply = fetch(`${address}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ query }),
      signal: leaving.signal,
    }).catch(() => "gone");
    await eventually(async () => (await sleeping(test.database)) === 1);
    leaving.abort();
    expect(await reply).toBe("gone");
    await eventually(async () => (await sleeping(test.database)) === 0);
    expect(test.database.requests.running).toBe(0);
    await api.close();
  });

  it("leaves one line when its client goes away, and no statement", async () => {
    const lines: Record<string, unknown>[] = [];
    const log = pino(
      { level: "info" },
      { write: (line) => void lines.push(JSON.parse(line) as Record<string, unknown>) },
    );
    const api = await createTestApi(test.database, undefined, { log });
    const address = await api.app.listen({ port: 0, host: "127.0.0.1" });
    const leaving = new AbortController();
    const twice = "{ a: climateContracts { year } b: climateContracts { id } }";
    const reply = fetch(`${address}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json", "x-request-id": "leaves" },
      body: JSON.stringify({ query: twice }),
      signal: leaving.signal,
    }).catch(() => "gone");
    await eventually(async () => (await sleeping(test.database)) > 0);
    leaving.abort();
    expect(await reply).toBe("gone");
    await eventually(async () => (await sleeping(test.database)) === 0);
    await api.close();
    const own = lines.filter(({ msg }) => msg !== "request" && !String(msg).startsWith("Server"));
    expect(own).toMatchObject([{ level: 30, requestId: "leaves", msg: "the client has gone" }]);
    expect(JSON.stringify(lines)).not.toContain("climate_contracts");
  });

  it("leaves the others alone", async () => {
    const limits = { ...defaultLimits, lagMs: 0, requestMs: 700 };
    const api = await createTestApi(test.database, undefined, { limits });
    const slow = Promise.all([1, 2, 3].map(() => api.ask(query)));
    const until = performance.now() + 1_500;
    while (performance.now() < until) {
      await api.read("{ caseStudies(first: 1) { nodes { slug } } }");
    }
    expect((await slow).every(({ errors }) => errors)).toBe(true);
    await api.close();
  });

  it("is ended by PostgreSQL itself where a pool says so", async () => {
    const pool = test.connect(undefined, { statementMs: 300 });
    await expect(pool.client`select pg_sleep(5)`.execute()).rejects.toThrow(/statement timeout/);
  });
});
