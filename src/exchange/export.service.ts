import { stringify } from "csv-stringify/sync";
import type { Orm } from "../platform/database.js";
import { contentColumns, provenanceColumns, toCell } from "./columns.js";
import { toGlobalId } from "../platform/ids.js";
import { type StoredCase, readPublished } from "./exchange.repository.js";
import type { ExchangeFormat } from "./row-reading.js";

/** Case studies that are read at a time: no more of the bank is ever held. */
const pageSize = 500;

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
  let after = "";
  for (;;) {
    const page = await readPublished(orm, after, pageSize);
    const last = page.at(-1);
    if (!last?.content.slug) return;
    after = last.content.slug;
    const records = page.map(recordOf);
    yield format === "CSV"
      ? stringify(records.map((record) => columns.map((name) => toCell(name, record[name]))))
      : records.map((record) => `${JSON.stringify(record)}\n`).join("");
  }
}

function recordOf({ id, licence, publishedAt, updatedAt, parties, content }: StoredCase) {
  const leads = parties.filter(({ role }) => role === "LEAD").map(({ name }) => name);
  const record: Record<string, unknown> = {
    ...content,
    // Ids are the bank's own: another one makes its own of what it imports.
    lessons: content.lessons.map(({ kind, basis, text }) => ({ kind, basis, text })),
    results: content.results.map(
      ({ indicator, value, unit, kind, periodStart, periodEnd, sourceUrl, note }) => ({
        indicator,
        value,
        unit,
        kind,
        periodStart,
        periodEnd,
        sourceUrl,
        note,
      }),
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
