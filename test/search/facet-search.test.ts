import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type SearchBank, startSearchBank } from "../support/search-bank.js";
import { type TestApi, createTestApi } from "../support/test-api.js";

let bank: SearchBank;
let without: TestApi;
beforeAll(async () => {
  bank = await startSearchBank();
  await bank.startWorker().idle();
  without = await createTestApi(bank.test.database);
});
afterAll(async () => {
  await without.close();
  await bank.stop();
});

interface Value {
  value: string;
  label: string;
  count: number;
}

/** Asks both engines, which must answer the same. */
async function values(facet: string, text: string, rest = "", query = ""): Promise<Value[]> {
  const document = `query ($query: String!, $text: String!) {
    searchFacet(query: $query, facet: ${facet}, text: $text${rest}) { value label count } }`;
  const answers: Value[][] = [];
  for (const api of [bank.api, without])
    answers.push((await api.read(document, { query, text })).searchFacet);
  expect(answers[0]).toEqual(answers[1]);
  return answers[0] ?? [];
}

describe("facet search", () => {
  it.each([
    ["MUNICIPALITIES", "väx", "0780", "Växjö"],
    ["MUNICIPALITIES", "vaxjo", "0780", "Växjö"],
    ["MUNICIPALITIES", "0780", "0780", "Växjö"],
    ["COUNTIES", "kalmar", "08", "Kalmar län"],
    ["ORGANISATIONS", "kontor", "energikontor-syd", "Energikontor Syd"],
    ["FOCUS_AREAS", "energ", "energi", "Energisystem"],
    ["FOCUS_AREAS", "systems", "energi", "Energisystem"],
    ["SDGS", "climate", "13", "Bekämpa klimatförändringarna"],
    ["LESSON_KINDS", "obst", "OBSTACLE", "Hinder"],
    ["KINDS", "metod", "METHOD", "Metod"],
  ])("among %s finds %s: %s %s", async (facet, text, value, label) => {
    expect(await values(facet, text)).toContainEqual({
      value,
      label: expect.stringContaining(label) as string,
      count: expect.any(Number) as number,
    });
  });

  it("counts as the search does, the most frequent first, under its query and filter", async () => {
    const narrowed = `, filter: { kinds: [CASE_STUDY] }`;
    const query = "klimat";
    const found = await values("MUNICIPALITIES", "", `${narrowed}, first: 100`, query);
    const { search } = await bank.api.read(
      `{ search(query: "${query}"${narrowed}) { facets { field values { value label count } } } }`,
    );
    const facet = search.facets.find(({ field }: { field: string }) => field === "municipalities");
    expect(found).toEqual(facet.values);
    const counts = found.map(({ count }) => count);
    expect(counts).toEqual(counts.toSorted((a, b) => b - a));
    expect(await values("MUNICIPALITIES", " ", `${narrowed}, first: 3`, query)).toEqual(
      found.slice(0, 3),
    );
  });

  it("isn't narrowed by what the filter says of the same facet", async () => {
    const filter = `, filter: { municipalities: ["0880"], kinds: [LESSON] }`;
    expect(await values("MUNICIPALITIES", "väx", filter)).toEqual(
      await values("MUNICIPALITIES", "väx", `, filter: { kinds: [LESSON] }`),
    );
    expect(await values("KINDS", "", filter)).toEqual(
      await values("KINDS", "", `, filter: { municipalities: ["0880"] }`),
    );
  });

  it("finds nothing for what isn't there, signs, or a query without content", async () => {
    expect(await values("MUNICIPALITIES", "zzz")).toEqual([]);
    expect(await values("MUNICIPALITIES", "😀\u0000")).toEqual([]);
    expect(await values("MUNICIPALITIES", "väx", "", "och i")).toEqual([]);
  });

  it.each([
    [`query: "", facet: KINDS, text: "", first: 0`, "first"],
    [`query: "", facet: KINDS, text: "", first: 101`, "first"],
    [`query: "${"å".repeat(10_001)}", facet: KINDS, text: ""`, "query"],
    [
      `query: "", facet: MUNICIPALITIES, text: "", filter: { municipalities: ["9999"] }`,
      "filter.municipalities",
    ],
    [`query: "", facet: KINDS, text: "", filter: { yearFrom: 2, yearTo: 1 }`, "filter.yearFrom"],
  ])("refuses %.70s, naming %s", async (args, argument) => {
    const error = await bank.api.refuse(`{ searchFacet(${args}) { value } }`);
    expect(error.extensions).toMatchObject({ code: "BAD_USER_INPUT", argument });
  });
});
