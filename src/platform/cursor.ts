import { badInput } from "./errors.js";
import type { Ordering } from "./pagination.js";

/** Makes the cursor of a row. */
export const toCursor = (ordering: Ordering, key: string, id: string): string =>
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

/**
 * Reads a cursor: a place in one ordering, the key's text and the row's id.
 * @throws BAD_USER_INPUT for what is no cursor of this ordering
 */
export function fromCursor(cursor: string, ordering: Ordering, argument: string): [string, string] {
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
