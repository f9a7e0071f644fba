import { readFileSync } from "node:fs";
import { get } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { defaultLimits } from "../../src/limits/limits.js";
import { newApiKey } from "../../src/people/secrets.js";
import { toGlobalId } from "../../src/platform/ids.js";
import { type TestApi, createTestApi } from "../support/test-api.js";
import { type TestDatabase, createTestDatabase } from "../support/test-database.js";
import { completeCase } from "../support/writing.js";

// Named after the OWASP GraphQL cheat sheet, Damn Vulnerable GraphQL Application (DVGA) and graphql-cop.

let test: TestDatabase;
let api: TestApi;
beforeAll(async () => {
  test = await createTestDatabase({ seeded: true });
  api = await createTestApi(test.database, undefined, { limits: { ...defaultLimits, lagMs: 0 } });
});
afterAll(async () => {
  await api.close();
  await test.drop();
});

const times = (count: number, write: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => write(index)).join(" ");
const post = (payload: object, headers: Record<string, string> = {}) =>
  api.app.inject({ method: "POST", url: "/graphql", headers, payload });
const limitOf = async (query: string): Promise<unknown> => (await api.refuse(query)).extensions;

describe("denial of service", () => {
  it("OWASP: query batching; DVGA: batch query attack, by arrays", async () => {
    const reply = await post([{ query: "{ __typename }" }, { query: "{ __typename }" }]);
    expect(reply.statusCode).toBe(400);
    expect(reply.body).not.toContain('"data"');
  });

  it("OWASP: batching by aliases; DVGA: aliases based attack; cop: 101 aliases", async () => {
    expect(await limitOf(`{ ${times(101, (n) => `alias${n}: __typename`)} }`)).toMatchObject({
      limit: "aliases",
    });
  });

  it("OWASP: depth limiting; DVGA: deep recursion query attack", async () => {
    const rounds = 12;
    const deep = `{ methods { nodes { ${"caseStudies { nodes { methods { ".repeat(rounds)} slug ${"} } }".repeat(rounds)} } } }`;
    expect(await limitOf(deep)).toMatchObject({ limit: "depth" });
  });

  it("OWASP: amount limiting, cost analysis; DVGA: resource intensive query attack", async () => {
    const wide = `{ methods(first: 100) { nodes { caseStudies(first: 100) { nodes {
      methods { caseStudies(first: 100) { nodes { slug } } } } } } } }`;
    expect(await limitOf(wide)).toMatchObject({ limit: "cost" });
  });

  it("DVGA: field duplication attack; cop: 500 repetitions", async () => {
    expect(await limitOf(`{ ${times(500, () => "__typename")} }`)).toMatchObject({
      limit: "aliases",
    });
  });

  it("cop: directive overloading", async () => {
    const { errors } = await api.ask(`{ __typename ${times(10, () => "@aa")} }`);
    expect(errors).toHaveLength(1);
  });

  it("DVGA: circular fragment attack", async () => {
    const { errors } = await api.ask(
      "{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }",
    );
    expect(errors?.[0]?.message).toMatch(/Cannot spread fragment/);
  });

  it("cop: circular introspection", async () => {
    const bomb = `{ __schema { types { ${"fields { type { ".repeat(4)} name ${"} }".repeat(4)} } } }`;
    const { data, errors } = await api.ask(bomb);
    expect(data).toBeUndefined();
    expect(errors?.[0]?.message).toMatch(/introspection depth/i);
  });

  it("OWASP: pagination: page sizes are limited, also those of variables", async () => {
    const query = "query ($n: Int) { lessons(first: $n) { nodes { id } } }";
    for (const n of [0, -1, 101, 2_147_483_647]) {
      const { errors } = await api.ask(query, { n });
      expect(errors?.[0]?.extensions).toMatchObject({ code: "BAD_USER_INPUT", argument: "first" });
    }
  });

  it("large and deep bodies and variables are refused", async () => {
    expect((await post({ query: "{ __typename }", pad: "x".repeat(2_000_000) })).statusCode).toBe(
      413,
    );
    const nested = `{"query":"{ __typename }","variables":{"a":${"[".repeat(50_000)}${"]".repeat(50_000)}}}`;
    const reply = await api.app.inject({
      method: "POST",
      url: "/graphql",
      headers: { "content-type": "application/json" },
      payload: nested,
    });
    expect(reply.json().errors[0].extensions).toMatchObject({ limit: "listItems" });
  });
});

