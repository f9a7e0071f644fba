import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildApiSchema } from "../../src/schema.js";
import { type TestApi, type TestCaller, createTestApi } from "../support/test-api.js";
import { type TestDatabase, createTestDatabase } from "../support/test-database.js";
import { selectEverything } from "./all-fields.js";

const schema = buildApiSchema();
const fields = Object.values(schema.getQueryType()?.getFields() ?? {});
/** Real values, so that single look-ups find something. */
const slugs: Record<string, string> = {
  caseStudy: '"vaxjo-samlastning"',
  method: '"samordnad-varudistribution"',
  organisation: '"energikontor-syd"',
  focusArea: '"energi"',
};

let statements = 0;
let test: TestDatabase;
let api: TestApi;
/** Sees everything. */
let admin: TestCaller;
beforeAll(async () => {
  test = await createTestDatabase({ seeded: true, onStatement: () => (statements += 1) });
  api = await createTestApi(test.database);
  admin = await api.as({ staff: true, admin: true });
});
afterAll(async () => {
  await api.close();
  await test.drop();
});

describe("every field", () => {
  // `node` and `nodes` lead to every type at once, more than a document may hold: tested by themselves.
  it.each(fields.filter(({ name }) => !name.startsWith("node")))(
    "answers below $name without an error",
    async (field) => {
      const values = {
        slug: slugs[field.name] ?? '""',
        code: '"0880"',
        query: '"klimat"',
        facet: "MUNICIPALITIES",
        text: '"kal"',
      };
      const query = selectEverything(schema, field, values, 3);
      const data = await admin.read(`{ ${query} }`);
      expect(data[field.name]).not.toBeNull();
    },
  );
});

describe("SQL statements", () => {
  const counted = async (query: string): Promise<number> => {
    statements = 0;
    await api.read(query);
    return statements;
  };

  it.each(["caseStudies", "methods", "adoptions", "lessons", "organisations", "contacts"])(
    "below %s are bounded by the query's selections, however many rows there are",
    async (name) => {
      const field = fields.find((each) => each.name === name);
      const query = field && selectEverything(schema, field, {}, 4);
      if (!query) throw new Error(`No field ${name}`);
      const selections = query.split("{").length - 1;
      for (const first of [1, 100]) {
        const paged = query.replace(name, `${name}(first: ${first})`);
        expect(await counted(`{ ${paged} }`)).toBeLessThanOrEqual(selections);
      }
    },
  );

  it("of a nested list are as few for 64 case studies as for 2", async () => {
    const list = (first: number): string => `{
      caseStudies(first: ${first}, orderBy: { field: TITLE }) {
        totalCount
        nodes {
          organisations { role organisation { name municipality { population } } }
          lessons { text } results { value } methods { name evidence { adoptionCount } }
          adoptions { organisation { name } contacts { name } } sources { url }
          focusAreas { name } sdgs { number } completeness { score }
        }
      }
    }`;
    // One for each edge; those that reach organisations at the same moment share one.
    expect(await counted(list(2))).toBeLessThanOrEqual(20);
    expect(await counted(list(64))).toBeLessThanOrEqual(20);
  });
});

describe("contents of a list", () => {
  it.each([
    ["caseStudies", "CaseStudy"],
    ["methods", "Method"],
    ["adoptions", "Adoption"],
  ])("of %s are read together: as many statements for many as for two", async (list, kind) => {
    const nodes = (await admin.read(`{ ${list}(first: 20) { nodes { id version } } }`))[list].nodes;
    expect(nodes.length).toBeGreaterThan(5);
    for (const { id, version } of nodes.slice(0, 5)) {
      const { done } = await admin.read(
        `mutation ($id: ID!, $version: Int!) { done: update${kind}(id: $id, version: $version,
          input: { note: "Ändrad i ett test." }) { userErrors { field code } } }`,
        { id, version },
      );
      expect(done.userErrors).toEqual([]);
    }
    const count = async (first: number): Promise<number> => {
      const before = statements;
      const data = await admin.read(`{ ${list}(first: ${first}) { nodes {
        content { note } draft { content { note } changes { field } }
        missingToPublish { field } revisions { number changes { field } } } } }`);
      expect(data[list].nodes).toHaveLength(first);
      return statements - before;
    };
    await count(2);
    expect(await count(nodes.length)).toBe(await count(2));
  });
});
