import { Agent, request } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { defaultLimits } from "../../src/limits/limits.js";
import { type TestApi, createTestApi } from "../support/test-api.js";
import { type TestDatabase, createTestDatabase } from "../support/test-database.js";

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase({ seeded: false });
});
afterAll(() => test.drop());

const query = (api: TestApi) =>
  api.app.inject({
    method: "POST",
    url: "/graphql",
    payload: { query: "{ climateContracts { year } }" },
  });

describe("too much work", () => {
  it("for the database turns requests away until it has caught up; health and metrics are told", async () => {
    const api = await createTestApi(test.database);
    const busy = test.database.requests as { running: number };
    busy.running = 1_000;
    const reply = await query(api);
    expect(reply.statusCode).toBe(503);
    expect(reply.headers["retry-after"]).toBe("2");
    expect(reply.json()).toMatchObject({
      errors: [
        { message: "The server is busy. Try again in 2 s.", extensions: { code: "INTERNAL" } },
      ],
    });
    expect((await api.app.inject("/readyz")).statusCode).toBe(200);
    expect((await api.app.inject("/metrics")).body).toContain(
      'lb_shed_total{reason="statements"} 1',
    );
    busy.running = 0;
    expect((await query(api)).statusCode).toBe(200);
    await api.close();
  });

  it("for the process turns requests away until it keeps up again", async () => {
    const api = await createTestApi(test.database, undefined, {
      limits: { ...defaultLimits, lagMs: 100 },
    });
    const until = performance.now() + 3_000;
    while (performance.now() < until) {
      const round = performance.now() + 400;
      while (performance.now() < round);
      await new Promise((resolve) => setTimeout(resolve, 15));
    }
    expect((await query(api)).statusCode).toBe(503);
    expect((await api.app.inject("/livez")).statusCode).toBe(200);
    await new Promise((resolve) => setTimeout(resolve, 2_200));
    expect((await query(api)).statusCode).toBe(200);
    await api.close();
  });
});

describe("a process that is about to end", () => {
  it("says so, answers what still comes, and has clients close their connections", async () => {
    const api = await createTestApi(test.database);
    const address = new URL(await api.app.listen({ port: 0, host: "127.0.0.1" }));
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const get = (path: string) =>
      new Promise<{ status: number | undefined; connection: string | undefined }>(
        (resolve, reject) => {
          request({ host: address.hostname, port: address.port, path, agent }, (reply) => {
            reply
              .resume()
              .on("end", () =>
                resolve({ status: reply.statusCode, connection: reply.headers.connection }),
              );
          })
            .on("error", reject)
            .end();
        },
      );
    expect(await get("/readyz")).toEqual({ status: 200, connection: "keep-alive" });
    api.app.startDraining();
    expect(await get("/readyz")).toEqual({ status: 503, connection: "close" });
    expect(await get("/graphql?query={__typename}")).toEqual({ status: 200, connection: "close" });
    expect(await get("/livez")).toMatchObject({ status: 200 });
    agent.destroy();
    await api.close();
  });
});
