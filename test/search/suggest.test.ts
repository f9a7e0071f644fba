import fc from "fast-check";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { type SearchBank, eventually, startSearchBank } from "../support/search-bank.js";
import { type TestApi, createTestApi } from "../support/test-api.js";

let bank: SearchBank;
beforeAll(async () => {
  bank = await startSearchBank();
  await bank.startWorker().idle();
});
afterAll(() => bank.stop());
afterEach(() => void vi.restoreAllMocks());

interface Suggestion {
  kind: string;
  text: string;
  highlighted: string | null;
  otherName: string | null;
  slug: string | null;
  code: string | null;
  node: Record<string, string> | null;
}

const text = `query ($query: String!, $first: Int) { suggest(query: $query, first: $first) {
  kind text highlighted otherName slug code node { __typename
    ... on Method { id slug } ... on CaseStudy { id slug } ... on FocusArea { id slug }
    ... on Organisation { id slug } } } }`;

const suggest = async (query: string, first = 20, api = bank.api): Promise<Suggestion[]> =>
  (await api.read(text, { query, first })).suggest;
const textsOf = async (query: string, api?: TestApi): Promise<string[]> =>
  (await suggest(query, 20, api)).map((each) => each.text);
const first = async (query: string): Promise<Suggestion> => {
  const [best] = await suggest(query, 1);
  if (!best) throw new Error(`Nothing was suggested for ${query}.`);
  return best;
};

