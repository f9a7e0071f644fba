import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { z } from "zod";
import { caseStudy, method } from "./case-schemas.js";
import { Problems, type SeedFile, shown } from "./problems.js";
import { checkReferences } from "./references.js";
import {
  climateContract,
  contact,
  event,
  focusArea,
  goal,
  municipality,
  nationalTarget,
  objective,
  organisation,
  participation,
  supportOffer,
} from "./schemas.js";

export { SeedFormatError } from "./problems.js";

const files = {
  municipalities: { name: "municipalities.json", schema: municipality },
  organisations: { name: "organisations.json", schema: organisation },
  participations: { name: "participations.json", schema: participation },
  climateContracts: { name: "climate-contracts.json", schema: climateContract },
  goals: { name: "sustainable-development-goals.json", schema: goal },
  objectives: { name: "environmental-objectives.json", schema: objective },
  focusAreas: { name: "focus-areas.json", schema: focusArea },
  nationalTargets: { name: "national-targets.json", schema: nationalTarget },
  caseStudies: { name: "case-studies.json", schema: caseStudy },
  methods: { name: "methods.json", schema: method },
  supportOffers: { name: "support-offers.json", schema: supportOffer },
  contacts: { name: "contacts.json", schema: contact },
  events: { name: "events.json", schema: event },
};

type Files = typeof files;

/** The seed files as they were read, also the records that aren't well formed. */
export type SeedFiles = { [K in keyof Files]: SeedFile<z.output<Files[K]["schema"]>> };

/** All seed records, checked. */
export type Seeds = { [K in keyof Files]: z.output<Files[K]["schema"]>[] };

/**
 * Reads the seed files of a folder and checks them: fields, values, lengths, references, uniqueness.
 * @throws SeedFormatError that lists every problem as
 * `seeds/FILE.json: record N (slug): field.path: expected …`; records count from 1.
 */
export async function loadSeeds(folder: string): Promise<Seeds> {
  const problems = new Problems();
  const read = <S extends z.ZodType>(file: { name: string; schema: S }) =>
    readSeedFile(folder, file.name, file.schema, problems);
  const loaded: SeedFiles = {
    municipalities: await read(files.municipalities),
    organisations: await read(files.organisations),
    participations: await read(files.participations),
    climateContracts: await read(files.climateContracts),
    goals: await read(files.goals),
    objectives: await read(files.objectives),
    focusAreas: await read(files.focusAreas),
    nationalTargets: await read(files.nationalTargets),
    caseStudies: await read(files.caseStudies),
    methods: await read(files.methods),
    supportOffers: await read(files.supportOffers),
    contacts: await read(files.contacts),
    events: await read(files.events),
  };
  checkReferences(loaded, problems);
  problems.throwIfAny();
  return {
    municipalities: valuesOf(loaded.municipalities),
    organisations: valuesOf(loaded.organisations),
    participations: valuesOf(loaded.participations),
    climateContracts: valuesOf(loaded.climateContracts),
    goals: valuesOf(loaded.goals),
    objectives: valuesOf(loaded.objectives),
    focusAreas: valuesOf(loaded.focusAreas),
    nationalTargets: valuesOf(loaded.nationalTargets),
    caseStudies: valuesOf(loaded.caseStudies),
    methods: valuesOf(loaded.methods),
    supportOffers: valuesOf(loaded.supportOffers),
    contacts: valuesOf(loaded.contacts),
    events: valuesOf(loaded.events),
  };
}

async function readSeedFile<S extends z.ZodType>(
  folder: string,
  name: string,
  schema: S,
  problems: Problems,
): Promise<SeedFile<z.output<S>>> {
  const file: SeedFile<z.output<S>> = { name, records: [], isReadable: false };
  const content = await readJson(join(folder, name), (message) => problems.inFile(name, message));
  if (content === undefined) return file;
  if (!Array.isArray(content)) {
    problems.inFile(name, `expected a list of records, found ${shown(content)}`);
    return file;
  }
  file.isReadable = true;
  for (const [index, raw] of content.entries()) {
    const record: SeedFile<z.output<S>>["records"][number] = { number: index + 1, raw };
    const parsed = schema.safeParse(raw);
    if (parsed.success) record.value = parsed.data;
    else for (const issue of parsed.error.issues) problems.inSchema(name, record, issue);
    file.records.push(record);
  }
  return file;
}

async function readJson(path: string, complain: (message: string) => void): Promise<unknown> {
  let text = "";
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(await readFile(path));
  } catch (error) {
    complain(`expected a readable file in UTF-8, found none (${messageOf(error)})`);
    return undefined;
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    const message = messageOf(error);
    const position = /position (\d+)/.exec(message)?.[1];
    const line =
      position === undefined ? "" : `line ${text.slice(0, Number(position)).split("\n").length}: `;
    complain(`${line}expected JSON (${message})`);
    return undefined;
  }
}

const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);

const valuesOf = <T>(file: SeedFile<T>): T[] =>
  file.records.flatMap((record) => (record.value === undefined ? [] : [record.value]));
