import { sql } from "drizzle-orm";
import { caseStudies } from "../case-studies/case-studies.table.js";
import type { Orm } from "../platform/database.js";
import { textsOf } from "../platform/recordset.js";
import { slugLock, slugOf } from "../platform/slugs.js";

/** A record that needs a slug: its own, or null for one made of its title. */
interface Wanting {
  slug: string | null;
  title: string;
}

/**
 * Finds free slugs for new records, and keeps others from taking them until the transaction ends. Slugs
 * that records have of their own are known to be free.
 */
export async function claimSlugs(orm: Orm, records: readonly Wanting[]): Promise<string[]> {
  const bases = records.map(({ slug, title }) => slug ?? slugOf(title));
  // In one order everywhere: two imports never wait for each other in a circle.
  await orm.execute(sql`select pg_advisory_xact_lock(${slugLock}, key) from (
    select distinct hashtext(value) as key
    from jsonb_array_elements_text(${JSON.stringify(bases)}::text::jsonb) order by 1) keys`);
  const used = new Set(records.flatMap(({ slug }) => slug ?? []));
  const made = records.flatMap(({ slug, title }) => (slug === null ? [slugOf(title)] : []));
  for (const slug of await findLike(orm, made)) used.add(slug);
  return records.map(({ slug, title }) => {
    if (slug !== null) return slug;
    const base = slugOf(title);
    let free = base;
    for (let number = 2; used.has(free); number += 1) free = `${base}-${number}`;
    used.add(free);
    return free;
  });
}

/** Slugs that are taken: these, and those that have a number after one of them. */
async function findLike(orm: Orm, bases: readonly string[]): Promise<string[]> {
  if (bases.length === 0) return [];
  const rows = await orm.execute<{ slug: string }>(sql`
    select slug from ${caseStudies}
    where slug in ${textsOf(bases)} or regexp_replace(slug, '-[0-9]+$', '') in ${textsOf(bases)}`);
  return rows.map(({ slug }) => slug);
}
