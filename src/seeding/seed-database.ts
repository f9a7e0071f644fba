import { sql } from "drizzle-orm";
import type { Seeds } from "../../seeds/format.js";
import { caseStudies } from "../case-studies/case-studies.table.js";
import { methods } from "../methods/methods.table.js";
import { organisations } from "../organisations/organisations.table.js";
import { withoutObjections } from "../people/erasure.repository.js";
import type { Database, Orm } from "../platform/database.js";
import { RowWriter } from "./row-writer.js";
import { seedCaseStudies } from "./seed-case-studies.js";
import { seedAdoptions, seedLessons, seedMethods } from "./seed-methods.js";
import { seedContracts, seedOrganisations } from "./seed-organisations.js";
import { seedContacts, seedEvents, seedSupportOffers } from "./seed-support.js";
import { seedTaxonomy } from "./seed-taxonomy.js";

/** What a seeding did. */
export interface SeedSummary {
  /** How many records the seed files hold. */
  records: number;
  /** How many rows were inserted, updated or deleted; 0 when the database was right already. */
  changed: number;
}

/** Told before each step: what is written, and how many records of it there are. */
export type SeedProgress = (step: string, records: number) => void;

/**
 * Brings the database to what the seeds say, in one transaction: what is missing is added, what was
 * changed is restored, what is right isn't written, what others added stays. Ids never change.
 * Seedings that start at the same time wait for each other.
 * @throws an error that names the step; then nothing is written.
 */
export async function seedDatabase(
  database: Pick<Database, "client" | "orm">,
  seeds: Seeds,
  onProgress: SeedProgress = () => {},
): Promise<SeedSummary> {
  let current = "start";
  const step = (name: string, records: { length: number }) => {
    current = name;
    onProgress(name, records.length);
  };
  try {
    const changed = await database.orm.transaction((orm) => seedWithin(orm, seeds, step));
    return { records: Object.values(seeds).reduce((sum, list) => sum + list.length, 0), changed };
  } catch (error) {
    // Drizzle's own message repeats every parameter: the whole seeds.
    const cause = error instanceof Error ? (error.cause ?? error) : error;
    const reason = cause instanceof Error ? cause.message : String(cause);
    // oxlint-disable-next-line preserve-caught-error -- the same reason: its cause is kept instead.
    throw new Error(`Seeding stopped at "${current}", nothing was written: ${reason}`, { cause });
  }
}

/** Whether nobody has written any organisation, case study or method yet. */
export async function isEmpty(database: Pick<Database, "orm">): Promise<boolean> {
  const [row] = await database.orm.execute<{ empty: boolean }>(sql`
    select not exists (select from ${organisations}) and not exists (select from ${caseStudies})
      and not exists (select from ${methods}) as empty`);
  return row?.empty ?? false;
}

async function seedWithin(
  orm: Orm,
  seeds: Seeds,
  step: (name: string, records: { length: number }) => void,
): Promise<number> {
  const writer = new RowWriter(orm);
  // Any fixed number serves: it only has to be the same in every process.
  await orm.execute(sql`select pg_advisory_xact_lock(7211031)`);

  step("organisations", [...seeds.organisations, ...seeds.municipalities]);
  const parties = await seedOrganisations(writer, seeds);
  step("taxonomies", [...seeds.goals, ...seeds.objectives, ...seeds.focusAreas]);
  const topics = await seedTaxonomy(writer, seeds);
  step("climate contracts", seeds.climateContracts);
  await seedContracts(writer, seeds, parties);
  step("case studies", seeds.caseStudies);
  const cases = await seedCaseStudies(writer, seeds, parties, topics);
  const known = { parties, topics, cases };
  step("methods", seeds.methods);
  const methodIds = await seedMethods(writer, seeds, known);
  const adoptionIds = await seedAdoptions(writer, orm, seeds, known, methodIds);
  step("lessons", seeds.caseStudies);
  await seedLessons(writer, seeds, known, adoptionIds);
  step("support offers", seeds.supportOffers);
  await seedSupportOffers(writer, seeds, known);
  step("contacts", seeds.contacts);
  const people = await withoutObjections(orm, seeds.contacts);
  await seedContacts(writer, { ...seeds, contacts: people }, known, methodIds);
  step("events", seeds.events);
  await seedEvents(writer, seeds, known);
  return writer.changed;
}
