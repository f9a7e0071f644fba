import { type SQL, and, getTableColumns, sql } from "drizzle-orm";
import type { PgColumn, PgTable } from "drizzle-orm/pg-core";
import type { Context } from "./context.js";
import { badInput } from "./errors.js";
import { defineLoader, groupBy } from "./loader.js";

/** Most rows that one page may hold. */
export const maxPageSize = 100;
const defaultPageSize = 20;

/** The Relay arguments; without `first` and `last`, the first {@link defaultPageSize} rows. */
export interface PageArguments {
  first?: number | null | undefined;
  after?: string | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
}

/**
 * One way to sort. `key` is an SQL expression that is never NULL; the id breaks ties, so that every
 * row has one place and a cursor survives inserts.
 */
export interface Ordering {
  name: string;
  key: SQL;
  /** The PostgreSQL type of `key`, to read a cursor's text with. */
  type: "text" | "integer" | "timestamptz" | "date";
  descending: boolean;
}

/** Which rows of a table make up a connection. */
export interface ListSelection {
  where: SQL | undefined;
  ordering: Ordering;
}

export interface Edge<Row> {
  cursor: string;
  node: Row;
}

/** One page; `totalCount` is counted only when it is asked for. */
export interface Page<Row> {
  edges: Edge<Row>[];
  nodes: Row[];
  pageInfo: {
    hasNextPage: boolean;
    hasPreviousPage: boolean;
    startCursor: string | null;
    endCursor: string | null;
  };
  totalCount: () => Promise<number>;
}

/** Rows with a uuid primary key named `id`. */
export type ListTable = PgTable & { id: PgColumn; $inferSelect: { id: string } };

interface Window {
  backward: boolean;
  size: number;
  after: string | undefined;
  before: string | undefined;
}

/**
 * Checks the Relay arguments.
 * @throws BAD_USER_INPUT naming the argument and the limit
 */
export function readWindow(args: PageArguments): Window {
  const { first, last } = args;
  if (first != null && last != null) throw badInput("last", "give either `first` or `last`.");
  for (const [name, value] of [["first", first] as const, ["last", last] as const]) {
    if (value != null && (value < 1 || value > maxPageSize)) {
      throw badInput(name, `must be from 1 to ${maxPageSize}, not ${value}.`);
    }
  }
  return {
    backward: last != null,
    size: first ?? last ?? defaultPageSize,
    after: args.after ?? undefined,
    before: args.before ?? undefined,
  };
}

const toCursor = (ordering: Ordering, key: string, id: string): string =>
  Buffer.from(JSON.stringify([ordering.name, key, id]), "utf8").toString("base64url");

/** Whether a text names a day of the calendar that PostgreSQL takes too: 30 February is none. */
function isDay(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text) && text > "0001";
}

/** Whether a text is what `key` can have been: PostgreSQL must never be handed anything else. */
const isKey: Record<Ordering["type"], (text: string) => boolean> = {
  text: (text) => !text.includes("\0"),
  integer: (text) => /^-?\d{1,9}$/.test(text),
  timestamptz: (text) =>
    /^\d{4}-\d\d-\d\d ([01]\d|2[0-3])(:[0-5]\d){2}(\.\d{1,6})?\+00$/.test(text) &&
    isDay(text.slice(0, 10)),
  date: (text) => /^\d{4}-\d\d-\d\d$/.test(text) && isDay(text),
};
const uuidFormat = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** A cursor is a place in one ordering: its key's text and the row's id. */
function fromCursor(cursor: string, ordering: Ordering, argument: string): [string, string] {
  let parts: unknown;
  try {
    parts = JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
  } catch {
    parts = undefined;
  }
  if (Array.isArray(parts) && parts.length === 3) {
    const [name, key, id] = parts as unknown[];
    const known = typeof key === "string" && typeof id === "string";
    if (known && name === ordering.name && isKey[ordering.type](key)) {
      if (uuidFormat.test(id)) return [key, id];
    }
  }
  throw badInput(
    argument,
    "is not a cursor of this list in this order; pass a cursor that the same list has answered.",
  );
}

function beyond(
  table: ListTable,
  ordering: Ordering,
  place: [string, string],
  later: boolean,
): SQL {
  const operator = sql.raw(later === ordering.descending ? "<" : ">");
  const type = sql.raw(ordering.type);
  return sql`(${ordering.key}, ${table.id}) ${operator} (${place[0]}::${type}, ${place[1]}::uuid)`;
}

/** How the rows of a connection belong to their parent. */
export type Belongs = (parentId: SQL) => SQL;

interface PageRequest {
  parentId: string;
  args: PageArguments;
  selection: ListSelection;
  /** Requests with equal keys differ in their parent only, and share a statement. */
  groupKey: string;
}

/** Parent ids as rows of `parent`, whose one column is `id`. */
const parentRows = (ids: readonly string[]): SQL =>
  sql`unnest(${sql.param(`{${ids.join(",")}}`)}::uuid[]) as parent(id)`;

interface PageRow {
  parentId: string;
  cursorKey: string;
  /** A whole row of the table. */
  row: unknown;
}

/**
 * Reads pages of one table for many parents at once: one statement for each distinct set of
 * arguments, however many parents there are. Lateral joins keep each parent's page a keyset scan.
 */
