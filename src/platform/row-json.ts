import { Column, type SQL, and, getTableColumns, sql } from "drizzle-orm";
import { type PgColumn, PgDialect, type PgTable } from "drizzle-orm/pg-core";
import { type Actor, visitor } from "./context.js";

/** Rows of a table that belong to something that has a key. */
export interface Relation {
  readonly table: PgTable;
  /** The condition that ties a row to a key. May name the tables as they are called. */
  readonly belongs: (key: SQL, actor: Actor) => SQL;
  /** Which rows an actor may see; absent: all. */
  readonly viewable?: ((actor: Actor) => SQL) | undefined;
  /** In which order they come; absent: there is one at most. */
  readonly orderBy?: readonly SQL[] | undefined;
}

/** What is to be read of a table's rows, and of the rows that belong to each. */
export interface Wanted {
  /** Names of properties of the table's rows, in the order in which they are read. */
  readonly columns: readonly string[];
  readonly relations: readonly WantedRelation[];
}

export interface WantedRelation {
  readonly relation: Relation;
  /** Where the row keeps what was read of it. */
  readonly place: symbol;
  /** The property of the row that holds the key. */
  readonly key: string;
  readonly wanted: Wanted;
}

/** Everything in a table's rows, and nothing of what belongs to them. */
export const everythingOf = (table: PgTable): Wanted => {
  let wanted = everything.get(table);
  if (!wanted) {
    wanted = { columns: Object.keys(getTableColumns(table)), relations: [] };
    everything.set(table, wanted);
  }
  return wanted;
};
const everything = new WeakMap<PgTable, Wanted>();

const columnOf = (table: PgTable, name: string): PgColumn => {
  const column = getTableColumns(table)[name];
  if (!column) throw new Error(`There is no column for ${name}.`);
  return column;
};

/** Names of one statement's levels: a table that is read within itself must not be taken for the outer. */
class Levels {
  #count = 0;
  next(): SQL {
    this.#count += 1;
    return sql.raw(`t${this.#count}`);
  }
}

/** A statement that answers {@link readJson} with a list of what `items` says of each row. */
export const listJson = (items: readonly SQL[], from: SQL): SQL =>
  sql`select coalesce(json_agg(json_build_array(${sql.join([...items], sql`, `)})), '[]') as json from ${from}`;

/**
 * The columns that have to be selected so that {@link rowJson} can be made of them.
 * @param others what else is to be selected
 */
export function selectList(table: PgTable, wanted: Wanted, others: readonly SQL[] = []): SQL {
  let selected = lists.get(wanted);
  if (!selected) {
    const names = new Set([...wanted.columns, ...wanted.relations.map(({ key }) => key)]);
    selected = [...names].map((name) => sql`${columnOf(table, name)}`);
    if (selected.length > 0) selected = [settled(sql.join(selected, sql`, `))];
    lists.set(wanted, selected);
  }
  return sql.join([...others, ...selected], sql`, `);
}
const lists = new WeakMap<Wanted, SQL[]>();

/** The text of a part that never changes. */
export const settled = (part: SQL): SQL => sql.raw(dialect.sqlToQuery(part.inlineParams()).sql);
const dialect = new PgDialect();

/** A part of a statement that depends on who asks. */
export type PartFor = (actor: Actor) => SQL;

/**
 * Builds a part of a statement once for all visitors, of whom policies know nothing else: building it
 * anew for each request would take longer than sending it.
 */
export function onceForVisitors(build: PartFor): PartFor {
  let built: SQL | undefined;
  return (actor) => (actor === visitor ? (built ??= settled(build(actor))) : build(actor));
}

/** The alias of what selects {@link selectList} for {@link rowJson}. */
export const found = sql.raw("found");

/** A row of {@link found}, with what belongs to it, as a JSON array: the columns in their order, then the relations. */
export function rowJson(table: PgTable, wanted: Wanted): PartFor {
  let part = parts.get(wanted);
  if (!part) {
    part = onceForVisitors((actor) => buildRow(table, wanted, found, actor, new Levels()));
    parts.set(wanted, part);
  }
  return part;
}
const parts = new WeakMap<Wanted, PartFor>();

