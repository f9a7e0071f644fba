import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Seeds, loadSeeds } from "../../seeds/format.js";
import type { Database } from "../../src/platform/database.js";
import { projectPath } from "../../src/platform/project-root.js";
import { isEmpty, seedDatabase } from "../../src/seeding/seed-database.js";
import { type TestDatabase, createTestDatabase } from "../support/test-database.js";

let copy: TestDatabase;
let database: Database;
let seeds: Seeds;
let statements = 0;
beforeEach(async () => {
  statements = 0;
  copy = await createTestDatabase({ seeded: false, onStatement: () => statements++ });
  database = copy.database;
  seeds = await loadSeeds(projectPath("seeds"));
});
afterEach(() => copy.drop());

const number = async (statement: string): Promise<number> => {
  const [row] = await database.client.unsafe<{ number: number }[]>(
    `select (${statement})::int as number`,
  );
  return row?.number ?? Number.NaN;
};

/** Every table that isn't the search's own, with its columns but those that tell of the writing. */
async function tables(): Promise<{ name: string; columns: string }[]> {
  return database.client<{ name: string; columns: string }[]>`
    select table_name as name, string_agg(quote_ident(column_name), ', ') as columns
    from information_schema.columns
    where table_schema = 'public' and table_name not like 'search%'
      and column_name not in ('created_at', 'updated_at', 'published_at', 'version')
    group by table_name order by table_name`;
}

/** All rows as text, by table. */
async function contents(): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {};
  for (const { name, columns } of await tables()) {
    const rows = await database.client.unsafe<{ row: string }[]>(
      `select row(${columns})::text as row from ${name} order by 1`,
    );
    found[name] = rows.map(({ row }) => row);
  }
  return found;
}

/** Which transaction wrote each row: another one means that the row was written again. */
async function writers(): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const { name } of await tables()) {
    const [row] = await database.client.unsafe<{ writers: string }[]>(
      `select coalesce(string_agg(ctid::text || xmin::text, ' ' order by ctid), '') as writers from ${name}`,
    );
    found[name] = row?.writers ?? "";
  }
  return found;
}

test("everything is written and published, in few statements", async () => {
  expect(await isEmpty(database)).toBe(true);
  const steps: string[] = [];
  statements = 0;
  const summary = await seedDatabase(database, seeds, (step) => steps.push(step));
  expect(statements).toBeLessThan(100);
  expect(await isEmpty(database)).toBe(false);
  expect(summary.records).toBe(Object.values(seeds).flat().length);
  expect(summary.changed).toBeGreaterThan(1_000);
  expect(steps).toContain("case studies");

  expect(await number("select count(*) from municipality_profiles")).toBe(23);
  expect(await number("select count(*) from organisations where kind = 'AGENCY'")).toBe(6);
  expect(await number("select count(*) from sustainable_development_goals")).toBe(17);
  expect(await number("select count(*) from environmental_objectives")).toBe(16);
  expect(await number("select count(*) from focus_areas")).toBe(20);
  expect(await number("select count(*) from case_studies where state = 'PUBLISHED'")).toBe(64);
  expect(await number("select count(*) from results")).toBe(157);
  expect(await number("select count(*) from lessons")).toBe(64);
  expect(await number("select count(*) from climate_contract_signatories")).toBe(99);
  expect(await number("select count(*) from methods where state = 'PUBLISHED'")).toBe(
    seeds.methods.length,
  );
  expect(await number("select count(*) from adoptions where state = 'PUBLISHED'")).toBe(
    seeds.methods.flatMap((method) => method.adoptions).length,
  );
  expect(await number("select count(*) from lessons where adoption_id is not null")).toBe(
    seeds.methods.flatMap((method) => method.adoptions.flatMap((adoption) => adoption.lessons))
      .length,
  );
  const own = seeds.methods.flatMap((method) =>
    method.adoptions.flatMap((adoption) =>
      seeds.caseStudies
        .filter((value) => adoption.caseStudies.includes(value.slug))
        .flatMap((value) => value.results)
        .filter((result) => adoption.results.includes(result.indicator)),
    ),
  );
  expect(await number("select count(*) from adoption_results")).toBe(own.length);
  expect(await database.client`select name, visibility from contacts order by name`).toEqual([
    { name: "Roger Gunnarsson", visibility: "PUBLIC" },
    { name: "Tommy Lindström", visibility: "PUBLIC" },
  ]);
});

test("a second seeding writes no row and tells the search nothing", async () => {
  await seedDatabase(database, seeds);
  const before = await writers();
  const changes = await number("select count(*) from search_changes");
  expect(await seedDatabase(database, seeds)).toMatchObject({ changed: 0 });
  expect(await writers()).toEqual(before);
  expect(await number("select count(*) from search_changes")).toBe(changes);
});

