import type { Fragment } from "postgres";
import type { Database } from "../platform/database.js";
import type { SearchKindName } from "./change-queue.js";
import { type FacetField, facetAttribute, facetFields, searchedFields } from "./index-settings.js";
import {
  type EngineAnswer,
  type EngineFilter,
  type EngineRequest,
  type SearchEngine,
  hitEnd,
  hitStart,
  sortCounts,
  toSnippet,
} from "./search-engine.js";

type Client = Database["client"];

/** Whole short texts are shown; of long ones only the part around the hits. */
const headline = (whole: boolean): string =>
  `StartSel="${hitStart}", StopSel="${hitEnd}", ` +
  (whole ? "HighlightAll=true" : "MaxWords=30, MinWords=15, MaxFragments=1");

interface Row {
  total: number;
  hits: { kind: SearchKindName; id: string; score: number; marked: Marked[] | null }[] | null;
  facets: { field: FacetField; value: string; count: number }[] | null;
}

interface Marked {
  field: (typeof searchedFields)[number];
  text: string;
}

/** Searches the stored documents with PostgreSQL's own Swedish full text search. */
export function createPostgresEngine({ client }: Pick<Database, "client">): SearchEngine {
  return {
    name: "postgresql",
    async search(request) {
      const [strict] = await run(client, request, false);
      // Nobody wrote all these words together: what holds some of them is better than nothing.
      const [found] =
        strict?.total === 0 && /\s/.test(request.query)
          ? await run(client, request, true)
          : [strict];
      return toAnswer(request, found ?? { total: 0, hits: null, facets: null });
    },
  };
}

function run(sql: Client, request: EngineRequest, anyWord: boolean): PromiseLike<Row[]> {
  const { query, offset, limit } = request;
  const strict = sql`websearch_to_tsquery('swedish', ${query})`;
  // A negated word would match nearly everything as an alternative, so it keeps the query strict.
  const tsquery = anyWord
    ? sql`(select case when q::text like '%!%' then q else replace(q::text, ' & ', ' | ')::tsquery end
        from ${strict} as q)`
    : strict;
  const matches = query === "" ? sql`true` : sql`d.words @@ asked.query`;
  const rank = query === "" ? sql`1::real` : sql`ts_rank_cd(d.words, asked.query, 32)`;
  return sql<Row[]>`
    with asked as materialized (select ${tsquery} as query),
    matching as materialized (
      select d.kind, d.entity_id, d.document, d.sort_at, ${rank} as score
      from search_documents d, asked where ${matches} and ${conditions(sql, request.filter)}
    ),
    page as (
      select * from matching
      order by score desc, sort_at desc, kind || '-' || entity_id offset ${offset} limit ${limit}
    )
    select
      (select count(*)::int from matching) as total,
      (select jsonb_agg(jsonb_build_object('kind', kind, 'id', entity_id, 'score', score,
          'marked', ${query === "" ? sql`null` : marked(sql)})
        order by score desc, sort_at desc, kind || '-' || entity_id) from page, asked) as hits,
      ${request.facets ? facetCounts(sql) : sql`null::jsonb`} as facets`;
}

/** Every text of the page's documents with its hits marked. */
const marked = (sql: Client): Fragment => sql`(
  select jsonb_agg(jsonb_build_object('field', field, 'text',
    ts_headline('swedish', text, asked.query, case when field in ('lessonTexts', 'summary', 'body')
      then ${headline(false)} else ${headline(true)} end)) order by place)
  from unnest(${[...searchedFields]}::text[]) with ordinality as fields(field, place)
  cross join lateral jsonb_array_elements_text(
    case jsonb_typeof(document->field) when 'array' then document->field
      when 'string' then jsonb_build_array(document->field) else '[]' end) as text
  where to_tsvector('swedish', text) @@ replace(asked.query::text, ' & ', ' | ')::tsquery)`;

const facetCounts = (sql: Client): Fragment => sql`(
  select jsonb_agg(counted) from (
    select field, value, count(*)::int as count
    from matching
    cross join unnest(${[...facetFields]}::text[], ${facetFields.map(facetAttribute)}::text[]) as fields(field, attribute)
    cross join lateral jsonb_array_elements_text(case jsonb_typeof(document->attribute)
      when 'array' then document->attribute else jsonb_build_array(document->attribute) end) as value
    group by field, value
  ) as counted)`;

function conditions(sql: Client, filter: EngineFilter): Fragment {
  let all = sql`true`;
  const add = (condition: Fragment): void => {
    all = sql`${all} and ${condition}`;
  };
  for (const field of facetFields) {
    const values = filter.lists[field];
    if (values && values.length > 0) {
      add(sql`d.document->${facetAttribute(field)} ?| ${values as string[]}::text[]`);
    }
  }
  const { populationMin, populationMax, yearFrom, yearTo } = filter;
  if (populationMin !== undefined || populationMax !== undefined) {
    add(sql`exists (select from jsonb_array_elements_text(d.document->'populations') as inhabitants
      where inhabitants::bigint between ${populationMin ?? 0}::bigint
        and ${populationMax ?? Number.MAX_SAFE_INTEGER}::bigint)`);
  }
  if (yearTo !== undefined) add(sql`(d.document->>'startYear')::int <= ${yearTo}::int`);
  if (yearFrom !== undefined) add(sql`(d.document->>'endYear')::int >= ${yearFrom}::int`);
  return all;
}

function toAnswer(request: EngineRequest, row: Row): EngineAnswer {
  return {
    hits: (row.hits ?? []).map(({ kind, id, score, marked: texts }) => ({
      kind,
      id,
      score,
      highlights: (texts ?? [])
        .filter(({ text }) => text.includes(hitStart))
        .map(({ field, text }) => ({ field, snippet: toSnippet(text) })),
    })),
    facets: request.facets
      ? facetFields.map((field) => ({
          field,
          values: sortCounts(
            (row.facets ?? [])
              .filter((each) => each.field === field)
              .map(({ value, count }) => ({ value, count })),
          ),
        }))
      : [],
    totalCount: row.total,
  };
}
