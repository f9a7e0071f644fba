import { Meilisearch } from "meilisearch";
import type { Database } from "../../src/platform/database.js";
import { searchedFields } from "../../src/search/index-settings.js";
import type { MeiliAddress } from "../../src/search/meili.js";
import { createSearchService } from "../../src/search/search-service.js";
import type { Judgement } from "./judgements.js";

/** Something that answers queries with the slugs of records, the best first. */
export interface System {
  name: string;
  rank(query: string, target: Judgement["target"]): Promise<string[]>;
  /** The words by which each of the first hits was found; only ours can tell. */
  explain?(query: string, target: Judgement["target"]): Promise<Map<string, string>>;
}

const hitsWanted = 20;
const baselineIndex = "baseline";

/**
 * The systems that are compared, all on the same search documents: ours on either engine, Meilisearch
 * as it comes (only the language and what kind a document is are told), PostgreSQL's `swedish`.
 */
export async function makeSystems(database: Database, meili: MeiliAddress): Promise<System[]> {
  const slugs = await readSlugs(database);
  const slugsOf = (ids: readonly string[]): string[] => [
    // Lessons are judged by their case study: only its first lesson counts.
    ...new Set(ids.map((id) => slugs.get(id) ?? id)),
  ];
  const baseline = await fillBaseline(database, meili);
  const log = { info: () => {}, warn: () => {} };
  const own = (name: string, address: MeiliAddress | undefined): System => {
    const service = createSearchService({ database, meili: address, log });
    const ask = async (query: string, target: Judgement["target"], texts: boolean) => {
      const answer = await service.search({
        query,
        filter: { lists: { kinds: [target] } },
        offset: 0,
        limit: hitsWanted,
        facets: false,
        highlights: texts,
        matches: false,
      });
      if (answer.degraded !== (address === undefined)) throw new Error("Meilisearch failed.");
      return answer.hits;
    };
    return {
      name,
      async rank(query, target) {
        const hits = await ask(query, target, false);
        return slugsOf(hits.map((hit) => hit.entityId));
      },
      async explain(query, target) {
        const hits = await ask(query, target, true);
        const marked = hits.map(({ entityId, score, highlights }): [string, string] => {
          const words = highlights.flatMap(({ snippet }) =>
            [...snippet.matchAll(/<mark>(.*?)<\/mark>/g)].map(([, word = ""]) =>
              word.toLowerCase(),
            ),
          );
          const [slug = entityId] = slugsOf([entityId]);
          return [slug, `${score.toFixed(3)} ${[...new Set(words)].join(", ")}`];
        });
        return new Map(marked);
      },
    };
  };
  return [
    own("ours on Meilisearch", meili),
    own("ours on PostgreSQL", undefined),
    {
      name: "Meilisearch as it comes",
      async rank(query, target) {
        const { hits } = await baseline.search(query, {
          filter: `kind = ${target}`,
          limit: hitsWanted,
          attributesToRetrieve: ["id"],
        });
        return slugsOf(hits.map((hit) => String(hit["id"]).slice(target.length + 1)));
      },
    },
    {
      name: "PostgreSQL swedish",
      async rank(query, target) {
        const rows = await database.client<{ id: string }[]>`
          with read as (
            select entity_id as id, to_tsvector('swedish', jsonb_agg(d.document->field)) as words
            from search_documents d, unnest(${[...searchedFields]}::text[]) as field
            where kind = ${target}::search_kind group by entity_id
          )
          select id from read, websearch_to_tsquery('swedish', ${query}) as asked
          where read.words @@ asked
          order by ts_rank_cd(read.words, asked) desc, id limit ${hitsWanted}`;
        return slugsOf(rows.map((row) => row.id));
      },
    },
  ];
}

/** The slug that each record is judged under. */
async function readSlugs({ client }: Database): Promise<Map<string, string>> {
  const rows = await client<{ id: string; slug: string }[]>`
    select id, slug from case_studies
    union all select id, slug from methods
    union all select l.id, c.slug from lessons l join case_studies c on c.id = l.case_study_id`;
  return new Map(rows.map(({ id, slug }) => [id, slug]));
}

/** The texts of the same documents in an index with Meilisearch's own settings. */
async function fillBaseline({ client }: Database, { url, apiKey }: MeiliAddress) {
  const meili = new Meilisearch({ host: url, ...(apiKey === undefined ? {} : { apiKey }) });
  const index = meili.index(baselineIndex);
  const documents = await client<{ document: Record<string, unknown> }[]>`
    select document from search_documents`;
  await index.updateSettings({ filterableAttributes: ["kind"] }).waitTask({ timeout: 120_000 });
  const texts = documents.map(({ document }) =>
    Object.fromEntries(
      ["id", "kind", ...searchedFields].map((field) => [field, document[field] ?? null]),
    ),
  );
  await index.addDocuments(texts, { primaryKey: "id" }).waitTask({ timeout: 120_000 });
  return index;
}
