import { setImmediate } from "node:timers/promises";
import { getTableColumns, getTableName, sql } from "drizzle-orm";
import type { PgTable } from "drizzle-orm/pg-core";
import {
  caseStudies,
  caseStudyFocusAreas,
  caseStudyGoals,
  caseStudyObjectives,
  caseStudyOrganisations,
} from "../../../src/case-studies/case-studies.table.js";
import { lessons } from "../../../src/lessons/lessons.table.js";
import { methodCaseStudies, methods } from "../../../src/methods/methods.table.js";
import { organisations } from "../../../src/organisations/organisations.table.js";
import type { Database, Orm } from "../../../src/platform/database.js";
import { results } from "../../../src/results/results.table.js";
import {
  environmentalObjectives,
  focusAreas,
  sustainableDevelopmentGoals,
} from "../../../src/taxonomy/taxonomy.table.js";
import {
  type Batch,
  RecordMaker,
  type Surroundings,
  emptyBatch,
  lessonsPerCase,
  syntheticSlug,
} from "./records.js";

/** Called after each batch with how many of all lessons are committed, or, in one transaction, written. */
export type SyntheticProgress = (lessons: number, total: number) => void;

/** What {@link fillSynthetic} is given. */
export interface SyntheticOptions {
  /** How many lessons, rounded up to whole case studies of four. */
  lessons: number;
  /** The same seed gives the same records; 1 unless told. */
  seed?: number | undefined;
  onProgress?: SyntheticProgress | undefined;
  /**
   * How the search learns of it.
   *
   * `recorded` (unless told): by the triggers, as of any other write: about 13 change records for
   * each case study, one transaction a batch. What a bank in use would see; a worker may run.
   *
   * `everything`: the INSERT triggers of the filled tables are off within one transaction, which
   * writes a single EVERYTHING instead, and holds off other writers of these tables until it ends.
   * The first index is built with less work; all documents are built again.
   */
  changes?: "recorded" | "everything" | undefined;
}

/** What was written, and how long that took. */
export interface SyntheticSummary {
  caseStudies: number;
  lessons: number;
  /** All rows of all tables. */
  rows: number;
  seconds: number;
}

/**
 * Case studies of one batch: each table gets one statement, and so one run of its trigger, for all of
 * them. Larger ones aren't quicker, and keep the change records from a waiting worker for longer.
 */
const batchSize = 1_000;
/** Case studies that are made before the connection is looked after again. */
const slice = 25;

/** In the order in which they refer to each other. */
const tables: Record<keyof Batch, PgTable> = {
  caseStudies,
  caseStudyOrganisations,
  caseStudyFocusAreas,
  caseStudyGoals,
  caseStudyObjectives,
  methodCaseStudies,
  lessons,
  results,
};
const tableKeys = Object.keys(tables) as (keyof Batch)[];

/**
 * Fills a migrated database, empty or seeded, with synthetic case studies and their lessons: for
 * measuring at scale, never for a bank that people use. Every one has a slug `syntetisk-…`, a title
 * that begins with "Syntetisk: " and a summary that ends with "(syntetisk post)". They refer to the
 * organisations, focus areas, goals, objectives and methods that are there; none is invented, and no
 * person.
 * @throws when the database holds synthetic records already, or refuses a row; what was committed
 * before that stays
 */
export async function fillSynthetic(
  database: Pick<Database, "client" | "orm">,
  options: SyntheticOptions,
): Promise<SyntheticSummary> {
  const started = performance.now();
  const { orm, client } = database;
  await assertNone(orm);
  const total = Math.ceil(options.lessons / lessonsPerCase);
  const maker = new RecordMaker(await readSurroundings(orm), total, options.seed ?? 1);
  const onProgress = options.onProgress ?? (() => {});
  const rows =
    options.changes === "everything"
      ? await orm.transaction((within) => writeUnrecorded(within, maker, total, onProgress))
      : await writeAll(maker, total, onProgress, (batch) =>
          orm.transaction((within) => writeBatch(within, batch)),
        );
  // Else the first measurements would pay for what autovacuum does a minute later.
  for (const key of tableKeys) await client`vacuum (analyze) ${client(getTableName(tables[key]))}`;
  const seconds = (performance.now() - started) / 1_000;
  return { caseStudies: total, lessons: total * lessonsPerCase, rows, seconds };
}

async function assertNone(orm: Orm): Promise<void> {
  const [found] = await orm.execute(
    sql`select from ${caseStudies} where ${caseStudies.slug} = ${syntheticSlug(1)}`,
  );
  if (found) throw new Error("The database holds synthetic records already: use an empty one.");
}

