import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { BudgetKeeper, type Client, placeOf } from "../../src/limits/budget-keeper.js";
import { forgetFullBudgets } from "../../src/limits/budgets.repository.js";
import { budgetClient } from "../../src/limits/client.js";
import { type Limits, defaultLimits } from "../../src/limits/limits.js";
import { visitor } from "../../src/platform/context.js";
import type { Database } from "../../src/platform/database.js";
import { createTestApi } from "../support/test-api.js";
import { type TestDatabase, createTestDatabase } from "../support/test-database.js";

let statements = 0;
let test: TestDatabase;
const keepers: BudgetKeeper[] = [];
beforeAll(async () => {
  test = await createTestDatabase({ seeded: true });
});
afterAll(() => test.drop());
beforeEach(async () => {
  await test.database.client`delete from client_budgets`;
});
afterEach(async () => {
  await Promise.all(keepers.splice(0).map((keeper) => keeper.close()));
});

const log = { warn() {} };

/** A keeper as a process of its own would have it, which counts its statements. */
function openKeeper(budgets: Limits["budgets"], database: Database = test.database): BudgetKeeper {
  const client = new Proxy(database.client, {
    apply(target, self, args) {
      statements += 1;
      return Reflect.apply(target as never, self, args);
    },
  });
  const keeper = new BudgetKeeper({ client }, budgets, log);
  keepers.push(keeper);
  return keeper;
}

const ann: Client = { kind: "anonymous", id: "203.0.113.1" };
const bob: Client = { kind: "anonymous", id: "203.0.113.2" };

/** Spends as fast as it can until refused; what was spent. */
async function spendAll(keeper: BudgetKeeper, client: Client, cost: number): Promise<number> {
  let spent = 0;
  for (;;) {
    const verdict = await keeper.reserve(client, cost);
    if (!verdict?.granted) return spent;
    keeper.settle(client, verdict.reserved, cost);
    spent += cost;
  }
}

