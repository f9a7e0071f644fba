import { createServer } from "node:http";
import { Writable } from "node:stream";
import { type GraphQLResolveInfo, isObjectType } from "graphql";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
// Before others of ours: it brings what the decorators need.
import { buildApiSchema } from "../../src/schema.js";
import { leanResolvers } from "../../src/api/lean-resolvers.js";
import { createLog } from "../../src/platform/log.js";
import { toGlobalId } from "../../src/platform/ids.js";
import { type TestApi, type TestCaller, createTestApi } from "../support/test-api.js";
import { type TestDatabase, createTestDatabase } from "../support/test-database.js";
import { changeCase, completeCase, leastInputs } from "../support/writing.js";
import { type TextPlace, textPlaces } from "./every-argument.js";

// Named after the OWASP GraphQL cheat sheet and Damn Vulnerable GraphQL Application (DVGA).

let logged = "";
const sink = new Writable({
  write(chunk: Buffer, _encoding, done) {
    logged += chunk.toString();
    done();
  },
});

let test: TestDatabase;
let api: TestApi;
/** May do everything, so that nothing stops an attack before it is tried. */
let everyone: TestCaller;
beforeAll(async () => {
  test = await createTestDatabase({ seeded: true });
  api = await createTestApi(test.database, undefined, { log: createLog("info", sink) });
  everyone = await api.as({ staff: true, admin: true, editorOf: ["kalmar"] });
});
afterAll(async () => {
  await api.close();
  await test.drop();
});

const post = (payload: object) => api.app.inject({ method: "POST", url: "/graphql", payload });

const attack = `'"\\) or 1=1; drop table case_studies; -- $1 %_ {{7*7}} $(id)`;

/** Values that let a request with an attack in one place come as far as it can. */
async function knownValues(): Promise<Record<string, unknown>> {
  const ids: Record<string, string> = {};
  const tables = {
    CaseStudy: "case_studies",
    Method: "methods",
    Adoption: "adoptions",
    Contact: "contacts",
    SupportOffer: "support_offers",
    Lesson: "lessons",
    Result: "results",
    User: "users",
  };
  for (const [type, table] of Object.entries(tables)) {
    const [row] = await test.database.client.unsafe<{ id: string }[]>(
      `select id from ${table} limit 1`,
    );
    ids[type] = toGlobalId(type, row?.id ?? "");
  }
  const names = Object.keys(buildApiSchema().getMutationType()?.getFields() ?? {});
  const own = names.flatMap((name) =>
    Object.entries(ids).flatMap(([type, id]) => (name.includes(type) ? [[`${name}.id`, id]] : [])),
  );
  return {
    ...Object.fromEntries(own),
    to: ids["CaseStudy"],
    caseStudy: ids["CaseStudy"],
    user: ids["User"],
    "handOverContact.to": ids["Contact"],
    slug: "koldioxidbudget",
    code: "0880",
    municipality: "0880",
    organisation: "kalmar",
    query: "klimat",
    text: "kal",
    facet: "MUNICIPALITIES",
    email: "funktion@example.org",
    CaseStudyInput: completeCase,
    ...leastInputs,
    AdoptionInput: { organisation: "kalmar", method: "koldioxidbudget", status: "ADOPTED" },
  };
}