test("two seedings at once wait for each other", async () => {
  const both = () =>
    Promise.all([seedDatabase(database, seeds), seedDatabase(database, seeds)]).then((done) =>
      done.map((summary) => summary.changed).toSorted((one, other) => one - other),
    );
  expect(await both()).toEqual([0, expect.any(Number)]);
  // A table without a unique key, where two repairs at once would insert twice.
  const links = await number("select count(*) from adoption_results");
  await database.client`delete from results`;
  expect(await number("select count(*) from adoption_results")).toBe(0);
  expect(await both()).toEqual([0, 157 + links]);
  expect(await number("select count(*) from results")).toBe(157);
});

test("a failure on the way leaves nothing behind and says where it was", async () => {
  const [event] = seeds.events;
  if (!event) throw new Error("There are no events to try with.");
  const wrong = { ...seeds, events: [{ ...event, organisation: "nobody" }] };
  await expect(seedDatabase(database, wrong)).rejects.toThrow(
    'Seeding stopped at "events", nothing was written: Nothing is known of nobody.',
  );
  expect(await isEmpty(database)).toBe(true);
  const tooLong = structuredClone(seeds);
  tooLong.caseStudies.forEach((value) => (value.title = "x".repeat(121)));
  await expect(seedDatabase(database, tooLong)).rejects.toThrow(
    /^Seeding stopped at "case studies", nothing was written: .*case_studies_title_length/,
  );
  expect(await isEmpty(database)).toBe(true);
});

describe("repair", () => {
  const damage = [
    "update organisations set name = 'X', website = null, source_urls = '{}' where slug = 'kalmar'",
    "update organisations set slug = 'x' where slug = 'umea'",
    "update municipality_profiles set county = 'X', eu_mission_city = not eu_mission_city",
    "update municipality_populations set population = 1",
    "delete from municipality_emissions where year = 2023",
    "update municipality_targets set text = 'X' || text",
    "update participations set from_date = from_date + 1, phase = null",
    "delete from climate_contract_signatories where organisation_id in (select id from organisations where kind = 'AGENCY')",
    "update climate_contracts set title = 'X', note = 'X'",
    "update focus_areas set name_sv = 'X', kind = 'LEVER'",
    "update sustainable_development_goals set color = '#000000'",
    "update environmental_objectives set slug = 'x' || number, name_en = 'X'",
    "update national_targets set value = 1, note = 'X'",
    "update case_studies set title = 'X', state = 'DRAFT', published_at = null, cost_amount = null, cost_currency = null",
    "update case_study_organisations set role = 'PARTNER'",
    "delete from case_study_goals",
    "insert into case_study_focus_areas select c.id, f.id from case_studies c, focus_areas f on conflict do nothing",
    "delete from related_case_studies",
    "update results set value = value + 1, period_end = '2099-01-01', note = 'X' where position = 1",
    "insert into results (case_study_id, position, indicator, value, unit, kind) select id, 1, 'X', 1, 'X', 'MEASURED' from case_studies",
    "insert into sources (case_study_id, position, url) select id, 99, 'https://example.org' from case_studies",
    "update lessons set text = 'X', kind = 'FAILURE', adoption_id = null where case_study_id is not null",
    "update methods set name = 'X' || slug, summary = 'X', state = 'ARCHIVED'",
    "update adoptions set status = 'STOPPED', outcome = 'FAILED', note = 'X'",
    "delete from adoption_case_studies",
    "delete from adoption_results where adoption_id in (select id from adoptions where outcome = 'FAILED')",
    "insert into adoption_results select a.id, r.id from adoptions a, results r where r.position = 2 on conflict do nothing",
    "delete from method_case_studies",
    "update contacts set phone = '1', visibility = 'MEMBERS'",
    "update support_offers set title = 'X'",
    "delete from support_offer_case_studies",
    "update events set title = 'X', ends_on = starts_on",
  ];

  test("rows that were altered get back what the files say, and keep their ids", async () => {
    await seedDatabase(database, seeds);
    const before = await contents();
    for (const statement of damage) await database.client.unsafe(statement);
    expect((await seedDatabase(database, seeds)).changed).toBeGreaterThan(500);
    const after = await contents();
    // These have no identity but what was altered: they are written anew.
    for (const name of ["participations", "municipality_targets"]) {
      expect(after[name]).toHaveLength(before[name]?.length ?? Number.NaN);
      delete before[name];
      delete after[name];
    }
    expect(after).toEqual(before);
    expect((await seedDatabase(database, seeds)).changed).toBe(0);
  });

  test("records that were deleted come back", async () => {
    await seedDatabase(database, seeds);
    const counts = async () =>
      Object.entries(await contents()).map(([name, rows]) => [name, rows.length]);
    const before = await counts();
    await database.client.unsafe(`
      delete from lessons where position = 1 and slug < 'h';
      delete from case_studies where slug < 'l';
      delete from adoptions; delete from methods where slug > 'k';
      delete from contacts; delete from events; delete from support_offers;
      delete from climate_contracts where year = 2021; delete from national_targets;
      delete from municipality_profiles`);
    await seedDatabase(database, seeds);
    expect(await counts()).toEqual(before);
  });

  test("publishing is dated once; a repaired record is a new version", async () => {
    await seedDatabase(database, seeds);
    const read = () => database.client`
      select slug, published_at, version, updated_at from case_studies
      where slug in ('goteborg-hoppet', 'kalmar-moskogen') order by slug`;
    const [hoppet, moskogen] = await read();
    await database.client`
      update case_studies set summary = 'X' where slug = 'goteborg-hoppet'`;
    await seedDatabase(database, seeds);
    const [repaired, untouched] = await read();
    expect(untouched).toEqual(moskogen);
    expect(repaired?.["published_at"]).toEqual(hoppet?.["published_at"]);
    expect(repaired?.["version"]).toBe(2);
    expect(repaired?.["updated_at"]).not.toEqual(hoppet?.["updated_at"]);
  });
});

