import { badInput } from "../platform/errors.js";
import { readWindow } from "../platform/pagination.js";
import type { SearchPageArgs } from "./search.input.js";

/** Which hits make up a page: a search pages by place, as rank is no stable key. */
export interface SearchWindow {
  offset: number;
  limit: number;
}

/** The largest offset that a cursor can have: as far as any engine pages. */
const lastOffset = 1_000_000;

/** The cursor of the hit at a place, from 0. */
export const toSearchCursor = (place: number): string =>
  Buffer.from(`search:${place}`, "utf8").toString("base64url");

function fromCursor(cursor: string, argument: string): number {
  const [, digits] = /^search:(\d{1,7})$/.exec(Buffer.from(cursor, "base64url").toString()) ?? [];
  const place = Number(digits ?? Number.NaN);
  if (place < lastOffset) return place;
  throw badInput(
    argument,
    "is not a cursor of a search; pass one that the same search has answered.",
  );
}

/**
 * Reads which hits are wanted.
 * @param count counts all hits; asked only where a page is to end at the last of them
 * @throws BAD_USER_INPUT naming the argument
 */
export async function readSearchWindow(
  { first, after, last, before }: SearchPageArgs,
  count: () => Promise<number>,
): Promise<SearchWindow> {
  // `first` has a default: `last` says that the other end is meant.
  const { backward, size } = readWindow(last == null ? { first } : { last });
  const start = after == null ? 0 : fromCursor(after, "after") + 1;
  const end = before == null ? undefined : fromCursor(before, "before");
  if (!backward)
    return { offset: start, limit: Math.max(0, Math.min(size, (end ?? Infinity) - start)) };
  const stop = end ?? (await count());
  const offset = Math.max(start, stop - size);
  return { offset, limit: Math.max(0, stop - offset) };
}
