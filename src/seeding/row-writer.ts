import { type SQL, getTableColumns, inArray, sql } from "drizzle-orm";
import type { PgColumn, PgTable } from "drizzle-orm/pg-core";
import type { Orm } from "../platform/database.js";
import { columnOf, nameOf, recordsOf, uuidsOf } from "../platform/recordset.js";

type Insert<T extends PgTable> = T["$inferInsert"];
type ColumnKey<T extends PgTable> = Extract<keyof Insert<T>, string>;

/** Which columns the seeds own, and which of them tell one row from another. */
export interface RowShape<T extends PgTable, C extends ColumnKey<T>> {
  table: T;
  key: readonly C[];
  columns: readonly C[];
}

/** A value of every listed column; what is left out becomes NULL. */
type Rows<T extends PgTable, C extends ColumnKey<T>> = readonly Pick<Insert<T>, C>[];

/**
 * Brings rows to what the seeds say, a few statements for any number of rows. Rows that are right
 * already aren't written: neither `updated_at` nor the search triggers see a second seeding.
 */
export class RowWriter {
  /** Rows that were inserted, updated or deleted. */
  changed = 0;
  readonly #orm: Orm;

  constructor(orm: Orm) {
    this.#orm = orm;
  }

  /** Runs a statement of its own kind that returns a row for each row that it changed. */
  async run(statement: SQL): Promise<void> {
    this.changed += (await this.#orm.execute(statement)).length;
  }

  /** Inserts or repairs rows of a table whose key is unique; leaves all others alone. */
  async upsert<T extends PgTable, C extends ColumnKey<T>>(
    shape: RowShape<T, C>,
    rows: Rows<T, C>,
  ): Promise<void> {
    const { columns, names, records } = this.#given(shape, rows);
    const fresh = names(shape.columns);
    const repaired = shape.columns.filter((column) => !shape.key.includes(column));
    const marks = marksOf(columns);
    const conflict =
      repaired.length === 0
        ? sql`do nothing`
        : sql`do update set ${list([
            ...names(repaired).map((name) => sql`${name} = excluded.${name}`),
            ...marks.update,
          ])} where ${differs(names(repaired), sql`t`, sql`excluded`)}`;
    await this.run(sql`
      insert into ${shape.table} as t (${list([...fresh, ...marks.names])})
      select ${list([...fresh.map((name) => sql`r.${name}`), ...marks.insert])} from ${records}
      on conflict (${list(names(shape.key))}) ${conflict}
      returning 1`);
  }

  /**
   * Makes the children of some parents equal to the given rows, for tables whose children have no
   * identity but their key below the parent. A child that keeps its key keeps its id.
   * `isOurs` tells which rows can be the seeds' at all; absent: all of them.
   */
  async replaceChildren<T extends PgTable, C extends ColumnKey<T>>(
    shape: RowShape<T, C> & { parent: C; isOurs?: (row: SQL) => SQL },
    parents: Iterable<string>,
    rows: Rows<T, C>,
  ): Promise<void> {
    const { names, records } = this.#given(shape, rows);
    const all = names(shape.columns);
    const rest = names(shape.columns.filter((column) => !shape.key.includes(column)));
    const sameKey = (left: SQL, right: SQL) =>
      sql.join(
        names(shape.key).map((name) => sql`${left}.${name} = ${right}.${name}`),
        sql` and `,
      );
    const isOurs = shape.isOurs ?? (() => sql`true`);
    const matches = sql`${isOurs(sql`t`)} and ${sameKey(sql`t`, sql`r`)}`;
    // Deleted first: an old row must not stand in the way of a new one.
    await this.run(sql`
      delete from ${shape.table} t
      where t.${list(names([shape.parent]))} in ${uuidsOf(parents)} and ${isOurs(sql`t`)}
        and (not exists (select from ${records} where ${matches})
          or exists (select from ${shape.table} twin
            where ${isOurs(sql`twin`)} and ${sameKey(sql`t`, sql`twin`)} and twin.id < t.id))
      returning 1`);
    await this.run(sql`
      update ${shape.table} t set ${list(rest.map((name) => sql`${name} = r.${name}`))}
      from ${records} where ${matches} and ${differs(rest, sql`t`, sql`r`)}
      returning 1`);
    await this.run(sql`
      insert into ${shape.table} (${list(all)})
      select ${list(all.map((name) => sql`r.${name}`))} from ${records}
      where not exists (select from ${shape.table} t where ${matches})
      returning 1`);
  }

  /**
   * Makes the links between the records of the seeds equal to the given rows. A link from or to a
   * record that others added is theirs and stays.
   */
  async link<T extends PgTable, C extends ColumnKey<T>>(
    shape: Omit<RowShape<T, C>, "key"> & { key: readonly [C, C] },
    [from, to]: readonly [Iterable<string>, Iterable<string>],
    rows: Rows<T, C>,
  ): Promise<void> {
    const { names, records } = this.#given(shape, rows);
    const [left, right] = names(shape.key);
    await this.run(sql`
      delete from ${shape.table} t
      where t.${left} in ${uuidsOf(from)} and t.${right} in ${uuidsOf(to)}
        and not exists (select from ${records}
          where r.${left} = t.${left} and r.${right} = t.${right})
      returning 1`);
    await this.upsert(shape, rows);
  }

  /** The ids of the rows that have these keys. */
  async ids<K extends string | number>(
    table: PgTable,
    column: PgColumn,
    keys: readonly K[],
  ): Promise<IdsByKey<K>> {
    const id = sql<string>`${getTableColumns(table)["id"]}`;
    const rows = await this.#orm
      .select({ id, key: sql<K>`${column}` })
      .from(table)
      .where(inArray(column, [...keys]));
    return new IdsByKey(rows.map((row) => [row.key, row.id]));
  }

  #given<T extends PgTable, C extends ColumnKey<T>>(
    shape: RowShape<T, C> | { table: T; columns: readonly C[] },
    rows: Rows<T, C>,
  ) {
    return {
      columns: getTableColumns(shape.table) as Record<string, PgColumn>,
      names: (keys: readonly string[]) => keys.map((key) => nameOf(columnOf(shape.table, key))),
      records: recordsOf(shape.table, shape.columns, rows),
    };
  }
}

