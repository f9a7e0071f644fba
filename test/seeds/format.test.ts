import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { seedEnums } from "../../seeds/enums.js";
import { SeedFormatError, loadSeeds } from "../../seeds/format.js";
import {
  caseStudyRole,
  caseStudyStatus,
  control,
} from "../../src/case-studies/case-studies.table.js";
import { contactVisibility } from "../../src/contacts/contacts.table.js";
import { lessonBasis, lessonKind } from "../../src/lessons/lessons.table.js";
import { adoptionOutcome, adoptionStatus } from "../../src/methods/methods.table.js";
import { organisationKind } from "../../src/organisations/organisations.table.js";
import { datePrecision } from "../../src/platform/columns.table.js";
import { projectPath } from "../../src/platform/project-root.js";
import { resultKind } from "../../src/results/results.table.js";
import { focusAreaKind } from "../../src/taxonomy/taxonomy.table.js";

type Json = Record<string, unknown>;

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "seeds-"));
});
afterAll(() => rm(folder, { recursive: true }));

/** What loading says when one file of the real seeds holds something else. */
async function problemsWith(file: string, content: string): Promise<readonly string[]> {
  await cp(projectPath("seeds"), folder, { recursive: true });
  await writeFile(join(folder, file), content);
  try {
    await loadSeeds(folder);
    return [];
  } catch (error) {
    if (error instanceof SeedFormatError) return error.problems;
    throw error;
  }
}

/** What loading says when some fields of one record are changed; undefined removes a field. */
async function problemsAfter(file: string, index: number, changes: Json) {
  const records: Json[] = JSON.parse(await readFile(projectPath(`seeds/${file}`), "utf8"));
  records[index] = { ...records[index], ...changes };
  return problemsWith(file, JSON.stringify(records));
}

test("the seeds are well formed and complete", async () => {
  const seeds = await loadSeeds(projectPath("seeds"));
  expect(seeds.municipalities).toHaveLength(23);
  expect(seeds.organisations.filter((party) => party.kind === "AGENCY")).toHaveLength(6);
  expect(seeds.goals).toHaveLength(17);
  expect(seeds.objectives).toHaveLength(16);
  expect(seeds.focusAreas).toHaveLength(20);
  expect(seeds.caseStudies).toHaveLength(64);
  expect(seeds.caseStudies.flatMap((value) => value.results)).toHaveLength(157);
  expect(seeds.caseStudies.flatMap((value) => value.lessons)).toHaveLength(64);
  expect(seeds.climateContracts.map((contract) => contract.signatories.length)).toEqual([
    13, 28, 29, 29,
  ]);
  const kinds = seeds.caseStudies.flatMap((value) => value.results.map((result) => result.kind));
  const count = (kind: string) => kinds.filter((other) => other === kind).length;
  expect(seedEnums.resultKind.map(count)).toEqual([15, 99, 14, 16, 13]);
});

test("every municipality leads a case study", async () => {
  const seeds = await loadSeeds(projectPath("seeds"));
  const leads = new Set(
    seeds.caseStudies.flatMap((value) =>
      value.organisations.filter(({ role }) => role === "LEAD").map((party) => party.organisation),
    ),
  );
  expect(seeds.municipalities.filter((party) => !leads.has(party.slug))).toEqual([]);
});

test("every municipality of a case study has an adoption that names it", async () => {
  const seeds = await loadSeeds(projectPath("seeds"));
  const municipalities = new Set(seeds.municipalities.map((party) => party.slug));
  const adopted = new Set(
    seeds.methods.flatMap((method) =>
      method.adoptions.flatMap((adoption) =>
        adoption.caseStudies.map((slug) => `${slug} ${adoption.organisation}`),
      ),
    ),
  );
  const involved = seeds.caseStudies.flatMap((value) =>
    value.organisations
      .filter((party) => municipalities.has(party.organisation))
      .map((party) => `${value.slug} ${party.organisation}`),
  );
  expect(involved.filter((pair) => !adopted.has(pair))).toEqual([]);
});

