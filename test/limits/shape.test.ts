import fc from "fast-check";
import { getIntrospectionQuery } from "graphql";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readFileSync, readdirSync } from "node:fs";
import { explorerQueries } from "../../src/api/explorer-queries.js";
import { findShapeError } from "../../src/limits/document-shape.js";
import { defaultLimits } from "../../src/limits/limits.js";
import { projectPath } from "../../src/platform/project-root.js";
import { type TestApi, createTestApi } from "../support/test-api.js";
import { type TestDatabase, createTestDatabase } from "../support/test-database.js";

let test: TestDatabase;
let api: TestApi;
beforeAll(async () => {
  test = await createTestDatabase({ seeded: false });
  api = await createTestApi(test.database);
});
afterAll(async () => {
  await api.close();
  await test.drop();
});

const times = (count: number, write: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => write(index)).join(" ");

const nested = (depth: number): string =>
  `{ ${"methods { nodes { caseStudies { nodes { ".repeat(depth / 4)}slug${" } } } }".repeat(depth / 4)} }`;

const documents: [limit: string, document: string][] = [
  ["tokens", `{ ${times(6_000, () => "__typename")} }`],
  ["depth", nested(40)],
  ["aliases", `{ ${times(60, (n) => `a${n}: climateContracts { year }`)} }`],
  ["aliases", `{ ${times(60, () => "climateContracts { year }")} }`],
  ["aliases", `{ ${times(60, (n) => `... { a${n}: __typename }`)} }`],
  ["directives", `{ __typename ${times(5, () => "@include(if: true)")} }`],
  ["directives", `query ${times(5, () => "@include(if: true)")} { __typename }`],
  ["fragments", `{ ${times(101, (n) => `...F${n}`)} }`],
  [
    "fields",
    `{ ...F0 } ${times(20, (n) => `fragment F${n} on Query { ...F${n + 1} ... { ...F${n + 1} } a${n}: __typename }`)} fragment F20 on Query { __typename }`,
  ],
];

describe("the shape of a document", () => {
  it.each(documents)("is limited in %s", async (limit, document) => {
    const started = performance.now();
    const reply = await api.app.inject({
      method: "POST",
      url: "/graphql",
      payload: { query: document },
    });
    expect(performance.now() - started).toBeLessThan(500);
    expect(reply.statusCode).toBe(400);
    const [error] = reply.json().errors;
    expect(error.extensions).toEqual({
      code: "BAD_USER_INPUT",
      limit,
      maximum: defaultLimits[limit as keyof typeof defaultLimits],
    });
    expect(error.message).toContain(`${limit}: at most`);
  });

  it("is limited in GET requests too", async () => {
    const [, document] = documents[2] ?? ["", ""];
    const url = `/graphql?query=${encodeURIComponent(document)}`;
    const reply = await api.app.inject({ method: "GET", url });
    expect(reply.json().errors[0].extensions.limit).toBe("aliases");
  });

  it("leaves room for introspection, the explorer's queries and many fragments", () => {
    const introspection = getIntrospectionQuery({
      descriptions: true,
      inputValueDeprecation: true,
      schemaDescription: true,
      specifiedByUrl: true,
      directiveIsRepeatable: true,
    });
    const fragments = `{ methods { nodes { ${times(90, (n) => `...F${n}`)} } } } ${times(90, (n) => `fragment F${n} on Method { slug name }`)}`;
    for (const document of [introspection, fragments, ...explorerQueries]) {
      expect(findShapeError(document, defaultLimits)).toBeUndefined();
    }
  });

  it("is nobody's concern where it isn't GraphQL, or fragments lead round in circles", () => {
    for (const document of [
      "",
      "{",
      "{ ...A } fragment A on Query { ...A }",
      "{ ...Missing }",
      "\0",
    ]) {
      expect(findShapeError(document, defaultLimits)).toBeUndefined();
    }
    fc.assert(
      fc.property(fc.string({ maxLength: 300 }), (text) => {
        expect(findShapeError(text, defaultLimits)).toBeUndefined();
      }),
    );
  });

  it("is limited in the items of its variables' lists", async () => {
    const ids = Array.from({ length: 1_001 }, () => "a");
    const { errors } = await api.ask("query ($ids: [ID!]!) { nodes(ids: $ids) { id } }", { ids });
    expect(errors?.[0]?.extensions).toMatchObject({ code: "BAD_USER_INPUT", limit: "listItems" });
  });
});

describe("documents by their hash", () => {
  const hash = async (text: string): Promise<string> =>
    Buffer.from(await crypto.subtle.digest("SHA-256", Buffer.from(text))).toString("hex");
  const send = async (sha256Hash: unknown, query?: string) => {
    const extensions = { persistedQuery: { version: 1, sha256Hash } };
    const payload = { extensions, ...(query === undefined ? {} : { query }) };
    return (await api.app.inject({ method: "POST", url: "/graphql", payload })).json();
  };

  it("are kept when a client sends one with its hash, and asked for when they aren't known", async () => {
    const query = "{ climateContracts { year } }";
    const unknown = await send(await hash(query));
    expect(unknown.errors[0]).toMatchObject({
      message: "PersistedQueryNotFound",
      extensions: { code: "PERSISTED_QUERY_NOT_FOUND" },
    });
    expect((await send(await hash(query), query)).data).toEqual({ climateContracts: [] });
    expect((await send(await hash(query))).data).toEqual({ climateContracts: [] });
  });

  it("can't be put under another document's hash", async () => {
    const { errors } = await send(await hash("{ a }"), "{ climateContracts { year } }");
    expect(errors[0].message).toMatch(/sha does not match/);
    expect((await send(await hash("{ a }"))).errors[0].message).toBe("PersistedQueryNotFound");
    for (const wrong of [{}, 7, null, ["a"], "__proto__"]) {
      expect((await send(wrong)).errors).toHaveLength(1);
    }
  });

  it("aren't kept when they are refused", async () => {
    const [, query = ""] = documents[2] ?? [];
    expect((await send(await hash(query), query)).errors[0].extensions.limit).toBe("aliases");
    expect((await send(await hash(query))).errors[0].message).toBe("PersistedQueryNotFound");
  });

  it("of our own clients are valid and within the limits", async () => {
    const folder = projectPath("schema/documents");
    const names = readdirSync(folder).filter((name) => name.endsWith(".graphql"));
    for (const name of names) {
      const text = readFileSync(`${folder}/${name}`, "utf8");
      expect(findShapeError(text, defaultLimits)).toBeUndefined();
      expect(await send(await hash(text))).not.toMatchObject({
        errors: [{ extensions: { code: "BAD_USER_INPUT" } }],
      });
    }
  });
});
