import { type SQL, and, eq, sql } from "drizzle-orm";
import {
  caseStudies,
  caseStudyOrganisations,
  sources,
} from "../case-studies/case-studies.table.js";
import { contacts } from "../contacts/contacts.table.js";
import { lessons } from "../lessons/lessons.table.js";
import { adoptions, methods } from "../methods/methods.table.js";
import type { Orm } from "../platform/database.js";
import { contentRecords, revisions } from "../publishing/publishing.table.js";
import { results } from "../results/results.table.js";
import { events, supportOffers } from "../support/support.table.js";

/** Where in a record a person is named. */
export const mentionPlaces = ["RECORD", "DRAFT", "REVISION"] as const;
export type MentionPlace = (typeof mentionPlaces)[number];

/** One place in which a person is named. */
export interface FoundMention {
  /** The record's GraphQL type. */
  type: string;
  id: string;
  place: MentionPlace;
  isPublic: boolean;
  /** Whose editors can mend it. */
  organisations: string[];
}

/** Most places that are looked up. */
const mostFound = 1_000;

/** A pattern of PostgreSQL's that finds one of these, and not as a part of a word. */
export const anyOf = (words: readonly string[]): string =>
  words
    .map((word) => word.replace(/[^\p{L}\p{N}\s]/gu, "\\$&"))
    .map((word) => `(?<![[:alnum:]])${word}(?![[:alnum:]])`)
    .join("|");

/** A JSON value as a text in which ends of lines don't stick to the words behind them. */
const textOf = (json: SQL): SQL => sql`replace(${json}::text, '\\n', ' ')`;

/** Finds where the texts of the bank still name somebody. */
export async function findMentions(orm: Orm, words: readonly string[]): Promise<FoundMention[]> {
  if (words.length === 0) return [];
  const pattern = anyOf(words);
  const typeOf = (kind: SQL): SQL => sql`case ${kind}
    when 'CASE_STUDY' then 'CaseStudy' when 'METHOD' then 'Method' else 'Adoption' end`;
  const rows = await orm.execute<Record<keyof FoundMention, unknown>>(sql`
    with published as (
      select 'CaseStudy' as type, id, state::text as state, t::text as words from ${caseStudies} t
      union all select 'CaseStudy', c.id, c.state::text, t::text from ${lessons} t
        join ${caseStudies} c on c.id = t.case_study_id
      union all select 'CaseStudy', c.id, c.state::text, t::text from ${results} t
        join ${caseStudies} c on c.id = t.case_study_id
      union all select 'CaseStudy', c.id, c.state::text, t::text from ${sources} t
        join ${caseStudies} c on c.id = t.case_study_id
      union all select 'Method', id, state::text, t::text from ${methods} t
      union all select 'Adoption', id, state::text, t::text from ${adoptions} t
      union all select 'Adoption', a.id, a.state::text, t::text from ${lessons} t
        join ${adoptions} a on a.id = t.adoption_id where t.case_study_id is null
      union all select 'Adoption', a.id, a.state::text, t::text from ${results} t
        join ${adoptions} a on a.id = t.adoption_id where t.case_study_id is null
      union all select 'SupportOffer', id, 'PUBLISHED', t::text from ${supportOffers} t
      union all select 'Event', id, 'PUBLISHED', t::text from ${events} t
      union all select 'Contact', id, case visibility when 'PUBLIC' then 'PUBLISHED' else 'DRAFT' end,
        t::text from ${contacts} t
    ), found as (
      select type, id, 'RECORD' as place, state = 'PUBLISHED' as "isPublic" from published
      where words ~* ${pattern}
      union select ${typeOf(sql`kind`)}, entity_id, 'DRAFT', false from ${contentRecords}
        where draft is not null and ${textOf(sql`draft`)} ~* ${pattern}
      union select ${typeOf(sql`kind`)}, entity_id, 'REVISION', false from ${revisions}
        where ${textOf(sql`content`)} ~* ${pattern}
    )
    select type, id, place, "isPublic", array(
      select organisation_id from ${caseStudyOrganisations} where case_study_id = found.id and role = 'LEAD'
      union all select proposed_by_id from ${methods} where id = found.id and proposed_by_id is not null
      union all select organisation_id from ${adoptions} where id = found.id
      union all select organisation_id from ${supportOffers} where id = found.id
      union all select organisation_id from ${events} where id = found.id
      union all select organisation_id from ${contacts} where id = found.id
    ) as organisations from found order by type, id, place limit ${mostFound}`);
  // The statement's columns are those of the interface.
  return [...rows] as unknown as FoundMention[];
}

/** Reads which of these addresses and numbers other contacts have too, as a switchboard's. */
export async function findShared(orm: Orm, addresses: readonly string[]): Promise<Set<string>> {
  const rows = await orm.execute<{ address: string }>(sql`
    select address from jsonb_array_elements_text(${JSON.stringify(addresses)}::text::jsonb) address
    where exists (select from ${contacts}
      where lower(email) = lower(address) or phone = address)`);
  return new Set(rows.map(({ address }) => address));
}

/** Takes somebody's names and addresses out of what was published before: nobody can edit that. */
export async function forgetInRevisions(orm: Orm, words: readonly string[]): Promise<void> {
  if (words.length === 0) return;
  const rows = await orm
    .select()
    .from(revisions)
    .where(sql`${textOf(sql`${revisions.content}`)} ~* ${anyOf(words)}`);
  if (rows.length === 0) return;
  const alternatives = words.map((word) => word.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&")).join("|");
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}])(?:${alternatives})(?![\\p{L}\\p{N}])`, "giu");
  const without = (_key: string, value: unknown): unknown =>
    typeof value === "string" ? value.replaceAll(pattern, "…") : value;
  await orm.execute(sql`select set_config('lardomsbanken.erasing', 'on', true)`);
  for (const { kind, entityId, number, content } of rows) {
    await orm
      .update(revisions)
      .set({ content: JSON.parse(JSON.stringify(content, without)) })
      .where(
        and(
          eq(revisions.kind, kind),
          eq(revisions.entityId, entityId),
          eq(revisions.number, number),
        ),
      );
  }
  await orm.execute(sql`select set_config('lardomsbanken.erasing', 'off', true)`);
}
