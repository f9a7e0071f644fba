import { Meilisearch } from "meilisearch";
import type { Database } from "../../src/platform/database.js";
import { facetAttribute, facetFields, searchedFields } from "../../src/search/index-settings.js";
import type { MeiliAddress } from "../../src/search/meili.js";

const indexName = "straight";
const pageSize = 20;
const batchSize = 5_000;
const taskLimitMs = 600_000;
const facets = facetFields.map(facetAttribute);

/**
 * What our search is measured against: Meilisearch as it comes, holding the texts and the facet values
 * of the same documents, asked what a client without us would ask for the same page: the same words,
 * the exact number of hits, the same facets, 20 hits with what the page shows of them, and the
 * places marked in their texts. Only that the facets are facets is told to it. It doesn't depend on how
 * our own index is built, and isn't to: a faster index of ours must not make the measure easier.
 */
export interface Straight {
  /** Documents a second that Meilisearch took. */
  filledPerSecond: number;
  path: string;
  headers: Record<string, string>;
  /** The same page. */
  page: (query: string) => string;
  /** The page without marked places and with an estimated number of hits: what Meilisearch is best at. */
  barePage: (query: string) => string;
}

/** Fills the index that is searched straight. */
export async function fillStraight(
  { client }: Pick<Database, "client">,
  { url, apiKey = "" }: MeiliAddress,
): Promise<Straight> {
  const started = performance.now();
  let filled = 0;
  const meili = new Meilisearch({ host: url, apiKey });
  const index = meili.index(indexName);
  const finish = { timeout: taskLimitMs, interval: 100 };
  await index
    .updateSettings({ filterableAttributes: facets, searchableAttributes: [...searchedFields] })
    .waitTask(finish);
  const kept = ["id", ...searchedFields, ...facets];
  const rows = client<{ document: Record<string, unknown> }[]>`
    select document from search_documents`.cursor(batchSize);
  for await (const batch of rows) {
    const documents = batch.map(({ document }) =>
      Object.fromEntries(kept.map((field) => [field, document[field] ?? null])),
    );
    const task = await index.addDocuments(documents, { primaryKey: "id" }).waitTask(finish);
    if (task.status !== "succeeded") throw new Error(JSON.stringify(task.error));
    filled += batch.length;
  }
  const filledPerSecond = (filled / (performance.now() - started)) * 1_000;
  const shown = { attributesToRetrieve: ["id", "kind", "title", "lessonTexts"], facets };
  const marked = {
    attributesToHighlight: [...searchedFields],
    attributesToCrop: ["body", "summary", "lessonTexts"],
    cropLength: 30,
  };
  return {
    filledPerSecond,
    path: `/indexes/${indexName}/search`,
    headers: { authorization: `Bearer ${apiKey}` },
    page: (q) => JSON.stringify({ q, page: 1, hitsPerPage: pageSize, ...shown, ...marked }),
    barePage: (q) => JSON.stringify({ q, limit: pageSize, ...shown }),
  };
}