/** Ids by natural key; asking for one that isn't there is a mistake of ours. */
export class IdsByKey<K extends string | number> {
  readonly #ids: ReadonlyMap<K, string>;

  constructor(entries: readonly (readonly [K, string])[]) {
    this.#ids = new Map(entries);
  }

  /** @throws when the key has no row. */
  get(key: K): string {
    const id = this.#ids.get(key);
    if (id === undefined) throw new Error(`Nothing is known of ${key}.`);
    return id;
  }

  all(): Iterable<string> {
    return this.#ids.values();
  }
}

// What every table with such a column wants to know about a write.
function marksOf(columns: Record<string, PgColumn>) {
  const marks = { names: [] as SQL[], insert: [] as SQL[], update: [] as SQL[] };
  if (columns["publishedAt"]) {
    marks.names.push(sql`published_at`);
    marks.insert.push(sql`now()`);
    marks.update.push(sql`published_at = coalesce(t.published_at, now())`);
  }
  if (columns["version"]) marks.update.push(sql`version = t.version + 1`);
  if (columns["updatedAt"]) marks.update.push(sql`updated_at = now()`);
  return marks;
}

const list = (parts: SQL[]): SQL => sql.join(parts, sql`, `);
const differs = (names: SQL[], left: SQL, right: SQL): SQL =>
  sql`(${list(names.map((name) => sql`${left}.${name}`))}) is distinct from
    (${list(names.map((name) => sql`${right}.${name}`))})`;
