import { stringify } from "csv-stringify/sync";
import type { Orm } from "../platform/database.js";
import { contentColumns, provenanceColumns, toCell } from "./columns.js";
import { toGlobalId } from "../platform/ids.js";
import type { ExchangeFormat } from "./row-reading.js";
import { type StoredCase, listPublished, readPublished, resultFields } from "./stored-cases.js";

/** Case studies that are read at a time: of the bank no more is ever held than two such pages. */
const pageSize = 1_000;

const columns = [...Object.keys(contentColumns), ...Object.keys(provenanceColumns)];

/**
 * Everything that is published, in the order of the permalinks and in columns that can be imported
 * again. It holds no contacts: they are people.
 */
export async function* exportCaseStudies(
  orm: Orm,
  format: ExchangeFormat,
): AsyncGenerator<string, void> {
  if (format === "CSV") yield stringify([columns]);
  for await (const page of pagesOf(orm, await listPublished(orm))) {
    const records = page.map(recordOf);
    yield format === "CSV"
      ? stringify(records.map((record) => columns.map((name) => toCell(name, record[name]))))
      : records.map((record) => `${JSON.stringify(record)}\n`).join("");
  }
}

/** Reads case studies page by page: the next one while this one is written. */
async function* pagesOf(orm: Orm, ids: readonly string[]): AsyncGenerator<StoredCase[], void> {
  const read = (at: number): Promise<StoredCase[]> =>
    readPublished(orm, ids.slice(at, at + pageSize));
  let next = read(0);
  for (let at = 0; at < ids.length; at += pageSize) {
    const page = await next;
    next = read(at + pageSize);
    // Who has read enough never asks for it: a failure is told where it is.
    next.catch(() => {});
    yield page;
  }
}

function recordOf({ id, licence, publishedAt, updatedAt, parties, content }: StoredCase) {
  const leads = parties.filter(({ role }) => role === "LEAD").map(({ name }) => name);
  const record: Record<string, unknown> = {
    ...content,
    // Ids are the bank's own: another one makes its own of what it imports.
    lessons: content.lessons.map(({ kind, basis, text }) => ({ kind, basis, text })),
    results: content.results.map((result) =>
      Object.fromEntries(resultFields.map((name) => [name, result[name]])),
    ),
    sources: content.sources.map(({ url, title, publisher, publishedOn }) => ({
      url,
      title,
      publisher,
      publishedOn,
    })),
    licence,
    attribution: `${leads.join(", ")}; Lärdomsbanken, Klimatneutrala städer 2030`,
    id: toGlobalId("CaseStudy", id),
    publishedAt: publishedAt === null ? null : new Date(publishedAt).toISOString(),
    updatedAt: new Date(updatedAt).toISOString(),
  };
  return Object.fromEntries(columns.map((name) => [name, record[name] ?? null]));
}