describe("information disclosure", () => {
  it("DVGA: stack trace errors; OWASP: excessive errors: no stack, no SQL, no path", async () => {
    const gone = test.connect();
    await gone.close();
    const broken = await createTestApi(gone);
    for (const query of ["{ climateContracts { year } }", "{", "{ nothing }"]) {
      const { errors } = await broken.ask(query);
      expect(JSON.stringify(errors)).not.toMatch(
        /stack|node_modules|select |\/src\/|postgres:\/\//i,
      );
    }
    await broken.close();
  });

  it("DVGA: GraphQL field suggestions: no name is suggested", async () => {
    for (const query of [
      "{ caseStudie { slug } }",
      '{ caseStudy(slg: "a") { slug } }',
      "{ __schema { directive } }",
    ]) {
      expect((await api.refuse(query)).message).not.toMatch(/did you mean/i);
    }
  });

  it("OWASP: introspection and the explorer are public on purpose, and tell what the SDL tells", async () => {
    const { data } = await api.ask("{ __schema { queryType { name } } }");
    expect(data.__schema.queryType.name).toBe("Query");
    const sdl = await api.app.inject("/schema.graphql");
    expect(sdl.body).toBe(readFileSync("schema/schema.graphql", "utf8"));
  });

  it("cop: no tracing is answered to who asks for it", async () => {
    const reply = await post({ query: "{ __typename }" }, { "x-apollo-tracing": "1" });
    expect(Object.keys(reply.json().extensions as object)).toEqual(["cost"]);
  });
});

describe("authorization bypass", () => {
  it("OWASP: IDOR by `node`: ids that are made up tell nothing", async () => {
    const ids = ["", "a", "VXNlcjox", Buffer.from("User:1").toString("base64url"), "CaseStudy:1"];
    for (const id of ids) {
      const { data, errors } = await api.ask("query ($id: ID!) { node(id: $id) { id } }", { id });
      expect(data?.node ?? null).toBeNull();
      for (const error of errors ?? []) expect(error.extensions.code).toBe("BAD_USER_INPUT");
    }
  });

  it("OWASP: IDOR, BOLA: real ids of what one may not see answer as if there were nothing", async () => {
    const { client } = test.database;
    const admin = await api.as({ admin: true });
    const key = await api.as({ clientOf: "umea", scopes: ["READ"] });
    await client`
      insert into audit_log (actor_kind, action) values ('OPERATOR', 'user.changed')`;
    await client`update contacts set visibility = 'MEMBERS' where slug = (select min(slug) from contacts)`;
    await client`update case_studies set state = 'DRAFT', published_at = null where slug = 'umea-alidhem'`;
    const secrets: Record<string, { id: string }[]> = {
      User: [{ id: admin.id }],
      Session: await client`select id from sessions`,
      ApiClient: [{ id: key.id }],
      ApiKey: await client`select id from api_keys`,
      AuditEntry: await client`select id from audit_log`,
      Contact: await client`select id from contacts where visibility = 'MEMBERS'`,
      CaseStudy: await client`select id from case_studies where state <> 'PUBLISHED'`,
    };
    const ids = Object.entries(secrets).flatMap(([type, rows]) => {
      expect(rows.length, type).toBeGreaterThan(0);
      return rows.slice(0, 5).map(({ id }) => toGlobalId(type, id));
    });
    const query = "query ($ids: [ID!]!) { nodes(ids: $ids) { __typename } }";
    const { nodes } = await api.read(query, { ids });
    expect(nodes).toEqual(ids.map(() => null));
  });

  it("mass assignment: what an input doesn't have is refused, also in an imported record", async () => {
    const editor = await api.as({ editorOf: ["kalmar"] });
    const fields = { state: "PUBLISHED", version: 9, id: "x", publishedAt: "2026-01-01" };
    for (const [name, value] of Object.entries(fields)) {
      const { extensions, message } = await editor.refuse(
        "mutation ($input: CaseStudyInput!) { createCaseStudy(input: $input) { userErrors { code } } }",
        { input: { ...completeCase, [name]: value } },
      );
      expect(extensions.code).toBe("BAD_USER_INPUT");
      expect(message).toContain(name);
    }
    const admin = { isAdmin: true };
    expect(
      await editor.refuse(
        "mutation ($user: ID!, $input: ChangeUserInput!) { changeUser(user: $user, input: $input) { userErrors { code } } }",
        { user: toGlobalId("User", editor.id), input: admin },
      ),
    ).toMatchObject({ extensions: { code: "FORBIDDEN" } });
    const content = JSON.stringify({ ...completeCase, state: "PUBLISHED", isAdmin: true });
    const { importKnowledge } = await editor.read(
      "mutation ($input: ImportKnowledgeInput!) { importKnowledge(input: $input) { userErrors { field code } } }",
      { input: { format: "NDJSON", content, organisation: "kalmar" } },
    );
    const told = importKnowledge.userErrors.map(({ field }: { field: string }) => field);
    expect(told).toEqual(expect.arrayContaining(["rows.1.state", "rows.1.isAdmin"]));
  });

  it("DVGA: token forge; OWASP: broken authentication: made-up sessions, keys and JWTs are nobody's", async () => {
    const jwt = (header: object, payload: object) =>
      [header, payload]
        .map((part) => Buffer.from(JSON.stringify(part)).toString("base64url"))
        .join(".");
    const unsigned = `${jwt({ alg: "none", typ: "JWT" }, { sub: "admin", isAdmin: true })}.`;
    const query = "{ viewer { user { email } } }";
    for (const value of [unsigned, "x".repeat(43), "", "null", "' or 1=1 --"]) {
      const reply = await post({ query }, { cookie: `lb_session=${encodeURIComponent(value)}` });
      expect(reply.json().data.viewer).toBeNull();
    }
    const made = newApiKey();
    for (const value of [unsigned, made, made.slice(0, -1), "lb_live_", "undefined"]) {
      const reply = await post({ query }, { authorization: `Bearer ${value}` });
      expect(reply.statusCode).toBe(401);
      expect(reply.json().data ?? null).toBeNull();
    }
  });

  it("OWASP: brute force by aliases: many guesses of a sign-in token in a request are limited, and worth nothing", async () => {
    const guess = (n: number) =>
      `a${n}: confirmSignIn(token: "${String(n).padStart(43, "x")}") { signedInUntil userErrors { code } }`;
    expect(await limitOf(`mutation { ${times(101, guess)} }`)).toMatchObject({ limit: "aliases" });
    const reply = await post({ query: `mutation { ${times(20, guess)} }` });
    expect(reply.body).not.toContain('"signedInUntil":"');
    expect(reply.headers).not.toHaveProperty("set-cookie");
  });

  it("DVGA: query deny list bypass, interface protection bypass: there is one door, whatever a request is called", async () => {
    const query = "query getPasteAnd_systemHealth { users { totalCount } auditLog { totalCount } }";
    for (const headers of [{}, { "x-graphiql": "1" }, { cookie: "env=graphiql:enable" }] as const) {
      const { data } = (await post({ query }, headers)).json();
      expect(data).toEqual({ users: { totalCount: 0 }, auditLog: { totalCount: 0 } });
    }
  });

  it("GraphQL over WebSocket, subscriptions and uploads aren't there", async () => {
    const url = new URL(await api.app.listen({ port: 0, host: "127.0.0.1" }));
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const headers = {
        connection: "Upgrade",
        upgrade: "websocket",
        "sec-websocket-version": "13",
        "sec-websocket-key": "AAAAAAAAAAAAAAAAAAAAAA==",
        "sec-websocket-protocol": "graphql-transport-ws",
      };
      get(new URL("/graphql", url), { headers, agent: false }, (reply) => {
        reply.resume();
        resolve(reply.statusCode);
      })
        .on("upgrade", () => resolve(101))
        .on("error", reject);
    });
    expect(status).toBe(400);
    expect((await api.refuse("subscription { caseStudies { totalCount } }")).extensions.code).toBe(
      "BAD_USER_INPUT",
    );
    const upload = await api.app.inject({
      method: "POST",
      url: "/graphql",
      headers: { "content-type": "multipart/form-data; boundary=x" },
      payload: '--x\r\ncontent-disposition: form-data; name="operations"\r\n\r\n{}\r\n--x--',
    });
    expect(upload.statusCode).toBe(415);
  });
});

