import type { Database } from "../platform/database.js";

/** The name of a document's kind, as stored. */
export type SearchKindName = "CASE_STUDY" | "METHOD" | "LESSON";

/** Names one document. */
export interface DocumentKey {
  kind: SearchKindName;
  entityId: string;
}

/** The channel on which the triggers say that something was recorded. */
export const changeChannel = "search_changes";

/** Most change records that one statement moves: bounds the time its locks are held. */
const moveBatch = 5_000;

/**
 * Moves recorded changes into the queue: each expands to all documents that hold something of the
 * changed record. One statement, so a crash moves all of them or none.
 * @returns how many records were moved; 0 when there are none
 */
export async function moveChanges({ client }: Pick<Database, "client">): Promise<number> {
  // Rows are queued in the order of their key: two workers that move at once never deadlock.
  const [result] = await client<{ moved: number }[]>`
    with moved as (
      delete from search_changes where id in (
        select id from search_changes order by id limit ${moveBatch} for update skip locked)
      returning entity, entity_id
    ),
    changes as (select distinct entity, entity_id from moved),
    method_cases as not materialized (
      select method_id, case_study_id from method_case_studies
      union all
      select a.method_id, ac.case_study_id
      from adoption_case_studies ac join adoptions a on a.id = ac.adoption_id
    ),
    -- Cases, methods and adoptions whose lessons are concerned, beside the documents themselves.
    cases(id, own, lessons) as (
      select entity_id, true, entity in ('CASE_STUDY', 'CASE_STUDY_LESSONS') from changes
      where entity in ('CASE_STUDY', 'CASE_STUDY_LESSONS', 'CASE_STUDY_ALONE')
      union all
      select mc.case_study_id, true, true from changes c join method_cases mc on mc.method_id = c.entity_id
      where c.entity = 'METHOD'
      union all
      select ac.case_study_id, true, true from changes c
      join adoption_case_studies ac on ac.adoption_id = c.entity_id where c.entity = 'ADOPTION'
      union all
      select o.case_study_id, true, true from changes c
      join case_study_organisations o on o.organisation_id = c.entity_id where c.entity = 'ORGANISATION'
      union all
      select f.case_study_id, true, true from changes c
      join case_study_focus_areas f on f.focus_area_id = c.entity_id where c.entity = 'FOCUS_AREA'
      union all
      select g.case_study_id, true, true from changes c
      join case_study_goals g on g.goal_id = c.entity_id where c.entity = 'GOAL'
      union all
      select o.case_study_id, true, true from changes c
      join case_study_objectives o on o.objective_id = c.entity_id where c.entity = 'OBJECTIVE'
    ),
    methods_of_topics(id) as (
      select f.method_id from changes c
      join method_focus_areas f on f.focus_area_id = c.entity_id where c.entity = 'FOCUS_AREA'
      union all
      select g.method_id from changes c join method_goals g on g.goal_id = c.entity_id where c.entity = 'GOAL'
      union all
      select o.method_id from changes c
      join method_objectives o on o.objective_id = c.entity_id where c.entity = 'OBJECTIVE'
      union all
      select entity_id from changes where entity = 'METHOD'
    ),
    touched_adoptions(id, method_id, lessons) as (
      select a.id, a.method_id, c.entity <> 'ADOPTION_METHOD' from changes c
      join adoptions a on a.id = c.entity_id where c.entity in ('ADOPTION', 'ADOPTION_METHOD')
      union all
      select a.id, a.method_id, true from changes c
      join adoptions a on a.organisation_id = c.entity_id where c.entity = 'ORGANISATION'
      union all
      select a.id, a.method_id, true from changes c join results r on r.case_study_id = c.entity_id
      join adoption_results ar on ar.result_id = r.id join adoptions a on a.id = ar.adoption_id
      where c.entity = 'CASE_STUDY'
      union all
      select a.id, a.method_id, true from methods_of_topics m join adoptions a on a.method_id = m.id
    ),
    affected(kind, id) as (
      select 'CASE_STUDY', id from cases where own
      union
      select 'LESSON', l.id from cases c join lessons l on l.case_study_id = c.id where c.lessons
      union
      select 'LESSON', l.id from touched_adoptions a join lessons l on l.adoption_id = a.id where a.lessons
      union
      select 'LESSON', entity_id from changes where entity = 'LESSON'
      union
      select 'METHOD', method_id from touched_adoptions
      union
      select 'METHOD', id from methods_of_topics
      union
      select 'METHOD', entity_id from changes where entity = 'METHOD_ALONE'
      union
      select 'METHOD', mc.method_id from changes c
      join method_cases mc on mc.case_study_id = c.entity_id where c.entity = 'CASE_STUDY'
      union
      select 'METHOD', mc.method_id from changes c
      join case_study_organisations o on o.organisation_id = c.entity_id
      join method_cases mc on mc.case_study_id = o.case_study_id where c.entity = 'ORGANISATION'
      union
      select everything.kind, everything.id
      from (
        select 'CASE_STUDY', id from case_studies
        union all select 'METHOD', id from methods
        union all select 'LESSON', id from lessons
        union all select kind::text, entity_id from search_documents
      ) as everything(kind, id)
      where exists (select from changes where entity = 'EVERYTHING')
    ),
    queued as (
      insert into search_queue as q (kind, entity_id)
      select kind::search_kind, id from affected order by 1, 2
      on conflict (kind, entity_id) do update set
        generation = q.generation + 1, due_at = now(), attempts = 0
    )
    select count(*)::int as moved from moved`;
  return result?.moved ?? 0;
}

/** Queues documents to be built again. Waits for nobody; the worker does the rest. */
export async function queueDocuments(
  { client }: Pick<Database, "client">,
  keys: readonly DocumentKey[],
): Promise<void> {
  await client`
    insert into search_queue as q (kind, entity_id)
    select distinct kind::search_kind, id
    from unnest(${keys.map((key) => key.kind)}::text[], ${keys.map((key) => key.entityId)}::uuid[])
      as keys(kind, id)
    order by 1, 2
    on conflict (kind, entity_id) do update set
      generation = q.generation + 1, due_at = now(), attempts = 0`;
}

/**
 * Queues documents to be sent to Meilisearch again as they are stored. A delivery of the same
 * document that is under way doesn't count any more: it may have gone to an index that is no longer
 * the current one.
 */
export async function queueDeliveries(
  { client }: Pick<Database, "client">,
  keys: readonly DocumentKey[],
): Promise<void> {
  await client`
    insert into search_queue as q (kind, entity_id, generation, stored_generation)
    select distinct kind::search_kind, id, 1, 1
    from unnest(${keys.map((key) => key.kind)}::text[], ${keys.map((key) => key.entityId)}::uuid[])
      as keys(kind, id)
    order by 1, 2
    on conflict (kind, entity_id) do update set
      generation = q.generation + 1,
      stored_generation = q.stored_generation + (q.stored_generation = q.generation)::int`;
}
