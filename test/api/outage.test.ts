import { type Server, type Socket, connect, createServer } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from "vitest";
import { type Database, connectDatabase } from "../../src/platform/database.js";
import { type TestApi, createTestApi } from "../support/test-api.js";
import { type TestDatabase, createTestDatabase } from "../support/test-database.js";

/** What a network, or the server at its other end, can do to a connection. */
type Weather = "fine" | "slow" | "refused" | "hung up on" | "frozen";

/** A way to PostgreSQL that can be cut. */
interface Way {
  port: number;
  change(weather: Weather): Promise<void>;
}

/** How much longer everything may take on a machine that is busy; who waits for ever takes longer. */
const slackMs = 5_000;

/** What a slow network takes each way: too long for anybody to wait for. */
const slowMs = 1_500;

/** Waits until idle connections know that they have ended, too. */
const untilNoticed = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 200));

/** Something to wait for, and what ends the waiting. */
function signal(): [give: () => void, given: Promise<void>] {
  let give = (): void => {};
  const given = new Promise<void>((resolve) => {
    give = resolve;
  });
  return [give, given];
}

async function openWay(target: URL): Promise<Way> {
  let weather: Weather = "fine";
  const pairs = new Set<[Socket, Socket]>();
  const forward = (from: Socket, to: Socket): void => {
    from.on("data", (data) => {
      if (weather === "fine") to.write(data);
      if (weather === "slow") setTimeout(() => to.write(data), slowMs);
    });
    from.on("error", () => {});
    from.on("close", () => to.destroy());
  };
  const server: Server = createServer((near) => {
    if (weather === "hung up on") {
      near
        .on("error", () => {})
        .resume()
        .end();
      return;
    }
    const far = connect(Number(target.port), target.hostname);
    pairs.add([near, far]);
    forward(near, far);
    forward(far, near);
  });
  const listen = (port: number): Promise<void> =>
    new Promise((resolve) => server.listen(port, "127.0.0.1", resolve));
  await listen(0);
  const { port } = server.address() as { port: number };
  return {
    port,
    async change(next) {
      if (weather === "refused") await listen(port);
      weather = next;
      if (next !== "refused" && next !== "hung up on") return;
      for (const [near] of pairs) near.destroy();
      pairs.clear();
      if (next === "refused") await new Promise((resolve) => server.close(resolve));
      await untilNoticed();
    },
  };
}

let test: TestDatabase;
let way: Way;
let database: Database;
let api: TestApi;
beforeAll(async () => {
  test = await createTestDatabase({ seeded: true });
  const url = new URL(test.url);
  way = await openWay(new URL(inject("databaseUrl")));
  url.port = String(way.port);
  database = connectDatabase({ url: url.href });
  api = await createTestApi(database);
});
afterAll(async () => {
  await way.change("refused");
  await api.close();
  await database.close(0);
  await test.drop();
});
beforeEach(async () => {
  await Promise.all(Array.from({ length: 8 }, () => database.client`select pg_sleep(0.05)`));
});

const query = `{ climateContracts { year } caseStudies(first: 1) { nodes { slug } } }`;
const ready = async (): Promise<number> =>
  (await api.app.inject({ method: "GET", url: "/readyz" })).statusCode;

async function timed<Result>(work: Promise<Result>): Promise<[Result, number]> {
  const started = performance.now();
  return [await work, performance.now() - started];
}