test("a year that is approximate in the case study is told as such by the adoption", async () => {
  const seeds = await loadSeeds(projectPath("seeds"));
  const adoptions = seeds.methods.flatMap((method) => method.adoptions);
  const copied = seeds.caseStudies.flatMap((value) =>
    adoptions.filter(
      (adoption) =>
        adoption.caseStudies.includes(value.slug) &&
        ((value.startYearApproximate && adoption.startedYear === value.startYear) ||
          (value.endYearApproximate && adoption.endedYear === value.endYear)),
    ),
  );
  expect(copied.length).toBeGreaterThanOrEqual(13);
  const doubt = /ungefärlig|osäker|olika källor|beroende på källa/;
  expect(copied.filter((adoption) => !doubt.test(adoption.note ?? ""))).toEqual([]);
});

test("what a cost, a grant or the size of a place is, no adoption calls its own", async () => {
  const seeds = await loadSeeds(projectPath("seeds"));
  const own = seeds.methods.flatMap((method) => method.adoptions.flatMap((each) => each.results));
  expect(
    own.filter((indicator) =>
      /budget$|^Stöd |stöd över|^Invester|Prissumma|bidrag|insats$|^Kostnad|storlek|bostäder|Boende/.test(
        indicator,
      ),
    ),
  ).toEqual([]);
});

test("the enums are the tables'", () => {
  const tables = {
    organisationKind,
    datePrecision,
    focusAreaKind,
    caseStudyStatus,
    caseStudyRole,
    control,
    resultKind,
    lessonKind,
    lessonBasis,
    adoptionStatus,
    adoptionOutcome,
    contactVisibility,
  };
  for (const [name, values] of Object.entries(seedEnums)) {
    expect(Object.entries(tables).find(([key]) => key === name)?.[1].enumValues).toEqual(values);
  }
});

