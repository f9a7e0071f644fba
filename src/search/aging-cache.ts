import { type SearchLog, messageOf } from "./search-log.js";

/** What {@link createAgingCache} is given. */
export interface AgingCacheOptions<Value> {
  /** What is kept, as the log calls it. */
  name: string;
  /** After how long it is read again, while answers go on with the one at hand. */
  freshForMs: number;
  read: () => Promise<Value>;
  /** Names what would be read, cheaply: as long as it stays the same nothing is read again. */
  version?: () => Promise<string>;
  /** A value that nobody should be answered from while a better one may be had: it isn't kept. */
  isEmpty: (value: Value) => boolean;
  log: SearchLog;
}

/** A value that is read when it is first needed, and again in the background when it has aged. */
export interface AgingCache<Value> {
  /** @throws when there is no value yet and none can be read */
  current(): Promise<Value>;
  /** The value at hand, if any; renewed in the background as by {@link AgingCache.current}. */
  atHand(): Value | undefined;
}

/** What takes long to read is read seldom: it then takes at most this part of the database's time. */
const restTimes = 20;

/** Keeps one value; whoever asks waits only for the first. One that can't be renewed stays. */
export function createAgingCache<Value>(options: AgingCacheOptions<Value>): AgingCache<Value> {
  const { name, freshForMs, read, version, isEmpty, log } = options;
  let known: { value: Value; freshUntil: number; version: string | undefined } | undefined;
  let reading: Promise<Value> | undefined;

  async function readAgain(): Promise<Value> {
    // Before reading: what changes meanwhile then counts as a change.
    const current = await version?.();
    const started = performance.now();
    if (known && current !== undefined && known.version === current) {
      known.freshUntil = started + freshForMs;
      return known.value;
    }
    const value = await read();
    const pause = Math.max(freshForMs, (performance.now() - started) * restTimes);
    known = isEmpty(value)
      ? undefined
      : { value, freshUntil: performance.now() + pause, version: current };
    return value;
  }

  function refresh(): Promise<Value> {
    reading ??= readAgain().finally(() => {
      reading = undefined;
    });
    return reading;
  }

  function atHand(): Value | undefined {
    if (known && performance.now() > known.freshUntil) {
      refresh().catch((error: unknown) => {
        log.warn({ error: messageOf(error) }, `search: can't read the ${name}`);
      });
    }
    return known?.value;
  }

  return { atHand, current: async () => atHand() ?? refresh() };
}
