import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createAnswerMemory } from "../../src/api/answers/kept-answer.js";
import { defaultLimits } from "../../src/limits/limits.js";
import { get, isHit, outcomes, title, warm } from "../support/cached-answers.js";
import { type TestApi, createTestApi } from "../support/test-api.js";
import { type TestDatabase, createTestDatabase } from "../support/test-database.js";

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

  it("are suggestions, and what is searched without Meilisearch; they have a tag all the same", async () => {
    const searches = [
      '{ search(query: "klimat") { totalCount } }',
      '{ suggest(query: "klim") { text } }',
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
    const memory = createAnswerMemory(100_000);
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
