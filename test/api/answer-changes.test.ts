import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { createAnswerMemory } from "../../src/api/answers/kept-answer.js";
import { connectDatabase } from "../../src/platform/database.js";
import { buildApiSchema } from "../../src/schema.js";
import { openProxy } from "../faults/proxy.js";
import {
  get,
  isHit,
  outcomes,
  title,
  titleAt,
  waitedFor,
  warm,
} from "../support/cached-answers.js";
import { eventually } from "../support/search-bank.js";
import { type TestApi, createTestApi } from "../support/test-api.js";
import { type TestDatabase, createTestDatabase } from "../support/test-database.js";
import { changeCase, completeCase } from "../support/writing.js";
import { selectEverything } from "./all-fields.js";

let test: TestDatabase;
/** Two processes on one database. */
let api: TestApi;
let other: TestApi;
const statements: string[] = [];
beforeAll(async () => {
  test = await createTestDatabase({ seeded: true });
  api = await createTestApi(test.connect((sql) => statements.push(sql)));
  other = await createTestApi(test.connect());
});
afterAll(async () => {
  await api.close();
  await other.close();
  await test.drop();
});

const rename = (to: string) =>
  test.database.client`update case_studies set title = ${to} where slug = 'vaxjo-samlastning'`;

describe("a change", () => {
  it("made through the API of one process is seen at once by every process", async () => {
    const query = "{ caseStudies(first: 100) { nodes { title } } }";
    await Promise.all([warm(api, query), warm(other, query)]);
    const staff = await api.as({ staff: true });
    const made = await changeCase(staff, "createCaseStudy", { input: completeCase });
    const { id, version } = made.caseStudy;
    await changeCase(staff, "publishCaseStudy", { id, version });
    const isSeen = (from: TestApi) => async () =>
      (await get(from, query)).body.includes(completeCase.title);
    const waited = await Promise.all([api, other].map((each) => waitedFor(isSeen(each))));
    expect(Math.max(...waited)).toBeLessThan(1_000);
  });

  it("made with SQL is seen at once by every process", async () => {
    await Promise.all([warm(api), warm(other)]);
    const waits: number[] = [];
    for (let n = 0; n < 10; n += 1) {
      await rename(`Namn ${n}`);
      const isSeen = (from: TestApi) => async () => (await titleAt(from)) === `Namn ${n}`;
      waits.push(...(await Promise.all([api, other].map((each) => waitedFor(isSeen(each))))));
      await Promise.all([titleAt(api), titleAt(other)]);
    }
    expect(Math.max(...waits)).toBeLessThan(1_000);
  });

  it("that is taken back drops nothing", async () => {
    await warm(api);
    await test.database.client
      .begin(async (sql) => {
        await sql`update case_studies set title = 'Aldrig'`;
        throw new Error("taken back");
      })
      .catch(() => {});
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(await isHit(api, title)).toBe(true);
  });

  it("that comes while an answer is being read is never covered by it", async () => {
    const { client } = test.database;
    await rename("Före");
    await client`alter table climate_contracts rename to kept_contracts`;
    await client`create view climate_contracts as
      select kept_contracts.* from kept_contracts, pg_sleep(1.5) as slept`;
    const query = `{ caseStudy(slug: "vaxjo-samlastning") { title } climateContracts { year } }`;
    await warm(api);
    const reading = get(api, query);
    await eventually(async () => {
      const rows = await client`select from pg_stat_activity where datname = current_database()
        and query ~ 'climate_contracts' and state = 'active' and pid <> pg_backend_pid()`;
      return rows.length > 0;
    });
    // The title is read long before the contracts are.
    await new Promise((resolve) => setTimeout(resolve, 500));
    await rename("Efter");
    expect((await reading).json().data.caseStudy.title).toBe("Före");
    expect((await get(api, query)).json().data.caseStudy.title).toBe("Efter");
    await client`drop view climate_contracts`;
    await client`alter table kept_contracts rename to climate_contracts`;
    // The same, without a database.
    const memory = createAnswerMemory(1_000_000);
    const answer = { body: Buffer.from("x"), type: "", tag: "", told: {} };
    const moment = memory.moment();
    memory.forget();
    memory.keep("key", answer, moment);
    expect(memory.find("key")).toBeUndefined();
    memory.keep("key", answer, memory.moment());
    expect(memory.find("key")).toBe(answer);
  });

  it("of any table that visitors are answered from is told, and none depends on the time of day", async () => {
    const { client } = test.database;
    const tables = await client<{ name: string; watched: boolean }[]>`
      select c.relname as name, exists (
        select from pg_trigger t where t.tgrelid = c.oid and t.tgname = 'content_changed'
          and t.tgenabled = 'O' and t.tgtype = 60) as watched
      from pg_class c where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace`;
    const schema = buildApiSchema();
    const slugs: Record<string, string> = {
      caseStudy: '"vaxjo-samlastning"',
      method: '"samordnad-varudistribution"',
      organisation: '"vaxjo"',
      focusArea: '"energi"',
    };
    statements.length = 0;
    for (const field of Object.values(schema.getQueryType()?.getFields() ?? {})) {
      if (field.name.startsWith("node")) continue;
      const slug = slugs[field.name] ?? '""';
      const values = {
        slug,
        code: '"0780"',
        query: '"klimat"',
        facet: "MUNICIPALITIES",
        text: '"kal"',
      };
      for (const depth of [2, 3]) {
        const query = selectEverything(schema, field, values, depth);
        if (query) await api.ask(`{ ${query} }`);
      }
    }
    const read = tables.filter(({ name }) =>
      statements.some((sql) => new RegExp(`\\b${name}\\b`).test(sql)),
    );
    expect(read.length).toBeGreaterThan(35);
    // The search's own; its answers aren't kept.
    const untold = read.filter(({ watched }) => !watched).map(({ name }) => name);
    const unexplained = statements.filter((sql) => {
      const names = untold.filter((name) => new RegExp(`\\b${name}\\b`).test(sql));
      // The search's own, whose answers aren't kept; and people, of whom visitors see none.
      return names.some(
        (name) => !name.startsWith("search_") && !/\b(and|where) false\b/.test(sql),
      );
    });
    expect(unexplained).toEqual([]);
    const clock = /\b(now\(\)|current_(date|time|timestamp)|clock_timestamp|localtime)/i;
    expect(statements.filter((sql) => clock.test(sql))).toEqual([]);
  });
});

