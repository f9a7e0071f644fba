import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isApiKey, newApiKey } from "../../src/people/secrets.js";
import { type TestApi, type TestCaller, createTestApi } from "../support/test-api.js";
import { type TestDatabase, createTestDatabase } from "../support/test-database.js";

let test: TestDatabase;
let api: TestApi;
let admin: TestCaller;
beforeAll(async () => {
  test = await createTestDatabase({ seeded: true });
  api = await createTestApi(test.database);
  admin = await api.as({ admin: true });
});
afterAll(async () => {
  await api.close();
  await test.drop();
});

const createClient = `mutation ($organisation: String!, $name: String!) {
  createApiClient(organisation: $organisation, name: $name) {
    apiClient { id name organisation { slug } keys { id } } userErrors { field code } } }`;
const createKey = `mutation ($client: ID!, $scopes: [ApiScope!]!, $days: Int! = 365) {
  createApiKey(client: $client, scopes: $scopes, days: $days) {
    created { secret apiKey { id prefix scopes expiresAt } } userErrors { field code } } }`;
const rotate = `mutation ($id: ID!, $days: Int! = 7) { rotateApiKey(id: $id, overlapDays: $days) {
    created { secret apiKey { id scopes } } userErrors { field code } } }`;
const revoke = `mutation ($id: ID!) { revokeApiKey(id: $id) { apiKey { revokedAt } userErrors { field code } } }`;

async function makeClient(organisation: string): Promise<string> {
  const { createApiClient } = await admin.read(createClient, { organisation, name: "Intranätet" });
  return createApiClient.apiClient.id;
}
async function makeKey(client: string, scopes: string[]): Promise<{ secret: string; id: string }> {
  const { createApiKey } = await admin.read(createKey, { client, scopes });
  return { secret: createApiKey.created.secret, id: createApiKey.created.apiKey.id };
}

/** Who a key is, over HTTP. */
async function viewerOf(secret: string) {
  const reply = await api.app.inject({
    method: "POST",
    url: "/graphql",
    headers: { authorization: `Bearer ${secret}` },
    payload: { query: `{ viewer { user { id } apiClient { name } permissions(locale: EN) } }` },
  });
  return { status: reply.statusCode, viewer: reply.json().data?.viewer };
}