async function readSurroundings(orm: Orm): Promise<Surroundings> {
  // Ordered by what the seeds say, not by ids, which differ between two seeded databases.
  const parties = await orm.select().from(organisations).orderBy(organisations.slug);
  const goals = await orm
    .select()
    .from(sustainableDevelopmentGoals)
    .orderBy(sustainableDevelopmentGoals.number);
  const objectives = await orm
    .select()
    .from(environmentalObjectives)
    .orderBy(environmentalObjectives.number);
  const tried = await orm.select({ id: methods.id }).from(methods).orderBy(methods.slug);
  return {
    municipalities: parties.filter((party) => party.kind === "MUNICIPALITY"),
    organisations: parties,
    focusAreas: await orm.select().from(focusAreas).orderBy(focusAreas.slug),
    goals: goals.map((goal) => goal.id),
    objectives: objectives.map((objective) => objective.id),
    methods: tried.map((method) => method.id),
  };
}

/** Writes all batches, two at a time: one is made or checked while PostgreSQL works on the other. */
async function writeAll(
  maker: RecordMaker,
  total: number,
  onProgress: SyntheticProgress,
  write: (batch: Batch) => Promise<void>,
): Promise<number> {
  let rows = 0;
  let begun = 0;
  let done = 0;
  // The first: what the other one then meets, in one transaction, only follows from it.
  let failure: { reason: unknown } | undefined;
  const writeOnAndOn = async (): Promise<void> => {
    while (begun < total) {
      const before = begun;
      begun = Math.min(before + batchSize, total);
      const batch = await makeBatch(maker, before + 1, begun);
      try {
        await write(batch);
      } catch (error) {
        begun = total;
        failure ??= { reason: error };
        return;
      }
      for (const key of tableKeys) rows += batch[key].length;
      done += batch.caseStudies.length;
      onProgress(done * lessonsPerCase, total * lessonsPerCase);
    }
  };
  await Promise.all([writeOnAndOn(), writeOnAndOn()]);
  if (failure) throw failure.reason;
  return rows;
}

async function makeBatch(maker: RecordMaker, first: number, last: number): Promise<Batch> {
  const batch = emptyBatch();
  for (let number = first; number <= last; number += 1) {
    maker.add(batch, number);
    if (number % slice === 0) await setImmediate();
  }
  return batch;
}

/** `everything` of {@link SyntheticOptions}. A failure undoes the switching off together with the rest. */
async function writeUnrecorded(
  orm: Orm,
  maker: RecordMaker,
  total: number,
  onProgress: SyntheticProgress,
): Promise<number> {
  for (const key of tableKeys)
    await orm.execute(sql`alter table ${tables[key]} disable trigger search_inserted`);
  const rows = await writeAll(maker, total, onProgress, (batch) => writeBatch(orm, batch));
  for (const key of tableKeys)
    await orm.execute(sql`alter table ${tables[key]} enable trigger search_inserted`);
  await orm.execute(sql`insert into search_changes (entity) values ('EVERYTHING')`);
  await orm.execute(sql`select pg_notify('search_changes', '')`);
  return rows;
}

async function writeBatch(orm: Orm, batch: Batch): Promise<void> {
  for (const key of tableKeys) await insertRows(orm, tables[key], batch[key]);
}

/**
 * Inserts rows with one statement and one parameter. Not COPY: when a row is refused, postgres 3.4.9
 * never ends the stream, nor the transaction (porsager/postgres#1173).
 */
async function insertRows(orm: Orm, table: PgTable, rows: readonly object[]): Promise<void> {
  const [first] = rows;
  if (!first) return;
  // Every row of a table is written by the same literal, so that the first has all keys.
  const columns = Object.entries(getTableColumns(table)).filter(([key]) => key in first);
  const names = sql.join(
    columns.map(([, column]) => sql.identifier(column.name)),
    sql`, `,
  );
  const typed = sql.join(
    columns.map(([key, column]) => sql`${sql.identifier(key)} ${sql.raw(column.getSQLType())}`),
    sql`, `,
  );
  const keys = sql.join(
    columns.map(([key]) => sql`r.${sql.identifier(key)}`),
    sql`, `,
  );
  await orm.execute(sql`
    insert into ${table} (${names})
    select ${keys} from json_to_recordset(${JSON.stringify(rows)}::text::json) as r(${typed})`);
}
