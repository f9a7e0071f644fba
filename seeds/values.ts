import { z } from "zod";
import { shown } from "./problems.js";

/** A value that must pass a test; the message says what was expected. */
const tested = <T>(schema: z.ZodType<T>, passes: (value: T) => boolean, expected: string) =>
  schema.superRefine((value, context) => {
    if (!passes(value)) {
      context.addIssue({ code: "custom", message: `expected ${expected}, found ${shown(value)}` });
    }
  });

// What PostgreSQL can't store, or nobody wants to read: control characters, halves of a character.
const unprintable = /(?![\n\t])\p{Cc}|\p{Surrogate}/u;

/** A text of 1 to `longest` characters, counted as PostgreSQL counts them. */
export const text = (longest = 20_000) =>
  z.string().superRefine((value, context) => {
    const length = Array.from(value).length;
    const wrong =
      value.trim() === ""
        ? "a text that isn't empty"
        : value !== value.trim()
          ? "a text without space around it"
          : unprintable.test(value)
            ? "a text without control characters"
            : length > longest
              ? `at most ${longest} characters`
              : undefined;
    if (wrong !== undefined) {
      const found = length > longest ? `${length}` : shown(value);
      context.addIssue({ code: "custom", message: `expected ${wrong}, found ${found}` });
    }
  });

/** A readable name for permalinks. */
export const slug = tested(
  z.string(),
  (value) => value.length <= 120 && /^[a-z0-9]+(-[a-z0-9]+)*$/.test(value),
  "a slug (a-z, 0-9 and single hyphens)",
);

/** A web address. */
export const url = tested(
  z.string(),
  (value) => /^https?:\/\/[^\s]+$/.test(value) && URL.canParse(value),
  "an http(s) address",
);

/** An e-mail address. */
export const email = tested(
  z.string(),
  (value) => /^[^@\s]+@[^@\s]+$/.test(value),
  "an e-mail address",
);

/** A day, `YYYY-MM-DD`. */
export const date = tested(
  z.string(),
  (value) => z.iso.date().safeParse(value).success,
  "a date (YYYY-MM-DD)",
);

/** A text of a given form. */
export const pattern = (expression: RegExp, expected: string) =>
  tested(z.string(), (value) => expression.test(value), expected);

/** A whole number between two limits. */
export const whole = (smallest: number, largest: number) => z.int().min(smallest).max(largest);

/** A year that a case study, a target or a contract can have. */
export const year = whole(1950, 2100);

/** A list in which nothing stands twice; absent means empty. */
export const list = <S extends z.ZodType>(entry: S, keyOf?: (value: z.output<S>) => unknown) =>
  withoutRepetition(z.array(entry), keyOf).default([]);

/** A list with at least one entry in which nothing stands twice. */
export const filled = <S extends z.ZodType>(entry: S, keyOf?: (value: z.output<S>) => unknown) =>
  withoutRepetition(z.array(entry).min(1), keyOf);

function withoutRepetition<S extends z.ZodType>(
  entries: z.ZodArray<S>,
  keyOf: (value: z.output<S>) => unknown = (value) => value,
) {
  return entries.superRefine((values, context) => {
    const seen = new Set<unknown>();
    for (const [index, value] of values.entries()) {
      const key = keyOf(value);
      if (seen.has(key)) {
        disagree(context, [index], `expected nothing twice, found ${shown(key)} again`);
      }
      seen.add(key);
    }
  });
}

/** Notes on the field `path` that the record as a whole doesn't hold together. */
export function disagree(context: z.RefinementCtx, path: PropertyKey[], message: string): void {
  context.addIssue({ code: "custom", path, message });
}

/** The first day that a precision lets a date have. */
export function isAsPrecise(day: string, precision: "DAY" | "MONTH" | "YEAR"): boolean {
  return precision === "DAY" || day.endsWith(precision === "YEAR" ? "-01-01" : "-01");
}
