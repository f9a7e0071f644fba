import { setImmediate } from "node:timers/promises";
import type { ISql } from "postgres";
import type { SearchKindName } from "./change-queue.js";
import {
  type DocumentAnalysis,
  type SearchDocument,
  analyseDocument,
} from "./document-analysis.js";
import { analysisVersion } from "./shared-analyser.js";

/**
 * The adoptions that count of a case study, each with its method. Looked up one by one from those that
 * name the case: without "offset 0" PostgreSQL reads all of the bank's adoptions for each document, as
 * long as it doesn't know how many there are.
 */
const adoptionsOf = (caseStudyId: string): string => `
  (select shown.* from adoption_case_studies ac cross join lateral (
    select a.id as adoption_id, a.method_id from adoptions a join methods m on m.id = a.method_id
    where a.id = ac.adoption_id and a.state = 'PUBLISHED' and m.state = 'PUBLISHED' offset 0) as shown
  where ac.case_study_id = ${caseStudyId}) as adopted`;

/** The methods that a case study is about: those that it names, and those of its adoptions. */
const methodsOf = (caseStudyId: string): string => `
  array(select m.id from method_case_studies mc join methods m on m.id = mc.method_id
      where mc.case_study_id = ${caseStudyId} and m.state = 'PUBLISHED'
    union select method_id from ${adoptionsOf(caseStudyId)})`;

/**
 * What a document of each kind draws on. `topic_*` lend their focus areas, goals and objectives,
 * `year_*` their years; only what is published counts, so that nothing else can be found or counted.
 */
const scopes: Record<SearchKindName, string> = {
  CASE_STUDY: `
    select c.id, c.published_at as sort_at, c.title, c.summary,
      concat_ws(E'\\n\\n', c.challenge, c.solution, c.conditions_for_success, c.advice, c.funder,
        c.funding_note, c.staffing, c.lead_time) as body,
      c.partner_names, '{}'::text[] as context_texts,
      array(select text from lessons where case_study_id = c.id order by position, id) as lesson_texts,
      array(select distinct kind::text from lessons where case_study_id = c.id order by 1) as lesson_kinds,
      array[c.id] as cases,
      array(select adoption_id from ${adoptionsOf("c.id")}) as adoptions,
      '{}'::uuid[] as party_adoptions, '{}'::uuid[] as year_adoptions,
      ${methodsOf("c.id")} as methods,
      array[c.id] as topic_cases, '{}'::uuid[] as topic_methods
    from case_studies c where c.state = 'PUBLISHED'`,
  METHOD: `
    select m.id, m.published_at as sort_at, m.name as title, m.summary,
      concat_ws(E'\\n\\n', m.description, m.fits_when, m.fits_not_when, m.advantages, m.disadvantages,
        m.conditions, m.typical_cost, m.typical_time) as body,
      '{}'::text[] as partner_names, shown.titles as context_texts,
      array(select l.text from lessons l where l.adoption_id = any(tried.ids) order by l.adoption_id, l.position, l.id) as lesson_texts,
      array(select distinct l.kind::text from lessons l where l.adoption_id = any(tried.ids) order by 1) as lesson_kinds,
      shown.ids as cases,
      tried.ids as adoptions, tried.ids as party_adoptions, tried.ids as year_adoptions,
      '{}'::uuid[] as methods, '{}'::uuid[] as topic_cases, array[m.id] as topic_methods
    from methods m
    cross join lateral (select array(
      select a.id from adoptions a where a.method_id = m.id and a.state = 'PUBLISHED') as ids) as tried
    cross join lateral (
      select coalesce(array_agg(c.id order by c.title, c.id), '{}') as ids,
        coalesce(array_agg(c.title order by c.title, c.id), '{}') as titles
      from case_studies c where c.state = 'PUBLISHED'
        and c.id in (select case_study_id from method_case_studies where method_id = m.id
          union select case_study_id from adoption_case_studies where adoption_id = any(tried.ids))) as shown
    where m.state = 'PUBLISHED'`,
  LESSON: `
    select l.id, coalesce(c.published_at, m.published_at) as sort_at, null::text as title,
      null::text as summary, null::text as body, '{}'::text[] as partner_names,
      case when c.id is null then array[m.name, m.summary] else array[c.title, c.summary] end as context_texts,
      array[l.text] as lesson_texts, array[l.kind::text] as lesson_kinds,
      array_remove(array[c.id], null) as cases,
      case when a.id is null
        then array(select adoption_id from ${adoptionsOf("c.id")})
        else array[a.id] end as adoptions,
      array_remove(array[a.id], null) as party_adoptions,
      case when c.id is null then array[a.id] else '{}' end as year_adoptions,
      case when m.id is null
        then ${methodsOf("c.id")}
        else array[m.id] end as methods,
      array_remove(array[c.id], null) as topic_cases, array_remove(array[m.id], null) as topic_methods
    from lessons l
    left join case_studies c on c.id = l.case_study_id and c.state = 'PUBLISHED'
    left join (adoptions a join methods m on m.id = a.method_id and m.state = 'PUBLISHED')
      on a.id = l.adoption_id and a.state = 'PUBLISHED'
    where (c.id is not null or a.id is not null)`,
};

