import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestApi, createTestApi } from "../support/test-api.js";
import { type TestDatabase, createTestDatabase } from "../support/test-database.js";

let test: TestDatabase;
let api: TestApi;
beforeAll(async () => {
  test = await createTestDatabase({ seeded: true });
  api = await createTestApi(test.database);
});
afterAll(async () => {
  await api.close();
  await test.drop();
});

interface Page {
  nodes: { slug: string }[];
  edges: { cursor: string }[];
  pageInfo: {
    hasNextPage: boolean;
    hasPreviousPage: boolean;
    startCursor: string;
    endCursor: string;
  };
}

const page = async (args: string): Promise<Page> =>
  (
    await api.read(`{ caseStudies(${args}) {
      nodes { slug } edges { cursor }
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`)
  ).caseStudies;

const slugsOf = ({ nodes }: Page): string[] => nodes.map((node) => node.slug);

async function walk(order: string, size: number, backward: boolean): Promise<string[]> {
  const found: string[] = [];
  let place = "";
  for (;;) {
    const args = backward ? `last: ${size}${place}` : `first: ${size}${place}`;
    const next = await page(`${args}, orderBy: ${order}`);
    if (backward) found.unshift(...slugsOf(next));
    else found.push(...slugsOf(next));
    const { hasNextPage, hasPreviousPage, startCursor, endCursor } = next.pageInfo;
    if (!(backward ? hasPreviousPage : hasNextPage)) return found;
    place = backward ? `, before: "${startCursor}"` : `, after: "${endCursor}"`;
  }
}

describe("pages", () => {
  it("hold every record once, in the same order, both ways and in every size", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom("TITLE", "START_YEAR", "PUBLISHED_AT", "UPDATED_AT"),
        fc.constantFrom("ASC", "DESC"),
        fc.integer({ min: 5, max: 100 }),
        async (field, direction, size) => {
          const order = `{ field: ${field}, direction: ${direction} }`;
          const forward = await walk(order, size, false);
          expect(new Set(forward).size).toBe(64);
          expect(await walk(order, size, true)).toEqual(forward);
        },
      ),
      { numRuns: 12 },
    );
  });

  it("are in Swedish alphabetical order", async () => {
    const { municipalities } = await api.read(`{ municipalities(last: 3) { nodes { name } } }`);
    expect(municipalities.nodes.map((node: { name: string }) => node.name)).toEqual([
      "Växjö",
      "Örebro",
      "Östersund",
    ]);
  });

  it("go on in the right place after an insert before and a delete at the cursor", async () => {
    const { client } = test.database;
    const first = await page("first: 10");
    const expected = slugsOf(await page("first: 12")).slice(10);
    await client`
      insert into case_studies (slug, title, summary, status, state, published_at)
      values ('aaa', '000', 'x', 'ONGOING', 'PUBLISHED', now())`;
    await client`update case_studies set state = 'ARCHIVED' where slug = ${first.nodes[9]?.slug ?? ""}`;
    const next = await page(`first: 2, after: "${first.pageInfo.endCursor}"`);
    expect(slugsOf(next)).toEqual(expected);
    await client`delete from case_studies where slug = 'aaa'`;
    await client`update case_studies set state = 'PUBLISHED' where state = 'ARCHIVED'`;
  });

  it("refuse a cursor of another order", async () => {
    const first = await page("first: 1, orderBy: { field: TITLE, direction: ASC }");
    const error = await api.refuse(
      `{ caseStudies(after: "${first.pageInfo.endCursor}", orderBy: { field: TITLE, direction: DESC }) { totalCount } }`,
    );
    expect(error.extensions).toMatchObject({ code: "BAD_USER_INPUT", argument: "after" });
  });

  it("below parents are each parent's own", async () => {
    const query = `{ municipalities(first: 100) { nodes { slug
      caseStudies(first: 2, orderBy: { field: TITLE, direction: DESC }) { totalCount nodes { title } pageInfo { hasNextPage } } } } }`;
    const { municipalities } = await api.read(query);
    for (const { slug, caseStudies } of municipalities.nodes) {
      const alone = await api.read(`{ caseStudies(first: 2, filter: { organisations: ["${slug}"] },
        orderBy: { field: TITLE, direction: DESC }) { totalCount nodes { title } pageInfo { hasNextPage } } }`);
      expect(caseStudies).toEqual(alone.caseStudies);
    }
  });

  it.each([
    ["events", "STARTS_ON ASC", "2020-02-30"],
    ["events", "STARTS_ON ASC", "0000-01-01"],
    ["events", "STARTS_ON ASC", "x"],
    ["lessons", "CREATED_AT DESC", "2020-13-01 00:00:00+00"],
    ["lessons", "CREATED_AT DESC", "2020-12-01 25:00:00+00"],
    ["caseStudies", "TITLE ASC", "\0"],
  ])("refuse a forged cursor of %s: %s, %s", async (list, order, key) => {
    const forged = JSON.stringify([order, key, "01a20a2b-40df-7917-b39a-a371eeefd008"]);
    const cursor = Buffer.from(forged).toString("base64url");
    const error = await api.refuse(`{ ${list}(after: "${cursor}") { totalCount } }`);
    expect(error.extensions).toMatchObject({ code: "BAD_USER_INPUT", argument: "after" });
  });

  it.each(["after", "before"])("refuse an empty text as a cursor: %s", async (argument) => {
    const error = await api.refuse(`{ caseStudies(${argument}: "") { totalCount } }`);
    expect(error.extensions).toEqual({ code: "BAD_USER_INPUT", argument });
  });

  it("survive any text as a cursor or an id", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "binary" }), async (text) => {
        const cursor = JSON.stringify(Buffer.from(text).toString("base64url"));
        const answers = await Promise.all([
          api.ask(`{ caseStudies(after: ${cursor}) { totalCount } }`),
          api.ask(`query ($id: ID!) { node(id: $id) { id } }`, { id: text }),
        ]);
        for (const { errors } of answers) {
          for (const error of errors ?? []) expect(error.extensions.code).toBe("BAD_USER_INPUT");
        }
      }),
      { numRuns: 50 },
    );
  });
});

describe("the total count", () => {
  it("is exact up to 10,000, and about right beyond", async () => {
    const { client } = test.database;
    const count = async (): Promise<number> =>
      (await api.read("{ organisations(filter: { kinds: [COMPANY] }) { totalCount } }"))
        .organisations.totalCount;
    const before = await count();
    const add = (from: number, to: number): Promise<unknown> => client`
      insert into organisations (slug, name, kind)
      select 'many-' || n, 'Many', 'COMPANY' from generate_series(${from}::int, ${to}::int) n`;
    await add(before + 1, 10_000);
    expect(await count()).toBe(10_000);
    await add(10_001, 12_000);
    await client`analyze organisations`;
    const after = await count();
    expect(after).toBeGreaterThan(11_500);
    expect(after).toBeLessThan(12_500);
  });
});
