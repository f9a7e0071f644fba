import { loadOrganisationBySlug } from "../organisations/organisations.loader.js";
import { transactWhole } from "../platform/collisions.js";
import type { Context } from "../platform/context.js";
import { forgetLoaded } from "../platform/loader.js";
import { type Problem, Problems, problem } from "../platform/problems.js";
import { forbidden } from "../platform/sign-in-floor.js";
import type { CaseStudyDocument } from "../publishing/case-study.schema.js";
import { type Namespace, lockNamespace } from "./exchange.repository.js";
import { type FileSurvey, mostProblems, surveyFile } from "./file-survey.js";
import {
  keepFormer,
  keepPublished,
  writeAudit,
  writeDrafts,
  writeAuthors,
  writeExternalIds,
} from "./import-history.js";
import { type ImportAction, type ImportWish, type RowPlan, planBatch } from "./import-plan.js";
import { placeRows } from "./import-placing.js";
import { writeRows } from "./import-writer.js";
import { type ExchangeFormat, type RawRow, readRows } from "./row-reading.js";

/** What is imported, and how. */
export interface ImportRequest {
  /** Opens the file from its beginning: it is read three times, and never held as a whole. */
  open: () => AsyncIterable<string | Uint8Array> | Iterable<string>;
  format: ExchangeFormat;
  /** The slug of the organisation whose external ids the file has; an API client has its own. */
  organisation: string | null;
  /** Whether what is imported is published; otherwise it becomes drafts. */
  publish: boolean;
  /** Whether everything is judged and nothing written. */
  dryRun: boolean;
  /** Batches that are written at the same time, each with a connection; one unless told. */
  lanes?: number;
  /** Records that the file may have; absent: any number. */
  most?: number;
  /** Told after each batch how many records are judged, or written. */
  onProgress?: (step: "judged" | "written", rows: number, total: number) => void;
  /** Told what was done with each record. */
  onRow?: (outcome: RowOutcome) => void;
}

/** What was done with a record, or would be. */
export interface RowOutcome {
  row: number;
  externalId: string | null;
  action: ImportAction;
  /** The case study's key; null when it would be made. */
  id: string | null;
}

/** What an import has done, or would do. */
export interface ImportSummary {
  rows: number;
  counts: Record<ImportAction, number>;
}

/** Records that are written at a time, in a transaction of their own. */
const batchSize = 1_000;

/**
 * Imports case studies. All is judged before anything is written; then each batch is written in a
 * transaction of its own. An import that was interrupted is started again: what is written already is
 * known by its external id or slug, and left as it is.
 * @throws UNAUTHENTICATED; Problems with every record and field that is wrong, when nothing was written
 */
export async function importCaseStudies(
  context: Context,
  request: ImportRequest,
): Promise<ImportSummary> {
  const { actor } = context;
  if (actor.id === null && actor.kind !== "OPERATOR") throw forbidden("Sign in first.");
  const wish = { namespace: await findNamespace(context, request), publish: request.publish };
  const read = (): AsyncGenerator<RawRow> => readRows(request.open(), request.format);
  const survey = await surveyFile(read());
  const { most = Infinity } = request;
  if (survey.problems.length > 0) throw new Problems(survey.problems);
  if (survey.rows === 0) {
    throw problem(
      "rows",
      "REQUIRED",
      "Filen har inga poster; kontrollera att rätt fil valdes.",
      "The file has no records; check that it is the right one.",
    );
  }
  if (survey.rows > most) {
    throw problem(
      "content",
      "TOO_MANY",
      `Högst ${most} poster i taget; dela filen, eller använd kommandot npm run import.`,
      `At most ${most} records at a time; split the file, or use the command npm run import.`,
    );
  }
  const judged: Judged = { unchanged: new Map(), contents: new Map() };
  const summary = await judge(context, read(), { survey, wish, judged }, request);
  if (request.dryRun) return summary;
  return write(context, read(), { survey, wish, judged }, request);
}

async function findNamespace(
  context: Context,
  { organisation }: ImportRequest,
): Promise<Namespace | null> {
  const { actor } = context;
  if (actor.kind === "CLIENT") return { organisationId: null, clientId: actor.id };
  if (organisation === null) return null;
  const found = await loadOrganisationBySlug(context, organisation);
  if (!found) {
    const shown = JSON.stringify(organisation.slice(0, 100));
    throw problem(
      "organisation",
      "UNKNOWN",
      `${shown} finns inte; ange en organisations slug.`,
      `${shown} doesn't exist; give an organisation's slug.`,
    );
  }
  if (!actor.isStaff && !actor.memberOf.includes(found.id)) {
    throw forbidden("You may only import with the ids of your own organisations.");
  }
  return { organisationId: found.id, clientId: null };
}

/** What the first round has found of records, so that the second one needn't. */
interface Judged {
  /** Those that the bank has already, with what is said of them. */
  unchanged: Map<number, RowOutcome>;
  /** The checked contents of new ones: of so many as there is room for. */
  contents: Map<number, CaseStudyDocument>;
}

/** Checked contents that are remembered: some hundred megabytes; those beyond are checked twice. */
const mostContents = 50_000;

/** What both rounds know. */
interface Round {
  survey: FileSurvey;
  wish: ImportWish;
  judged: Judged;
}