/** The rows that belong to a key as JSON: an array of them, or where there is one at most, that or NULL. */
export const relationJson = (relation: Relation, wanted: Wanted, key: SQL): PartFor =>
  onceForVisitors((actor) => buildRelation(relation, wanted, key, actor, new Levels()));

function buildRow(table: PgTable, wanted: Wanted, row: SQL, actor: Actor, levels: Levels): SQL {
  const field = (name: string): SQL => sql`${row}.${sql.identifier(columnOf(table, name).name)}`;
  const values = [
    ...wanted.columns.map(field),
    ...wanted.relations.map((each) =>
      buildRelation(each.relation, each.wanted, field(each.key), actor, levels),
    ),
  ];
  return sql`json_build_array(${sql.join(values, sql`, `)})`;
}

function buildRelation(
  relation: Relation,
  wanted: Wanted,
  key: SQL,
  actor: Actor,
  levels: Levels,
): SQL {
  const { table, orderBy } = relation;
  const level = levels.next();
  const row = buildRow(table, wanted, level, actor, levels);
  const where = and(relation.belongs(key, actor), relation.viewable?.(actor)) ?? sql`true`;
  const rows = sql`select ${selectList(table, wanted)} from ${table} where ${where}`;
  if (!orderBy) return sql`(select ${row} from (${rows}) as ${level})`;
  const ordered = sql`${rows} order by ${sql.join([...orderBy], sql`, `)}`;
  return sql`(select coalesce(json_agg(${row}), '[]') from (${ordered}) as ${level})`;
}

/** Reads a value of an answer's JSON. */
export type Decode<Value> = (json: unknown) => Value;

/** Makes rows of what {@link rowJson} was answered with. */
export function rowDecoder<Row>(table: PgTable, wanted: Wanted): Decode<Row> {
  const known = decoders.get(wanted);
  if (known) return known as Decode<Row>;
  const columns = wanted.columns.map((name) => columnOf(table, name));
  const values = columns.map(valueDecoder);
  const relations = wanted.relations.map(({ relation, place, wanted: below }) => ({
    place,
    decode: relationDecoder(relation, below),
  }));
  const RowClass = rowClass(table, wanted);
  const decode: Decode<object> = (json) => {
    const read = json as unknown[];
    const row: Record<string | symbol, unknown> = new RowClass();
    let at = 0;
    for (const name of wanted.columns) {
      const value = read[at];
      const decodeValue = values[at];
      row[name] = value === null || !decodeValue ? value : decodeValue(value);
      at += 1;
    }
    for (const { place, decode: below } of relations) {
      row[place] = below(read[at]);
      at += 1;
    }
    return row;
  };
  decoders.set(wanted, decode);
  return decode as Decode<Row>;
}
const decoders = new WeakMap<Wanted, Decode<object>>();

/** Makes one row, or a list of them, of what {@link relationJson} was answered with. */
export function relationDecoder(relation: Relation, wanted: Wanted): Decode<unknown> {
  const decode = rowDecoder(relation.table, wanted);
  return relation.orderBy
    ? (json) => (json as unknown[]).map(decode)
    : (json) => (json === null ? null : decode(json));
}

/** Undefined where JSON has the value as the row has it. */
function valueDecoder(column: PgColumn): Decode<unknown> | undefined {
  return column.mapFromDriverValue === Column.prototype.mapFromDriverValue
    ? undefined
    : (value) => column.mapFromDriverValue(value);
}

/** Rows tell when something is asked of them that wasn't read, rather than that there is nothing. */
function rowClass(table: PgTable, { columns }: Wanted): new () => Record<string | symbol, unknown> {
  class PartialRow {
    [name: string | symbol]: unknown;
  }
  for (const name of Object.keys(getTableColumns(table))) {
    if (columns.includes(name)) continue;
    Object.defineProperty(PartialRow.prototype, name, {
      get() {
        throw new Error(`${name} was asked for, but not read: name it in @Reads.`);
      },
    });
  }
  return PartialRow;
}