describe("when the listening connection is lost", () => {
  const listener = "query ~ '^listen content_changes' and datname = current_database()";

  it("nothing is answered from memory until it listens again, and nothing old after that", async () => {
    const { client } = test.database;
    const lonely = await createTestApi(test.connect());
    await warm(lonely);
    // Fills the pool, which must not need new connections meanwhile.
    await Promise.all(Array.from({ length: 5 }, () => get(lonely, `${title} #${Math.random()}`)));
    const name = client(new URL(test.url).pathname.slice(1));
    const server = connectDatabase({ url: inject("databaseUrl"), poolSize: 1 });
    await server.client`alter database ${name} with allow_connections false`;
    await client`select pg_terminate_backend(pid) from pg_stat_activity where ${client.unsafe(listener)}`;
    await rename("Ingen hör");
    await eventually(async () => (await titleAt(lonely)) === "Ingen hör");
    const { bypass: before = 0 } = await outcomes(lonely);
    const until = performance.now() + 1_500;
    for (let n = 0; performance.now() < until; n += 1) {
      await rename(`Ingen hör ${n}`);
      expect(await titleAt(lonely)).toBe(`Ingen hör ${n}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    expect((await outcomes(lonely))["bypass"]).toBeGreaterThan(before + 5);
    await server.client`alter database ${name} with allow_connections true`;
    await server.close();
    await warm(lonely);
    await rename("Alla hör");
    expect(await waitedFor(async () => (await titleAt(lonely)) === "Alla hör")).toBeLessThan(1_000);
    await lonely.close();
  });

  it("also when it dies without a word", async () => {
    const url = new URL(test.url);
    const proxy = await openProxy(Number(url.port));
    url.port = String(proxy.port);
    const far = connectDatabase({ url: url.href });
    let changes = 0;
    const feed = far.follow("content_changes", () => (changes += 1));
    const isCurrent = async (): Promise<boolean> => feed.isCurrent();
    await eventually(isCurrent);
    expect(changes).toBe(1);
    await rename("Hörs");
    await eventually(async () => changes === 2);
    proxy.delayMs = 3_600_000;
    await rename("Hörs inte");
    expect(await waitedFor(async () => !feed.isCurrent())).toBeLessThan(1_500);
    const heard = changes;
    // A new connection gets through where the old one hangs.
    proxy.delayMs = 0;
    await eventually(isCurrent);
    expect(changes).toBeGreaterThan(heard);
    await feed.close();
    expect(feed.isCurrent()).toBe(false);
    await far.close(0);
    await proxy.close();
  });
});
