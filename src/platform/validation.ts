import { z } from "zod";
import type { Bilingual } from "./locale.js";
import { type Problem, type ProblemCode, Problems } from "./problems.js";

/** A zod issue's own fields that a problem is made from. */
type Verdict = Omit<Problem, "field">;

const verdict = (code: ProblemCode, sv: string, en: string): Verdict => ({
  code,
  message: { sv, en },
});

const missing = verdict("REQUIRED", "Fyll i fältet.", "Fill it in.");

/** Carries a verdict of ours through zod. */
const refuse = (context: z.RefinementCtx, given: Verdict, path: (string | number)[] = []): void =>
  context.addIssue({ code: "custom", path, params: { given }, message: given.message.en });

/**
 * Refuses a combination of fields.
 * @param path the field that is to be mended
 */
export const disagree = (context: z.RefinementCtx, path: (string | number)[], message: Bilingual) =>
  refuse(context, { code: "INVALID", message }, path);

// What PostgreSQL can't store, or nobody wants to read: control characters, halves of a character.
const unprintable = /(?![\n\t])\p{Cc}|\p{Surrogate}/u;

// What copying from a PDF or a web page leaves behind, unseen: soft hyphens, spaces without a width, marks
// that turn the direction of writing round (a title could then read as another one), tags.
const residue =
  /[\u00AD\u180E\u200B\u2060-\u2064\u202A-\u202E\u2066-\u206F\uFEFF\uFFF9-\uFFFB\u{E0000}-\u{E007F}]/gu;
const directionMarks = /[\u061C\u200E\u200F]/g;
const lineEnd = /[\n\t\v\f\u0085\u2028\u2029]/;

// Most texts hold nothing else: they needn't be searched for what is unwanted.
const ordinary = /^[\n -~\u00A1-\u00AC\u00AE-\u024F\u2013\u2014\u2018-\u201D\u2022\u2026]*$/;

// U+2800 is a Braille cell without a dot.
const visible = /[^\p{Z}\p{C}\p{M}\p{Default_Ignorable_Code_Point}\u2800]/u;

/** Whether there is nothing to see in a text: empty, or spaces, invisible and control characters only. */
export const isBlank = (value: string): boolean => !visible.test(value);

const withoutResidue = (value: string): string =>
  ordinary.test(value)
    ? value.trim()
    : value.replaceAll(/\r\n?/g, "\n").replaceAll(residue, "").trim();

/** A text on one line as it is kept: without what can't be seen. */
export const onOneLine = (value: string): string => {
  const clean = withoutResidue(value).replaceAll(directionMarks, "").trim();
  if (!lineEnd.test(clean)) return clean;
  const lines = clean.split(lineEnd).map((each) => each.trim());
  return lines.filter((each) => each !== "").join(" ");
};

/** Characters as PostgreSQL counts them: never more than JavaScript does. */
const lengthOf = (value: string): number => Array.from(value).length;

const isLonger = (value: string, longest: number): boolean =>
  value.length > longest && lengthOf(value) > longest;

const checked = (longest: number, clean: (value: string) => string) =>
  z
    .string()
    .transform(clean)
    .superRefine((value, context) => {
      const isOrdinary = ordinary.test(value);
      if (!isOrdinary && unprintable.test(value)) {
        refuse(
          context,
          verdict("INVALID", "Ta bort styrtecken.", "Remove the control characters."),
        );
      } else if (isOrdinary ? value === "" : isBlank(value)) refuse(context, missing);
      else if (isLonger(value, longest)) {
        const length = lengthOf(value);
        refuse(
          context,
          verdict(
            "TOO_LONG",
            `Högst ${longest} tecken; texten har ${length}.`,
            `At most ${longest} characters; the text has ${length}.`,
          ),
        );
      }
    });

/**
 * A text of 1 to `longest` characters, counted as PostgreSQL counts them. Space around it and what can't
 * be seen is cut off.
 */
export const text = (longest: number) => checked(longest, withoutResidue);

/** A {@link text} on one line, as a title or a name: ends of lines become spaces. */
export const line = (longest: number) => checked(longest, onOneLine);

/** A text on one line that passes a test. */
export const textThat = (longest: number, passes: (value: string) => boolean, wanted: Bilingual) =>
  // What fails as a text isn't tested: a pattern may take long on one that is too long anyway.
  line(longest).pipe(
    z.string().superRefine((value, context) => {
      if (!passes(value)) refuse(context, { code: "INVALID", message: wanted });
    }),
  );

/** A long text as CommonMark. */
export const longText = text(20_000);

/** A web address; http and https only, so that no link can run a script. */
export const webAddress = textThat(
  2_000,
  (value) => /^https?:\/\/[^\s/]+\S*$/.test(value) && URL.canParse(value),
  {
    sv: "Skriv en adress som börjar med https://.",
    en: "Write an address that starts with https://.",
  },
);

/** A readable name for permalinks. */
export const slug = textThat(120, (value) => /^[a-z0-9]+(-[a-z0-9]+)*$/.test(value), {
  sv: "Använd a–z, 0–9 och enkla bindestreck.",
  en: "Use a–z, 0–9 and single hyphens.",
});

/** A day, as the scalar Date passes it. */
export const day = z.iso.date();

/** A list of at most `most` values: of a longer one the values aren't looked at. */
export const list = <Item extends z.ZodType>(item: Item, most: number) =>
  z.array(z.unknown()).max(most).pipe(z.array(item));

/** How a value of zod's own complaint reads. */
function verdictOf(issue: z.core.$ZodIssue): Verdict {
  if (issue.code === "custom") {
    const given: unknown = issue.params?.["given"];
    // Only `refuse` passes one.
    if (given) return given as Verdict;
  }
  if (issue.code === "too_big" && issue.origin === "array") {
    return verdict("TOO_MANY", `Högst ${issue.maximum} stycken.`, `At most ${issue.maximum}.`);
  }
  if (issue.code === "too_big" || issue.code === "too_small") {
    const [limit, sv, en] =
      issue.code === "too_big"
        ? [issue.maximum, "Högst", "At most"]
        : [issue.minimum, "Minst", "At least"];
    return verdict("INVALID", `${sv} ${limit}.`, `${en} ${limit}.`);
  }
  const isWrongKind = issue.code === "invalid_type" || issue.code === "invalid_value";
  if (isWrongKind && issue.input == null) return missing;
  return verdict("INVALID", "Värdet kan inte användas här.", "The value can't be used here.");
}

/** Problems that an answer tells of: whoever has more mends these first. */
const mostProblems = 100;

/**
 * Checks an input.
 * @param root the argument's name, which the paths begin with
 * @throws Problems with the path of every field that is wrong
 */
export function parseInput<Schema extends z.ZodType>(
  schema: Schema,
  input: unknown,
  root = "input",
): z.output<Schema> {
  const parsed = schema.safeParse(input, { reportInput: true });
  if (parsed.success) return parsed.data;
  throw new Problems(
    parsed.error.issues.slice(0, mostProblems).map((issue) => ({
      field: [root, ...issue.path].join("."),
      ...verdictOf(issue),
    })),
  );
}
