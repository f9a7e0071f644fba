import { readFileSync } from "node:fs";
import { z } from "zod";
import { projectPath } from "../../src/platform/project-root.js";

/** What the queries of the set try, in the order of the table. */
export const queryClasses = [
  "exact",
  "inflection",
  "compound-part",
  "split-compound",
  "synonym",
  "typing-error",
  "english",
  "place",
  "question",
  "false-friend",
] as const;

const judgement = z.strictObject({
  id: z.string(),
  class: z.enum(queryClasses),
  split: z.enum(["dev", "heldout", "fresh"]),
  query: z.string().min(1),
  target: z.enum(["CASE_STUDY", "METHOD", "LESSON"]),
  /** Slugs with how well they answer: 1 acceptable, 2 relevant, 3 exactly that. */
  relevant: z.record(z.string(), z.int().min(1).max(3)),
  /** Slugs that must not be among the first five. */
  forbidden: z.array(z.string()),
  note: z.string().optional(),
});

/** A query with what an assessor says of its answers. */
export type Judgement = z.infer<typeof judgement>;
export type QueryClass = Judgement["class"];

/** Reads the judged set; see the README beside it. */
export function readJudgements(): Judgement[] {
  const text = readFileSync(projectPath("test/eval/judgements.json"), "utf8");
  return z.array(judgement).parse(JSON.parse(text));
}
