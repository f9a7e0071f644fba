import { type SearchLog, messageOf } from "./search-log.js";

/** What {@link createAgingCache} is given. */
export interface AgingCacheOptions<Value> {
  /** What is kept, as the log calls it. */
  name: string;
  /** After how long it is read again, while answers go on with the one at hand. */
  freshForMs: number;
  read: () => Promise<Value>;
  /** A value that nobody should be answered from while a better one may be had: it isn't kept. */
  isEmpty: (value: Value) => boolean;
  log: SearchLog;
}

/** A value that is read when it is first needed, and again in the background when it has aged. */
export interface AgingCache<Value> {
  /** @throws when there is no value yet and none can be read */
  current(): Promise<Value>;
}

/** Keeps one value; whoever asks waits only for the first. One that can't be renewed stays. */
export function createAgingCache<Value>(options: AgingCacheOptions<Value>): AgingCache<Value> {
  const { name, freshForMs, read, isEmpty, log } = options;
  let known: { value: Value; readAt: number } | undefined;
  let reading: Promise<Value> | undefined;

  function refresh(): Promise<Value> {
    reading ??= read()
      .then((value) => {
        known = isEmpty(value) ? undefined : { value, readAt: Date.now() };
        return value;
      })
      .finally(() => {
        reading = undefined;
      });
    return reading;
  }

  return {
    async current() {
      if (!known) return refresh();
      if (Date.now() - known.readAt > freshForMs) {
        refresh().catch((error: unknown) => {
          log.warn({ error: messageOf(error) }, `search: can't read the ${name}`);
        });
      }
      return known.value;
    },
  };
}
