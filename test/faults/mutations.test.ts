import { afterAll, beforeAll, expect, it } from "vitest";
import { type TestDatabase, createTestDatabase } from "../support/test-database.js";
import { createPersona } from "../support/test-people.js";
import { createUntilAcknowledged, findLostMutations } from "./mutations.js";
import { type Supervised, supervise } from "./processes.js";

/** `MUTATIONS=500 KILLS=8 npx vitest run test/faults/mutations.test.ts` is the long version. */
const mutations = Number(process.env["MUTATIONS"] ?? 100);
const kills = Number(process.env["KILLS"] ?? 2);

let test: TestDatabase;
let server: Supervised;
let headers: Record<string, string>;

beforeAll(async () => {
  test = await createTestDatabase({ seeded: true });
  const persona = {
    clientOf: "kalmar",
    scopes: ["READ", "CONTRIBUTE"] as ("READ" | "CONTRIBUTE")[],
  };
  headers = { ...(await createPersona(test.database, persona)).headers };
  server = await supervise("api", { DATABASE_URL: test.url });
  await until(() => fetch(`${server.url}/readyz`).then((reply) => reply.ok));
}, 120_000);
afterAll(async () => {
  await server.stop();
  await test.drop();
});

async function until(check: () => Promise<boolean>): Promise<void> {
  while (!(await check().catch(() => false))) {
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

it("every acknowledged mutation is there once and whole, however often the API is killed meanwhile", async () => {
  const acknowledged = new Set<string>();
  const next = { number: 0 };
  const client = async (): Promise<void> => {
    while (next.number < mutations) {
      next.number += 1;
      const id = await createUntilAcknowledged({ url: server.url, headers }, next.number);
      if (id !== undefined) acknowledged.add(id);
    }
  };
  const killing = (async () => {
    for (let round = 1; round <= kills; round += 1) {
      const after = Math.floor((mutations * (round - Math.random() * 0.8)) / kills);
      await until(async () => acknowledged.size >= after);
      server.kill();
    }
  })();
  await Promise.all(Array.from({ length: 50 }, client));
  await killing;
  expect(server.starts).toBeGreaterThan(1);
  expect(acknowledged.size).toBe(mutations);
  expect(await findLostMutations(test.database, acknowledged)).toEqual({ lost: [], doubled: [] });
  const [count] = await test.database.client`
    select count(*)::int as cases from case_studies where title like 'Syntetiskt fall %'`;
  expect(count?.["cases"]).toBe(mutations);
}, 240_000);
