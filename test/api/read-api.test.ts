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

describe("the officer in Kalmar", () => {
  it("learns who in her SKR group has tried freight consolidation, what it gave and whom to ask", async () => {
    const kalmar = await api.read(
      `{ municipality(code: "0880") { municipality { skrGroupCode } } }`,
    );
    const { skrGroupCode } = kalmar.municipality.municipality;
    const { adoptions } = await api.read(
      `query ($group: String!) {
        adoptions(filter: { methods: ["samordnad-varudistribution"], skrGroups: [$group] }) {
          totalCount
          nodes {
            organisation { slug } status outcome outcomeNote
            results { value unit kind } lessons { kind text } contacts { name organisation { slug } }
          }
        }
      }`,
      { group: skrGroupCode },
    );
    expect(adoptions.totalCount).toBe(1);
    const [vaxjo] = adoptions.nodes;
    expect(vaxjo).toMatchObject({ organisation: { slug: "vaxjo" }, status: "ADOPTED" });
    expect(vaxjo.outcomeNote).toContain("360");
    expect(vaxjo.results).toEqual([
      { value: -50, unit: "%", kind: "FORECAST" },
      { value: 1, unit: "leveransställe", kind: "REPORTED" },
    ]);
    expect(vaxjo.lessons).toHaveLength(1);
    expect(vaxjo.contacts.length).toBeGreaterThan(0);
    expect(vaxjo.contacts[0].organisation.slug).toBe("energikontor-syd");
  });

  it("sees a method's evidence: measured and reported figures, never mixed", async () => {
    const { method } = await api.read(`{
      method(slug: "samordnad-varudistribution") {
        evidence {
          adoptionCount municipalityCount
          adoptionsByStatus { status count } adoptionsByOutcome { outcome count }
          results { indicator unit kind count min median max }
        }
      }
    }`);
    expect(method.evidence).toMatchObject({
      adoptionCount: 2,
      municipalityCount: 1,
      adoptionsByStatus: [{ status: "ADOPTED", count: 2 }],
    });
    const kinds = method.evidence.results.map((each: { kind: string }) => each.kind);
    expect(kinds.toSorted()).toEqual(["MEASURED", "MEASURED", "MEASURED", "REPORTED"]);
  });

  it("sees no figures of another method, of costs or of the place in the evidence", async () => {
    const { biokol, vaxling, budget } = await api.read(`{
      biokol: method(slug: "biokol") { ...figures }
      vaxling: method(slug: "intern-klimatvaxling") { ...figures }
      budget: method(slug: "koldioxidbudget") { ...figures }
    }
    fragment figures on Method {
      evidence { results { indicator kind count median } }
      adoptions { nodes { organisation { slug } results { value unit kind } } }
    }`);
    expect(biokol.evidence.results).toEqual([
      {
        indicator: "Ungefärlig produktion i anläggningen",
        kind: "REPORTED",
        count: 1,
        median: 300,
      },
    ]);
    expect(biokol.adoptions.nodes).toEqual([
      { organisation: { slug: "jarfalla" }, results: [] },
      {
        organisation: { slug: "stockholm" },
        results: [
          { value: 300, unit: "ton biokol/år", kind: "REPORTED" },
          { value: 7000, unit: "ton biokol", kind: "FORECAST" },
        ],
      },
    ]);
    const [boras] = vaxling.adoptions.nodes;
    expect(boras.results).toEqual([{ value: 1.5, unit: "kr/kg CO2", kind: "REPORTED" }]);
    const medians = (method: { evidence: { results: { median: number }[] } }) =>
      method.evidence.results.map((each) => each.median);
    expect(medians(vaxling).toSorted((one, other) => one - other)).toEqual([1.5, 9, 20, 300]);
    expect(medians(budget)).toEqual([42]);
    // What a case teaches of something else isn't a lesson of the method either.
    const { adoptions } = await api.read(
      `{ adoptions(filter: { methods: ["koldioxidbudget"] }) { nodes { lessons { text } } } }`,
    );
    expect(JSON.stringify(adoptions)).not.toContain("Markanvisningen");
  });

  it("finds nothing but measured and reported figures in any method's evidence", async () => {
    const { methods } = await api.read(
      `{ methods(first: 100) { nodes { evidence { results { kind } } } } }`,
    );
    const kinds = methods.nodes.flatMap((each: { evidence: { results: { kind: string }[] } }) =>
      each.evidence.results.map((result) => result.kind),
    );
    expect(new Set(kinds)).toEqual(new Set(["MEASURED", "REPORTED"]));
  });

  it("is told whose figure a result is, counting one of several adoptions once", async () => {
    const { caseStudy, method } = await api.read(`{
      caseStudy(slug: "kristianstad-fossilbranslefria-kommuner") {
        results { value adoptions { organisation { slug } } }
      }
      method(slug: "mellankommunala-klimatmal") { evidence { results { indicator count max } } }
    }`);
    const average = caseStudy.results.find((each: { value: number }) => each.value === -32);
    expect(
      average.adoptions
        .map((each: { organisation: { slug: string } }) => each.organisation.slug)
        .toSorted(),
    ).toEqual(["helsingborg", "kristianstad", "lund", "malmo"]);
    expect(method.evidence.results).toContainEqual({
      indicator: "Genomsnitt för de tio kommunerna",
      count: 1,
      max: -32,
    });
  });

  it("sums figures of the same indicator, unit and kind only", async () => {
    const { client } = test.database;
    await client`
      with added as (
        insert into results (case_study_id, position, indicator, value, unit, kind)
        select id, 90 + n, 'Provindikator', value, 'ton', kind::result_kind
        from case_studies cross join (values (1, 1, 'MEASURED'), (2, 2, 'MEASURED'), (3, 6, 'MEASURED'),
          (4, 50, 'REPORTED'), (5, 100, 'TARGET')) as figures(n, value, kind)
        where slug = 'vaxjo-samlastning' returning id)
      insert into adoption_results
      select a.id, added.id from added, adoptions a join methods m on m.id = a.method_id
      where m.slug = 'samordnad-varudistribution'`;
    const { method } = await api.read(`{ method(slug: "samordnad-varudistribution") {
      evidence { results { indicator kind count min median max } } } }`);
    const own = method.evidence.results.filter(
      (each: { indicator: string }) => each.indicator === "Provindikator",
    );
    expect(own).toEqual([
      { indicator: "Provindikator", kind: "MEASURED", count: 3, min: 1, median: 2, max: 6 },
      { indicator: "Provindikator", kind: "REPORTED", count: 1, min: 50, median: 50, max: 50 },
    ]);
    await client`delete from results where indicator = 'Provindikator'`;
  });
});

