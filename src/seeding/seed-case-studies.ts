import { sql } from "drizzle-orm";
import type { Seeds } from "../../seeds/format.js";
import {
  caseStudies,
  caseStudyFocusAreas,
  caseStudyGoals,
  caseStudyObjectives,
  caseStudyOrganisations,
  relatedCaseStudies,
  sources,
} from "../case-studies/case-studies.table.js";
import { results } from "../results/results.table.js";
import type { IdsByKey, RowWriter } from "./row-writer.js";
import type { TopicIds } from "./seed-taxonomy.js";

type CaseStudy = Seeds["caseStudies"][number];

/** Writes the case studies with everything below them but lessons, which may need an adoption. */
export async function seedCaseStudies(
  writer: RowWriter,
  { caseStudies: cases }: Seeds,
  parties: IdsByKey<string>,
  topics: TopicIds,
): Promise<IdsByKey<string>> {
  await writer.upsert(
    {
      table: caseStudies,
      key: ["slug"],
      columns: [
        "slug",
        "state",
        "title",
        "summary",
        "challenge",
        "solution",
        "status",
        "startYear",
        "startYearApproximate",
        "endYear",
        "endYearApproximate",
        "partnerNames",
        "conditionsForSuccess",
        "advice",
        "costAmount",
        "costCurrency",
        "funder",
        "fundingNote",
        "staffing",
        "leadTime",
        "control",
        "language",
        "licence",
        "note",
      ],
    },
    cases.map((value) => ({ ...value, state: "PUBLISHED" as const })),
  );
  const ids = await writer.ids(
    caseStudies,
    caseStudies.slug,
    cases.map((value) => value.slug),
  );
  await seedLinks(writer, cases, ids, parties, topics);
  await seedChildren(writer, cases, ids);
  return ids;
}

async function seedLinks(
  writer: RowWriter,
  cases: CaseStudy[],
  ids: IdsByKey<string>,
  parties: IdsByKey<string>,
  topics: TopicIds,
): Promise<void> {
  await writer.link(
    {
      table: caseStudyOrganisations,
      key: ["caseStudyId", "organisationId"],
      columns: ["caseStudyId", "organisationId", "role"],
    },
    [ids.all(), parties.all()],
    cases.flatMap((value) =>
      value.organisations.map(({ organisation, role }) => ({
        caseStudyId: ids.get(value.slug),
        organisationId: parties.get(organisation),
        role,
      })),
    ),
  );
  await writer.link(
    {
      table: caseStudyFocusAreas,
      key: ["caseStudyId", "focusAreaId"],
      columns: ["caseStudyId", "focusAreaId"],
    },
    [ids.all(), topics.focusAreas.all()],
    cases.flatMap((value) =>
      value.focusAreas.map((slug) => ({
        caseStudyId: ids.get(value.slug),
        focusAreaId: topics.focusAreas.get(slug),
      })),
    ),
  );
  await writer.link(
    {
      table: caseStudyGoals,
      key: ["caseStudyId", "goalId"],
      columns: ["caseStudyId", "goalId"],
    },
    [ids.all(), topics.goals.all()],
    cases.flatMap((value) =>
      value.sdgs.map((number) => ({
        caseStudyId: ids.get(value.slug),
        goalId: topics.goals.get(number),
      })),
    ),
  );
  await writer.link(
    {
      table: caseStudyObjectives,
      key: ["caseStudyId", "objectiveId"],
      columns: ["caseStudyId", "objectiveId"],
    },
    [ids.all(), topics.objectives.all()],
    cases.flatMap((value) =>
      value.environmentalObjectives.map((slug) => ({
        caseStudyId: ids.get(value.slug),
        objectiveId: topics.objectives.get(slug),
      })),
    ),
  );
  await writer.link(
    {
      table: relatedCaseStudies,
      key: ["caseStudyId", "relatedId"],
      columns: ["caseStudyId", "relatedId"],
    },
    [ids.all(), ids.all()],
    relations(ids, cases, (value) => value.relatedCaseStudies).map(([caseStudyId, relatedId]) => ({
      caseStudyId,
      relatedId,
    })),
  );
}

async function seedChildren(
  writer: RowWriter,
  cases: CaseStudy[],
  ids: IdsByKey<string>,
): Promise<void> {
  await writer.replaceChildren(
    {
      table: results,
      key: ["caseStudyId", "position"],
      columns: [
        "caseStudyId",
        "position",
        "indicator",
        "value",
        "unit",
        "periodStart",
        "periodEnd",
        "kind",
        "sourceUrl",
        "note",
      ],
      parent: "caseStudyId",
      // The figures of an adoption are its organisation's.
      isOurs: (row) => sql`${row}.adoption_id is null`,
    },
    ids.all(),
    cases.flatMap((value) =>
      value.results.map((result, index) => ({
        ...result,
        caseStudyId: ids.get(value.slug),
        position: index + 1,
      })),
    ),
  );
  await writer.replaceChildren(
    {
      table: sources,
      key: ["caseStudyId", "position"],
      columns: ["caseStudyId", "position", "url", "title", "publisher", "publishedOn"],
      parent: "caseStudyId",
    },
    ids.all(),
    cases.flatMap((value) =>
      value.sources.map((source, index) => ({
        ...source,
        caseStudyId: ids.get(value.slug),
        position: index + 1,
      })),
    ),
  );
}

/** Pairs of related records as the tables keep them: each once, the smaller id first. */
export function relations<T extends { slug: string }>(
  ids: IdsByKey<string>,
  records: readonly T[],
  relatedOf: (record: T) => readonly string[],
): [string, string][] {
  const pairs = new Map<string, [string, string]>();
  for (const record of records) {
    for (const slug of relatedOf(record)) {
      const [one, other] = [ids.get(record.slug), ids.get(slug)];
      const pair: [string, string] = one < other ? [one, other] : [other, one];
      pairs.set(pair.join(), pair);
    }
  }
  return [...pairs.values()];
}
