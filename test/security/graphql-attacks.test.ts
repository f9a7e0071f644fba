import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { defaultLimits } from "../../src/limits/limits.js";
import { type TestApi, createTestApi } from "../support/test-api.js";
import { type TestDatabase, createTestDatabase } from "../support/test-database.js";

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

describe("injection", () => {
  const attacks = [
    "' or 1=1 --",
    "'; drop table case_studies; --",
    "\\'; select pg_sleep(10) --",
    '" OR kind = METHOD',
    "$(id)",
    "; cat /etc/passwd",
    "{{7*7}}",
    "\r\nset-cookie: a=b",
    "../../etc/passwd",
    "http://169.254.169.254/latest/meta-data",
    "%00",
    "\\u0000",
  ];

  it.each(attacks)(
    "OWASP: SQL, search and OS injection, CRLF; DVGA: SQL injection, path traversal: %j",
    async (attack) => {
      const variables = { attack, list: [attack] };
      const started = performance.now();
      const { data, errors } = await api.ask(
        `query ($attack: String!, $list: [String!]!) {
        caseStudy(slug: $attack) { slug }
        search(query: $attack) { nodes { __typename } }
        caseStudies(filter: { methods: $list }) { totalCount }
      }`,
        variables,
      );
      expect(performance.now() - started).toBeLessThan(9_000);
      for (const error of errors ?? []) {
        expect(error.extensions.code).toBe("BAD_USER_INPUT");
        expect(error.message).not.toMatch(/syntax error at|relation "|at \w+ \(/);
      }
      expect(data?.caseStudy ?? null).toBeNull();
      expect(await test.database.client`select from case_studies limit 1`).toHaveLength(1);
    },
  );

  it("OWASP: header injection: an id with a line's end names no header", async () => {
    const reply = await api.app.inject({
      method: "GET",
      url: "/livez",
      headers: { "x-request-id": "a\tb" },
    });
    expect(reply.headers["x-request-id"]).not.toContain("\t");
  });

  it("OWASP: XSS; DVGA: stored XSS: what is found is escaped, JSON is no page", async () => {
    await test.database.client`
      update case_studies set title = '<img src=x onerror=alert(1)> koldioxidbudget'
      where slug = 'boras-koldioxidbudget'`;
    const reply = await post({
      query:
        '{ search(query: "<img src=x onerror=alert(1)>") { edges { highlights { snippet } } } }',
    });
    expect(reply.headers["content-type"]).toContain("json");
    expect(reply.headers["x-content-type-options"]).toBe("nosniff");
    const answer = reply.json<{
      data: { search: { edges: { highlights: { snippet: string }[] }[] } };
    }>();
    for (const { highlights } of answer.data.search.edges) {
      for (const { snippet } of highlights) {
        expect(snippet.replaceAll(/<\/?mark>/g, "")).not.toMatch(/[<>]/);
      }
    }
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

  it("OWASP: IDOR by `node`: made-up and foreign ids tell nothing", async () => {
    const ids = ["", "a", "VXNlcjox", Buffer.from("User:1").toString("base64url"), "CaseStudy:1"];
    for (const id of ids) {
      const { data, errors } = await api.ask("query ($id: ID!) { node(id: $id) { id } }", { id });
      expect(data?.node ?? null).toBeNull();
      for (const error of errors ?? []) expect(error.extensions.code).toBe("BAD_USER_INPUT");
    }
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
