import type { Fragment } from "postgres";
import type { Database } from "../platform/database.js";
import { type FacetField, facetAttribute, facetFields } from "./index-settings.js";
import {
  type EngineAnswer,
  type EngineFilter,
  type EngineHit,
  type EngineRequest,
  type Preference,
  type SearchEngine,
  sortCounts,
  uniteHits,
} from "./search-engine.js";
import { type TokenCondition, writeCondition } from "./token-condition.js";

type Client = Database["client"];

interface Row {
  total: number;
  /** One list for each preference, then the main one. */
  lists: (EngineHit[] | null)[];
  counts: number[];
  facets: { field: FacetField; value: string; count: number }[] | null;
}

/** Finds the stored documents with PostgreSQL's full text search over the same index tokens. */
export function createPostgresEngine({ client }: Pick<Database, "client">): SearchEngine {
  return {
    name: "postgresql",
    async search(request) {
      const [row] = await run(client, request);
      return toAnswer(request, row ?? { total: 0, lists: [], counts: [], facets: null });
    },
  };
}

/** Tokens are letters and digits only: nothing to quote. Those of the head are labelled A. */
const toTsquery = (condition: TokenCondition): string =>
  writeCondition(
    condition,
    { and: "&", or: "|" },
    (tokens, inHead) =>
      `(${tokens.map((token) => (inHead ? `${token}:A` : token)).join("|") || "nothing"})`,
  );

function run(sql: Client, request: EngineRequest): PromiseLike<Row[]> {
  const { where, filter, prefer, without, offset, limit, counting } = request;
  const matches = where ? sql`d.words @@ ${toTsquery(where)}::tsquery` : sql`true`;
  const excluded =
    without.length > 0
      ? sql`d.kind || '-' || d.entity_id <> all(${without as string[]}::text[])`
      : sql`true`;
  const lists = [
    ...prefer.map((each) => hits(sql, preferred(sql, each), 0, limit)),
    hits(sql, sql`true`, offset, limit),
  ];
  const counts = counting.map(
    (each) => sql`(select count(*)::int from search_documents d
      where d.words @@ ${toTsquery(each)}::tsquery and ${conditions(sql, filter)})`,
  );
  return sql<Row[]>`
    with matching as materialized (
      select d.kind, d.entity_id, d.sort_at from search_documents d
      where ${matches} and ${excluded} and ${conditions(sql, filter)}
    )
    select
      (select count(*)::int from matching) as total,
      jsonb_build_array(${joined(sql, lists)}) as lists,
      array[${joined(sql, counts)}]::int[] as counts,
      ${request.facets ? facetCounts(sql) : sql`null::jsonb`} as facets`;
}

const joined = (sql: Client, fragments: readonly Fragment[]): Fragment =>
  fragments.reduce((all, each, at) => (at === 0 ? each : sql`${all}, ${each}`), sql``);

const preferred = (sql: Client, preference: Preference): Fragment =>
  "where" in preference
    ? sql`d.words @@ ${toTsquery(preference.where)}::tsquery`
    : sql`d.municipalities && ${preference.municipalities as string[]}::text[]`;

const hits = (sql: Client, condition: Fragment, offset: number, limit: number): Fragment => sql`(
  select jsonb_agg(jsonb_build_object('kind', kind, 'entityId', entity_id, 'hash', hash)) from (
    select m.kind, m.entity_id, d.hash
    from matching m join search_documents d using (kind, entity_id)
    where ${condition}
    order by m.sort_at desc, m.kind || '-' || m.entity_id offset ${offset} limit ${limit}
  ) as list)`;

const facetCounts = (sql: Client): Fragment => sql`(
  select jsonb_agg(counted) from (
    select field, value, count(*)::int as count
    from matching m join search_documents d using (kind, entity_id)
    cross join unnest(${[...facetFields]}::text[], ${facetFields.map(facetAttribute)}::text[]) as fields(field, attribute)
    cross join lateral jsonb_array_elements_text(case jsonb_typeof(d.document->attribute)
      when 'array' then d.document->attribute else jsonb_build_array(d.document->attribute) end) as value
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
  const lists = row.lists.map((list) => list ?? []);
  return {
    // The main one comes last.
    hits: uniteHits(lists.slice(0, -1), lists.at(-1) ?? [], request.limit),
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
    counts: row.counts,
  };
}
