import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type SearchBank, startSearchBank } from "../support/search-bank.js";
import { type TestApi, createTestApi } from "../support/test-api.js";

let bank: SearchBank;
/** Without Meilisearch. */
let standIn: TestApi;
beforeAll(async () => {
  bank = await startSearchBank();
  await bank.startWorker().idle();
  standIn = await createTestApi(bank.test.database);
});
afterAll(async () => {
  await standIn.close();
  await bank.stop();
});

interface Found {
  totalCount: number;
  didYouMean: string | null;
  edges: {
    score: number;
    why: string[];
    highlights: { field: string; snippet: string }[];
    node: { slug?: string; kind?: string; text?: string; caseStudy?: { slug: string } };
  }[];
}

const text = `query ($query: String!, $filter: SearchFilterInput, $like: String) {
  search(query: $query, filter: $filter, likeMunicipality: $like, first: 10) {
    totalCount didYouMean
    edges { score why highlights { field snippet } node {
      ... on CaseStudy { slug } ... on Lesson { kind text caseStudy { slug } } } }
  }
}`;
const ask = async (
  query: string,
  { filter = {}, like = null as string | null, api = bank.api } = {},
): Promise<Found> =>
  (await api.read(text, { query, filter: { kinds: ["CASE_STUDY"], ...filter }, like })).search;
const slugs = ({ edges }: Found): (string | undefined)[] => edges.map(({ node }) => node.slug);

describe("an officer finds by", () => {
  it.each([
    ["an inflected form", "koldioxidbudgeten", "boras-koldioxidbudget"],
    ["a synonym", "carbon budget", "boras-koldioxidbudget"],
    ["English", "district heating", "borlange-fjarrvarme-falun"],
    ["a torn compound", "fjärr värme", "borlange-fjarrvarme-falun"],
    ["a torn compound that only the bank knows", "effekt rapport", "orebro-grona-obligationer"],
    ["a part of a compound", "infångning", "stockholm-beccs"],
    ["letters without rings and dots", "fjarrvarme", "borlange-fjarrvarme-falun"],
    ["a typing error", "koldixidbudget", "boras-koldioxidbudget"],
    ["an unfinished word", "koldioxidbudg", "boras-koldioxidbudget"],
    ["a part of the country", "träbyggnad i Norrland", "skelleftea-sara-kulturhus"],
    ["a question", "Hur kan vi samordna leveranser av varor?", "vaxjo-samlastning"],
  ])("%s, on both engines alike", async (_what, query, expected) => {
    const [best, second] = [await ask(query), await ask(query, { api: standIn })];
    expect(slugs(best).slice(0, 3)).toContain(expected);
    expect(slugs(second)).toEqual(slugs(best));
    expect(second.totalCount).toBe(best.totalCount);
  });

  it.each([
    ["a word with another meaning beside what the bank doesn't hold", "hot mot förtroendevalda"],
    ["words that are nothing of the field", "fångar inom kriminalvården"],
    ["the last part of a compound, which says only its kind", "bredbandsutbyggnad"],
    ["a short part of a compound", "benbrott"],
  ])("nothing by %s", async (_what, query) => {
    for (const api of [bank.api, standIn])
      expect(await ask(query, { api })).toMatchObject({ totalCount: 0, edges: [] });
  });

  it("the nearest answer to a question, though words of it stand nowhere", async () => {
    const found = await ask("Hur fångar man koldioxid, och får alla kriminalvårdare vara med?");
    expect(slugs(found)[0]).toMatch(/ccs/);
  });

  it("never a false friend: mat is no mätning, sol no isolering", async () => {
    for (const [query, wrong] of [
      ["mat", /mätning|material|automat/i],
      ["sol", /isoler|solid/i],
    ] as const) {
      const marked = (await ask(query)).edges.flatMap(({ highlights }) =>
        highlights.flatMap(({ snippet }) => snippet.match(/<mark>.*?<\/mark>/g) ?? []),
      );
      expect(marked.length).toBeGreaterThan(0);
      for (const mark of marked) expect(mark).not.toMatch(wrong);
    }
  });
});

describe("the answer", () => {
  it("marks the word in the original text, however it was found", async () => {
    const { edges } = await ask("district heating");
    expect(edges[0]?.highlights[0]?.snippet).toMatch(/<mark>[^<]*fjärrvärme[^<]*<\/mark>/i);
  });

  it("proposes the word that was meant", async () => {
    expect((await ask("koldixidbudget")).didYouMean).toBe("koldioxidbudget");
    expect((await ask("koldioxidbudget")).didYouMean).toBeNull();
  });

  it("says what the text says instead of the words typed", async () => {
    const [first] = (await ask("district heating")).edges;
    expect(first?.why.join()).toMatch(/Du sökte ”district heating”, här står ”fjärrvärme/i);
  });

  it("takes words in quotation marks literally", async () => {
    expect((await ask('"district heating"')).totalCount).toBe(0);
    expect((await ask('"fjärrvärme"')).totalCount).toBeGreaterThan(0);
  });

  it("is empty for a query without a word of content, and lists everything for an empty one", async () => {
    for (const query of ["och i att", "!!!", "🚲", "”"])
      expect((await ask(query)).totalCount).toBe(0);
    expect((await ask("")).totalCount).toBe(64);
  });

  it("carries no markup from what was published", async () => {
    await bank.test.database.client`
      insert into case_studies (slug, title, summary, status, state, published_at)
      values ('markup', 'Vombatprov <img src=x onerror=alert(1)>', '<script>alert("vombatprov")</script>',
        'ONGOING', 'PUBLISHED', now())`;
    await bank.startWorker().idle();
    const { edges } = await ask("vombatprov");
    const snippets = edges.flatMap(({ highlights }) => highlights.map(({ snippet }) => snippet));
    expect(snippets.length).toBeGreaterThan(1);
    for (const snippet of snippets)
      expect(snippet.replaceAll(/<\/?mark>/g, "")).not.toMatch(/[<>]/);
  });
});

