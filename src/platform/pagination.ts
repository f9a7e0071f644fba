import { type SQL, and, getTableColumns, sql } from "drizzle-orm";
import type { PgTable } from "drizzle-orm/pg-core";
import type { Context } from "./context.js";
import { badInput } from "./errors.js";
import { type Load, defineLoader } from "./loader.js";

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
type ListTable = PgTable & { id: { getSQL(): SQL }; $inferSelect: { id: string } };

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

const keyFormats: Record<Ordering["type"], RegExp> = {
  text: /^[^\0]*$/s,
  integer: /^-?\d{1,9}$/,
  timestamptz: /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?[+-]\d\d(:\d\d)?$/,
  date: /^\d{4}-\d\d-\d\d$/,
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
    if (known && name === ordering.name && keyFormats[ordering.type].test(key)) {
      if (uuidFormat.test(id)) return [key, id];
    }
  }
  throw badInput(
    argument,
    "is not a cursor of this list in this order; pass a cursor that the same list has answered.",
  );
}

function beyond(table: ListTable, ordering: Ordering, place: [string, string], later: boolean): SQL {
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

/**
 * Reads pages of one table for many parents at once: one statement for each distinct set of
 * arguments, however many parents there are. Lateral joins keep each parent's page a keyset scan.
 */
async function readPages<Table extends ListTable>(
  context: Context,
  table: Table,
  belongs: Belongs | undefined,
  parentIds: readonly string[],
  { args, selection }: Pick<PageRequest, "args" | "selection">,
): Promise<Map<string, Page<Table["$inferSelect"]>>> {
  type Row = Table["$inferSelect"];
  const { ordering } = selection;
  const window = readWindow(args);
  const after = window.after && fromCursor(window.after, ordering, "after");
  const before = window.before && fromCursor(window.before, ordering, "before");
  const direction = sql.raw(ordering.descending !== window.backward ? "desc" : "asc");
  const page = context.orm
    .select({ ...getTableColumns(table), cursorKey: sql<string>`(${ordering.key})::text`.as("cursor_key") })
    .from(table as PgTable)
    .where(
      and(
        belongs?.(sql`parent.id`),
        selection.where,
        after ? beyond(table, ordering, after, true) : undefined,
        before ? beyond(table, ordering, before, false) : undefined,
      ),
    )
    .orderBy(sql`${ordering.key} ${direction}`, sql`${table.id} ${direction}`)
    .limit(window.size + 1);

  const found = new Map<string, (Row & { cursorKey: string })[]>();
  if (belongs) {
    const sub = page.as("page");
    const rows = await context.orm
      .select({ parentId: sql<string>`parent.id`, row: { ...sub._.selectedFields } as never })
      .from(sql`unnest(${sql.param(`{${parentIds.join(",")}}`)}::uuid[]) as parent(id)`)
      .crossJoinLateral(sub);
    for (const { parentId, row } of rows as { parentId: string; row: Row & { cursorKey: string } }[]) {
      const group = found.get(parentId);
      if (group) group.push(row);
      else found.set(parentId, [row]);
    }
  } else {
    found.set(noParent, (await page) as (Row & { cursorKey: string })[]);
  }

  const counts = countOnce(context, table, belongs, parentIds, selection.where);
  return new Map(
    parentIds.map((parentId) => [
      parentId,
      toPage<Row>(found.get(parentId) ?? [], window, ordering, () => counts(parentId)),
    ]),
  );
}

function toPage<Row extends { id: string }>(
  rows: (Row & { cursorKey: string })[],
  window: Window,
  ordering: Ordering,
  totalCount: () => Promise<number>,
): Page<Row> {
  const more = rows.length > window.size;
  const shown = rows.slice(0, window.size);
  if (window.backward) shown.reverse();
  const edges = shown.map((row) => ({
    cursor: toCursor(ordering, row.cursorKey, row.id),
    node: row as Row,
  }));
  return {
    edges,
    nodes: shown,
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
  if (!belongs) {
    const [row] = await context.orm
      .select({ count: sql<number>`count(*)::int` })
      .from(table as PgTable)
      .where(where);
    return new Map([[noParent, row?.count ?? 0]]);
  }
  const rows = await context.orm
    .select({
      parentId: sql<string>`parent.id`,
      count: sql<number>`(select count(*)::int from ${table} where ${and(belongs(sql`parent.id`), where)})`,
    })
    .from(sql`unnest(${sql.param(`{${parentIds.join(",")}}`)}::uuid[]) as parent(id)`);
  return new Map(rows.map(({ parentId, count }) => [parentId, count]));
}

const noParent = "";

/** Reads one page of a whole table. */
export async function readList<Table extends ListTable>(
  context: Context,
  table: Table,
  args: PageArguments,
  selection: ListSelection,
): Promise<Page<Table["$inferSelect"]>> {
  const pages = await readPages(context, table, undefined, [noParent], { args, selection });
  return pages.get(noParent) as Page<Table["$inferSelect"]>;
}

/**
 * Defines a connection that hangs on a parent, batched over all parents of a request.
 * @param belongs the condition that ties a row of `table` to the parent's id
 */
export function defineConnectionLoader<Table extends ListTable>(
  table: Table,
  belongs: Belongs,
): (
  context: Context,
  parentId: string,
  args: PageArguments,
  selection: ListSelection,
  filter?: unknown,
) => Promise<Page<Table["$inferSelect"]>> {
  const load: Load<PageRequest, Page<Table["$inferSelect"]> | null> = defineLoader(
    async (context, requests: readonly PageRequest[]) => {
      const groups = new Map<string, PageRequest[]>();
      for (const request of requests) {
        const group = groups.get(request.groupKey);
        if (group) group.push(request);
        else groups.set(request.groupKey, [request]);
      }
      const found = new Map<unknown, Page<Table["$inferSelect"]>>();
      for (const [key, group] of groups) {
        const sample = group[0] as PageRequest;
        const parents = group.map((request) => request.parentId);
        const pages = await readPages(context, table, belongs, parents, sample);
        for (const [parentId, page] of pages) found.set(`${parentId} ${key}`, page);
      }
      return found;
    },
    () => null,
    (request) => `${request.parentId} ${request.groupKey}`,
  );
  return async (context, parentId, args, selection, filter) => {
    const { first, after, last, before } = args;
    const groupKey = JSON.stringify([first, after, last, before, selection.ordering.name, filter]);
    const page = await load(context, { parentId, args, selection, groupKey });
    return page as Page<Table["$inferSelect"]>;
  };
}
