import { spawn } from "node:child_process";
import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { createSearchService } from "../../src/search/search-service.js";
import { projectPath } from "../../src/platform/project-root.js";
import { openProxy } from "../faults/proxy.js";
import { type SearchBank, eventually, startSearchBank } from "../support/search-bank.js";
import { createTestApi } from "../support/test-api.js";

let bank: SearchBank;
beforeAll(async () => {
  bank = await startSearchBank();
});
afterAll(() => bank.stop());

const ask = async (query: string): Promise<{ totalCount: number; degraded: boolean }> => {
  const text = `query ($query: String!) { search(query: $query) { totalCount degraded } }`;
  return (await bank.api.read(text, { query: `"${query}"` })).search;
};

const publish = (word: string) => bank.test.database.client`
  insert into case_studies (slug, title, summary, status, state, published_at)
  values (${word.toLowerCase()}, ${word}, 'Sammanfattning', 'ONGOING', 'PUBLISHED', now())`;

const expectEqual = async (): Promise<void> => {
  const { index, stored } = await bank.documents();
  expect(index).toEqual(stored);
};

describe("when something dies", () => {
  it("PostgreSQL answers for Meilisearch, which catches up by itself", async () => {
    const worker = bank.startWorker();
    await worker.idle();
    expect(await ask("koldioxidbudget")).toEqual({ totalCount: 8, degraded: false });
    await bank.meili.kill();
    expect(await ask("koldioxidbudget")).toMatchObject({ totalCount: 8, degraded: true });
    await publish("Kapybara");
    await eventually(async () => (await ask("Kapybara")).totalCount === 1);
    expect((await ask("Kapybara")).degraded).toBe(true);
    await bank.meili.restart();
    await eventually(async () => !(await ask("koldioxidbudget")).degraded);
    await eventually(async () => (await ask("Kapybara")).totalCount === 1);
    expect((await ask("Kapybara")).degraded).toBe(false);
    await worker.idle();
    await expectEqual();
    await worker.stop();
  });

  it("searches under way go over to PostgreSQL and back, and no error reaches a client", async () => {
    const worker = bank.startWorker();
    await worker.idle();
    const queries = [
      "koldioxidbudget",
      "fjärrvärme",
      "Vem har provat bilpool?",
      "district heating",
    ];
    const text = `query ($query: String!) { search(query: $query, first: 5) {
      totalCount degraded edges { highlights { snippet } node { ... on Node { id } } } } }`;
    const seen = new Map<string, Set<string>>();
    let [degraded, best] = [0, 0];
    let isOver = false;
    const client = async (query: string): Promise<void> => {
      while (!isOver) {
        // `read` fails on any error in the answer.
        const { search } = await bank.api.read(text, { query });
        if (search.degraded) degraded++;
        else best++;
        const { totalCount, edges } = search;
        seen.set(query, (seen.get(query) ?? new Set()).add(JSON.stringify([totalCount, edges])));
      }
    };
    const clients = queries.map(client);
    try {
      await eventually(async () => best > 10);
      await bank.meili.kill();
      await eventually(async () => degraded > 10);
      best = 0;
      await bank.meili.restart();
      await eventually(async () => best > 10);
    } finally {
      isOver = true;
      await Promise.all(clients);
    }
    // Whoever answered said the same.
    for (const query of queries) expect([...(seen.get(query) ?? [])]).toHaveLength(1);
    await worker.stop();
  }, 60_000);

  it("a slow or cut way to Meilisearch costs a search a second at the most, and heals by itself", async () => {
    const worker = bank.startWorker();
    await worker.idle();
    const way = await openProxy(Number(new URL(bank.meili.url).port));
    const { database } = bank.test;
    const meili = { url: `http://127.0.0.1:${way.port}`, apiKey: bank.meili.apiKey };
    const log = pino({ level: "silent" });
    // With the usual limit of a second, which other tests don't have.
    const service = createSearchService({ database, meili, log });
    const api = await createTestApi(database, undefined, { search: service });
    const search = async (): Promise<boolean> =>
      (await api.read(`{ search(query: "koldioxidbudget") { degraded } }`)).search.degraded;
    await eventually(async () => !(await search()));
    way.delayMs = 3_000;
    const began = performance.now();
    expect(await search()).toBe(true);
    // While it is known to fail, nobody waits for it.
    expect(await search()).toBe(true);
    expect(performance.now() - began).toBeLessThan(2_900);
    way.delayMs = 0;
    way.cut();
    await eventually(async () => !(await search()));
    way.delayMs = 300;
    const [underWay] = await Promise.all([
      search(),
      new Promise((resolve) => setTimeout(resolve, 100)).then(() => way.cut()),
    ]);
    expect(underWay).toBe(true);
    way.delayMs = 0;
    await eventually(async () => !(await search()));
    await api.close();
    await service.close();
    await way.close();
    await worker.stop();
  });

  it.each([1, -1])("a clock that jumps by %i day while it does changes nothing", async (days) => {
    const worker = bank.startWorker();
    await worker.idle();
    const { database } = bank.test;
    const log = pino({ level: "silent" });
    const service = createSearchService({ database, meili: bank.meili, log });
    const api = await createTestApi(database, undefined, { search: service });
    const word = days > 0 ? "Framtidsprov" : "Forntidsprov";
    const search = async () =>
      (await api.read(`{ search(query: "\\"${word}\\"") { totalCount degraded } }`)).search;
    const isFound = (count: number) => async () => {
      const { totalCount, degraded } = await search();
      return totalCount === count && !degraded;
    };
    try {
      await eventually(isFound(0));
      await bank.meili.kill();
      await eventually(async () => (await search()).degraded);
      vi.setSystemTime(Date.now() + days * 86_400_000);
      await publish(word);
      await bank.meili.restart();
      await eventually(isFound(1));
    } finally {
      vi.useRealTimers();
      await api.close();
      await service.close();
      await worker.stop();
    }
  });

  it("the next worker goes on where a stopped one left off", async () => {
    await publish("Bisamdjur");
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect((await ask("Bisamdjur")).totalCount).toBe(0);
    const [one, other] = [bank.startWorker(), bank.startWorker()];
    await one.idle();
    expect((await ask("Bisamdjur")).totalCount).toBe(1);
    await Promise.all([one.stop(), other.stop()]);
  });

  it("nothing is lost when workers are killed at random while others write", async () => {
    const script = `
      import { connectDatabase } from ${JSON.stringify(projectPath("src/platform/database.ts"))};
      import { startSearchWorker } from ${JSON.stringify(projectPath("src/search/search-worker.ts"))};
      const database = connectDatabase({ url: ${JSON.stringify(bank.test.url)}, poolSize: 3 });
      const log = { info() {}, warn() {} };
      startSearchWorker({ database, meili: ${JSON.stringify({ url: bank.meili.url, apiKey: bank.meili.apiKey })}, log });
      console.log("up");`;
    for (let round = 0; round < 4; round += 1) {
      const child = spawn(
        process.execPath,
        ["--import", "tsx", "--input-type=module", "-e", script],
        {
          cwd: projectPath("."),
          stdio: ["ignore", "pipe", "inherit"],
        },
      );
      const ended = new Promise((resolve) => child.once("exit", resolve));
      await new Promise((resolve) => child.stdout.once("data", resolve));
      for (let n = 0; n < 10; n += 1) await publish(`Djur${round}x${n}`);
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 150));
      child.kill("SIGKILL");
      await ended;
    }
    // What a killed worker had in hand is leased for two minutes; here nobody wants to wait that long.
    await bank.test.database.client`update search_queue set leased_until = null, leased_by = null`;
    const worker = bank.startWorker();
    await worker.idle();
    const stored = await bank.test.database.client`
      select from search_documents where document->>'title' like 'Djur%'`;
    expect(stored).toHaveLength(40);
    await expectEqual();
    await worker.stop();
  });
});
