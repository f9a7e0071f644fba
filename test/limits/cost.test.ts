import fc from "fast-check";
import { getIntrospectionQuery, getOperationAST, parse, validate } from "graphql";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { explorerQueries } from "../../src/api/explorer-queries.js";
import { defaultLimits } from "../../src/limits/limits.js";
import { createCostFinder } from "../../src/limits/request-cost.js";
import { buildApiSchema } from "../../src/schema.js";
import { type Answer, type TestApi, type TestCaller, createTestApi } from "../support/test-api.js";
import { type TestDatabase, createTestDatabase } from "../support/test-database.js";
import { objectsIn, randomQueries } from "./random-query.js";

interface Cost {
  predicted: number;
  actual: number;
}

const schema = buildApiSchema();
let test: TestDatabase;
let api: TestApi;
let staff: TestCaller;
beforeAll(async () => {
  test = await createTestDatabase({ seeded: true });
  api = await createTestApi(test.database, undefined, { limits: { ...defaultLimits, lagMs: 0 } });
  staff = await api.as({ staff: true, admin: true });
});
afterAll(async () => {
  await api.close();
  await test.drop();
});

const costIn = ({ extensions = {} }: Answer): Cost => extensions["cost"] as Cost;

async function costOf(query: string, variables: Record<string, unknown> = {}): Promise<Cost> {
  const answer = await api.ask(query, variables);
  if (answer.errors) throw new Error(JSON.stringify(answer.errors));
  return costIn(answer);
}

const predict = (query: string, variables: Record<string, unknown> = {}): number => {
  const document = parse(query);
  const operation = getOperationAST(document);
  if (!operation) throw new Error("No operation.");
  return createCostFinder(schema, defaultLimits.fields)(document, operation).predict(variables);
};

describe("the cost of a request", () => {
  it("is one for itself and one for each object of the answer, and never more than predicted", async () => {
    let compared = 0;
    await fc.assert(
      fc.asyncProperty(
        randomQueries(schema),
        fc.integer({ min: 1, max: 20 }),
        async (query, size) => {
          expect(validate(schema, parse(query))).toEqual([]);
          // Nothing is hidden from it: what a visitor is refused costs nothing.
          const answer = await staff.ask(query, { size });
          // Some ask for more than is allowed.
          if (!answer.data) {
            expect(answer.errors?.[0]?.extensions).toMatchObject({ limit: "cost" });
            return;
          }
          const { predicted, actual } = costIn(answer);
          expect(actual).toBe(1 + objectsIn(answer.data));
          expect(predicted).toBeGreaterThanOrEqual(actual);
          compared += 1;
        },
      ),
      { numRuns: Number(process.env["FC_RUNS"] ?? 40) },
    );
    expect(compared).toBeGreaterThan(20);
  }, 60_000);

  it.each([
    ["{ caseStudies { nodes { slug } } }", 1 + 1 + 20],
    ["{ caseStudies(first: 3) { nodes { slug } edges { node { slug } } } }", 1 + 1 + 3 + 3 * 2],
    ["{ caseStudies(last: 3) { edges { cursor } pageInfo { endCursor } } }", 1 + 1 + 3 + 1],
    ["query ($n: Int = 7) { caseStudies(first: $n) { nodes { slug } } }", 1 + 1 + 7],
    [
      "{ caseStudies(first: 2) { nodes { sdgs { number } focusAreas { slug } } } }",
      2 + 2 * (1 + 17 + 20),
    ],
    ['{ suggest(query: "k", first: 4) { __typename } }', 1 + 4],
    ['{ nodes(ids: ["a", "b"]) { id } }', 1 + 2],
    ["{ a: climateContracts { year } b: climateContracts { year } }", 1 + 50 + 50],
    ["{ ...A ...A } fragment A on Query { climateContracts { year } }", 1 + 50],
    ["{ climateContracts { year } climateContracts { signatories { slug } } }", 1 + 50 * 401],
    ["{ __typename }", 1],
  ])("of %s is predicted as %i", (query, cost) => {
    expect(predict(query)).toBe(cost);
  });

  it("takes page sizes from variables, and those that will be refused for the largest", () => {
    const query =
      "query ($n: Int, $m: Int) { caseStudies(first: $n, last: $m) { nodes { slug } } }";
    expect(predict(query, { n: 5 })).toBe(7);
    expect(predict(query, { m: 5 })).toBe(7);
    expect(predict(query, {})).toBe(22);
    expect(predict(query, { n: 1e9 })).toBe(102);
    expect(predict(query, { n: "many" })).toBe(102);
  });

  it("of an introspection is what its answer holds, also where it leads round in circles", async () => {
    for (const query of [
      getIntrospectionQuery(),
      "{ __schema { types { name fields { name type { name fields { name } } } } } }",
    ]) {
      const { predicted, actual } = await costOf(query);
      expect(predicted).toBe(actual);
      const { data } = await api.ask(query);
      expect(actual).toBeGreaterThanOrEqual(1 + objectsIn(data));
    }
  });

  it("of an introspection that grows without bounds is too much, and found so at once", () => {
    const levels = 12;
    const query = `{ __schema { types { ${"possibleTypes { interfaces { ".repeat(levels)} name ${"} }".repeat(levels)} } } }`;
    const started = performance.now();
    expect(predict(query)).toBeGreaterThan(defaultLimits.cost);
    expect(performance.now() - started).toBeLessThan(1_000);
  });

  it("of what the explorer and the README offer is far below the limits", async () => {
    for (const query of explorerQueries) {
      const { predicted, actual } = await costOf(query);
      expect(predicted).toBeLessThan(defaultLimits.cost / 10);
      expect(actual).toBeLessThan(2_000);
    }
  });

  it("refuses what may cost too much, naming the limit", async () => {
    const lists = "caseStudies(first: 100) { nodes { ";
    const query = `{ organisations(first: 100) { nodes { ${lists} adoptions { contacts { name } } } } } } }`;
    const { extensions, message } = await api.refuse(query);
    expect(extensions).toMatchObject({ code: "BAD_USER_INPUT", limit: "cost", maximum: 1_000_000 });
    expect(message).toContain("first");
  });
});