async function judge(
  context: Context,
  rows: AsyncIterable<RawRow>,
  { survey, wish, judged }: Round,
  { dryRun, onProgress, onRow }: ImportRequest,
): Promise<ImportSummary> {
  const counter = createCounter();
  const problems: Problem[] = [];
  let done = 0;
  for await (const batch of batchesOf(rows)) {
    const found = await planBatch(context, batch, survey, wish);
    problems.push(...found.problems.slice(0, mostProblems - problems.length));
    for (const plan of found.plans) {
      counter.count(plan);
      const outcome = outcomeOf(plan, plan.stored?.id ?? null);
      if (dryRun) onRow?.(outcome);
      else if (plan.action === "UNCHANGED") judged.unchanged.set(plan.row, outcome);
      else if (plan.stored === null && judged.contents.size < mostContents) {
        judged.contents.set(plan.row, plan.content);
      }
    }
    done += batch.length;
    onProgress?.("judged", done, survey.rows);
  }
  if (problems.length > 0) throw new Problems(inOrder(problems));
  return counter.summary(survey.rows);
}

const rowOf = ({ field }: Problem): number => Number(field?.split(".")[1] ?? 0);
const inOrder = (problems: readonly Problem[]): Problem[] =>
  problems.toSorted((left, right) => rowOf(left) - rowOf(right));

async function write(
  context: Context,
  rows: AsyncIterable<RawRow>,
  round: Round,
  { lanes = 1, onProgress, onRow }: ImportRequest,
): Promise<ImportSummary> {
  const counter = createCounter();
  const { unchanged } = round.judged;
  const total = round.survey.rows;
  let done = 0;
  const writeOne = async (batch: readonly RawRow[], isLocked: boolean): Promise<void> => {
    const same = batch.flatMap(({ row }) => unchanged.get(row) ?? []);
    const rest = batch.filter(({ row }) => !unchanged.has(row));
    const written =
      rest.length === 0
        ? []
        : await transactWhole(context.orm, async (orm) => {
            if (!isLocked) await lockNamespace(orm, round.wish.namespace);
            return writeBatch({ ...context, orm }, rest, round);
          });
    for (const outcome of [...same, ...written].toSorted((left, right) => left.row - right.row)) {
      counter.count(outcome);
      onRow?.(outcome);
    }
    done += batch.length;
    onProgress?.("written", done, total);
  };
  // Records that name each other need the one to be there before the other.
  const isParallel = lanes > 1 && round.survey.relatedBy.size === 0;
  try {
    if (!isParallel) for await (const batch of batchesOf(rows)) await writeOne(batch, false);
    else {
      await context.orm.transaction(async (orm) => {
        await lockNamespace(orm, round.wish.namespace);
        await inLanes(lanes, batchesOf(rows), (batch) => writeOne(batch, true));
      });
    }
  } finally {
    forgetLoaded(context);
  }
  return counter.summary(total);
}

/** Works on several things at the same time; the first failure ends it, once what has begun is through. */
async function inLanes<Item>(
  lanes: number,
  items: AsyncIterable<Item>,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const iterator = items[Symbol.asyncIterator]();
  let hasFailed = false;
  const lane = async (): Promise<void> => {
    while (!hasFailed) {
      const next = await iterator.next();
      if (next.done) return;
      await work(next.value);
    }
  };
  const ends = await Promise.allSettled(
    Array.from({ length: lanes }, () =>
      lane().catch((error: unknown) => {
        hasFailed = true;
        throw error;
      }),
    ),
  );
  for (const end of ends) if (end.status === "rejected") throw end.reason;
}

async function writeBatch(
  inner: Context,
  batch: readonly RawRow[],
  { survey, wish, judged }: Round,
): Promise<RowOutcome[]> {
  const { orm } = inner;
  const { plans, problems } = await planBatch(inner, batch, survey, wish, judged.contents);
  // Somebody else has written since all was judged.
  if (problems.length > 0) throw new Problems(inOrder(problems));
  const changed = plans.filter(({ action }) => action !== "UNCHANGED");
  const placed = await placeRows(orm, changed);
  const beside = placed.filter(({ plan }) => plan.action === "DRAFT");
  const own = placed.filter(({ plan }) => plan.action !== "DRAFT");
  await writeAuthors(inner, placed);
  await keepFormer(inner, placed);
  await writeDrafts(inner, beside);
  await writeRows(orm, own, wish.publish);
  await writeExternalIds(inner, placed, wish);
  if (wish.publish) await keepPublished(inner, own);
  await writeAudit(inner, placed, wish);
  const ids = new Map(placed.map(({ plan, id }) => [plan, id]));
  return plans.map((plan) => outcomeOf(plan, ids.get(plan) ?? plan.stored?.id ?? null));
}

const outcomeOf = ({ row, externalId, action }: RowPlan, id: string | null): RowOutcome => ({
  row,
  externalId,
  action,
  id,
});

function createCounter() {
  const counts: Record<ImportAction, number> = { CREATE: 0, UPDATE: 0, DRAFT: 0, UNCHANGED: 0 };
  return {
    count({ action }: { action: ImportAction }): void {
      counts[action] += 1;
    },
    summary: (rows: number): ImportSummary => ({ rows, counts }),
  };
}

async function* batchesOf(rows: AsyncIterable<RawRow>): AsyncGenerator<RawRow[]> {
  let batch: RawRow[] = [];
  for await (const row of rows) {
    batch.push(row);
    if (batch.length === batchSize) {
      yield batch;
      batch = [];
    }
  }
  if (batch.length > 0) yield batch;
}
