import DataLoader from "dataloader";
import type { Context } from "./context.js";

/** Reads the value of one key; all keys asked for in the same tick share one batch. */
export type Load<Key, Value> = (context: Context, key: Key) => Promise<Value>;

/** What the loaders of a request remember belongs to: a new one forgets. */
const memories = new WeakMap<Context, object>();

/** Makes every loader read anew what this request asks from now on: to be called after a write. */
export function forgetLoaded(context: Context): void {
  memories.set(context, {});
}

/**
 * Defines a batched read. Each request has its own cache, which dies with its context: no registry,
 * nothing shared between requests.
 * @param batch gets distinct keys and answers a map; a key that it lacks loads as `absent`
 * @param absent what a key without a value loads as
 * @param cacheKey makes an object key comparable; keys that are strings need none
 */
export function defineLoader<Key, Value, Absent = null>(
  batch: (context: Context, keys: readonly Key[]) => Promise<ReadonlyMap<unknown, Value>>,
  absent: () => Absent,
  cacheKey: (key: Key) => unknown = (key) => key,
): Load<Key, Value | Absent> {
  const loaders = new WeakMap<object, DataLoader<Key, Value | Absent, unknown>>();
  return async (context, key) => {
    // PostgreSQL refuses the null character, so no record can have it in its key.
    if (typeof key === "string" && key.includes("\0")) return absent();
    const memory = memories.get(context) ?? context;
    let loader = loaders.get(memory);
    if (!loader) {
      loader = new DataLoader<Key, Value | Absent, unknown>(
        async (keys) => {
          const found = await batch(context, keys);
          return keys.map((each) => found.get(cacheKey(each)) ?? absent());
        },
        { cacheKeyFn: cacheKey },
      );
      loaders.set(memory, loader);
    }
    return loader.load(key);
  };
}

/** A loader of at most one row for each id. */
export const defineRowLoader = <Row>(
  read: (context: Context, ids: readonly string[]) => Promise<readonly Row[]>,
  keyOf: (row: Row) => string,
): Load<string, Row | null> =>
  defineLoader(
    async (context, ids: readonly string[]) =>
      new Map((await read(context, ids)).map((row) => [keyOf(row), row])),
    () => null,
  );

/** Sorts values into groups, which keep their order. */
export function groupBy<Key, Value>(
  values: Iterable<Value>,
  keyOf: (value: Value) => Key,
): Map<Key, Value[]> {
  const groups = new Map<Key, Value[]>();
  for (const value of values) {
    const group = groups.get(keyOf(value));
    if (group) group.push(value);
    else groups.set(keyOf(value), [value]);
  }
  return groups;
}

/** A row together with the id of what it belongs to. */
export interface Owned<Row> {
  parentId: string;
  row: Row;
}

/** A loader of all rows that belong to an id, in the order in which they were read. */
export const defineGroupLoader = <Row>(
  read: (context: Context, ids: readonly string[]) => Promise<readonly Owned<Row>[]>,
): Load<string, Row[]> =>
  defineLoader(
    async (context, ids: readonly string[]) => {
      const groups = groupBy(await read(context, ids), (owned) => owned.parentId);
      return new Map([...groups].map(([id, owned]) => [id, owned.map(({ row }) => row)]));
    },
    () => [],
  );
