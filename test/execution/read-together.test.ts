import { type GraphQLSchema, parse, validate } from "graphql";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildApiSchema } from "../../src/schema.js";
import { createRandom } from "../bench/synthetic/random.js";
import { type Answer, type TestApi, createTestApi } from "../support/test-api.js";
import type { Persona } from "../support/test-people.js";
import { type TestDatabase, createTestDatabase } from "../support/test-database.js";
import { nullAt } from "./null-at.js";
import { type MadeQuery, QueryMaker, type TextsFor } from "./query-maker.js";

/** How many queries are made for each of those who ask; more on demand: QUERIES=5000. */
const wanted = Number(process.env["QUERIES"] ?? 60);

let statements = 0;
let lastStatement = "";
let test: TestDatabase;
let plain: TestApi;
let compiled: TestApi;
let schema: GraphQLSchema;
let texts: TextsFor;
beforeAll(async () => {
  test = await createTestDatabase({ seeded: true });
  plain = await createTestApi(test.database, undefined, { execution: "plain" });
  const note = (text: string): void => {
    statements += 1;
    lastStatement = text;
  };
  compiled = await createTestApi(test.connect(note));
  schema = buildApiSchema();
  texts = await readTexts();
  // What only some see is there, too.
  const { client } = test.database;
  await client`update case_studies set state = 'DRAFT' where slug < 'c' or slug like 'vaxjo%'`;
  await client`update case_studies set state = 'ARCHIVED' where slug like 'm%'`;
  await client`update methods set state = 'ARCHIVED' where slug like 'b%'`;
  await client`update methods set state = 'DRAFT', proposed_by_id = (
    select id from organisations where slug = 'vaxjo') where slug like 'k%'`;
  await client`update adoptions set state = 'DRAFT' where id in (
    select id from adoptions order by id offset 1 limit (select count(*) / 2 from adoptions))`;
  await client`update contacts set visibility = 'MEMBERS' where id in (
    select id from contacts order by name limit (select count(*) / 2 from contacts))`;
});
afterAll(async () => {
  await plain.close();
  await compiled.close();
  await test.drop();
});

/** Texts that are names of something, so that most arguments find it. */
async function readTexts(): Promise<TextsFor> {
  const { client } = test.database;
  const slugsOf = async (table: string): Promise<string[]> =>
    (await client<{ slug: string }[]>`select slug from ${client(table)} order by slug`).map(
      ({ slug }) => slug,
    );
  const [caseStudies, methods, organisations, focusAreas, objectives] = await Promise.all(
    ["case_studies", "methods", "organisations", "focus_areas", "environmental_objectives"].map(
      slugsOf,
    ),
  );
  const { nodes } = await plain
    .read(
      "{ nodes: caseStudies(first: 9) { edges { cursor node { id organisations { organisation { id } } lessons { id } methods { id } } } } }",
    )
    .then(({ nodes: { edges } }) => ({ nodes: edges }));
  const found = JSON.stringify(nodes);
  const ids = [...found.matchAll(/"id":"([^"]+)"/g)].map(([, id = ""]) => id);
  const cursors = [...found.matchAll(/"cursor":"([^"]+)"/g)].map(([, cursor = ""]) => cursor);
  const byName: Record<string, readonly string[] | undefined> = {
    id: [...ids, "", "x"],
    ids,
    after: cursors,
    before: cursors,
    code: ["0880", "0780", "1980", "x"],
    municipality: ["0880", "0780"],
    municipalities: ["0880", "0780", "1980", "9999"],
    likeMunicipality: ["0880", "2480"],
    counties: ["08", "07", "99"],
    skrGroups: ["B3", "A1", "Z9"],
    methods,
    method: methods,
    organisations,
    organisation: organisations,
    focusAreas,
    environmentalObjectives: objectives,
    query: ["koldioxidbudget", "mat", "el bussar"],
    text: ["kal", "ener"],
    participatingOn: ["2021-01-01", "2024-06-30"],
    from: ["2020-01-01"],
    to: ["2027-01-01"],
  };
  const bySlug: Record<string, readonly string[] | undefined> = {
    caseStudy: caseStudies,
    method: methods,
    organisation: organisations,
    focusArea: focusAreas,
  };
  return (name, field) => (name === "slug" ? bySlug[field] : byName[name]) ?? ["", "2024-01-31"];
}

interface Shown {
  /** As text: the order counts. */
  data: string;
  nulls: string[];
  errors: string[];
}

function shown({ data, errors = [] }: Answer): Shown {
  const told = errors.map(({ message, path = [], extensions: { code } }) =>
    // Of an error inside its id differs.
    JSON.stringify({ path, code, message: code === "INTERNAL" ? "" : message }),
  );
  return {
    data: JSON.stringify(data),
    nulls: [...new Set(errors.map(({ path = [] }) => nullAt(data, path)))].toSorted(),
    errors: told.toSorted(),
  };
}

