import type { Context } from "../platform/context.js";
import { type Problem, Problems } from "../platform/problems.js";
import { line, parseInput } from "../platform/validation.js";
import { type CaseStudyDocument, caseStudySchema } from "../publishing/case-study.schema.js";
import { readKept } from "../publishing/kept.schema.js";
import { contentColumns } from "./columns.js";
import { type Namespace, findByExternalId, findBySlug, lockCases } from "./exchange.repository.js";
import { type StoredCase, readStored } from "./stored-cases.js";
import type { FileSurvey } from "./file-survey.js";
import { judgeRow } from "./import-judgement.js";
import { changedFields, matchParts } from "./matching.js";
import type { RawRow } from "./row-reading.js";
import { type KnownKeys, findKeys } from "./row-references.js";

/** What an import does with a record. */
export const importActions = ["CREATE", "UPDATE", "DRAFT", "UNCHANGED"] as const;
export type ImportAction = (typeof importActions)[number];

/** What an import is asked for. */
export interface ImportWish {
  /** Whose external ids the file's are; null: it may have none. */
  namespace: Namespace | null;
  /** Whether what is imported is published; otherwise it becomes drafts. */
  publish: boolean;
}

/** A record that can be written. */
export interface RowPlan {
  row: number;
  externalId: string | null;
  action: ImportAction;
  /** What is in the bank already; null: it is made. */
  stored: StoredCase | null;
  content: CaseStudyDocument;
  /** The content so far, that of the draft where there is one. */
  before: CaseStudyDocument | null;
  /** In what the content differs from that. */
  fields: readonly string[];
  /** The keys of what the content names. */
  keys: KnownKeys;
}

/** A batch of records, judged. */
export interface BatchPlan {
  plans: RowPlan[];
  problems: Problem[];
}

interface Identified {
  raw: RawRow;
  externalId: string | null;
  slug: string | null;
}

/**
 * Judges records, and says what would be done with each.
 * @param checked contents of new records that were checked before, by row; given when they are to be
 *   written: then what is there already is locked until the transaction ends
 */
export async function planBatch(
  context: Context,
  rows: readonly RawRow[],
  survey: FileSurvey,
  wish: ImportWish,
  checked?: ReadonlyMap<number, CaseStudyDocument>,
): Promise<BatchPlan> {
  const { orm } = context;
  const problems: Problem[] = [];
  const attempt = <Value>(work: () => Value): Value | undefined => {
    try {
      return work();
    } catch (error) {
      if (!(error instanceof Problems)) throw error;
      problems.push(...error.problems);
      return undefined;
    }
  };
  const identified = rows.flatMap((raw) => attempt(() => identify(raw, wish)) ?? []);
  const externalIds = identified.flatMap(({ externalId }) => externalId ?? []);
  const byExternalId = wish.namespace
    ? await findByExternalId(orm, wish.namespace, externalIds)
    : new Map<string, string>();
  const bySlug = await findBySlug(
    orm,
    identified.flatMap(({ slug }) => slug ?? []),
  );
  const idOf = ({ externalId, slug }: Identified): string | undefined =>
    externalId === null ? bySlug.get(slug ?? "") : byExternalId.get(externalId);
  const ids = identified.flatMap((each) => idOf(each) ?? []);
  if (checked) await lockCases(orm, ids);
  const stored = new Map((await readStored(orm, ids)).map((each) => [each.id, each]));

  const parsed = identified.flatMap((each) => {
    const found = stored.get(idOf(each) ?? "") ?? null;
    const known = found ? undefined : checked?.get(each.raw.row);
    return known ? [newRow(each, known)] : (attempt(() => [parse(each, found, survey)]) ?? []);
  });
  const keys = await findKeys(
    context,
    parsed.map(({ content }) => content),
  );
  const plans: RowPlan[] = [];
  const taken = new Set<string>();
  for (const draft of parsed) {
    const found = judgeRow(context, { ...draft, keys }, survey, wish, (slug) => bySlug.get(slug));
    if (draft.stored && taken.has(draft.stored.id)) found.push(twice(draft.row));
    if (draft.stored) taken.add(draft.stored.id);
    if (found.length > 0) problems.push(...found);
    else plans.push({ ...draft, keys, action: actionOf(draft, wish) });
  }
  return { plans, problems };
}

const keySchema = line(200);

function identify(raw: RawRow, { namespace }: ImportWish): Identified {
  const root = `rows.${raw.row}`;
  const key = (name: string): string | null => {
    const value = raw.value[name];
    const isNone = value === undefined || value === null || value === "";
    return isNone ? null : parseInput(keySchema, value, `${root}.${name}`);
  };
  const [externalId, slug] = [key("externalId"), key("slug")];
  const refuse = (sv: string, en: string): never => {
    const field = `${root}.externalId`;
    throw new Problems([{ field, code: "REQUIRED", message: { sv, en } }]);
  };
  if (externalId === null && slug === null) {
    refuse(
      "Ange postens externalId eller dess slug, så att den känns igen nästa gång.",
      "Give the record's externalId or its slug, so that it is known the next time.",
    );
  }
  if (externalId !== null && namespace === null) {
    refuse(
      "Säg vilken organisations id:n det är (`organisation`), eller ta bort kolumnen.",
      "Say whose ids these are (`organisation`), or remove the column.",
    );
  }
  return { raw, externalId, slug };
}

const newRow = ({ raw: { row, value }, externalId }: Identified, content: CaseStudyDocument) => ({
  row,
  externalId,
  stored: null,
  content,
  before: null,
  fields: [],
  licence: value["licence"],
});

const columns = Object.keys(contentColumns);

function parse(
  { raw: { row, value }, externalId }: Identified,
  found: StoredCase | null,
  { relatedBy }: FileSurvey,
): Omit<RowPlan, "keys" | "action"> & { licence: unknown } {
  const draft = found?.draft ? readKept(caseStudySchema, found.draft) : null;
  const before = draft ?? found?.content ?? null;
  const given = Object.fromEntries(
    columns.flatMap((name) => (value[name] === undefined ? [] : [[name, value[name]]])),
  );
  if (given["slug"] === null) delete given["slug"];
  const content = parseInput(caseStudySchema, { ...before, ...given }, `rows.${row}`);
  if (given["lessons"] !== undefined) {
    content.lessons = matchParts(content.lessons, before?.lessons ?? []);
  }
  if (given["results"] !== undefined) {
    content.results = matchParts(content.results, before?.results ?? []);
  }
  const naming = relatedBy.get(content.slug ?? "") ?? [];
  if (given["relatedCaseStudies"] !== undefined || naming.length > 0) {
    const both = [...content.relatedCaseStudies, ...naming];
    content.relatedCaseStudies = [...new Set(both)].filter((slug) => slug !== content.slug);
  }
  const fields = before ? changedFields(before, content) : [];
  return { row, externalId, stored: found, content, before, fields, licence: value["licence"] };
}

function actionOf(
  { stored, fields }: Pick<RowPlan, "stored" | "fields">,
  { publish }: ImportWish,
): ImportAction {
  if (!stored) return "CREATE";
  const isUp = stored.state === "PUBLISHED";
  const publishes = publish && (!isUp || stored.draft !== null);
  if (fields.length === 0 && !publishes) return "UNCHANGED";
  return isUp && !publish ? "DRAFT" : "UPDATE";
}

const twice = (row: number): Problem => ({
  field: `rows.${row}`,
  code: "TAKEN",
  message: {
    sv: "En tidigare rad gäller samma fallstudie; ta bort den ena.",
    en: "An earlier row is about the same case study; remove one of the two.",
  },
});