describe("SQL", () => {
  it("OWASP, DVGA: SQL injection: a text in any argument of any field stays a text", async () => {
    const count = async () => (await test.database.client`select from case_studies`).length;
    const before = await count();
    const schema = buildApiSchema();
    // What is updated is read as what is created; cursors and ids have tests of their own.
    const places = textPlaces(schema, await knownValues()).filter(
      ({ name }) => !/^Mutation\.update|\((after|before|id)\)$/.test(name),
    );
    const wrong: string[] = [];
    const attackAt = async (place: TextPlace): Promise<void> => {
      const { name, document } = place;
      const { data, errors } = await everyone.ask(document, place.variables(attack));
      for (const { message, extensions } of errors ?? []) {
        if (extensions.code === "INTERNAL" || /syntax error at|relation "|operator/.test(message))
          wrong.push(`${name}: ${message}`);
      }
      const isLookUp = /filter\.|\(slug|\(code/.test(name);
      if (isLookUp && /"totalCount":[1-9]|__typename/.test(JSON.stringify(data ?? null)))
        wrong.push(`${name} found something: ${JSON.stringify(data)}`);
    };
    for (let at = 0; at < places.length; at += 8)
      await Promise.all(places.slice(at, at + 8).map(attackAt));
    expect(wrong).toEqual([]);
    expect(places.length).toBeGreaterThan(150);
    expect(await count()).toBeGreaterThanOrEqual(before);
  });

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
    async (text) => {
      const variables = { attack: text, list: [text] };
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
});

describe("other interpreters", () => {
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

  it("DVGA: HTML injection, stored XSS: a long text as HTML holds no markup of its own", async () => {
    const hostile =
      "<script>alert(1)</script> [x](javascript:alert(1)) <img src=x onerror=alert(1)>";
    const { caseStudy } = await changeCase(everyone, "createCaseStudy", {
      input: { ...completeCase, title: hostile, challenge: hostile },
    });
    const { node } = await everyone.read(
      "query ($id: ID!) { node(id: $id) { ... on CaseStudy { title challenge challengeHtml: challenge(format: HTML) } } }",
      { id: caseStudy.id },
    );
    expect(node).toMatchObject({ title: hostile, challenge: hostile });
    expect(node.challengeHtml).not.toMatch(/<(script|img|a)\b/);
  });

  it("stored XSS: every long text that can be asked for as HTML is rendered", async () => {
    const schema = leanResolvers(buildApiSchema());
    const fields = Object.values(schema.getTypeMap()).flatMap((type) =>
      isObjectType(type) ? Object.values(type.getFields()) : [],
    );
    const long = fields.filter(({ args }) => args.some(({ name }) => name === "format"));
    expect(long.length).toBeGreaterThan(15);
    for (const { name, resolve } of long) {
      const html: unknown = await resolve?.({ [name]: "<b>*x*" }, { format: "HTML" }, {}, {
        fieldName: name,
      } as GraphQLResolveInfo);
      expect([name, html]).toEqual([name, "<p>&lt;b&gt;<em>x</em></p>"]);
    }
  });

  it("DVGA: HTML injection: the explorer's page is the same whatever its address holds", async () => {
    const headers = { accept: "text/html" };
    const get = (url: string) => api.app.inject({ method: "GET", url, headers });
    const plain = await get("/graphql");
    const script = encodeURIComponent("</script><script>alert(1)</script>");
    const filled = await get(`/graphql?variables=${script}&operationName=${script}`);
    expect(filled.body).toBe(plain.body);
    const asked = await get(`/graphql?query=${script}`);
    expect(asked.headers["content-type"]).toContain("json");
    const missing = await get(`/${script}`);
    expect(missing.statusCode).toBe(404);
    expect(missing.headers["content-type"]).toContain("json");
  });

  it("DVGA: log injection, log spoofing: each line of the log is one of ours", async () => {
    logged = "";
    const line = '\n{"level":50,"msg":"forged"}\r\n';
    await post({ query: "query A { __typename }", operationName: `A${line}` });
    await post({ query: `query A { caseStudy(slug: ${JSON.stringify(line)}) { slug } }` });
    await post({ query: `{ ${line} }` });
    await api.app.inject({
      method: "GET",
      url: `/${encodeURIComponent(line)}`,
      headers: {
        "x-request-id": encodeURI(line),
        "user-agent": "\tforged",
        traceparent: "00-forged",
      },
    });
    const lines = logged
      .trim()
      .split("\n")
      .map((each) => JSON.parse(each) as { msg: string });
    expect(lines.length).toBeGreaterThanOrEqual(4);
    expect(lines.map(({ msg }) => msg)).not.toContain("forged");
    expect(logged).not.toContain("forged");
  });

  it("DVGA: path traversal, arbitrary file write: no address leads to a file but the explorer's", async () => {
    const up = ["../", "..%2f", "%2e%2e/", "..%5c", "....//"];
    const addresses = up.flatMap((each) => [
      `/explorer/${each.repeat(4)}package.json`,
      `/export/${each.repeat(4)}etc/passwd`,
      `/${each.repeat(6)}etc/passwd`,
    ]);
    for (const url of [...addresses, "/explorer/", "/.env", "/explorer/start.js%00.html"]) {
      const reply = await api.app.inject({ method: "GET", url });
      expect([url, reply.statusCode]).toEqual([url, 404]);
    }
  });

  it("prototype pollution: `__proto__` in a body or a variable is refused", async () => {
    const payload = '{"query":"{ __typename }","variables":{"__proto__":{"isAdmin":true}}}';
    const headers = { "content-type": "application/json" };
    const reply = await api.app.inject({ method: "POST", url: "/graphql", headers, payload });
    expect(reply.statusCode).toBe(400);
    expect(({} as Record<string, unknown>)["isAdmin"]).toBeUndefined();
  });
});

describe("addresses and patterns", () => {
  it("OWASP, DVGA: SSRF: no address that a client writes is ever asked for", async () => {
    let visits = 0;
    const victim = createServer((_request, reply) => {
      visits += 1;
      reply.end();
    });
    await new Promise<void>((resolve) => victim.listen(0, "127.0.0.1", resolve));
    const address = victim.address();
    const url = `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}/secret`;
    const { caseStudy } = await changeCase(everyone, "createCaseStudy", {
      input: {
        ...completeCase,
        challenge: `![x](${url}) <${url}>`,
        sources: [{ url }],
        results: [
          { indicator: "Syntetisk", value: 1, unit: "st", kind: "MEASURED", sourceUrl: url },
        ],
      },
    });
    await everyone.read(
      "query ($id: ID!) { node(id: $id) { ... on CaseStudy { challenge(format: HTML) } } }",
      { id: caseStudy.id },
    );
    await everyone.read(
      "mutation ($text: String!) { draftFromText(input: { text: $text }) { userErrors { code } } }",
      { text: `Kalmar prövar lastcyklar. Källa: ${url}` },
    );
    await everyone.read(
      "mutation ($input: ImportKnowledgeInput!) { importKnowledge(input: $input) { userErrors { code } } }",
      {
        input: {
          format: "NDJSON",
          content: JSON.stringify({ ...completeCase, sources: [{ url }] }),
        },
      },
    );
    await everyone.ask("query ($url: String!) { search(query: $url) { totalCount } }", { url });
    await new Promise((resolve) => victim.close(resolve));
    expect(visits).toBe(0);
  });

  it("regex DoS: a text that is written to be slow to read isn't", async () => {
    const draft =
      "mutation ($text: String!) { draftFromText(input: { text: $text }) { userErrors { code } } }";
    const search =
      "query ($text: String!) { search(query: $text) { totalCount } suggest(query: $text) { __typename } }";
    const link =
      "mutation ($text: String!) { requestSignInLink(email: $text) { userErrors { code } } }";
    // What loads at first isn't the text's fault.
    for (const query of [draft, search]) await everyone.ask(query, { text: "kalmar" });
    for (const part of ["1 ", "2020–", "a@", "och ", "-", "a."]) {
      for (const [query, length] of [
        [draft, 50_000],
        [search, 10_000],
        [link, 500_000],
      ] as const) {
        const text = part.repeat(length / part.length);
        const started = performance.now();
        await everyone.ask(query, { text });
        expect([part, performance.now() - started < 5_000]).toEqual([part, true]);
      }
    }
  });
});
