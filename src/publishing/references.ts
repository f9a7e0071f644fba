import type { Context } from "../platform/context.js";
import { fromGlobalId } from "../platform/ids.js";
import type { Load } from "../platform/loader.js";
import { type Problem, Problems } from "../platform/problems.js";

/**
 * Finds the records that an input names, and collects what it names in vain. What the record named
 * already may stay, also where the actor can't see it.
 */
export class References {
  readonly #context: Context;
  readonly #unfiltered: Context;
  readonly #root: string;
  readonly #before: Readonly<Record<string, unknown>>;
  readonly #problems: Problem[] = [];

  /**
   * @param root the argument's name, which the paths begin with
   * @param before the record's content so far
   */
  constructor(context: Context, root: string, before: object | null) {
    this.#context = context;
    this.#unfiltered = { ...context, actor: { ...context.actor, isStaff: true } };
    this.#root = root;
    this.#before = { ...before };
  }

  #contextFor(field: string, key: string | number): Context {
    return this.#isKept(field, key) ? this.#unfiltered : this.#context;
  }

  #isKept(field: string, key: string | number): boolean {
    const named = this.#before[field];
    return Array.isArray(named) ? named.includes(key) : named === key;
  }

  /**
   * The ids of the records with these keys, each once.
   * @param load answers null for what isn't there, or not visible: both read the same
   */
  async ids<Key extends string | number>(
    field: string,
    keys: readonly Key[],
    load: Load<Key, { id: string } | null>,
  ): Promise<string[]> {
    const found = await Promise.all(keys.map((key) => load(this.#contextFor(field, key), key)));
    found.forEach((row, index) => {
      if (!row) this.unknown(`${field}.${index}`, String(keys[index]));
    });
    return [...new Set(found.flatMap((row) => row?.id ?? []))];
  }

  /** The id of the record with a key; null when no key is given. */
  async id(
    field: string,
    key: string | null,
    load: Load<string, { id: string } | null>,
  ): Promise<string | null> {
    if (key === null) return null;
    const row = await load(this.#contextFor(field, key), key);
    if (!row) this.unknown(field, key);
    return row?.id ?? null;
  }

  /**
   * The keys behind ids that the API has answered, each once. What the record named already and is gone
   * since, as a contact that was erased, is left out.
   */
  async nodes(
    field: string,
    typeName: string,
    globalIds: readonly string[],
    load: Load<string, { id: string } | null>,
  ): Promise<string[]> {
    const find = async (context: Context, globalId: string) => {
      const key = keyOf(typeName, globalId);
      return key === undefined ? null : load(context, key);
    };
    const found = await Promise.all(globalIds.map((id) => find(this.#contextFor(field, id), id)));
    found.forEach((row, index) => {
      const id = globalIds[index] ?? "";
      if (!row && !this.#isKept(field, id)) this.unknown(`${field}.${index}`, id);
    });
    return [...new Set(found.flatMap((row) => row?.id ?? []))];
  }

  /** Notes that a field names what doesn't exist. */
  unknown(field: string, value: string): void {
    const shown = JSON.stringify(value.slice(0, 100));
    this.#problems.push({
      field: `${this.#root}.${field}`,
      code: "UNKNOWN",
      message: {
        sv: `${shown} finns inte; välj ett värde som API:et har svarat med.`,
        en: `${shown} doesn't exist; choose a value that the API has answered.`,
      },
    });
  }

  /** @throws Problems when anything was named in vain */
  settle(): void {
    if (this.#problems.length > 0) throw new Problems(this.#problems);
  }
}

/** The key behind an id that the API has answered; undefined when it is none of this type. */
export function keyOf(typeName: string, globalId: string): string | undefined {
  try {
    const named = fromGlobalId(globalId);
    return named.typeName === typeName ? named.id : undefined;
  } catch {
    return undefined;
  }
}
