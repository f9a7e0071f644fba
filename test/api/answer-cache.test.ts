import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { AnswerMemory } from "../../src/api/answers/answer-memory.js";
import { defaultLimits } from "../../src/limits/limits.js";
import { ChangeFeed } from "../../src/platform/change-feed.js";
import { connectDatabase } from "../../src/platform/database.js";
import { buildApiSchema } from "../../src/schema.js";
import { openProxy } from "../faults/proxy.js";
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

const title = '{ caseStudy(slug: "vaxjo-samlastning") { title } }';
const get = (from: TestApi, query: string, headers: Record<string, string> = {}) =>
  from.app.inject({ method: "GET", url: `/graphql?query=${encodeURIComponent(query)}`, headers });
const titleAt = async (from: TestApi): Promise<string> =>
  (await get(from, title)).json().data.caseStudy.title;
const rename = (to: string) =>
  test.database.client`update case_studies set title = ${to} where slug = 'vaxjo-samlastning'`;
const outcomes = async (from: TestApi): Promise<Record<string, number>> => {
  const { body } = await from.app.inject({ method: "GET", url: "/metrics" });
  const counted = body.matchAll(/lb_answer_cache_total\{outcome="(\w+)"\} (\d+)/g);
  return Object.fromEntries([...counted].map(([, name, count]) => [name, Number(count)]));
};
/** Whether a query is answered from memory. */
const isHit = async (
  from: TestApi,
  query: string,
  headers: Record<string, string> = {},
): Promise<boolean> => {
  const { hit: before = 0 } = await outcomes(from);
  await get(from, query, headers);
  const { hit: after = 0 } = await outcomes(from);
  return after > before;
};
/** Asks until it is answered from memory. */
const warm = (from: TestApi, query = title) => eventually(() => isHit(from, query));
/** How long until something is so, in milliseconds. */
const waitedFor = async (check: () => Promise<boolean>): Promise<number> => {
  const since = performance.now();
  await eventually(check);
  return performance.now() - since;
};

describe("an anonymous GET", () => {
  it("is answered from memory without a statement, with the same bytes and headers", async () => {
    const first = await get(api, title);
    await warm(api);
    statements.length = 0;
    const again = await get(api, title);
    expect(statements).toEqual([]);
    expect(again.body).toBe(first.body);
    const { "x-request-id": _id, date: _date, ...headers } = again.headers;
    expect(first.headers).toMatchObject(headers);
    expect(headers).toMatchObject({
      "cache-control": "public, no-cache",
      vary: "Accept, Authorization",
      "x-content-type-options": "nosniff",
      "content-type": "application/json; charset=utf-8",
      "content-length": String(Buffer.byteLength(again.body)),
    });
    expect(headers["content-security-policy"]).toContain("default-src 'none'");
    expect(again.headers["x-request-id"]).not.toBe(first.headers["x-request-id"]);
  });

  it("has a strong tag, the same from every process, and is 304 for who has it", async () => {
    const { headers, body } = await get(api, title);
    const tag = String(headers.etag);
    expect(tag).toMatch(/^"[\w-]{27}"$/);
    expect((await get(other, title)).headers.etag).toBe(tag);
    await warm(api);
    for (const from of [api, other]) {
      for (const known of [tag, `W/${tag}`, `"other", ${tag}`, "*"]) {
        const reply = await get(from, title, { "if-none-match": known });
        expect(reply.statusCode).toBe(304);
        expect(reply.body).toBe("");
        expect(reply.headers).toMatchObject({
          etag: tag,
          "cache-control": "public, no-cache",
          vary: "Accept, Authorization",
        });
        expect(reply.headers["content-length"]).toBeUndefined();
      }
      const changed = await get(from, title, { "if-none-match": '"other"' });
      expect(changed.statusCode).toBe(200);
      expect(changed.body).toBe(body);
    }
  });

  it("is another answer for another media type, with a tag of its own", async () => {
    const accept = "application/graphql-response+json";
    await warm(api);
    const own = await get(api, title, { accept });
    expect(own.headers["content-type"]).toContain(accept);
    expect(own.headers.etag).not.toBe((await get(api, title)).headers.etag);
    expect(await isHit(api, title, { accept })).toBe(true);
    expect((await get(api, title, { accept: "text/css" })).statusCode).toBe(406);
  });

  it("tells caches also of the origins that may read it", async () => {
    const corsOrigins = ["https://intranet.example", "https://other.example"];
    const open = await createTestApi(test.database, undefined, { corsOrigins });
    await warm(open);
    const reply = await get(open, title, { origin: "https://other.example" });
    expect(reply.headers.vary).toBe("Origin, Accept, Authorization");
    expect(reply.headers["access-control-allow-origin"]).toBe("https://other.example");
    await open.close();
  });

  it("is counted, with the bytes that are kept", async () => {
    await warm(api);
    const { body } = await api.app.inject({ method: "GET", url: "/metrics" });
    expect(body).toMatch(/lb_answer_cache_bytes [1-9]\d{2,}/);
    expect(body).toMatch(/lb_answer_cache_answers [1-9]/);
    expect(body).toMatch(/lb_answer_cache_total\{outcome="miss"\} [1-9]/);
  });
});

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
    const memory = new AnswerMemory(1_000_000);
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

