import { randomBytes } from "node:crypto";
import { type SQL, and, asc, eq, getTableColumns, inArray, isNull, notInArray } from "drizzle-orm";
import { lessons } from "../lessons/lessons.table.js";
import type { Orm } from "../platform/database.js";
import { toGlobalId } from "../platform/ids.js";
import { groupBy } from "../platform/loader.js";
import { results } from "../results/results.table.js";
import type { LessonPart, ResultPart } from "./content-schemas.js";
import { type References, keyOf } from "./references.js";

/** What lessons and results belong to. */
export interface Owner {
  kind: "caseStudyId" | "adoptionId";
  id: string;
}

/** The parts of several owners: an adoption's own are those that no case study tells. */
const ownedByAny = (
  table: typeof lessons | typeof results,
  kind: Owner["kind"],
  ids: readonly string[],
): SQL | undefined =>
  and(
    inArray(table[kind], [...ids]),
    kind === "adoptionId" ? isNull(table.caseStudyId) : undefined,
  );

const owned = (table: typeof lessons | typeof results, { kind, id }: Owner): SQL | undefined =>
  ownedByAny(table, kind, [id]);

/** Which rows the parts of an input are: their keys in order, null for a new one. */
function matchRows(
  field: string,
  typeName: string,
  parts: readonly { id?: string | null }[],
  existing: ReadonlySet<string>,
  references: References,
): (string | null)[] {
  const taken = new Set<string>();
  return parts.map(({ id }, index) => {
    if (id == null) return null;
    const key = keyOf(typeName, id);
    if (key === undefined || !existing.has(key) || taken.has(key)) {
      references.unknown(`${field}.${index}.id`, id);
      return null;
    }
    taken.add(key);
    return key;
  });
}

/** Parts by their owner's key, in their order. */
function partsByOwner<Row extends { owner: string | null }, Part>(
  rows: readonly Row[],
  partOf: (row: Row) => Part,
): Map<string, Part[]> {
  const groups = groupBy(rows, ({ owner }) => owner ?? "");
  return new Map([...groups].map(([owner, group]) => [owner, group.map(partOf)]));
}

/** Reads lessons in the shape in which they are written, by their owners' keys. */
export async function readLessons(
  orm: Orm,
  kind: Owner["kind"],
  ids: readonly string[],
): Promise<Map<string, LessonPart[]>> {
  const rows = await orm
    .select({
      owner: lessons[kind],
      id: lessons.id,
      kind: lessons.kind,
      basis: lessons.basis,
      text: lessons.text,
    })
    .from(lessons)
    .where(ownedByAny(lessons, kind, ids))
    .orderBy(asc(lessons.position), asc(lessons.id));
  return partsByOwner(rows, ({ owner: _owner, ...row }) => ({
    ...row,
    id: toGlobalId("Lesson", row.id),
  }));
}

/**
 * Makes a record's lessons exactly these, in this order; those that stay keep their ids and permalinks.
 * @param slug the record's, which new permalinks begin with
 */
export async function writeLessons(
  orm: Orm,
  owner: Owner,
  slug: string,
  parts: readonly LessonPart[],
  references: References,
): Promise<void> {
  const existing = await orm.select({ id: lessons.id }).from(lessons).where(owned(lessons, owner));
  const keys = matchRows(
    "lessons",
    "Lesson",
    parts,
    new Set(existing.map((row) => row.id)),
    references,
  );
  references.settle();
  const kept = keys.filter((key) => key !== null);
  await orm
    .delete(lessons)
    .where(and(owned(lessons, owner), kept.length > 0 ? notInArray(lessons.id, kept) : undefined));
  const added = [];
  for (const [position, { kind, basis, text }] of parts.entries()) {
    const key = keys[position] ?? null;
    if (key === null) {
      const permalink = `${slug.slice(0, 80)}-${randomBytes(5).toString("hex")}`;
      added.push({ slug: permalink, [owner.kind]: owner.id, position, kind, basis, text });
    } else {
      await orm.update(lessons).set({ position, kind, basis, text }).where(eq(lessons.id, key));
    }
  }
  if (added.length > 0) await orm.insert(lessons).values(added);
}

/** Reads results in the shape in which they are written, by their owners' keys. */
export async function readResults(
  orm: Orm,
  kind: Owner["kind"],
  ids: readonly string[],
): Promise<Map<string, ResultPart[]>> {
  const {
    caseStudyId: _case,
    adoptionId: _adoption,
    position: _at,
    ...columns
  } = getTableColumns(results);
  const rows = await orm
    .select({ ...columns, owner: results[kind] })
    .from(results)
    .where(ownedByAny(results, kind, ids))
    .orderBy(asc(results.position), asc(results.id));
  return partsByOwner(rows, ({ owner: _owner, ...row }) => ({
    ...row,
    id: toGlobalId("Result", row.id),
  }));
}

/** Makes a record's results exactly these, in this order; those that stay keep their ids. */
export async function writeResults(
  orm: Orm,
  owner: Owner,
  parts: readonly ResultPart[],
  references: References,
): Promise<void> {
  const existing = await orm.select({ id: results.id }).from(results).where(owned(results, owner));
  const ids = existing.map((row) => row.id);
  const keys = matchRows("results", "Result", parts, new Set(ids), references);
  references.settle();
  const gone = ids.filter((id) => !keys.includes(id));
  if (gone.length > 0) await orm.delete(results).where(inArray(results.id, gone));
  const added = [];
  for (const [position, { id: _id, ...values }] of parts.entries()) {
    const key = keys[position] ?? null;
    if (key === null) added.push({ ...values, [owner.kind]: owner.id, position });
    else
      await orm
        .update(results)
        .set({ ...values, position })
        .where(eq(results.id, key));
  }
  if (added.length > 0) await orm.insert(results).values(added);
}