describe("filters", () => {
  const count = async (list: string, filter: string): Promise<number> =>
    (await api.read(`{ ${list}(filter: ${filter}) { totalCount } }`))[list].totalCount;

  it.each([
    ["caseStudies", `{ municipalities: ["0880"] }`, 8],
    ["caseStudies", `{ counties: ["08"] }`, 8],
    ["caseStudies", `{ methods: ["koldioxidbudget"] }`, 3],
    ["caseStudies", `{ organisations: ["energikontor-syd"], statuses: [COMPLETED] }`, 4],
    ["municipalities", `{ skrGroups: ["A1"] }`, 3],
    ["municipalities", `{ populationMin: 300000 }`, 3],
    ["municipalities", `{ populationMax: 30000 }`, 1],
    ["organisations", `{ kinds: [AGENCY] }`, 6],
    ["adoptions", `{ statuses: [STOPPED] }`, 1],
    ["adoptions", `{ learnedFrom: ["vaxjo"] }`, 1],
    ["methods", `{ statuses: [STOPPED], municipalities: ["0180"] }`, 1],
    ["contacts", `{ organisations: ["energikontor-syd"] }`, 2],
  ])("%s(filter: %s) finds %d", async (list, filter, expected) => {
    expect(await count(list, filter)).toBe(expected);
  });

  it("takes an empty list for no condition", async () => {
    expect(await count("caseStudies", "{ municipalities: [], statuses: [] }")).toBe(64);
  });

  it("an effort that goes on matches later years, one without years none", async () => {
    const late = await count("caseStudies", "{ yearFrom: 2026 }");
    expect(late).toBeGreaterThan(0);
    expect(
      await count("caseStudies", "{ yearFrom: 2026, statuses: [ONGOING] }"),
    ).toBeLessThanOrEqual(late);
    expect(await count("caseStudies", "{ yearTo: 1990 }")).toBe(0);
  });

  it("tells who took part on a day", async () => {
    const on = async (day: string) =>
      (
        await api.read(
          `{ organisations(participatingOn: "${day}", filter: { kinds: [MUNICIPALITY] }) { totalCount } }`,
        )
      ).organisations.totalCount;
    expect(await on("2018-12-31")).toBe(0);
    expect(await on("2021-09-30")).toBe(9);
    expect(await on("2021-10-01")).toBe(23);
  });
});