describe("a key", () => {
  it("is `lb_live_`, 32 letters and digits, and a checksum that finds every typing error of one character", () => {
    const key = newApiKey();
    expect(key).toMatch(/^lb_live_[0-9A-Za-z]{38}$/);
    expect(isApiKey(key)).toBe(true);
    for (let place = 0; place < key.length; place += 1) {
      for (const other of ["a", "Z", "0"].filter((each) => each !== key[place])) {
        expect(isApiKey(key.slice(0, place) + other + key.slice(place + 1))).toBe(false);
      }
    }
  });

  it("is made by an administrator, shown once, kept as a hash, and works at once", async () => {
    const client = await makeClient("vaxjo");
    const { secret } = await makeKey(client, ["CONTRIBUTE", "CONTRIBUTE"]);
    expect(await viewerOf(secret)).toEqual({
      status: 200,
      viewer: {
        user: null,
        apiClient: { name: "Intranätet" },
        permissions: [
          "Read everything that is published.",
          "Read what is for members.",
          "Write for Växjö and submit for review.",
        ],
      },
    });
    const [row] = await test.database.client<{ all: string }[]>`
      select string_agg(k::text, ' ') || (select string_agg(a::text, ' ') from audit_log a) as all from api_keys k`;
    expect(row?.all).not.toContain(secret.slice(12));
    expect(row?.all).toContain(secret.slice(0, 12));
  });

  it("may do what its scopes say, for its own organisation only", async () => {
    const { client: sql } = test.database;
    await sql`update organisations set self_publishing = true where slug = 'umea'`;
    const client = await makeClient("umea");
    const words = async (scopes: string[]) => {
      const { secret } = await makeKey(client, scopes);
      return (await viewerOf(secret)).viewer.permissions.slice(2);
    };
    expect(await words(["READ"])).toEqual(["Read drafts for Umeå."]);
    expect(await words(["CONTRIBUTE"])).toEqual(["Write for Umeå and submit for review."]);
    expect(await words(["PUBLISH"])).toEqual(["Write for Umeå and publish without review."]);
    const reader = await api.as({ clientOf: "umea", scopes: ["READ"] });
    const { extensions } = await reader.refuse(`mutation { endAllSessions { count } }`);
    expect(extensions.code).toBe("FORBIDDEN");
  });

  it("is rotated without a pause: both hold until the old one expires", async () => {
    const client = await makeClient("vaxjo");
    const old = await makeKey(client, ["READ"]);
    const { rotateApiKey } = await admin.read(rotate, { id: old.id });
    const { created } = rotateApiKey;
    expect(created.apiKey.scopes).toEqual(["READ"]);
    expect((await viewerOf(old.secret)).status).toBe(200);
    expect((await viewerOf(created.secret)).status).toBe(200);
    const { node } = await admin.read(
      `query ($id: ID!) { node(id: $id) { ... on ApiKey { expiresAt } } }`,
      { id: old.id },
    );
    const days = (Date.parse(node.expiresAt) - Date.now()) / 86_400_000;
    expect(days).toBeGreaterThan(6.9);
    expect(days).toBeLessThan(7.1);
    await admin.read(rotate, { id: created.apiKey.id, days: 0 });
    expect((await viewerOf(created.secret)).status).toBe(401);
    const again = await admin.read(rotate, { id: created.apiKey.id });
    expect(again.rotateApiKey.userErrors).toEqual([{ field: "id", code: "WRONG_STATE" }]);
  });

  it("is revoked at once, by an administrator or an editor of its organisation", async () => {
    const client = await makeClient("vaxjo");
    for (const caller of [admin, await api.as({ editorOf: ["vaxjo"] })]) {
      const { secret, id } = await makeKey(client, ["READ"]);
      expect((await viewerOf(secret)).status).toBe(200);
      const { revokeApiKey } = await caller.read(revoke, { id });
      expect(revokeApiKey.apiKey.revokedAt).not.toBeNull();
      expect((await viewerOf(secret)).status).toBe(401);
    }
  });

  it("of another organisation doesn't exist for an editor, nor for its members or keys", async () => {
    const client = await makeClient("vaxjo");
    const { id } = await makeKey(client, ["READ"]);
    const strangers = [
      await api.as({ editorOf: ["umea"] }),
      await api.as({ memberOf: ["vaxjo"] }),
      await api.as({ staff: true }),
      await api.as({ clientOf: "umea", scopes: ["PUBLISH"] }),
    ];
    for (const stranger of strangers) {
      expect((await stranger.refuse(revoke, { id })).extensions.code).toBe("NOT_FOUND");
      const seen = await stranger.read(
        `query ($id: ID!, $client: ID!) { key: node(id: $id) { id } client: node(id: $client) { id }
          apiClients(organisation: "vaxjo") { totalCount } }`,
        { id, client },
      );
      expect(seen).toEqual({ key: null, client: null, apiClients: { totalCount: 0 } });
    }
  });

  it("is made by administrators only", async () => {
    const client = await makeClient("vaxjo");
    const { id } = await makeKey(client, ["READ"]);
    const editor = await api.as({ editorOf: ["vaxjo"] });
    for (const [mutation, variables] of [
      [createClient, { organisation: "vaxjo", name: "X" }],
      [createKey, { client, scopes: ["READ"] }],
      [rotate, { id }],
    ] as const) {
      expect((await editor.refuse(mutation, variables)).extensions.code).toBe("FORBIDDEN");
      expect((await api.refuse(mutation, variables)).extensions.code).toBe("UNAUTHENTICATED");
    }
  });

  it("is asked for with a named complaint about what is wrong", async () => {
    const client = await makeClient("vaxjo");
    const complaint = async (mutation: string, variables: object) => {
      const [payload] = Object.values(await admin.read(mutation, { ...variables })) as {
        userErrors: object[];
      }[];
      return payload?.userErrors;
    };
    expect(await complaint(createClient, { organisation: "finns-inte", name: "X" })).toEqual([
      { field: "organisation", code: "UNKNOWN" },
    ]);
    expect(await complaint(createClient, { organisation: "vaxjo", name: " " })).toEqual([
      { field: "name", code: "REQUIRED" },
    ]);
    expect(await complaint(createClient, { organisation: "vaxjo", name: "x".repeat(121) })).toEqual(
      [{ field: "name", code: "TOO_LONG" }],
    );
    expect(await complaint(createKey, { client, scopes: [] })).toMatchObject([{ field: "scopes" }]);
    expect(await complaint(createKey, { client, scopes: ["READ"], days: 0 })).toMatchObject([
      { field: "days", code: "INVALID" },
    ]);
    for (let count = 0; count < 10; count += 1) await makeKey(client, ["READ"]);
    expect(await complaint(createKey, { client, scopes: ["READ"] })).toEqual([
      { field: null, code: "TOO_MANY" },
    ]);
    const wrongType = await admin.refuse(createKey, {
      client: (await makeKey(await makeClient("umea"), ["READ"])).id,
      scopes: ["READ"],
    });
    expect(wrongType.extensions.code).toBe("NOT_FOUND");
  });
});
