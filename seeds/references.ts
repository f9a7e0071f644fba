import type { SeedFiles } from "./format.js";
import { type Problems, type SeedFile, type SeedRecord, shown, valueAt } from "./problems.js";

/** Notes every name that leads nowhere, and everything that stands twice. */
export function checkReferences(files: SeedFiles, problems: Problems): void {
  checkUniqueness(files, problems);
  const check = new ReferenceCheck(files, problems);

  check.each(files.participations, (record, value) => {
    check.organisation(record, ["organisation"], value.organisation);
  });
  check.each(files.climateContracts, (record, value) => {
    check.all(record, ["signatories"], value.signatories, check.organisations);
  });
  check.each(files.caseStudies, (record, value) => {
    for (const [index, party] of value.organisations.entries()) {
      const path = ["organisations", index, "organisation"];
      check.organisation(record, path, party.organisation);
    }
    check.topics(record, value);
    check.all(record, ["relatedCaseStudies"], value.relatedCaseStudies, check.caseStudies);
  });
  check.each(files.methods, (record, value) => {
    check.topics(record, value);
    check.all(record, ["relatedMethods"], value.relatedMethods, check.methods);
    check.all(record, ["caseStudies"], value.caseStudies, check.caseStudies);
    for (const [index, adoption] of value.adoptions.entries()) {
      const path = ["adoptions", index];
      check.organisation(record, [...path, "organisation"], adoption.organisation);
      if (adoption.learnedFrom !== undefined) {
        check.organisation(record, [...path, "learnedFrom"], adoption.learnedFrom);
      }
      check.all(record, [...path, "caseStudies"], adoption.caseStudies, check.caseStudies);
      check.all(record, [...path, "lessons"], adoption.lessons, check.caseStudies);
    }
  });
  check.each(files.supportOffers, (record, value) => {
    check.organisation(record, ["organisation"], value.organisation);
    check.all(record, ["focusAreas"], value.focusAreas, check.focusAreas);
    check.all(record, ["caseStudies"], value.caseStudies, check.caseStudies);
  });
  check.each(files.contacts, (record, value) => {
    check.organisation(record, ["organisation"], value.organisation);
    check.all(record, ["focusAreas"], value.focusAreas, check.focusAreas);
    check.all(record, ["methods"], value.methods, check.methods);
    check.all(record, ["caseStudies"], value.caseStudies, check.caseStudies);
  });
  check.each(files.events, (record, value) => {
    check.organisation(record, ["organisation"], value.organisation);
  });
}

interface Names {
  file: string;
  /** Absent when a file couldn't be read: then nothing can be said about names in it. */
  known: ReadonlySet<unknown> | undefined;
}

type Path = readonly (string | number)[];

class ReferenceCheck {
  readonly caseStudies: Names;
  readonly methods: Names;
  readonly focusAreas: Names;
  readonly organisations: Names;
  readonly #goals: Names;
  readonly #objectives: Names;
  readonly #problems: Problems;
  #file = "";

  constructor(files: SeedFiles, problems: Problems) {
    this.#problems = problems;
    this.caseStudies = namesIn("slug", files.caseStudies);
    this.methods = namesIn("slug", files.methods);
    this.focusAreas = namesIn("slug", files.focusAreas);
    this.organisations = namesIn("slug", files.organisations, files.municipalities);
    this.#goals = namesIn("number", files.goals);
    this.#objectives = namesIn("slug", files.objectives);
  }

  each<T>(file: SeedFile<T>, look: (record: SeedRecord<T>, value: T) => void): void {
    this.#file = file.name;
    for (const record of file.records) {
      if (record.value !== undefined) look(record, record.value);
    }
  }

  organisation(record: SeedRecord<unknown>, path: Path, name: string): void {
    this.#one(record, path, name, this.organisations);
  }