describe("bad input", () => {
  it.each([
    [`{ methods(first: 0) { totalCount } }`, "first", /1 to 100/],
    [`{ methods(first: -1) { totalCount } }`, "first", /1 to 100/],
    [`{ methods(last: 101) { totalCount } }`, "last", /1 to 100/],
    [`{ methods(first: 1, last: 1) { totalCount } }`, "last", /either/],
    [`{ methods(after: "forged") { totalCount } }`, "after", /cursor/],
    [
      `{ caseStudies(filter: { municipalities: ["9999"] }) { totalCount } }`,
      "filter.municipalities",
      /9999/,
    ],
    [
      `{ caseStudies(filter: { municipalities: ["880"] }) { totalCount } }`,
      "filter.municipalities",
      /kommunkod/,
    ],
    [`{ caseStudies(filter: { counties: ["99"] }) { totalCount } }`, "filter.counties", /99/],
    [`{ caseStudies(filter: { sdgs: [18] }) { totalCount } }`, "filter.sdgs", /18/],
    [`{ adoptions(filter: { methods: ["nej"] }) { totalCount } }`, "filter.methods", /nej/],
    [`{ lessons(filter: { focusAreas: ["nej"] }) { totalCount } }`, "filter.focusAreas", /nej/],
    [
      `{ municipalities(filter: { populationMin: 2, populationMax: 1 }) { totalCount } }`,
      "filter.populationMin",
      /greater/,
    ],
    [
      `{ caseStudies(filter: { yearFrom: 2020, yearTo: 2019 }) { totalCount } }`,
      "filter.yearFrom",
      /later/,
    ],
    [`{ node(id: "forged") { id } }`, "id", /not an id/],
  ])("%s is refused, naming %s", async (query, argument, message) => {
    const error = await api.refuse(query);
    expect(error.extensions).toMatchObject({ code: "BAD_USER_INPUT", argument });
    expect(error.message).toMatch(message);
  });

  it.each(["0000-01-01", "2021-02-30", "igår"])("the day %s is refused", async (day) => {
    const error = await api.refuse(`{ organisations(participatingOn: "${day}") { totalCount } }`);
    expect(error.extensions.code).toBe("BAD_USER_INPUT");
  });

  it("an unknown enum value is refused by name", async () => {
    const error = await api.refuse(`{ caseStudies(filter: { statuses: [NOPE] }) { totalCount } }`);
    expect(error.extensions.code).toBe("BAD_USER_INPUT");
    expect(error.message).toContain("NOPE");
  });

  it("an unknown slug, code or id is nothing, not an error", async () => {
    const gone = Buffer.from("CaseStudy:00000000-0000-7000-8000-000000000000").toString(
      "base64url",
    );
    expect(
      await api.read(`{ caseStudy(slug: "x") { slug } method(slug: "\\u0000") { slug }
        municipality(code: "9999") { slug } organisation(slug: "x") { slug } node(id: "${gone}") { id } }`),
    ).toEqual({
      caseStudy: null,
      method: null,
      municipality: null,
      organisation: null,
      node: null,
    });
  });

  it("an error inside never shows SQL", async () => {
    const broken = await createTestDatabase({ seeded: false });
    const brokenApi = await createTestApi(broken.database);
    await broken.database.client`drop table methods cascade`;
    const error = await brokenApi.refuse(`{ methods { totalCount } }`);
    expect(error.extensions.code).toBe("INTERNAL");
    expect(JSON.stringify(error)).not.toMatch(/select|relation|stack/i);
    await brokenApi.close();
    await broken.drop();
  });
});

describe("node", () => {
  it("finds every record again by its id", async () => {
    const first = `(first: 1) { nodes { id __typename } }`;
    const data = await api.read(`{
      caseStudies${first} methods${first} adoptions${first} lessons${first} organisations${first}
      contacts${first} supportOffers${first} events${first}
      focusAreas { id __typename } sustainableDevelopmentGoals { id __typename }
      environmentalObjectives { id __typename } nationalTargets { id __typename }
      climateContracts { id __typename }
      caseStudy(slug: "vaxjo-samlastning") { results { id __typename } }
    }`);
    const records: { id: string; __typename: string }[] = Object.values(data).flatMap((value) => {
      const { nodes, results } = value as { nodes?: []; results?: [] };
      return nodes ?? results ?? (value as []);
    });
    expect(new Set(records.map((record) => record.__typename)).size).toBe(14);
    const { nodes } = await api.read(
      `query ($ids: [ID!]!) { nodes(ids: $ids) { id __typename } }`,
      {
        ids: records.map((record) => record.id),
      },
    );
    expect(nodes).toEqual(records);
  });
});

describe("what is not published", () => {
  it("doesn't exist: not in lists, counts, look-ups, nodes, edges or evidence", async () => {
    const own = await createTestDatabase({ seeded: true });
    const ownApi = await createTestApi(own.database);
    const { caseStudy } = await ownApi.read(
      `{ caseStudy(slug: "vaxjo-samlastning") { id lessons { id } results { id } } }`,
    );
    const ids = [caseStudy.id, caseStudy.results[0].id];
    await own.database
      .client`update case_studies set state = 'ARCHIVED' where slug = 'vaxjo-samlastning'`;
    await own.database.client`update contacts set visibility = 'MEMBERS'`;
    const after = await ownApi.read(
      `query ($ids: [ID!]!) {
        caseStudy(slug: "vaxjo-samlastning") { id }
        caseStudies { totalCount }
        nodes(ids: $ids) { id }
        contacts { totalCount }
        organisation(slug: "vaxjo") { caseStudies(first: 100) { nodes { slug } } contacts { name } }
        method(slug: "samordnad-varudistribution") {
          caseStudies { nodes { slug } } evidence { results { kind } }
          adoptions { nodes { caseStudies { slug } contacts { name } } }
        }
      }`,
      { ids },
    );
    expect(after.caseStudy).toBeNull();
    expect(after.caseStudies.totalCount).toBe(63);
    expect(after.nodes).toEqual([null, null]);
    expect(after.contacts.totalCount).toBe(0);
    const text = JSON.stringify([after.organisation, after.method]);
    expect(text).not.toContain("vaxjo-samlastning");
    expect(text).not.toContain("FORECAST");
    expect(text).not.toContain('"name"');
    await ownApi.close();
    await own.drop();
  });
});
