import { serverAudits } from "graphql-http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestApi, createTestApi } from "../support/test-api.js";
import { type TestDatabase, createTestDatabase } from "../support/test-database.js";
import type { Persona } from "../support/test-people.js";

let test: TestDatabase;
let api: TestApi;
let url: string;
beforeAll(async () => {
  test = await createTestDatabase({ seeded: true });
  api = await createTestApi(test.database);
  url = `${await api.app.listen({ port: 0, host: "127.0.0.1" })}/graphql`;
});
afterAll(async () => {
  await api.close();
  await test.drop();
});

describe("the audits of graphql-http", () => {
  const audits = serverAudits({ url: () => url });

  it("are 61", () => {
    expect(audits).toHaveLength(61);
  });

  it.each(audits)("$id $name", async ({ fn }) => {
    const result = await fn();
    const reason = "reason" in result ? result.reason : undefined;
    expect({ status: result.status, reason }).toEqual({ status: "ok", reason: undefined });
  });
});

describe("the status of a wrong document", () => {
  const statusFor = async (accept: string, body: object): Promise<number> => {
    const { statusCode } = await api.app.inject({
      method: "POST",
      url: "/graphql",
      headers: { accept },
      payload: body,
    });
    return statusCode;
  };
  const wrong = [
    { query: "{" },
    { query: "{ nothingOfTheKind }" },
    { query: "query A { __typename }", operationName: "B" },
    { query: "query ($id: ID!) { node(id: $id) { id } }", variables: {} },
  ];

  it.each([
    ["application/json", 200],
    ["application/json, application/graphql-response+json", 200],
    ["application/graphql-response+json;q=0.5, */*", 200],
    ["*/*", 200],
    ["application/graphql-response+json", 400],
    ["application/graphql-response+json, application/json;q=0.9", 400],
    ["application/json;q=0.1, application/graphql-response+json; q=0.2", 400],
  ])("follows what the client accepts: %s → %i", async (accept, status) => {
    for (const body of wrong) expect(await statusFor(accept, body)).toBe(status);
  });

  it("stays 400 where the HTTP request itself is wrong", async () => {
    expect(await statusFor("application/json", { query: 1 })).toBe(400);
    expect(await statusFor("application/json", { variables: {} })).toBe(400);
  });
});

describe("a request that never reaches GraphQL", () => {
  const json = "application/json";
  it.each([
    ["isn't JSON", json, "{", 400],
    ["has no body", json, "", 400],
    ["is of another media type", "application/xml", "<query/>", 415],
    ["is too large", json, `"${"x".repeat(2_000_000)}"`, 413],
  ])("is told so as GraphQL tells errors: it %s", async (_what, type, payload, status) => {
    const headers = { "content-type": type };
    const reply = await api.app.inject({ method: "POST", url: "/graphql", headers, payload });
    expect(reply.statusCode).toBe(status);
    expect(reply.headers["content-type"]).toMatch(/^application\/json/);
    expect(reply.json()).toEqual({
      errors: [{ message: expect.any(String), extensions: { code: "BAD_USER_INPUT" } }],
    });
  });
});

describe("a forged cross-site request", () => {
  const query = "{ __typename }";
  const get = (headers: Record<string, string>) =>
    api.app.inject({
      method: "GET",
      url: `/graphql?query=${encodeURIComponent(query)}`,
      headers,
    });
  const post = (headers: Record<string, string>) =>
    api.app.inject({
      method: "POST",
      url: "/graphql",
      headers,
      payload: JSON.stringify({ query }),
    });
  const someone = {
    "a session": {},
    "an API key": { clientOf: "vaxjo", scopes: ["READ"] },
  } as const satisfies Record<string, Persona>;
  const kinds = Object.keys(someone) as (keyof typeof someone)[];
  const credentialOf = async (kind: keyof typeof someone): Promise<Record<string, string>> =>
    (await api.as(someone[kind])).headers;

  it.each(kinds)("with %s is refused before it is read", async (kind) => {
    const credential = await credentialOf(kind);
    const simpleTypes = [
      "text/plain",
      "text/plain; charset=utf-8",
      "application/x-www-form-urlencoded",
      "multipart/form-data; boundary=x",
    ];
    const forged = [
      await get(credential),
      ...(await Promise.all(
        simpleTypes.map((type) => post({ ...credential, "content-type": type })),
      )),
    ];
    for (const reply of forged) {
      expect(reply.statusCode).toBeGreaterThanOrEqual(400);
      expect(reply.statusCode).toBeLessThan(500);
      expect(reply.body).not.toContain("__typename");
    }
    expect(forged[0]?.body).toContain("Cross-Site Request Forgery");
  });

  it.each(kinds)("is told from what an honest client sends with %s", async (kind) => {
    const credential = await credentialOf(kind);
    const honest = [
      await get({ ...credential, "apollo-require-preflight": "true" }),
      await get({ ...credential, "x-apollo-operation-name": "Type" }),
      await get({ ...credential, "content-type": "application/json" }),
      await post({ ...credential, "content-type": "application/json" }),
    ];
    for (const reply of honest) expect(reply.json().data).toEqual({ __typename: "Query" });
  });

  it("is refused with any cookie, also one that isn't ours", async () => {
    expect((await get({ cookie: "session=x" })).statusCode).toBe(400);
  });

  it("has nothing to win without credentials: plain GET works", async () => {
    expect((await get({})).json().data).toEqual({ __typename: "Query" });
  });

  it("can't write by GET, whoever sends it", async () => {
    for (const credential of [{}, ...(await Promise.all(kinds.map(credentialOf)))]) {
      const reply = await api.app.inject({
        method: "GET",
        url: `/graphql?query=${encodeURIComponent("mutation { __typename }")}`,
        headers: { ...credential, "apollo-require-preflight": "true" },
      });
      expect(reply.statusCode).toBe(405);
      expect(reply.headers["allow"]).toBe("POST");
    }
  });
});