describe("suggest", () => {
  it.each([
    ["samordnad varu", "METHOD", "Samordnad varudistribution"],
    ["koldioxidbu", "METHOD", "Koldioxidbudget"],
    ["växj", "MUNICIPALITY", "Växjö"],
    ["vaxjo", "MUNICIPALITY", "Växjö"],
    ["Växjö kommun", "MUNICIPALITY", "Växjö"],
    ["växjös", "MUNICIPALITY", "Växjö"],
    ["energisys", "FOCUS_AREA", "Energisystem"],
    ["energy sys", "FOCUS_AREA", "Energy systems"],
    ["värmeb", "TERM", "värmebehov"],
    ["atervinning", "TERM", "återvinning"],
    ["fjärr värme", "TERM", "fjärrvärme"],
    ["fjärr-värme", "TERM", "fjärrvärme"],
    ["district heating", "TERM", "fjärrvärme"],
    ["bilfritt", "TERM", "bilfritt boende"],
    ["electrivillage sol", "CASE_STUDY", "ElectriVillage – soldriven vätgas"],
  ])("for %s proposes the %s %s first", async (query, kind, name) => {
    expect(await first(query)).toMatchObject({ kind, text: name });
  });

  it("names the record, with its slug and a municipality's kommunkod", async () => {
    const node = expect.objectContaining({ __typename: "Organisation", slug: "vaxjo" }) as object;
    expect(await first("Växjö")).toMatchObject({ slug: "vaxjo", code: "0780", node });
    const slug = "samordnad-varudistribution";
    expect(await first("samordnad varu")).toMatchObject({
      slug,
      code: null,
      node: { __typename: "Method", slug },
    });
    expect(await first("fjärrvärme")).toMatchObject({ slug: null, code: null, node: null });
  });

  it.each([
    [
      "värme",
      "Fjärrvärme över gränser och ägare",
      "Fjärr<mark>värme</mark> över gränser och ägare",
    ],
    ["fjarr varme", "fjärrvärme", "<mark>fjärrvärme</mark>"],
    ["varu samordnad", "Samordnad varudistribution", "<mark>Samordnad varu</mark>distribution"],
    ["jordbruk mat", "Mat och jordbruk", "<mark>Mat</mark> och <mark>jordbruk</mark>"],
    ["matochjo", "Mat och jordbruk", "<mark>Mat och jo</mark>rdbruk"],
  ])("for %s marks what was typed in %s", async (query, name, highlighted) => {
    expect(await suggest(query)).toContainEqual(
      expect.objectContaining({ text: name, highlighted, otherName: null }),
    );
  });

  it("says by which other name it was found", async () => {
    const found = await first("district heati");
    expect(found).toMatchObject({ highlighted: null, otherName: "district heating" });
  });

  it("ranks starts of labels before starts of words before parts, spelt as typed before respelt", async () => {
    const värme = await textsOf("värme");
    const orderOf = (name: string): number => värme.indexOf(name);
    expect(orderOf("värme")).toBe(0);
    expect(orderOf("fjärrvärme")).toBeGreaterThan(orderOf("värmebehov"));
    const mat = await suggest("mat");
    const respelt = mat.findIndex((each) => each.highlighted?.startsWith("<mark>mät"));
    expect(mat.findLastIndex((each) => /<mark>mat/i.test(each.highlighted ?? ""))).toBeLessThan(
      respelt,
    );
    expect(await textsOf("mät")).not.toContain("matavfall");
  });

  it("forgives one typing error from five letters on, when nothing else is found", async () => {
    expect(await textsOf("koldioxidbugd")).toContain("Koldioxidbudget");
    expect(await textsOf("kaldioxidbudget")).toContain("Koldioxidbudget");
    expect(await textsOf("växjöö kommun")).toEqual(["Växjö"]);
    expect(await textsOf("vxjö")).toEqual([]);
    expect(await textsOf("koldioxxxidbudget")).toEqual([]);
    // A word that is there isn't taken for another one.
    expect((await suggest("solel")).map((each) => each.highlighted).join()).not.toMatch(
      /<mark>(?!solel)/i,
    );
  });

  it("proposes nothing twice, and no term that is called like a record", async () => {
    for (const query of ["k", "s", "energi", "mobil", "återbruk", "koldioxidbudget", "umeå"]) {
      const found = await suggest(query);
      const keys = found.map(({ kind, slug, text: name }) => `${kind} ${slug ?? name}`);
      expect(new Set(keys).size).toBe(keys.length);
      const names = found.filter(({ kind }) => kind !== "TERM").map((each) => each.text);
      const terms = found.filter(({ kind }) => kind === "TERM").map((each) => each.text);
      expect(names.filter((name) => terms.includes(name.toLowerCase()))).toEqual([]);
    }
  });

  it("leaves out words without a topic", async () => {
    for (const query of ["och", "genom", "exempel", "projekt"])
      expect(await textsOf(query)).not.toContain(query);
  });

  it("proposes the most tried methods before anything is typed, and nothing for mere signs", async () => {
    const tried = await suggest(" ", 5);
    expect(tried).toHaveLength(5);
    expect(new Set(tried.map(({ kind }) => kind))).toEqual(new Set(["METHOD"]));
    expect(tried.map(({ highlighted }) => highlighted)).toEqual(tried.map(() => null));
    for (const query of ["?!", "😀🚲", "\u0000", "\ud800"])
      expect(await suggest(query)).toEqual([]);
  });

  it("reads the beginning of a long text", async () => {
    expect(await textsOf(`Växjö${" ".repeat(195)}Kalmar`)).toEqual(["Växjö"]);
    expect(await suggest("x".repeat(100_000))).toEqual([]);
  });

  it("works without Meilisearch", async () => {
    const without = await createTestApi(bank.test.database);
    expect(await textsOf("värme", without)).toEqual(await textsOf("värme"));
    await without.close();
  });

  it.each([0, 21, -1])("refuses first: %i", async (size) => {
    const error = await bank.api.refuse(`{ suggest(query: "a", first: ${size}) { text } }`);
    expect(error.extensions).toMatchObject({ code: "BAD_USER_INPUT", argument: "first" });
  });

  it("answers anything that can be typed, and marks nothing up but what was typed", async () => {
    const { client } = bank.test.database;
    await client`insert into methods (slug, name, summary, state, published_at) values
      ('html', '<b>Fet</b> & "märkt" metod', 'Syntetisk post.', 'PUBLISHED', now()),
      ('odd', 'Straße–Œuvre e\u0301tude A\u0308rlig metod 10 000 EU:s', 'Syntetisk post.', 'PUBLISHED', now())`;
    const api = await createTestApi(bank.test.database);
    const nasty = fc.constantFrom(
      "<b>fet",
      "<mark>",
      "&amp;",
      "märkt metod",
      "strasse",
      "straßeœ",
      "étude",
      "ärlig",
      "10 0",
      "eu",
      '"unbalanced',
      "a\u0000b",
      "\ud800",
      "och i att",
      "el-",
      "å".repeat(300),
      "a b c d e f g h i j k",
    );
    const typed = fc.oneof(
      nasty,
      fc.string({ unit: "binary", maxLength: 40 }),
      fc.stringMatching(/^[a-zåäö -]{1,12}$/),
    );
    await fc.assert(
      fc.asyncProperty(typed, async (query) => {
        for (const each of await suggest(query, 20, api)) {
          if (each.highlighted === null) continue;
          const html = each.highlighted.replaceAll(/<mark>([^<>]+)<\/mark>/g, "$1");
          expect(html).not.toMatch(/[<>"']/);
          expect(
            html
              .replaceAll("&lt;", "<")
              .replaceAll("&gt;", ">")
              .replaceAll("&quot;", '"')
              .replaceAll("&amp;", "&"),
          ).toBe(each.text);
          if (query.trim() !== "") expect(each.highlighted).toContain("<mark>");
        }
      }),
      { numRuns: 150 },
    );
    expect((await suggest("fet märkt", 1, api))[0]?.highlighted).toBe(
      "&lt;b&gt;<mark>Fet</mark>&lt;/b&gt; &amp; &quot;<mark>märkt</mark>&quot; metod",
    );
    await client`delete from methods where slug in ('html', 'odd')`;
    await api.close();
  });

  it("follows the bank: what is published comes after a while, what is withdrawn goes at once", async () => {
    const { client } = bank.test.database;
    const api = await createTestApi(bank.test.database);
    expect(await textsOf("provmetod", api)).toEqual([]);
    const slugOf = (state: string): string => `prov-${state.toLowerCase().replace("_", "-")}`;
    for (const state of ["DRAFT", "IN_REVIEW", "ARCHIVED", "PUBLISHED"]) {
      await client`insert into methods (slug, name, summary, state, published_at)
        values (${slugOf(state)}, ${`Provmetod ${state}`},
          'Syntetisk post.', ${state}::publication_state, now())`;
      await client`insert into case_studies (slug, title, summary, status, state, published_at)
        values (${slugOf(state)}, ${`Provmetoden, fall ${state}`},
          'Syntetisk post.', 'ONGOING', ${state}::publication_state, now())`;
    }
    const now = performance.now.bind(performance);
    vi.spyOn(performance, "now").mockImplementation(() => now() + 61_000);
    const expected = ["Provmetod PUBLISHED", "Provmetoden, fall PUBLISHED"];
    await eventually(async () => (await textsOf("provmetod", api)).length > 0);
    expect(await textsOf("provmetod", api)).toEqual(expected);

    await client`update methods set state = 'ARCHIVED' where slug = 'prov-published'`;
    expect(await textsOf("provmetod", api)).toEqual(expected.slice(1));
    // Another one takes the place of what is gone.
    expect((await suggest("provmetod", 1, api)).map((each) => each.text)).toEqual(
      expected.slice(1),
    );
    await client`delete from methods where slug like 'prov-%'`;
    await client`delete from case_studies where slug like 'prov-%'`;
    await api.close();
  });
});