describe("likeMunicipality", () => {
  it("prefers what was done in places like yours, and says what they have in common", async () => {
    const [anywhere, here] = [await ask("fjärrvärme"), await ask("fjärrvärme", { like: "0880" })];
    expect(new Set(slugs(here))).toEqual(new Set(slugs(anywhere)));
    const { why } = here.edges[0] ?? { why: [] };
    expect(why).toContain("Samma kommungrupp hos SKR: B3 Större stad");
  });

  it("puts your own and your likes' first when nothing is typed", async () => {
    const { edges } = await ask("", { like: "0880" });
    expect(edges[0]?.why[0]).toBe("Gjort i Kalmar");
  });

  it("refuses what is no municipality", async () => {
    const error = await bank.api.refuse(
      `{ search(query: "a", likeMunicipality: "9999") { totalCount } }`,
    );
    expect(error.extensions).toMatchObject({
      code: "BAD_USER_INPUT",
      argument: "likeMunicipality",
    });
  });
});

describe("lessons", () => {
  it("stand on their own, with their case study, and can be asked for by kind", async () => {
    const filter = { kinds: ["LESSON"], lessonKinds: ["FAILURE", "OBSTACLE"] };
    const { edges } = await ask("", { filter });
    expect(edges.length).toBeGreaterThan(0);
    for (const { node } of edges) {
      expect(["FAILURE", "OBSTACLE"]).toContain(node.kind);
      expect(node.caseStudy?.slug).toBeTruthy();
    }
  });

  it("of what was given up are found, as filter and as words", async () => {
    const filter = { adoptionStatuses: ["STOPPED"] };
    expect(slugs(await ask("", { filter }))).toContain("stockholm-stolt-miljozon");
    expect(slugs(await ask("vad har misslyckats?"))).toContain("stockholm-stolt-miljozon");
  });
});

describe("would it work here", () => {
  it("is estimated from municipalities like yours, and says so", async () => {
    const { method } = await bank.api.read(`{ method(slug: "samordnad-varudistribution") {
      fit(municipality: "0880") { score why(locale: EN) ownAdoption { status }
        examples { score adoption { organisation { slug } } } } } }`);
    const { score, why, ownAdoption, examples } = method.fit;
    expect(score).toBeGreaterThan(0.7);
    expect(ownAdoption).toBeNull();
    expect(examples[0].adoption.organisation.slug).toBe("vaxjo");
    expect(why[0]).toMatch(/^Växjö \(likeness \d+ %: Same SKR municipality group/);
  });

  it("says when nothing is known", async () => {
    const { methods } = await bank.api.read(
      `{ methods(first: 100) { nodes { fit(municipality: "0180") { score why examples { score } } } } }`,
    );
    const unknown = methods.nodes.find(
      (node: { fit: { examples: object[] } }) => node.fit.examples.length === 0,
    );
    expect(unknown?.fit.score ?? 0.5).toBe(0.5);
  });

  it("refuses what is no municipality", async () => {
    const error = await bank.api.refuse(
      `{ method(slug: "biokol") { fit(municipality: "Kalmar") { score } } }`,
    );
    expect(error.extensions).toMatchObject({ code: "BAD_USER_INPUT", argument: "municipality" });
  });
});

describe("similar", () => {
  it("case studies are about the same, wherever they were done", async () => {
    const { caseStudy } = await bank.api.read(`{ caseStudy(slug: "kalmar-moskogen") {
      similar(first: 3) { score shared caseStudy { slug } } } }`);
    const found = caseStudy.similar.map(
      (each: { caseStudy: { slug: string } }) => each.caseStudy.slug,
    );
    expect(found).toContain("vaxjo-sandviksverket");
    expect(caseStudy.similar[0].shared).toContain("kraftvärme");
    const scores = caseStudy.similar.map((each: { score: number }) => each.score);
    expect(scores).toEqual(scores.toSorted((a: number, b: number) => b - a));
  });

  it("never shows what is archived", async () => {
    const { client } = bank.test.database;
    await client`update case_studies set state = 'ARCHIVED' where slug = 'vaxjo-sandviksverket'`;
    const { caseStudy } = await bank.api.read(`{ caseStudy(slug: "kalmar-moskogen") {
      similar(first: 20) { caseStudy { slug } } } }`);
    expect(JSON.stringify(caseStudy)).not.toContain("vaxjo-sandviksverket");
    await client`update case_studies set state = 'PUBLISHED' where slug = 'vaxjo-sandviksverket'`;
  });
});
