import type { z } from "zod";

/** One record of a seed file: what stands there, and what it became when it is well formed. */
export interface SeedRecord<T> {
  /** Its place in the file, counted from 1. */
  number: number;
  raw: unknown;
  /** Absent when the record isn't well formed. */
  value?: T;
}

/** A seed file as it was read. */
export interface SeedFile<T> {
  name: string;
  records: SeedRecord<T>[];
  /** Whether its records could be read at all: if not, references to them can't be judged. */
  isReadable: boolean;
}

/** The seed files don't say what they should; the message lists every problem, one a line. */
export class SeedFormatError extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join("\n"));
    this.name = "SeedFormatError";
    this.problems = problems;
  }
}

/** Collects what is wrong with the seed files, so that one run tells everything. */
export class Problems {
  readonly #lines: string[] = [];

  /** Notes what is wrong with a file as a whole. */
  inFile(file: string, message: string): void {
    this.#lines.push(`seeds/${file}: ${message}`);
  }

  /** Notes what is wrong with a field; an empty path means the record itself. */
  inRecord(
    file: string,
    record: SeedRecord<unknown>,
    path: readonly PropertyKey[],
    message: string,
  ): void {
    const label = labelOf(record.raw);
    const where = `record ${record.number}${label === undefined ? "" : ` (${label})`}`;
    this.inFile(file, [where, pathText(path), message].filter((part) => part !== "").join(": "));
  }

  /** Notes what zod found in a record. */
  inSchema(file: string, record: SeedRecord<unknown>, issue: z.core.$ZodIssue): void {
    if (issue.code === "unrecognized_keys") {
      for (const key of issue.keys) {
        this.inRecord(file, record, [...issue.path, key], "expected no field of this name");
      }
      return;
    }
    this.inRecord(file, record, issue.path, expectation(issue, valueAt(record.raw, issue.path)));
  }

  /** @throws SeedFormatError when there is any problem. */
  throwIfAny(): void {
    if (this.#lines.length > 0) throw new SeedFormatError(this.#lines);
  }
}

function expectation(issue: z.core.$ZodIssue, value: unknown): string {
  const found = value === undefined ? "found nothing" : `found ${shown(value)}`;
  switch (issue.code) {
    case "invalid_type":
      return `expected ${typeNames[issue.expected] ?? issue.expected}, ${found}`;
    case "invalid_value":
      return `expected one of ${issue.values.map(String).join(", ")}, ${found}`;
    case "too_small":
    case "too_big": {
      const limit =
        issue.code === "too_small" ? `at least ${issue.minimum}` : `at most ${issue.maximum}`;
      const unit = issue.origin !== "array" ? "" : limit.endsWith(" 1") ? " entry" : " entries";
      return `expected ${limit}${unit}, found ${Array.isArray(value) ? value.length : shown(value)}`;
    }
    case "custom":
      return issue.message;
    default:
      return `expected something else (${issue.message}), ${found}`;
  }
}

const typeNames: Record<string, string> = {
  string: "a text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "an object",
};

/** A value as a message shows it: never longer than a line. */
export function shown(value: unknown): string {
  const json = JSON.stringify(value) ?? "nothing";
  return json.length > 60 ? `${json.slice(0, 57)}…` : json;
}

const labelFields = ["slug", "code", "number", "year", "organisation"];

function labelOf(raw: unknown): string | undefined {
  for (const field of labelFields) {
    const value = valueAt(raw, [field]);
    if (typeof value === "string" || typeof value === "number") return String(value).slice(0, 80);
  }
  return undefined;
}

/** What stands at a path of parsed JSON; undefined where the path leads nowhere. */
export function valueAt(raw: unknown, path: readonly PropertyKey[]): unknown {
  let value = raw;
  for (const key of path) {
    if (typeof value !== "object" || value === null) return undefined;
    value = Object.getOwnPropertyDescriptor(value, key)?.value;
  }
  return value;
}

function pathText(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === "number") return `${text}[${key}]`;
    return text === "" ? String(key) : `${text}.${String(key)}`;
  }, "");
}