describe("a message names file, record and field", () => {
  const cases = "case-studies.json";
  const first = "seeds/case-studies.json: record 1 (vaxjo-sandviksverket)";
  test.each<[string, Json, string]>([
    ["too long", { title: "å".repeat(121) }, "title: expected at most 120 characters, found 121"],
    ["empty", { summary: "" }, `summary: expected a text that isn't empty, found ""`],
    ["missing", { summary: undefined }, "summary: expected a text, found nothing"],
    ["unknown field", { sumary: "x" }, "sumary: expected no field of this name"],
    ["wrong type", { startYear: "1993" }, `startYear: expected a number, found "1993"`],
    ["out of range", { startYear: 1949 }, "startYear: expected at least 1950, found 1949"],
    ["periods", { endYear: 1990 }, "endYear: expected 1993 or later, found 1990"],
    ["no source", { sources: [] }, "sources: expected at least 1 entry, found 0"],
    [
      "no web address",
      { sources: [{ url: "ftp://example.org" }] },
      `sources[0].url: expected an http(s) address, found "ftp://example.org"`,
    ],
    [
      "control characters",
      { title: "a\u0000b" },
      String.raw`title: expected a text without control characters, found "a\u0000b"`,
    ],
    ["twice", { sdgs: [7, 7] }, "sdgs[1]: expected nothing twice, found 7 again"],
    [
      "half a cost",
      { costAmount: 1 },
      "costCurrency: expected an amount and its currency, found only one of them",
    ],
    [
      "unknown organisation",
      { organisations: [{ organisation: "kalmarr", role: "LEAD" }] },
      `organisations[0].organisation: expected a record of seeds/organisations.json or seeds/municipalities.json, found "kalmarr"`,
    ],
    [
      "unknown focus area",
      { focusAreas: ["energy"] },
      `focusAreas[0]: expected a record of seeds/focus-areas.json, found "energy"`,
    ],
    [
      "unknown status",
      { status: "DONE" },
      `status: expected one of PLANNED, ONGOING, COMPLETED, STOPPED, found "DONE"`,
    ],
  ])("%s", async (_, changes, message) => {
    expect(await problemsAfter(cases, 0, changes)).toEqual([`${first}: ${message}`]);
  });

  const methods = "methods.json";
  const adopted = (changes: Json): Json => ({
    adoptions: [
      { organisation: "vaxjo", status: "ADOPTED", caseStudies: ["vaxjo-samlastning"], ...changes },
    ],
  });
  test.each<[string, Json, string]>([
    [
      "an end of what is in use",
      { endedYear: 2015 },
      "adoptions[0].endedYear: expected an end for TESTING or STOPPED only, found one for ADOPTED",
    ],
    [
      "a plan that ended",
      { status: "CONSIDERING", endedYear: 2015 },
      "adoptions[0].endedYear: expected an end for TESTING or STOPPED only, found one for CONSIDERING",
    ],
    [
      "a reason for what wasn't stopped",
      { status: "TESTING", endedYear: 2015, stoppedReason: "X" },
      "adoptions[0].stoppedReason: expected a reason for STOPPED only, found one for TESTING",
    ],
    [
      "a result of another case study",
      { results: ["Prissumma"] },
      `adoptions[0].results[0]: expected an indicator of the adoption's case studies, found "Prissumma"`,
    ],
  ])("%s", async (_, changes, message) => {
    expect(await problemsAfter(methods, 0, adopted(changes))).toEqual([
      `seeds/methods.json: record 1 (samordnad-varudistribution): ${message}`,
    ]);
  });

  test("a date that doesn't exist", async () => {
    expect(await problemsAfter("events.json", 0, { startsOn: "2019-02-29" })).toContain(
      `seeds/events.json: record 1 (klimatneutrala-stader-2030-startar): startsOn: expected a date (YYYY-MM-DD), found "2019-02-29"`,
    );
  });

  test("a slug that stands twice", async () => {
    expect(await problemsAfter(cases, 1, { slug: "vaxjo-sandviksverket" })).toContain(
      `seeds/case-studies.json: record 2 (vaxjo-sandviksverket): slug: expected a value that no other record has, found "vaxjo-sandviksverket" again`,
    );
  });

  test("a kommunkod of another county", async () => {
    const [record]: Json[] = JSON.parse(
      await readFile(projectPath("seeds/municipalities.json"), "utf8"),
    );
    const profile = { ...Object(record?.["profile"]), code: "0880" };
    expect(await problemsAfter("municipalities.json", 0, { profile })).toContain(
      `seeds/municipalities.json: record 1 (borlange): profile.countyCode: expected "08", the start of code, found "20"`,
    );
  });

  test("memberships that overlap", async () => {
    const overlapping = { organisation: "boras", from: "2022-01-01", fromPrecision: "DAY" };
    expect(await problemsAfter("participations.json", 29, overlapping)).toEqual([
      "seeds/participations.json: record 30 (boras): from: expected a period that overlaps none of the organisation's other ones",
    ]);
  });
});

describe("files that can't be read", () => {
  test("no JSON: the line", async () => {
    const [problem, ...others] = await problemsWith("events.json", '[\n{"slug": "x"\n  "a": 3}]');
    expect(problem).toMatch(/^seeds\/events\.json: (line 3: )?expected JSON \(.+\)$/);
    expect(others).toEqual([]);
  });

  test("no list, and no flood of references that can't be judged", async () => {
    expect(await problemsWith("focus-areas.json", "{}")).toEqual([
      "seeds/focus-areas.json: expected a list of records, found {}",
    ]);
  });

  test("no UTF-8", async () => {
    await cp(projectPath("seeds"), folder, { recursive: true });
    await writeFile(join(folder, "events.json"), Buffer.from([0x5b, 0xe5, 0x5d]));
    await expect(loadSeeds(folder)).rejects.toThrow("seeds/events.json: expected a readable file");
  });

  test("no file", async () => {
    await cp(projectPath("seeds"), folder, { recursive: true });
    await rm(join(folder, "events.json"));
    await expect(loadSeeds(folder)).rejects.toThrow("seeds/events.json: expected a readable file");
  });

  test("several problems are told at once", async () => {
    const problems = await problemsWith("contacts.json", '[{"slug":"A"},7]');
    expect(problems).toContain("seeds/contacts.json: record 2: expected an object, found 7");
    expect(problems.filter((problem) => problem.includes("record 1 (A)")).length).toBeGreaterThan(
      2,
    );
  });
});