describe("a client's budget", () => {
  it("is spent once, however many processes the client asks at the same time", async () => {
    const budgets = { anonymous: { perSecond: 0.001, burst: 10_000 } };
    const processes = [1, 2, 3, 4].map(() => openKeeper(budgets));
    const spent = await Promise.all(
      processes.flatMap((keeper) => [1, 2, 3].map(() => spendAll(keeper, ann, 7))),
    );
    const sum = spent.reduce((total, each) => total + each, 0);
    expect(sum).toBeLessThanOrEqual(10_001);
    // What is left is less than one request needs, at each process.
    expect(sum).toBeGreaterThan(10_000 - 4 * 7);
  });

  it("is its own: another client's is full", async () => {
    const keeper = openKeeper({ anonymous: { perSecond: 0.001, burst: 1_000 } });
    await spendAll(keeper, ann, 10);
    expect(await keeper.reserve(ann, 10)).toMatchObject({ granted: false, remaining: 0 });
    expect(await keeper.reserve(bob, 10)).toMatchObject({ granted: true });
    expect(await keeper.reserve({ ...ann, kind: "member" }, 10)).toBeUndefined();
  });

  it("comes back with time, and a refusal tells when", async () => {
    const keeper = openKeeper({ anonymous: { perSecond: 100, burst: 200 } });
    await spendAll(keeper, ann, 20);
    const verdict = await keeper.reserve(ann, 20);
    expect(verdict).toMatchObject({ granted: false, retryAfterSeconds: 1 });
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    expect(await keeper.reserve(ann, 20)).toMatchObject({ granted: true });
  });

  it("costs few statements: one for many requests, none for refusals", async () => {
    const keeper = openKeeper({ anonymous: { perSecond: 0.001, burst: 100_000 } });
    statements = 0;
    for (let n = 0; n < 500; n += 1) {
      const verdict = await keeper.reserve(ann, 50);
      if (verdict?.granted) keeper.settle(ann, verdict.reserved, 10);
    }
    expect(statements).toBeLessThanOrEqual(2);
    await spendAll(keeper, ann, 1_000);
    statements = 0;
    for (let n = 0; n < 100; n += 1) {
      expect(await keeper.reserve(ann, 1_000)).toMatchObject({ granted: false });
    }
    expect(statements).toBe(0);
  });

  it("shares statements between clients that come at the same time", async () => {
    const keeper = openKeeper({ anonymous: { perSecond: 1, burst: 1_000 } });
    statements = 0;
    const verdicts = await Promise.all(
      Array.from({ length: 50 }, (_, n) =>
        keeper.reserve({ kind: "anonymous", id: `198.51.100.${n}` }, 10),
      ),
    );
    expect(verdicts.every((verdict) => verdict?.granted)).toBe(true);
    expect(statements).toBeLessThanOrEqual(2);
  });

  it("owes what an answer has cost beyond what was reserved", async () => {
    const keeper = openKeeper({ anonymous: { perSecond: 0.001, burst: 1_000 } });
    const verdict = await keeper.reserve(ann, 100_000);
    expect(verdict).toMatchObject({ granted: true, reserved: 100 });
    keeper.settle(ann, 100, 5_000);
    expect(await keeper.reserve(ann, 1)).toMatchObject({ granted: false });
    await keeper.close();
    // The debt is known to the next process, too.
    expect(
      await openKeeper({ anonymous: { perSecond: 0.001, burst: 1_000 } }).reserve(ann, 1),
    ).toMatchObject({
      granted: false,
    });
  });

  it("is given back when a process ends, and forgotten when it has had the time to be full", async () => {
    const budgets = { anonymous: { perSecond: 0.001, burst: 1_000 } };
    const keeper = openKeeper(budgets);
    await keeper.reserve(ann, 10);
    await keeper.close();
    const [row] = await test.database.client`select remaining from client_budgets`;
    expect(row?.["remaining"]).toBeCloseTo(990, 1);
    await forgetFullBudgets(test.database.client, 3_600);
    expect(await test.database.client`select from client_budgets`).toHaveLength(1);
    await test.database.client`update client_budgets set counted_at = now() - interval '2 hours'`;
    await forgetFullBudgets(test.database.client, 3_600);
    expect(await test.database.client`select from client_budgets`).toHaveLength(0);
  });

  it("survives a clock that is set back or forward", async () => {
    const budgets = { anonymous: { perSecond: 1, burst: 1_000 } };
    await openKeeper(budgets).reserve(ann, 10);
    await Promise.all(keepers.splice(0).map((keeper) => keeper.close()));
    for (const jump of ["+1 day", "-1 day"]) {
      await test.database.client`update client_budgets set counted_at = now() + ${jump}::interval`;
      expect(await openKeeper(budgets).reserve(ann, 10)).toMatchObject({ granted: true });
      const [row] = await test.database
        .client`select remaining, counted_at <= now() as right from client_budgets`;
      expect(row?.["right"]).toBe(true);
      expect(row?.["remaining"]).toBeLessThanOrEqual(1_000);
      await Promise.all(keepers.splice(0).map((keeper) => keeper.close()));
    }
  });

  it("doesn't count while PostgreSQL is away", async () => {
    const gone = test.connect();
    await gone.close();
    const keeper = openKeeper({ anonymous: { perSecond: 1, burst: 10 } }, gone);
    expect(await keeper.reserve(ann, 10)).toMatchObject({ granted: true });
  });

  it("has one of a bounded number of places, which tell no address", () => {
    const places = Array.from({ length: 1_000 }, (_, n) => placeOf({ kind: "key", id: String(n) }));
    expect(Math.min(...places)).toBeGreaterThanOrEqual(2 * 2 ** 20);
    expect(Math.max(...places)).toBeLessThan(3 * 2 ** 20);
    expect(new Set(places).size).toBeGreaterThan(990);
  });
});

describe("whose budget it is", () => {
  it.each([
    ["203.0.113.7", false, "203.0.113.7"],
    ["::ffff:203.0.113.7", false, "203.0.113.7"],
    ["2001:db8:1:2:3:4:5:6", false, "2001:db8:1:2"],
    ["2001:db8:1:2::", true, "2001:db8:1:2"],
    ["2001:db8::1", false, "2001:db8:0:0"],
    ["127.0.0.1", true, "127.0.0.1"],
  ])("of %s, forwarded %s, is %s's", (address, isForwarded, id) => {
    expect(budgetClient(visitor, address, isForwarded)).toEqual({ kind: "anonymous", id });
  });

  it.each(["127.0.0.1", "::1", "::ffff:127.0.0.1"])(
    "is nobody's on the machine itself: %s",
    (own) => {
      expect(budgetClient(visitor, own, false)).toBeUndefined();
    },
  );
});

