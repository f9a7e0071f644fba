import type { Database } from "../platform/database.js";
import { type AgingCache, createAgingCache } from "./aging-cache.js";
import type { SearchLog } from "./search-log.js";
import {
  type Suggestable,
  type SuggestionIndex,
  type SuggestionKindName,
  type SuggestionName,
  buildSuggestionIndex,
} from "./suggestion-index.js";
import { findTerms } from "./suggestion-terms.js";
import type { VocabularySource } from "./vocabulary-source.js";

/** How many records of a kind are kept: of case studies the newest, of methods the most tried. */
const mostRecords = 20_000;

interface Row extends Omit<Suggestable, "kind" | "code"> {
  code?: string;
  /** Another name, in the other language. */
  other?: string | null;
}

/** Reads the names of everything published that can be suggested; cases count as far as they are kept. */
async function readNames({ client }: Pick<Database, "client">): Promise<SuggestionName[]> {
  const newest = client`newest as materialized (
    select id from case_studies where state = 'PUBLISHED'
    order by coalesce(published_at, created_at) desc, id desc limit ${mostRecords})`;
  const [methods, municipalities, areas, cases] = await Promise.all([
    client<Row[]>`
      with ${newest}
      select id, slug, name as text, (coalesce(tried.count, 0) + coalesce(told.count, 0))::int as popularity
      from methods
      left join (select method_id, count(*) from adoptions where state = 'PUBLISHED'
        group by method_id) as tried on tried.method_id = id
      left join (select method_id, count(*) from method_case_studies
        join newest on newest.id = case_study_id group by method_id) as told on told.method_id = id
      where state = 'PUBLISHED' order by popularity desc, id limit ${mostRecords}`,
    client<Row[]>`
      with ${newest}
      select id, slug, name as text, name_en as other, code, coalesce(cases.count, 0)::int as popularity
      from municipality_profiles join organisations on id = organisation_id
      left join (select organisation_id, count(*) from case_study_organisations
        join newest on newest.id = case_study_id group by organisation_id) as cases
        on cases.organisation_id = id`,
    client<Row[]>`
      with ${newest}
      select id, slug, name_sv as text, name_en as other, coalesce(cases.count, 0)::int as popularity
      from focus_areas
      left join (select focus_area_id, count(*) from case_study_focus_areas
        join newest on newest.id = case_study_id group by focus_area_id) as cases
        on cases.focus_area_id = focus_areas.id`,
    client<Row[]>`
      with ${newest}
      select id, slug, title as text, (coalesce(used.count, 0) + coalesce(told.count, 0))::int as popularity
      from newest join case_studies using (id)
      left join (select case_study_id, count(*) from method_case_studies
        group by case_study_id) as used on used.case_study_id = id
      left join (select case_study_id, count(*) from lessons
        join newest on newest.id = case_study_id group by case_study_id) as told on told.case_study_id = id`,
  ]);
  const named = (kind: SuggestionKindName, rows: readonly Row[]): SuggestionName[] =>
    rows.flatMap(({ other, code = null, ...row }) => {
      const of = { kind, code, ...row };
      if (other == null || other === row.text) return [{ name: row.text, of }];
      // A place is called the same in both languages here; what a focus area is called was typed so.
      const otherwise = kind === "FOCUS_AREA" ? { ...of, text: other } : of;
      return [
        { name: row.text, of },
        { name: other, of: otherwise },
      ];
    });
  return [
    ...named("METHOD", methods),
    ...named("MUNICIPALITY", municipalities),
    ...named("FOCUS_AREA", areas),
    ...named("CASE_STUDY", cases),
  ];
}

/** Knows what can be suggested, as it was at most a minute before the last suggestion. */
export type SuggestionSource = AgingCache<SuggestionIndex>;

/** Reads what can be suggested when it is first needed, and again in the background when it has aged. */
export const createSuggestionSource = (
  database: Pick<Database, "client">,
  vocabulary: VocabularySource,
  log: SearchLog,
): SuggestionSource =>
  createAgingCache({
    name: "suggestions",
    freshForMs: 60_000,
    async read() {
      const [names, words] = await Promise.all([readNames(database), vocabulary.current()]);
      return buildSuggestionIndex([...names, ...(await findTerms(words, names))]);
    },
    // An empty bank is about to be filled.
    isEmpty: ({ size }) => size === 0,
    log,
  });
