import { type SQL, eq, sql } from "drizzle-orm";
import type { PgColumn, PgTable } from "drizzle-orm/pg-core";
import type { Actor } from "./context.js";
import { readJson } from "./database.js";
import { type Load, defineLoader } from "./loader.js";
import {
  type Relation,
  everythingOf,
  found,
  listJson,
  relationDecoder,
  relationJson,
  rowDecoder,
  rowJson,
  selectList,
} from "./row-json.js";

/** A loader whose rows can also be read together with the rows that they belong to. */
export type RelationLoad<Value> = Load<string, Value> & { readonly relation: Relation };

/** What {@link defineReference} is given. */
export interface ReferenceOptions<Table extends PgTable> {
  table: Table;
  /** The column that others refer to; no two rows have it alike. */
  key: PgColumn;
  viewable?: (actor: Actor) => SQL;
}

/** Defines a loader of the row with a key; null when there is none that the actor may see. */
export function defineReference<Table extends PgTable>(
  options: ReferenceOptions<Table>,
): RelationLoad<Table["$inferSelect"] | null> {
  type Row = Table["$inferSelect"];
  const { table, key, viewable } = options;
  const wanted = everythingOf(table);
  const decode = rowDecoder<Row>(table, wanted);
  const row = rowJson(table, wanted);
  const load = defineLoader(
    async ({ actor, orm }, keys: readonly string[]) => {
      const rows = sql`(select ${selectList(table, wanted)} from ${table}
        where ${key} = any (${sql.param(arrayLiteral(keys))}::${sql.raw(arrayType(key))})
          and ${viewable?.(actor) ?? sql`true`}) as ${found}`;
      const own = sql`${found}.${sql.identifier(key.name)}`;
      const read = await readJson<[string, unknown][]>(orm, listJson([own, row(actor)], rows));
      return new Map(read.map(([value, json]) => [value, decode(json)]));
    },
    () => null,
  );
  const belongs = (value: SQL): SQL => eq(key, value);
  return Object.assign(load, { relation: { table, belongs, viewable } });
}

/** What {@link defineRelation} is given. */
export interface RelationOptions<Table extends PgTable> {
  table: Table;
  /** The condition that ties a row to the key of what it belongs to. */
  belongs: (key: SQL, actor: Actor) => SQL;
  viewable?: (actor: Actor) => SQL;
  orderBy: readonly SQL[];
}

/** Defines a loader of all rows that belong to a uuid, in their order. */
export function defineRelation<Table extends PgTable>(
  options: RelationOptions<Table>,
): RelationLoad<Table["$inferSelect"][]> {
  type Row = Table["$inferSelect"];
  const wanted = everythingOf(options.table);
  const decode = relationDecoder(options, wanted);
  const json = relationJson(options, wanted, sql`parent.id`);
  const load = defineLoader(
    async ({ actor, orm }, keys: readonly string[]) => {
      const parents = sql`unnest(${sql.param(arrayLiteral(keys))}::uuid[]) as parent(id)`;
      const items = [sql`parent.id`, json(actor)];
      const read = await readJson<[string, unknown][]>(orm, listJson(items, parents));
      return new Map(read.map(([key, rows]) => [key, decode(rows) as Row[]]));
    },
    () => [],
  );
  return Object.assign(load, { relation: options });
}

/** The condition that a row is linked to a key by a table of pairs. */
export const linkedBy =
  (id: PgColumn, link: { row: PgColumn; key: PgColumn }): ((key: SQL) => SQL) =>
  (key) =>
    isOneOf(id, sql`select ${link.row} from ${link.row.table} where ${eq(link.key, key)}`);

/**
 * The condition that an id is one of those that a query finds. PostgreSQL reads these first, then the
 * rows by their key: for `in` it may choose to go through all rows of the table.
 */
export const isOneOf = (id: PgColumn, query: SQL): SQL => sql`${id} = any (array(${query}))`;

/** Texts and NULLs as PostgreSQL reads an array from one parameter. */
export const arrayLiteral = (texts: readonly (string | null)[]): string =>
  `{${texts.map((text) => (text === null ? "NULL" : quoted(text))).join(",")}}`;

const quoted = (text: string): string => `"${text.replaceAll(/["\\]/g, String.raw`\$&`)}"`;

function arrayType(column: PgColumn): string {
  const type = column.getSQLType();
  // A length would cut off what is too long to be there.
  return type.startsWith("char") ? "bpchar[]" : `${type}[]`;
}
