import { type SQL, sql } from "drizzle-orm";
import { caseStudies } from "../case-studies/case-studies.table.js";
import type { Orm } from "../platform/database.js";
import { textsOf, uuidsOf } from "../platform/recordset.js";

/** Whose external ids are meant: an API client's own, or an organisation's. */
export interface Namespace {
  organisationId: string | null;
  clientId: string | null;
}

const inNamespace = ({ organisationId, clientId }: Namespace): SQL =>
  clientId === null ? sql`organisation_id = ${organisationId}` : sql`client_id = ${clientId}`;

/** Has imports with the same external ids wait for each other until the transaction ends. */
export async function lockNamespace(orm: Orm, namespace: Namespace | null): Promise<void> {
  const owner = namespace?.clientId ?? namespace?.organisationId;
  if (owner) await orm.execute(sql`select pg_advisory_xact_lock(7211033, hashtext(${owner}))`);
}

/** The case studies behind external ids. */
export async function findByExternalId(
  orm: Orm,
  namespace: Namespace,
  ids: readonly string[],
): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await orm.execute<{ key: string; id: string }>(sql`
    select external_id as key, case_study_id as id from external_ids
    where ${inNamespace(namespace)} and external_id in ${textsOf(ids)}`);
  return new Map(rows.map(({ key, id }) => [key, id]));
}

/** The case studies behind slugs, whether or not anybody may see them. */
export async function findBySlug(orm: Orm, slugs: readonly string[]): Promise<Map<string, string>> {
  if (slugs.length === 0) return new Map();
  const rows = await orm.execute<{ slug: string; id: string }>(
    sql`select slug, id from ${caseStudies} where slug in ${textsOf(slugs)}`,
  );
  return new Map(rows.map(({ slug, id }) => [slug, id]));
}

/** Locks case studies until the transaction ends, always in the same order. */
export const lockCases = (orm: Orm, ids: readonly string[]) =>
  orm.execute(
    sql`select id from ${caseStudies} where id in ${uuidsOf(ids)} order by id for update`,
  );
