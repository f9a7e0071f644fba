import { Meilisearch } from "meilisearch";
import type { Database } from "../../src/platform/database.js";
import { indexName } from "../../src/search/index-settings.js";
import {
  type StoredDocument,
  indexedColumns,
  toIndexed,
} from "../../src/search/indexed-document.js";
import type { MeiliAddress } from "../../src/search/meili.js";
import type { Ledger } from "./writer.js";

/** What is wrong with what was written, a line for each. */
export interface Wrong {
  /** Acknowledged, and not there, or not whole. */
  lost: string[];
  /** There more often than it was written. */
  doubled: string[];
}

/** Compares what was acknowledged with the database. */
export async function findLostWrites({ client }: Database, ledger: Ledger): Promise<Wrong> {
  const rows = await client<{ slug: string; title: string; lessons: number }[]>`
    select slug, title, (select count(*)::int from lessons where case_study_id = case_studies.id) as lessons
    from case_studies where slug like 'feltest-%'`;
  const found = new Map(rows.map((row) => [row.slug, row]));
  const lost = [...ledger.refused];
  const doubled: string[] = [];
  for (const [slug, title] of ledger.acknowledged) {
    const row = found.get(slug);
    const allowed = ledger.uncertain.get(slug);
    const isThere = row?.title === title || allowed?.has(row?.title ?? null);
    if (!isThere) lost.push(`${slug}: acknowledged ${title}, is ${row?.title ?? "gone"}`);
  }
  for (const slug of ledger.removed) {
    if (found.has(slug)) lost.push(`${slug}: acknowledged to be removed, is there`);
  }
  for (const { slug, lessons } of rows) {
    const isKnown = ledger.acknowledged.has(slug) || ledger.uncertain.has(slug);
    if (!isKnown) doubled.push(`${slug}: nobody wrote it`);
    if (lessons < 1) lost.push(`${slug}: has no lesson`);
    if (lessons > 1) doubled.push(`${slug}: has ${lessons} lessons`);
  }
  return { lost, doubled };
}

/** Compares every document of the index with the database's. */
export async function findIndexDifferences(
  { client }: Database,
  meili: Required<MeiliAddress>,
): Promise<string[]> {
  const rows = await client<StoredDocument[]>`
    select kind, entity_id as "entityId", ${indexedColumns(client)} from search_documents d`;
  const missing = await client<{ slug: string }[]>`
    select slug from case_studies where state = 'PUBLISHED' and not exists (
      select from search_documents where kind = 'CASE_STUDY' and entity_id = case_studies.id)`;
  const stored = new Map(rows.map(toIndexed).map((document) => [document.id, document]));
  const index = new Meilisearch({ host: meili.url, apiKey: meili.apiKey ?? "" }).index(indexName);
  const wrong = missing.map(({ slug }) => `${slug}: has no search document`);
  const seen = new Set<string>();
  for (let offset = 0; ; offset += 1_000) {
    const { results } = await index.getDocuments({ limit: 1_000, offset });
    for (const document of results) {
      const id = String(document["id"]);
      seen.add(id);
      const own = stored.get(id);
      if (!own) wrong.push(`${id}: is in the index only`);
      else if (sorted(own) !== sorted(document)) wrong.push(`${id}: differs`);
    }
    if (results.length < 1_000) break;
  }
  for (const id of stored.keys()) if (!seen.has(id)) wrong.push(`${id}: isn't in the index`);
  return wrong;
}

/** JSON with its keys in order. */
const sorted = (value: unknown): string =>
  JSON.stringify(value, (_key, each: unknown) =>
    typeof each === "object" && each !== null && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)))
      : each,
  );