describe("over HTTP", () => {
  const limits = {
    ...defaultLimits,
    lagMs: 0,
    budgets: { anonymous: { perSecond: 10, burst: 1_000 } },
  };
  const query = "{ caseStudies(first: 20) { nodes { slug } } }";

  it("a client reads what it has left, is refused with 429 and Retry-After, and others aren't", async () => {
    const api = await createTestApi(test.database, undefined, { limits });
    const ask = (remoteAddress: string, headers: Record<string, string> = {}) =>
      api.app.inject({
        method: "POST",
        url: "/graphql",
        payload: { query },
        remoteAddress,
        headers,
      });
    const first = (await ask("203.0.113.9")).json();
    expect(first.extensions).toEqual({
      cost: { predicted: 22, actual: 22 },
      rateLimit: { limit: 1_000, remaining: 978, perSecond: 10 },
    });
    let reply = await ask("203.0.113.9");
    while (reply.statusCode === 200) reply = await ask("203.0.113.9");
    expect(reply.statusCode).toBe(429);
    expect(Number(reply.headers["retry-after"])).toBeGreaterThan(0);
    expect(reply.json()).toMatchObject({
      errors: [{ extensions: { code: "RATE_LIMITED", rateLimit: { limit: 1_000 } } }],
    });
    expect((await ask("203.0.113.10")).statusCode).toBe(200);
    // A name that the client gives itself isn't one.
    expect((await ask("203.0.113.9", { "x-forwarded-for": "198.51.100.1" })).statusCode).toBe(429);
    // The machine itself has no budget.
    expect((await ask("127.0.0.1")).json().extensions).not.toHaveProperty("rateLimit");
    await api.close();
  });

  it("a trusted proxy's clients have budgets of their own, and can't choose whose", async () => {
    const api = await createTestApi(test.database, undefined, { limits, trustProxy: "10.0.0.1" });
    const ask = async (forwarded: string) => {
      const reply = await api.app.inject({
        method: "POST",
        url: "/graphql",
        payload: { query },
        remoteAddress: "10.0.0.1",
        headers: { "x-forwarded-for": forwarded },
      });
      return reply.json().extensions.rateLimit.remaining;
    };
    expect(await ask("203.0.113.20")).toBe(978);
    expect(await ask("203.0.113.21")).toBe(978);
    expect(await ask("198.51.100.77, 203.0.113.20")).toBeLessThan(978);
    await api.close();
  });

  it("an answer that caches may keep tells its cost only", async () => {
    const api = await createTestApi(test.database, undefined, { limits });
    const url = `/graphql?query=${encodeURIComponent(query)}`;
    const reply = await api.app.inject({ method: "GET", url, remoteAddress: "203.0.113.30" });
    expect(reply.json().extensions).toEqual({ cost: { predicted: 22, actual: 22 } });
    await api.close();
  });

  it("a client has only so many requests under way", async () => {
    const api = await createTestApi(test.database, undefined, {
      limits: { ...limits, inFlight: 3 },
    });
    const replies = await Promise.all(
      Array.from({ length: 10 }, () =>
        api.app.inject({
          method: "POST",
          url: "/graphql",
          payload: { query },
          remoteAddress: "203.0.113.40",
        }),
      ),
    );
    const statuses = replies.map(({ statusCode }) => statusCode);
    expect(statuses.filter((status) => status === 200)).toHaveLength(3);
    expect(statuses.filter((status) => status === 429)).toHaveLength(7);
    const again = await api.app.inject({
      method: "POST",
      url: "/graphql",
      payload: { query },
      remoteAddress: "203.0.113.40",
    });
    expect(again.statusCode).toBe(200);
    await api.close();
  });
});
