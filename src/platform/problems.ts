import type { Bilingual } from "./locale.js";

/** The codes of what the user of a mutation can mend; documented at the enum `UserErrorCode`. */
export const problemCodes = [
  "REQUIRED",
  "TOO_LONG",
  "TOO_MANY",
  "INVALID",
  "UNKNOWN",
  "TAKEN",
  "CONFLICT",
  "WRONG_STATE",
  "KEY_REUSED",
  "EXPIRED",
  "FORBIDDEN",
] as const;
export type ProblemCode = (typeof problemCodes)[number];

/** One thing that the user of a mutation can mend. */
export interface Problem {
  /** The input's path, for example `input.lessons.0.text`; null when no single field is wrong. */
  field: string | null;
  code: ProblemCode;
  /** What is wrong, and the remedy. */
  message: Bilingual;
}

/** Ends a mutation, and its transaction: nothing was written. */
export class Problems extends Error {
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(problems.map(({ field, message }) => `${field ?? "input"}: ${message.en}`).join(" "));
    this.problems = problems;
  }
}

/** Ends a mutation with one problem. */
export const problem = (
  field: string | null,
  code: ProblemCode,
  sv: string,
  en: string,
): Problems => new Problems([{ field, code, message: { sv, en } }]);

/** What a mutation answers: what it has made, or what there is to mend. */
export interface Outcome<Value> {
  value: Value | null;
  userErrors: readonly Problem[];
}

/**
 * Carries out a mutation.
 * @param current what to answer beside the problems, for example the record as it stands
 * @throws everything that the user can't mend
 */
export async function outcomeOf<Value>(
  work: () => Promise<Value | null>,
  current: () => Promise<Value | null> = async () => null,
): Promise<Outcome<Value>> {
  try {
    return { value: await work(), userErrors: [] };
  } catch (error) {
    if (!(error instanceof Problems)) throw error;
    return { value: await current(), userErrors: error.problems };
  }
}
