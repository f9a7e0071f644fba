import { type SQL, sql } from "drizzle-orm";
import type { PgColumn, PgTable } from "drizzle-orm/pg-core";
import type { Orm } from "./database.js";
import { problem } from "./problems.js";

const longest = 80;

/** Of the advisory locks that keep a slug for whoever is about to take it; any fixed number serves. */
export const slugLock = 7211032;

/** A permalink's text for a name: `Fjärrvärme i Växjö` → `fjarrvarme-i-vaxjo`. */
export function slugOf(name: string): string {
  const plain = name
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll(/\p{M}/gu, "")
    .replaceAll(/[^a-z0-9]+/g, "-");
  const cut = plain.slice(0, longest).replaceAll(/^-+|-+$/g, "");
  return cut === "" ? "utan-namn" : cut;
}

/**
 * Finds a free slug, and keeps others from taking it until the transaction ends.
 * @param wanted what the client asks for; null: one is made of the name
 * @param own the record's id, whose present slug counts as free
 * @throws Problems when what the client asks for is taken
 */
export async function claimSlug(
  orm: Orm,
  { table, id, slug }: { table: PgTable; id: PgColumn; slug: PgColumn },
  {
    wanted,
    name,
    own,
    field,
  }: { wanted: string | null; name: string; own: string | null; field: string },
): Promise<string> {
  const base = wanted ?? slugOf(name);
  await orm.execute(sql`select pg_advisory_xact_lock(${slugLock}, hashtext(${base}))`);
  const isOther: SQL = own === null ? sql`true` : sql`${id} <> ${own}`;
  const rows = await orm.execute<{ slug: string }>(sql`select ${slug} as slug from ${table}
    where (${slug} = ${base} or ${slug} ~ ${`^${base}-[0-9]+$`}) and ${isOther}`);
  const taken = new Set(rows.map((row) => row.slug));
  if (!taken.has(base)) return base;
  if (wanted !== null) {
    throw problem(
      field,
      "TAKEN",
      `${JSON.stringify(wanted)} används redan; välj en annan slug, eller lämna fältet tomt.`,
      `${JSON.stringify(wanted)} is taken; choose another slug, or leave it out.`,
    );
  }
  let number = 2;
  while (taken.has(`${base}-${number}`)) number += 1;
  return `${base}-${number}`;
}