describe("what is never answered from memory", () => {
  const twice = async (query: string, headers: Record<string, string> = {}) => {
    await get(api, query, headers);
    return isHit(api, query, headers);
  };

  it("are requests with credentials, whatever tag they send", async () => {
    await warm(api);
    const tag = String((await get(api, title)).headers.etag);
    const member = await api.as({ staff: true });
    for (const headers of [member.headers, { authorization: "Bearer lb_live_wrong" }]) {
      const own = { ...headers, "apollo-require-preflight": "true", "if-none-match": tag };
      expect(await twice(title, own)).toBe(false);
      const reply = await get(api, title, own);
      expect(reply.statusCode).not.toBe(304);
      expect(reply.headers.etag).toBeUndefined();
      expect(reply.headers["cache-control"]).toBe("no-store");
    }
  });

  it("are answers with errors", async () => {
    for (const query of ["{ nothing }", "{", "{ methods(first: 1000) { totalCount } }"]) {
      expect(await twice(query)).toBe(false);
      const reply = await get(api, query);
      expect(reply.headers.etag).toBeUndefined();
      expect(reply.headers["cache-control"]).toBe("no-store");
    }
    const refused = await get(api, "mutation { signOut { isSignedOut } }");
    expect(refused.statusCode).toBe(405);
    expect(refused.headers["cache-control"]).toBe("no-store");
  });

  it("are searches, whose index follows the commit; they have a tag all the same", async () => {
    const searches = [
      '{ search(query: "klimat") { totalCount } }',
      '{ suggest(query: "klim") { text } }',
      '{ caseStudy(slug: "vaxjo-samlastning") { similar { score } } }',
    ];
    for (const query of searches) {
      const reply = await get(api, query);
      expect(reply.json().errors).toBeUndefined();
      expect(await twice(query)).toBe(false);
      expect(reply.headers["cache-control"]).toBe("public, no-cache");
      const same = await get(api, query, { "if-none-match": String(reply.headers.etag) });
      expect(same.statusCode).toBe(304);
    }
  });

  it("is the explorer's page", async () => {
    const reply = await api.app.inject({
      method: "GET",
      url: "/graphql",
      headers: { accept: "text/html" },
    });
    expect(reply.headers["content-type"]).toContain("text/html");
    expect(reply.headers.etag).toBeUndefined();
  });

  it("is anything where the memory is off", async () => {
    const off = await createTestApi(test.database, undefined, { answerBytes: 0 });
    const { headers } = await get(off, title);
    expect(headers.etag).toBeDefined();
    for (let n = 0; n < 3; n += 1) expect(await isHit(off, title)).toBe(false);
    await off.close();
  });
});

describe("what is answered from memory", () => {
  it("costs what it costs, until the budget is spent", async () => {
    const limits = {
      ...defaultLimits,
      lagMs: 0,
      budgets: { anonymous: { perSecond: 0.001, burst: 50 } },
    };
    const limited = await createTestApi(test.database, undefined, { limits });
    const ask = () =>
      limited.app.inject({
        method: "GET",
        url: `/graphql?query=${encodeURIComponent(title)}`,
        remoteAddress: "203.0.113.77",
      });
    const { actual } = (await ask()).json().extensions.cost;
    expect(actual).toBe(2);
    const statuses: number[] = [];
    for (let n = 0; n < 40; n += 1) statuses.push((await ask()).statusCode);
    expect(statuses.filter((status) => status === 200)).toHaveLength(24);
    expect(statuses.at(-1)).toBe(429);
    expect((await outcomes(limited))["hit"]).toBeGreaterThan(10);
    await limited.close();
  });

  it("takes no more bytes than it may, and no answer more than its share", () => {
    const memory = new AnswerMemory(100_000);
    const answer = (bytes: number) => ({ body: Buffer.alloc(bytes), type: "", tag: "", told: {} });
    for (let n = 0; n < 100; n += 1) memory.keep(`key ${n}`, answer(5_000), memory.moment());
    expect(memory.bytes).toBeLessThanOrEqual(100_000);
    expect(memory.count).toBeGreaterThan(10);
    expect(memory.find("key 99")).toBeDefined();
    expect(memory.find("key 0")).toBeUndefined();
    memory.keep("large", answer(50_000), memory.moment());
    expect(memory.find("large")).toBeUndefined();
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
    const feed: ChangeFeed = far.follow("content_changes", () => (changes += 1));
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
