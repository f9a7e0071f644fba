import { isDeepStrictEqual } from "node:util";

/** A field in which two contents differ. */
export interface FieldChange {
  field: string;
  before: unknown;
  after: unknown;
}

/** The fields in which two contents differ. */
export function compareContents(before: object, after: object): FieldChange[] {
  const [old, recent] = [new Map(Object.entries(before)), new Map(Object.entries(after))];
  return [...new Set([...old.keys(), ...recent.keys()])].flatMap((field) => {
    const [left, right] = [old.get(field) ?? null, recent.get(field) ?? null];
    return isDeepStrictEqual(left, right) ? [] : [{ field, before: left, after: right }];
  });
}
