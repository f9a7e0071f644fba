import { LRUCache } from "lru-cache";

/** No value may take more of the memory: one would drive out all others. */
const largestShare = 1 / 8;
/** All is forgotten this often all the same: rows that arrive by replication tell nobody. */
const longestMs = 300_000;

/**
 * Values that hold until something changes, up to a number of bytes; the one that hasn't been asked
 * for for longest makes room.
 */
export class ChangeMemory<Value extends object> {
  private readonly kept: LRUCache<string, Value> | undefined;
  private generation = 0;
  private forgetsAt = performance.now() + longestMs;

  /**
   * @param maxBytes 0: nothing is kept
   * @param bytesOf what a value takes, by and large
   */
  constructor(maxBytes: number, bytesOf: (value: Value) => number) {
    if (maxBytes === 0) return;
    this.kept = new LRUCache({
      maxSize: maxBytes,
      maxEntrySize: Math.ceil(maxBytes * largestShare),
      sizeCalculation: (value, key) => bytesOf(value) + 2 * key.length,
    });
  }

  get isOff(): boolean {
    return this.kept === undefined;
  }

  get bytes(): number {
    return this.kept?.calculatedSize ?? 0;
  }

  get count(): number {
    return this.kept?.size ?? 0;
  }

  find(key: string): Value | undefined {
    if (performance.now() > this.forgetsAt) this.forget();
    return this.kept?.get(key);
  }

  /** Names the moment, for {@link keep}: to be asked before anything is read for the value. */
  moment(): number {
    return this.generation;
  }

  /** Keeps a value, unless something has changed since the moment before it was read. */
  keep(key: string, value: Value, readSince: number): void {
    if (readSince === this.generation) this.kept?.set(key, value);
  }

  /** Forgets everything, what is being worked out now included. */
  forget(): void {
    this.generation += 1;
    this.forgetsAt = performance.now() + longestMs;
    if (this.count > 0) this.kept?.clear();
  }
}