describe("cross-site requests", () => {
  it("OWASP: CSRF; cop: mutations by GET are refused", async () => {
    const query = encodeURIComponent("mutation { signOut { userErrors { code } } }");
    const reply = await api.app.inject({ method: "GET", url: `/graphql?query=${query}` });
    expect(reply.statusCode).toBe(405);
  });

  it("cop: url-encoded POST is refused: a form of another site could send it", async () => {
    const reply = await api.app.inject({
      method: "POST",
      url: "/graphql",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      payload: "query=%7B__typename%7D",
    });
    expect(reply.statusCode).toBe(415);
  });

  it("CORS: no other site's page reads answers, unless it is named, and never with cookies", async () => {
    const origin = "https://intranet.example";
    const ask = (app: TestApi["app"], from: string) =>
      app.inject({ method: "GET", url: "/graphql?query={__typename}", headers: { origin: from } });
    expect((await ask(api.app, origin)).headers).not.toHaveProperty("access-control-allow-origin");
    const open = await createTestApi(test.database, undefined, { corsOrigins: [origin] });
    const { headers } = await ask(open.app, origin);
    expect(headers["access-control-allow-origin"]).toBe(origin);
    expect(headers).not.toHaveProperty("access-control-allow-credentials");
    expect((await ask(open.app, "https://evil.example")).headers).not.toHaveProperty(
      "access-control-allow-origin",
    );
    await open.close();
  });

  it("security headers are on every answer; HSTS where users come by HTTPS", async () => {
    const secure = await createTestApi(test.database, undefined, {
      publicUrl: "https://bank.example",
    });
    for (const url of ["/graphql?query={__typename}", "/graphql", "/livez", "/nothing-here"]) {
      const { headers } = await secure.app.inject({
        method: "GET",
        url,
        headers: { accept: "text/html" },
      });
      expect(headers["content-security-policy"]).toContain("default-src 'none'");
      expect(headers["content-security-policy"]).not.toMatch(/unsafe-eval|\*/);
      expect(headers["x-frame-options"]).toBe("DENY");
      expect(headers["strict-transport-security"]).toBe("max-age=31536000");
      expect(headers).not.toHaveProperty("x-powered-by");
    }
    await secure.close();
    expect((await api.app.inject("/livez")).headers).not.toHaveProperty(
      "strict-transport-security",
    );
  });
});