async function readPages<Row extends { id: string }>(
  context: Context,
  table: ListTable,
  belongs: Belongs | undefined,
  parentIds: readonly string[],
  { args, selection }: Pick<PageRequest, "args" | "selection">,
): Promise<Map<string, Page<Row>>> {
  const { ordering } = selection;
  const window = readWindow(args);
  const { after: afterCursor, before: beforeCursor } = window;
  const after = afterCursor === undefined ? undefined : fromCursor(afterCursor, ordering, "after");
  const before =
    beforeCursor === undefined ? undefined : fromCursor(beforeCursor, ordering, "before");
  const direction = sql.raw(ordering.descending !== window.backward ? "desc" : "asc");
  const order = sql`${ordering.key} ${direction}, ${table.id} ${direction}`;
  const where = and(
    belongs?.(sql`parent.id`),
    selection.where,
    after ? beyond(table, ordering, after, true) : undefined,
    before ? beyond(table, ordering, before, false) : undefined,
  );
  const filtered = where ? sql`where ${where}` : sql``;
  const page = sql`lateral (select ${table.id} as id from ${table} ${filtered}
    order by ${order} limit ${window.size + 1}) as page`;
  const rows: PageRow[] = await context.orm
    .select({
      parentId: belongs ? sql<string>`parent.id` : sql<string>`${noParent}`,
      cursorKey: sql<string>`(${ordering.key})::text`,
      row: getTableColumns<PgTable>(table),
    })
    .from(belongs ? sql`${parentRows(parentIds)} cross join ${page}` : page)
    .innerJoin(table, sql`${table.id} = page.id`)
    .orderBy(order);

  const found = groupBy(rows, (row) => row.parentId);
  const counts = countOnce(context, table, belongs, parentIds, selection.where);
  return new Map(
    parentIds.map((parentId) => [
      parentId,
      toPage<Row>(found.get(parentId) ?? [], window, ordering, () => counts(parentId)),
    ]),
  );
}

function toPage<Row extends { id: string }>(
  rows: readonly PageRow[],
  window: Window,
  ordering: Ordering,
  totalCount: () => Promise<number>,
): Page<Row> {
  const more = rows.length > window.size;
  const shown = rows.slice(0, window.size);
  if (window.backward) shown.reverse();
  const edges = shown.map(({ cursorKey, row }) => {
    const node = row as Row;
    return { cursor: toCursor(ordering, cursorKey, node.id), node };
  });
  return {
    edges,
    nodes: edges.map((edge) => edge.node),
    pageInfo: {
      hasNextPage: window.backward ? window.before !== undefined : more,
      hasPreviousPage: window.backward ? more : window.after !== undefined,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
    totalCount,
  };
}

/** Counts all parents of a batch in one statement, at the first parent that asks. */
function countOnce(
  context: Context,
  table: ListTable,
  belongs: Belongs | undefined,
  parentIds: readonly string[],
  where: SQL | undefined,
): (parentId: string) => Promise<number> {
  let counted: Promise<Map<string, number>> | undefined;
  return async (parentId) => {
    counted ??= countAll(context, table, belongs, parentIds, where);
    return (await counted).get(parentId) ?? 0;
  };
}

async function countAll(
  context: Context,
  table: ListTable,
  belongs: Belongs | undefined,
  parentIds: readonly string[],
  where: SQL | undefined,
): Promise<Map<string, number>> {
  const condition = and(belongs?.(sql`parent.id`), where) ?? sql`true`;
  const count = sql`lateral (select count(*)::int as count from ${table} where ${condition}) as counted`;
  const rows = await context.orm
    .select({
      parentId: belongs ? sql<string>`parent.id` : sql<string>`${noParent}`,
      count: sql<number>`counted.count`,
    })
    .from(belongs ? sql`${parentRows(parentIds)} cross join ${count}` : count);
  return new Map(rows.map((row) => [row.parentId, row.count]));
}

const noParent = "";

/** Reads one page of a whole table. */
export async function readList<Table extends ListTable>(
  context: Context,
  table: Table,
  args: PageArguments,
  selection: ListSelection,
): Promise<Page<Table["$inferSelect"]>> {
  const pages = await readPages<Table["$inferSelect"]>(context, table, undefined, [noParent], {
    args,
    selection,
  });
  return one(pages.get(noParent));
}

/** Reads the page of one parent; `filter` is what its `selection` was made from. */
export type LoadPage<Row> = (
  context: Context,
  parentId: string,
  args: PageArguments,
  selection: ListSelection,
  filter?: unknown,
) => Promise<Page<Row>>;

/**
 * Defines a connection that hangs on a parent, batched over all parents of a request.
 * @param belongs the condition that ties a row of `table` to the parent's id
 */
export function defineConnectionLoader<Table extends ListTable>(
  table: Table,
  belongs: Belongs,
): LoadPage<Table["$inferSelect"]> {
  type Row = Table["$inferSelect"];
  const keyOf = (request: PageRequest): string => `${request.parentId} ${request.groupKey}`;
  const load = defineLoader(
    async (context, requests: readonly PageRequest[]) => {
      const found = new Map<unknown, Page<Row>>();
      const groups = groupBy(requests, (request) => request.groupKey);
      await Promise.all(
        [...groups.values()].map(async (group) => {
          const parents = group.map((request) => request.parentId);
          const pages = await readPages<Row>(context, table, belongs, parents, one(group[0]));
          for (const request of group) found.set(keyOf(request), one(pages.get(request.parentId)));
        }),
      );
      return found;
    },
    () => null,
    keyOf,
  );
  return async (context, parentId, args, selection, filter) => {
    const { first, after, last, before } = args;
    const groupKey = JSON.stringify([first, after, last, before, selection.ordering.name, filter]);
    return one((await load(context, { parentId, args, selection, groupKey })) ?? undefined);
  };
}

/** What must be there, because the same code put it there. */
function one<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error("A page was asked for that no batch has read.");
  return value;
}