  topics(
    record: SeedRecord<unknown>,
    value: { focusAreas: string[]; sdgs: number[]; environmentalObjectives: string[] },
  ): void {
    this.all(record, ["focusAreas"], value.focusAreas, this.focusAreas);
    this.all(record, ["sdgs"], value.sdgs, this.#goals);
    const objectives = value.environmentalObjectives;
    this.all(record, ["environmentalObjectives"], objectives, this.#objectives);
  }

  all(
    record: SeedRecord<unknown>,
    path: Path,
    names: readonly (string | number)[],
    into: Names,
  ): void {
    for (const [index, name] of names.entries()) this.#one(record, [...path, index], name, into);
  }

  #one(record: SeedRecord<unknown>, path: Path, name: string | number, into: Names): void {
    if (into.known === undefined || into.known.has(name)) return;
    const message = `expected a record of seeds/${into.file}, found ${shown(name)}`;
    this.#problems.inRecord(this.#file, record, path, message);
  }
}

// Also the names of records that aren't well formed: their mistakes are told where they are.
function namesIn(field: string, ...files: SeedFile<unknown>[]): Names {
  const names = files.flatMap((file) => file.records.map((record) => valueAt(record.raw, [field])));
  const isReadable = files.every((file) => file.isReadable);
  return {
    file: files.map((file) => file.name).join(" or seeds/"),
    known: isReadable ? new Set(names) : undefined,
  };
}

function checkUniqueness(files: SeedFiles, problems: Problems): void {
  const unique = (path: string[], ...among: SeedFile<unknown>[]) => {
    const seen = new Set<unknown>();
    for (const file of among) {
      for (const record of file.records) {
        const key = valueAt(record.raw, path);
        if (key !== undefined && seen.has(key)) {
          const message = `expected a value that no other record has, found ${shown(key)} again`;
          problems.inRecord(file.name, record, path, message);
        }
        seen.add(key);
      }
    }
  };
  unique(["slug"], files.municipalities, files.organisations);
  unique(["profile", "code"], files.municipalities);
  unique(["year"], files.climateContracts);
  unique(["number"], files.goals);
  unique(["number"], files.objectives);
  for (const key of ["objectives", "focusAreas", "nationalTargets", "caseStudies"] as const) {
    unique(["slug"], files[key]);
  }
  for (const key of ["methods", "supportOffers", "contacts", "events"] as const) {
    unique(["slug"], files[key]);
  }
  checkPeriods(files, problems);
  checkLessonsOfAdoptions(files, problems);
  checkResultsOfAdoptions(files, problems);
}

function checkPeriods({ participations }: SeedFiles, problems: Problems): void {
  const earlier: { organisation: string; from: string; until: string }[] = [];
  for (const record of participations.records) {
    if (record.value === undefined) continue;
    const { organisation, from, until = "9999" } = record.value;
    const clash = earlier.some(
      (other) => other.organisation === organisation && other.from < until && from < other.until,
    );
    if (clash) {
      const message = "expected a period that overlaps none of the organisation's other ones";
      problems.inRecord(participations.name, record, ["from"], message);
    }
    earlier.push({ organisation, from, until });
  }
}

function checkLessonsOfAdoptions({ methods }: SeedFiles, problems: Problems): void {
  const taken = new Set<string>();
  for (const record of methods.records) {
    for (const [index, adoption] of (record.value?.adoptions ?? []).entries()) {
      for (const [place, caseStudy] of adoption.lessons.entries()) {
        if (taken.has(caseStudy)) {
          const message = `expected one adoption for each lesson, found ${shown(caseStudy)} again`;
          problems.inRecord(methods.name, record, ["adoptions", index, "lessons", place], message);
        }
        taken.add(caseStudy);
      }
    }
  }
}

function checkResultsOfAdoptions({ caseStudies, methods }: SeedFiles, problems: Problems): void {
  // Where a case study can't be read, its own problems are told: what it tells can't be judged.
  if (!caseStudies.isReadable || caseStudies.records.some(({ value }) => value === undefined))
    return;
  const indicators = new Map(
    caseStudies.records.map(({ value }) => [
      value?.slug,
      value?.results.map((each) => each.indicator),
    ]),
  );
  for (const record of methods.records) {
    for (const [index, adoption] of (record.value?.adoptions ?? []).entries()) {
      const told = new Set(adoption.caseStudies.flatMap((slug) => indicators.get(slug) ?? []));
      for (const [place, indicator] of adoption.results.entries()) {
        if (told.has(indicator)) continue;
        const message = `expected an indicator of the adoption's case studies, found ${shown(indicator)}`;
        problems.inRecord(methods.name, record, ["adoptions", index, "results", place], message);
      }
    }
  }
}