/** What the facts of a document follow from. */
const drawnOn =
  "cases, adoptions, party_adoptions, year_adoptions, methods, topic_cases, topic_methods";

const idColumn: Record<SearchKindName, string> = {
  CASE_STUDY: "c.id",
  METHOD: "m.id",
  LESSON: "l.id",
};

/** How far a period without an end reaches: until further notice. */
const openEnd = 9999;

/**
 * What newest comes first by: the second of publication, and 20 bits of the id that tell apart what
 * was published in the same one. Below 2^53, so that it is the same number everywhere.
 */
const newness = `(coalesce(extract(epoch from s.sort_at)::bigint, 0) * 1048576
  + ('x' || right(s.id::text, 5))::bit(20)::int)`;

/** The names and keys of what a document has of a taxonomy, for cases and methods at once. */
const topics = (table: string, link: string, id: string, key: string): string => `
  cross join lateral (
    select coalesce(array_agg(distinct t.name_sv::text order by t.name_sv::text), '{}') as names,
      coalesce(array_agg(distinct t.${key}::text order by t.${key}::text), '{}') as keys
    from (
      select ${id} as id from case_study_${link} where case_study_id = any(s.topic_cases)
      union all
      select ${id} from method_${link} where method_id = any(s.topic_methods)
    ) as link join ${table} t on t.id = link.id
  ) as ${link}`;

/**
 * The SELECT that builds the documents of one kind: columns `kind, entity_id, document, hash, words,
 * sort_at`. An id that isn't published, or no longer there, has no row.
 * @param ids the SQL of a `uuid[]` that says which
 */
function documentSelect(kind: SearchKindName, ids: string): string {
  return `
  with s as materialized (${scopes[kind]} and ${idColumn[kind]} = any(${ids})),
  -- Lessons of one case study draw on the same: what that gives is made once.
  alike as materialized (select distinct ${drawnOn} from s),
  facts as materialized (
    select ${drawnOn}, party.names,
      jsonb_build_object(
        'methodNames', array(select name from methods where id = any(s.methods) order by name, id),
        'adoptionTexts', array(
          select told from adoptions a, unnest(array[a.outcome_note, a.stopped_reason, a.adaptation]) as told
          where a.id = any(s.adoptions) and told is not null order by 1),
        'resultTexts', array(select distinct indicator from results
          where case_study_id = any(s.topic_cases) or adoption_id = any(s.party_adoptions) order by 1),
        'placeNames', party.places,
        'topicNames', focus_areas.names || goals.names || objectives.names,
        'municipalities', party.codes, 'organisations', party.slugs,
        'counties', party.counties, 'skrGroups', party.skr_groups, 'populations', party.populations,
        'focusAreas', focus_areas.keys, 'sdgs', goals.keys, 'environmentalObjectives', objectives.keys,
        'statuses', array(select distinct status::text from case_studies where id = any(s.cases) order by 1),
        'adoptionStatuses', array(select distinct status::text from adoptions
          where id = any(s.adoptions) order by 1),
        'outcomes', array(select distinct outcome::text from adoptions
          where id = any(s.adoptions) and outcome is not null order by 1),
        -- A case's figures may be another method's: a method has those that its adoptions name.
        -- Apart from each other, for with OR the whole table would be read for each document.
        'resultKinds', array(select distinct kind::text from (
            select kind from results where case_study_id = any(s.topic_cases)
            union all select kind from results where adoption_id = any(s.adoptions)
            union all select r.kind from adoption_results ar join results r on r.id = ar.result_id
              where ar.adoption_id = any(s.party_adoptions)) as told
          order by 1),
        'startYear', years.first, 'endYear', years.last
      ) as told
    from alike s
    cross join lateral (
      select
        coalesce(array_agg(distinct o.name order by o.name), '{}') as names,
        coalesce(array_agg(distinct o.slug order by o.slug), '{}') as slugs,
        coalesce(array_agg(distinct p.code::text) filter (where p.code::text is not null), '{}') as codes,
        coalesce(array_agg(distinct p.county) filter (where p.county is not null), '{}') as places,
        coalesce(array_agg(distinct p.county_code::text) filter (where p.county_code::text is not null), '{}') as counties,
        coalesce(array_agg(distinct p.skr_group_code) filter (where p.skr_group_code is not null), '{}') as skr_groups,
        coalesce(array_agg(distinct inhabitants.population) filter (where inhabitants.population is not null), '{}') as populations
      from (
        select organisation_id from case_study_organisations where case_study_id = any(s.cases)
        union
        select organisation_id from adoptions where id = any(s.party_adoptions)
      ) as involved
      join organisations o on o.id = involved.organisation_id
      left join municipality_profiles p on p.organisation_id = o.id
      left join lateral (
        select population from municipality_populations where organisation_id = o.id
        order by date desc limit 1) as inhabitants on true
    ) as party
    cross join lateral (
      select min(first) as first, max(last) as last from (
        select coalesce(start_year, end_year), coalesce(end_year,
          case when status in ('PLANNED', 'ONGOING') and start_year is not null then ${openEnd} else start_year end)
        from case_studies where id = any(s.cases)
        union all
        select extract(year from coalesce(started_on, ended_on))::int, coalesce(extract(year from ended_on)::int,
          case when started_on is null then null when status = 'STOPPED' then extract(year from started_on)::int
          else ${openEnd} end)
        from adoptions where id = any(s.year_adoptions)
      ) as period(first, last)
    ) as years
    ${topics("focus_areas", "focus_areas", "focus_area_id", "slug")}
    ${topics("sustainable_development_goals", "goals", "goal_id", "number")}
    ${topics("environmental_objectives", "objectives", "objective_id", "slug")}
  ),
  built as materialized (
    select s.id, ${newness} as sort_at,
      -- The two characters mark hits in highlights, so no content may hold them.
      translate((facts.told || jsonb_build_object(
        'id', '${kind}-' || s.id, 'kind', '${kind}',
        'title', s.title,
        'lessonTexts', s.lesson_texts,
        'summary', s.summary,
        'body', nullif(left(s.body, 100000), ''),
        'contextTexts', s.context_texts,
        'organisationNames', facts.names || s.partner_names,
        'lessonKinds', s.lesson_kinds,
        'sortAt', ${newness}
      ))::text, chr(57344) || chr(57345), '')::jsonb as document
    from s join facts using (${drawnOn})
  )
  select '${kind}'::search_kind as kind, id as entity_id, document,
    md5(document::text || '${analysisVersion()}') as hash, sort_at
  from built`;
}

