import { type SQL, sql } from "drizzle-orm";
import type { PgColumn, PgTable } from "drizzle-orm/pg-core";
import type { Actor } from "./context.js";
import {
  type PartFor,
  type Wanted,
  found,
  listJson,
  onceForVisitors,
  rowJson,
  selectList,
  settled,
} from "./row-json.js";

/** Rows with a uuid primary key named `id`. */
export type ListTable = PgTable & { id: PgColumn; $inferSelect: { id: string } };

/** What a page's statement reads, and in which order. */
export interface PageShape {
  table: ListTable;
  wanted: Wanted;
  /** An SQL expression that is never NULL. */
  key: SQL;
  isDescending: boolean;
  limit: number;
}

/** What stays the same of a statement whichever rows are filtered, however long the list is. */
interface Frame {
  head: PartFor;
  rows: SQL;
  order: SQL;
}

/**
 * The statement that answers `readJson` with the rows of a page, each with its parent's id, its key and
 * id for a cursor, and what `rowDecoder` makes it of.
 * @param where which rows; may name `parent.id`
 * @param parents rows of `parent`, of which each has a page; absent: there is one page, and no parent
 */
export function pageStatement(
  shape: PageShape,
  actor: Actor,
  where: SQL | undefined,
  parents: SQL | undefined,
): SQL {
  const { head, rows, order } = frameOf(shape, parents !== undefined);
  return sql`${head(actor)}${parents && sql`${parents} cross join `}${rows}${
    where && sql` where ${where}`
  }${order}`;
}

/** A frame lives as long as what it was made of: what is wanted, and the key. */
function frameOf(shape: PageShape, hasParents: boolean): Frame {
  const { wanted, key, isDescending, limit } = shape;
  let byKey = frames.get(wanted);
  if (!byKey) frames.set(wanted, (byKey = new WeakMap()));
  let known = byKey.get(key);
  if (!known) byKey.set(key, (known = new Map()));
  const name = `${limit} ${isDescending} ${hasParents}`;
  let frame = known.get(name);
  if (!frame) known.set(name, (frame = makeFrame(shape, hasParents)));
  return frame;
}
const frames = new WeakMap<Wanted, WeakMap<SQL, Map<string, Frame>>>();

function makeFrame(
  { table, wanted, key, isDescending, limit }: PageShape,
  hasParents: boolean,
): Frame {
  const place = [sql`${key} as page_key`, sql`${table.id} as page_id`];
  const parentId = hasParents ? sql`parent.id` : sql`''`;
  const row = rowJson(table, wanted);
  const direction = sql.raw(isDescending ? "desc" : "asc");
  return {
    head: onceForVisitors((actor) =>
      listJson(
        [parentId, sql`${found}.page_key::text`, sql`${found}.page_id`, row(actor)],
        sql.empty(),
      ),
    ),
    rows: settled(sql`lateral (select ${selectList(table, wanted, place)} from ${table}`),
    // No parameter, of whose value PostgreSQL expects so much that it plans the statement anew each time.
    order: settled(
      sql` order by ${key} ${direction}, ${table.id} ${direction}
        limit ${sql.raw(String(limit))}) as ${found}`,
    ),
  };
}