test("what others added stays, also where it hangs on records of the seeds", async () => {
  await seedDatabase(database, seeds);
  await database.client.unsafe(`
    insert into organisations (slug, kind, name) values ('habo', 'MUNICIPALITY', 'Håbo');
    insert into case_studies (slug, title, summary, status) values ('habo-fall', 'T', 'S', 'PLANNED');
    insert into case_study_organisations select c.id, o.id, 'LEAD'
      from case_studies c, organisations o where c.slug = 'habo-fall' and o.slug = 'habo';
    insert into case_study_organisations select c.id, o.id, 'PARTNER'
      from case_studies c, organisations o where c.slug = 'kalmar-moskogen' and o.slug = 'habo';
    insert into method_case_studies select m.id, c.id
      from methods m, case_studies c where c.slug = 'habo-fall';
    insert into related_case_studies select least(a.id, b.id), greatest(a.id, b.id)
      from case_studies a, case_studies b where a.slug = 'habo-fall' and b.slug = 'kalmar-moskogen';
    insert into lessons (slug, case_study_id, position, kind, basis, text)
      select 'en-egen-lardom', id, 9, 'ADVICE', 'SOURCE', 'T' from case_studies where slug = 'kalmar-moskogen';
    insert into municipality_populations select organisation_id, '2025-12-31', 73000
      from municipality_profiles where code = '0880';
    insert into adoptions (organisation_id, method_id, status)
      select o.id, m.id, 'TESTING' from organisations o, methods m where o.slug = 'habo';
    insert into results (adoption_id, case_study_id, position, indicator, value, unit, kind)
      select a.id, c.id, 1, 'I', 1, '%', 'MEASURED' from adoptions a, case_studies c, organisations o
      where a.organisation_id = o.id and o.slug = 'habo' and c.slug = 'kalmar-moskogen';
    insert into adoption_results select a.id, r.id from adoptions a, results r, organisations o
      where a.organisation_id = o.id and o.slug = 'habo' and r.position = 1;
    update contacts set last_confirmed_on = '2026-01-01';
    update case_studies set last_reviewed_on = '2026-01-01'`);
  const before = await writers();
  expect(await seedDatabase(database, seeds)).toMatchObject({ changed: 0 });
  expect(await writers()).toEqual(before);
});

test("a lesson, a link or a source that left the files leaves the database", async () => {
  await seedDatabase(database, seeds);
  const [first] = seeds.caseStudies;
  if (!first) throw new Error("There are no case studies to try with.");
  const shrunk = {
    ...seeds,
    caseStudies: [
      { ...first, lessons: [], sources: first.sources.slice(0, 1), sdgs: first.sdgs.slice(0, 1) },
      ...seeds.caseStudies.slice(1),
    ],
  };
  const gone = 1 + (first.sources.length - 1) + (first.sdgs.length - 1);
  expect(await seedDatabase(database, shrunk)).toMatchObject({ changed: gone });
  expect(await number("select count(*) from lessons")).toBe(63);
});

test("only a trial or what was given up can have ended, and only the latter for a reason", async () => {
  await seedDatabase(database, seeds);
  const refused = (assignment: string) =>
    database.client.unsafe(`update adoptions set ${assignment} where status = 'ADOPTED'`);
  await expect(refused("ended_on = '2025-01-01'")).rejects.toThrow("adoptions_ended");
  await expect(refused("stopped_reason = 'X'")).rejects.toThrow("adoptions_stopped");
  await expect(refused("status = 'TESTING', stopped_reason = 'X'")).rejects.toThrow(
    "adoptions_stopped",
  );
});