type Ask = TestApi["ask"];

async function compare(seed: number, askPlain: Ask, askCompiled: Ask): Promise<void> {
  const size = { depth: 6, breadth: 5, fields: 30 };
  const maker = new QueryMaker(schema, texts, size, createRandom(seed));
  const seen = new Set<string>();
  let same = 0;
  let all = 0;
  for (let valid = 0; valid < wanted;) {
    const made: MadeQuery = maker.make();
    if (validate(schema, parse(made.query)).length > 0) continue;
    valid += 1;
    const answered = await askPlain(made.query, made.variables);
    for (const { extensions } of answered.errors ?? []) seen.add(extensions.code);
    const { errors, ...expected } = shown(answered);
    // By loaders the first time, together from then on.
    for (const time of [1, 2, 3]) {
      const { errors: told, ...answer } = shown(await askCompiled(made.query, made.variables));
      expect([made, time, answer]).toEqual([made, time, expected]);
      // Of two errors that make the same place null, the first is told: they may race.
      same += Number(told.join() === errors.join());
      all += 1;
    }
  }
  expect(same / all).toBeGreaterThan(0.9);
  expect(seen).toContain("BAD_USER_INPUT");
  expect(seen).not.toContain("INTERNAL");
}

const askAs =
  ({ app }: TestApi, headers: Record<string, string>): Ask =>
  async (query, variables = {}) => {
    const payload = { query, variables };
    return (await app.inject({ method: "POST", url: "/graphql", headers, payload })).json<Answer>();
  };

describe("what is read together", () => {
  const personas: [who: string, persona: Persona | undefined][] = [
    ["a visitor", undefined],
    ["a member", { memberOf: ["vaxjo", "boras"] }],
    ["an editor", { editorOf: ["vaxjo"] }],
    ["staff", { staff: true }],
    ["an API key", { clientOf: "boras", scopes: ["READ"] }],
  ];
  it.each(personas.map(([who, persona], at) => [who, persona, at + 1] as const))(
    "is what loaders read for %s",
    async (_who, persona, seed) => {
      const headers = persona ? (await plain.as(persona)).headers : {};
      await compare(seed, askAs(plain, headers), askAs(compiled, headers));
    },
    900_000,
  );

  it("is each one's own, though all ask the same after each other", async () => {
    const query = `{ caseStudies(first: 64, filter: { states: [DRAFT, PUBLISHED, ARCHIVED] }) { nodes {
      slug state relatedCaseStudies { slug } methods { slug state } contacts { name }
      adoptions { state method { slug } contacts { name } }
    } } }`;
    const answers = new Map<string, Set<string>>();
    for (const time of [1, 2, 3]) {
      for (const [who, persona] of personas) {
        const headers = persona ? (await plain.as(persona)).headers : {};
        const answer = shown(await askAs(compiled, headers)(query));
        // By loaders: what nobody has asked before isn't read together.
        const fresh = `${query} # ${who} ${time}`;
        expect(answer).toEqual(shown(await askAs(plain, headers)(fresh)));
        answers.set(who, (answers.get(who) ?? new Set()).add(JSON.stringify(answer)));
      }
    }
    const one = [...answers.values()].map((own) => [...own][0]);
    expect([...answers.values()].map(({ size }) => size)).toEqual(personas.map(() => 1));
    // A visitor sees less than a member, who sees less than staff.
    expect(new Set(one).size).toBeGreaterThanOrEqual(4);
  });

  it("takes one statement for a list with all that belongs to it, however long", async () => {
    const list = `query ($first: Int) { caseStudies(first: $first) { nodes {
      title organisations { role organisation { name } } lessons { text } results { value }
      methods { name } contacts { name role } sources { url } focusAreas { slug name } sdgs { number }
    } } }`;
    await compiled.read(list, { first: 1 });
    for (const first of [1, 20, 64]) {
      statements = 0;
      await compiled.read(list, { first });
      expect(statements).toBe(1);
    }
  });

  it("reads no column that nobody asks for, whatever format a text is asked for in", async () => {
    const list =
      "{ caseStudies(first: 2) { nodes { lessons { text html: text(format: HTML) } } } }";
    const first = await compiled.read(list);
    expect(await compiled.read(list)).toEqual(first);
    expect(lastStatement).toContain('"lessons"."text"');
    expect(lastStatement).not.toContain('"lessons"."slug"');
  });

  it("takes two for one record with all that belongs to it", async () => {
    const record = `{ caseStudy(slug: "umea-alidhem") {
      title organisations { organisation { name municipality { county } } } lessons { text }
      methods { name } adoptions { organisation { name } learnedFrom { name } lessons { text } }
    } }`;
    await compiled.read(record);
    statements = 0;
    expect((await compiled.read(record)).caseStudy.lessons).not.toEqual([]);
    expect(statements).toBe(2);
  });
});