interface BuiltDocument {
  entityId: string;
  document: SearchDocument;
  hash: string;
  sortAt: string;
}

const toBytea = (bytes: Buffer): string => `\\x${bytes.toString("hex")}`;

/** After how many documents other work gets its turn: analysis is the process's own time. */
const analysedAtOnce = 20;

/**
 * Builds the documents of `ids` from their rows as they are now, analyses their texts and stores them
 * in `search_documents`; removes those that must not be found (any more).
 */
export async function storeDocuments(
  sql: ISql,
  kind: SearchKindName,
  ids: readonly string[],
): Promise<void> {
  const built = await sql.unsafe<BuiltDocument[]>(
    `select entity_id as "entityId", document, hash, sort_at as "sortAt"
     from (${documentSelect(kind, "$1::uuid[]")}) as wanted`,
    [ids as string[]],
  );
  const analysed: DocumentAnalysis[] = [];
  for (const { document } of built) {
    analysed.push(analyseDocument(document));
    if (analysed.length % analysedAtOnce === 0) await setImmediate();
  }
  await sql`
    delete from search_documents
    where kind = ${kind}::search_kind and entity_id = any(${ids as string[]}::uuid[])
      and entity_id <> all(${built.map((each) => each.entityId)}::uuid[])`;
  await sql`
    insert into search_documents as d
      (kind, entity_id, document, hash, words, vector, reading, surface, municipalities, sort_at)
    select ${kind}::search_kind, id, document::jsonb, hash, words::tsvector,
      vector::bytea, reading::bytea, array(select jsonb_array_elements_text(surface::jsonb)),
      array(select jsonb_array_elements_text(municipalities::jsonb)), sort_at::bigint
    from unnest(
      ${built.map((each) => each.entityId)}::uuid[],
      ${built.map((each) => JSON.stringify(each.document))}::text[],
      ${built.map((each) => each.hash)}::text[],
      ${analysed.map((each) => each.words)}::text[],
      ${analysed.map((each) => toBytea(each.vector))}::text[],
      ${analysed.map((each) => toBytea(each.reading))}::text[],
      ${analysed.map((each) => JSON.stringify(each.surface))}::text[],
      ${built.map((each) => JSON.stringify(each.document.municipalities ?? []))}::text[],
      ${built.map((each) => each.sortAt)}::text[]
    ) as new(id, document, hash, words, vector, reading, surface, municipalities, sort_at)
    order by id
    on conflict (kind, entity_id) do update set document = excluded.document, hash = excluded.hash,
      words = excluded.words, vector = excluded.vector, reading = excluded.reading,
      surface = excluded.surface, municipalities = excluded.municipalities, sort_at = excluded.sort_at, stored_at = now()
      where d.hash <> excluded.hash`;
}

/** Which of `ids` differ between their rows and `search_documents`. */
export async function findDifferingDocuments(
  sql: ISql,
  kind: SearchKindName,
  ids: readonly string[],
): Promise<string[]> {
  const rows = await sql.unsafe<{ id: string }[]>(
    `with wanted as (${documentSelect(kind, "$1::uuid[]")}),
    stored as (select * from search_documents where kind = '${kind}' and entity_id = any($1::uuid[]))
    select coalesce(w.entity_id, d.entity_id) as id
    from wanted w full join stored d using (entity_id)
    where w.hash is distinct from d.hash`,
    [ids as string[]],
  );
  return rows.map((row) => row.id);
}
