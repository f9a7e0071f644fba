import { type SQL, and, sql } from "drizzle-orm";
import type { GraphQLResolveInfo } from "graphql";
import type { Context } from "./context.js";
import { type Belongs, countOnce, noParent, parentRows } from "./count.js";
import { fromCursor, toCursor } from "./cursor.js";
import { readJson } from "./database.js";
import { badInput } from "./errors.js";
import { defineLoader, groupBy } from "./loader.js";
import { type ListTable, pageStatement } from "./page-statement.js";
import { type Wanted, rowDecoder } from "./row-json.js";
import { wantedOf } from "./wanted.js";

/** Most rows that one page may hold. */
export const maxPageSize = 100;
const defaultPageSize = 20;

/** The Relay arguments; without `first` and `last`, the first {@link defaultPageSize} rows. */
export interface PageArguments {
  first?: number | null | undefined;
  after?: string | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
  /** What the client selects of the page; absent: everything is read. */
  info?: GraphQLResolveInfo | undefined;
}

/**
 * One way to sort. `key` is an SQL expression that is never NULL, best one and the same for all requests;
 * the id breaks ties, so that every row has one place and a cursor survives inserts.
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

interface PageRequest {
  parentId: string;
  args: PageArguments;
  selection: ListSelection;
  wanted: Wanted;
  /** Requests with equal keys differ in their parent only, and share a statement. */
  groupKey: string;
}

/** Of a row: its parent's id, its key and id for a cursor, and what {@link rowDecoder} makes it of. */
type PageRow = [parentId: string, cursorKey: string, id: string, row: unknown];

/**
 * Reads pages of one table for many parents at once: one statement for each distinct set of
 * arguments, however many parents there are. Lateral joins keep each parent's page a keyset scan.
 */
async function readPages<Row>(
  { orm, actor }: Context,
  table: ListTable,
  belongs: Belongs | undefined,
  parentIds: readonly string[],
  { args, selection, wanted }: Pick<PageRequest, "args" | "selection" | "wanted">,
): Promise<Map<string, Page<Row>>> {
  const { ordering } = selection;
  const window = readWindow(args);
  const { after: afterCursor, before: beforeCursor } = window;
  const after = afterCursor === undefined ? undefined : fromCursor(afterCursor, ordering, "after");
  const before =
    beforeCursor === undefined ? undefined : fromCursor(beforeCursor, ordering, "before");
  const where = and(
    belongs?.(sql`parent.id`),
    selection.where,
    after ? beyond(table, ordering, after, true) : undefined,
    before ? beyond(table, ordering, before, false) : undefined,
  );
  const shape = {
    table,
    wanted,
    key: ordering.key,
    isDescending: ordering.descending !== window.backward,
    limit: window.size + 1,
  };
  const parents = belongs && parentRows(parentIds);
  // Each parent's rows come in the order of its page.
  const rows = await readJson<PageRow[]>(orm, pageStatement(shape, actor, where, parents));

  const decode = rowDecoder<Row>(table, wanted);
  const groups = groupBy(rows, ([parentId]) => parentId);
  const counts = countOnce(orm, table, belongs, parentIds, selection.where);
  return new Map(
    parentIds.map((parentId) => [
      parentId,
      toPage(groups.get(parentId) ?? [], decode, window, ordering, () => counts(parentId)),
    ]),
  );
}

/** Makes a page, whose cursors are made when they are asked for. */
function toPage<Row>(
  rows: readonly PageRow[],
  decode: (json: unknown) => Row,
  { backward, size, after, before }: Window,
  ordering: Ordering,
  totalCount: () => Promise<number>,
): Page<Row> {
  const more = rows.length > size;
  const shown = rows.slice(0, size);
  if (backward) shown.reverse();
  const nodes = shown.map(([, , , row]) => decode(row));
  const cursorOf = ([, key, id]: PageRow): string => toCursor(ordering, key, id);
  const [first] = shown;
  const last = shown.at(-1);
  return {
    nodes,
    get edges() {
      return shown.map((row, at) => ({ cursor: cursorOf(row), node: nodes[at] as Row }));
    },
    get pageInfo() {
      return {
        hasNextPage: backward ? before !== undefined : more,
        hasPreviousPage: backward ? more : after !== undefined,
        startCursor: first ? cursorOf(first) : null,
        endCursor: last ? cursorOf(last) : null,
      };
    },
    totalCount,
  };
}

/** Reads one page of a whole table. */
export async function readList<Table extends ListTable>(
  context: Context,
  table: Table,
  args: PageArguments,
  selection: ListSelection,
): Promise<Page<Table["$inferSelect"]>> {
  const wanted = wantedOf(args.info, table);
  const request = { args, selection, wanted };
  const pages = await readPages<Table["$inferSelect"]>(
    context,
    table,
    undefined,
    [noParent],
    request,
  );
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
      const all = new Map<unknown, Page<Row>>();
      const groups = groupBy(requests, (request) => request.groupKey);
      await Promise.all(
        [...groups.values()].map(async (group) => {
          const parents = group.map((request) => request.parentId);
          const pages = await readPages<Row>(context, table, belongs, parents, one(group[0]));
          for (const request of group) all.set(keyOf(request), one(pages.get(request.parentId)));
        }),
      );
      return all;
    },
    () => null,
    keyOf,
  );
  return async (context, parentId, args, selection, filter) => {
    const { first, after, last, before } = args;
    const wanted = wantedOf(args.info, table);
    const what = [first, after, last, before, selection.ordering.name, filter, numberOf(wanted)];
    const request = { parentId, args, selection, wanted, groupKey: JSON.stringify(what) };
    return one((await load(context, request)) ?? undefined);
  };
}

/** Tells what is wanted in one place of a query from what is in another. */
function numberOf(wanted: Wanted): number {
  let number = numbers.get(wanted);
  if (number === undefined) {
    number = lastNumber += 1;
    numbers.set(wanted, number);
  }
  return number;
}
const numbers = new WeakMap<Wanted, number>();
let lastNumber = 0;

/** What must be there, because the same code put it there. */
function one<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error("A page was asked for that no batch has read.");
  return value;
}