describe("while PostgreSQL can't be reached", () => {
  it.each<Weather>(["refused", "hung up on", "slow", "frozen"])(
    "%s: health and requests fail soon and say why, many at once, and all is well right afterwards",
    async (weather) => {
      await way.change(weather);
      const [status, healthMs] = await timed(ready());
      expect(status).toBe(503);
      expect(healthMs).toBeLessThan(1_500 + slackMs);

      const requests = Array.from({ length: 40 }, () => timed(api.ask(query)));
      for (const [{ errors }, milliseconds] of await Promise.all(requests)) {
        expect(milliseconds).toBeLessThan(4_000 + slackMs);
        expect(errors?.[0]?.extensions.code).toBe("INTERNAL");
        expect(errors?.[0]?.message).toMatch(/^The database is unavailable right now\. Try again/);
      }
      const [{ errors }, milliseconds] = await timed(api.ask(query));
      expect(errors).toBeDefined();
      expect(milliseconds).toBeLessThan(2_000 + slackMs);

      await way.change("fine");
      const [, recoveryMs] = await timed(
        (async () => {
          while ((await api.ask(query)).errors) await new Promise((go) => setTimeout(go, 20));
        })(),
      );
      // Who swallows everything, or is slow, does so with the last attempt, too.
      const lastMs = weather === "frozen" || weather === "slow" ? 2_500 : 200;
      expect(recoveryMs).toBeLessThan(lastMs + slackMs);
      expect(await ready()).toBe(200);
    },
  );

  it("a statement that takes long isn't taken for an outage", async () => {
    const [rows] = await Promise.all([
      database.client`select 1 as one, pg_sleep(3)`,
      database.check(),
    ]);
    expect(rows[0]?.["one"]).toBe(1);
  });

  it("transactions and reserved connections fail, and every connection can be used again", async () => {
    const works = Promise.allSettled(
      [1, 2, 3].map((number) =>
        database.client.begin(async (sql) => {
          await sql`select ${number}::int`;
          await sql`select pg_sleep(30)`;
        }),
      ),
    );
    const reserved = await database.client.reserve();
    await new Promise((resolve) => setTimeout(resolve, 100));
    await way.change("refused");
    for (const result of await works) expect(result.status).toBe("rejected");
    await expect(reserved`select 1`.execute()).rejects.toThrow(/CONNECTION_CLOSED/);
    reserved.release();
    await way.change("fine");
    const [, milliseconds] = await timed(
      Promise.all(Array.from({ length: 30 }, () => database.client`select pg_sleep(0.05)`)),
    );
    expect(milliseconds).toBeLessThan(slackMs);
  });

  it("nobody who lost a connection says anything on the one that others got instead", async () => {
    const pool = connectDatabase({ url: test.url, poolSize: 1 });
    const { client } = test.database;
    await client`create table outage_values (value int)`;
    const [loses, lost] = signal();
    const [ends, end] = signal();
    const lose = async (sql: Pick<typeof client, "unsafe">): Promise<void> => {
      const [row] = await sql.unsafe<{ pid: number }[]>("select pg_backend_pid() as pid");
      await client`select pg_terminate_backend(${row?.pid ?? 0})`;
      await untilNoticed();
    };
    const first = pool.client.begin(async (sql) => {
      await lose(sql);
      loses();
      await end;
      // And a ROLLBACK follows it.
      await sql`insert into outage_values values (-1)`;
    });
    const outcome = expect(first).rejects.toThrow(/CONNECTION_CLOSED/);
    await lost;
    const late = await pool.client.reserve();
    await lose(late);
    await pool.client.begin(async (sql) => {
      await sql`insert into outage_values values (1)`;
      ends();
      await expect(late`insert into outage_values values (-2)`.execute()).rejects.toThrow(
        /CONNECTION_CLOSED/,
      );
      late.release();
      await untilNoticed();
      await sql`insert into outage_values values (2)`;
    });
    await outcome;
    expect([...(await client`select value from outage_values order by value`)]).toEqual([
      { value: 1 },
      { value: 2 },
    ]);
    await pool.close();
    await client`drop table outage_values`;
  });

  it("no statement fails that comes after those which the server has ended", async () => {
    const ended = Promise.allSettled([1, 2, 3].map(() => database.client`select pg_sleep(30)`));
    await new Promise((resolve) => setTimeout(resolve, 100));
    await test.database.client`
      select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid()`;
    for (const result of await ended) expect(result.status).toBe("rejected");
    await untilNoticed();
    await Promise.all(Array.from({ length: 30 }, () => database.client`select pg_sleep(0.05)`));
  });

  it("nothing is left unhandled of connections that end while they are opened", async () => {
    for (let delay = 0; delay < 30; delay += 1) {
      const pool = test.connect();
      const answer = pool.client`select 1`.catch(() => {});
      await new Promise((resolve) => setTimeout(resolve, delay));
      await pool.close(0);
      await answer;
    }
  });
});
