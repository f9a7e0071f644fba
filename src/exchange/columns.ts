import type { Problem } from "../platform/problems.js";
import type { CaseStudyDocument } from "../publishing/case-study.schema.js";

/**
 * How a CSV cell holds a column: as it is; as a number; as true or false; as keys with `|` between them;
 * as `organisation:ROLE` with `|` between them; as JSON.
 */
type Cell = "text" | "number" | "flag" | "keys" | "numbers" | "parties" | "json";

/** What both the import and the export have, in the export's order: a case study without its contacts. */
export const contentColumns = {
  slug: "text",
  title: "text",
  summary: "text",
  challenge: "text",
  solution: "text",
  status: "text",
  startYear: "number",
  startYearApproximate: "flag",
  endYear: "number",
  endYearApproximate: "flag",
  organisations: "parties",
  partnerNames: "json",
  conditionsForSuccess: "text",
  advice: "text",
  costAmount: "number",
  costCurrency: "text",
  funder: "text",
  fundingNote: "text",
  staffing: "text",
  leadTime: "text",
  control: "text",
  language: "text",
  note: "text",
  lastReviewedOn: "text",
  reviewDueOn: "text",
  focusAreas: "keys",
  sdgs: "numbers",
  environmentalObjectives: "keys",
  methods: "keys",
  relatedCaseStudies: "keys",
  sources: "json",
  lessons: "json",
  results: "json",
} as const satisfies Record<Exclude<keyof CaseStudyDocument, "contacts">, Cell>;

/** What the export says of each record besides; the import reads over it, but for the licence. */
export const provenanceColumns = {
  licence: "text",
  attribution: "text",
  id: "text",
  publishedAt: "text",
  updatedAt: "text",
} as const satisfies Record<string, Cell>;

/** Every column that an imported file may have. */
const known: ReadonlyMap<string, Cell> = new Map(
  Object.entries({ externalId: "text", ...contentColumns, ...provenanceColumns } as const),
);

/** Whether an imported file may have such a column. */
export const isColumn = (name: string): boolean => known.has(name);

// A spreadsheet takes what begins like this for a formula. An apostrophe before it makes it a text; one
// more where there are some already, so that reading takes back what writing has added, and no more.
const formula = /^'*[=+\-@\t\r]/;
const guarded = /^'+[=+\-@\t\r]/;

/** A value as a CSV cell. */
export function toCell(name: string, value: unknown): string {
  if (value === null || value === undefined) return "";
  const cell = plainCell(known.get(name) ?? "text", value);
  return formula.test(cell) ? `'${cell}` : cell;
}

function plainCell(kind: Cell, value: unknown): string {
  if (Array.isArray(value)) {
    if (value.length === 0) return "";
    if (kind === "keys" || kind === "numbers") return value.join("|");
    if (kind === "parties") {
      return value.map(({ organisation, role }) => `${organisation}:${role}`).join("|");
    }
    return JSON.stringify(value);
  }
  return String(value);
}

/**
 * A CSV cell as the value that NDJSON would hold. What can't be read as its column's kind stays a text,
 * which the content's schema refuses.
 */
export function fromCell(name: string, cell: string): unknown {
  const plain = guarded.test(cell) ? cell.slice(1) : cell;
  const kind = known.get(name) ?? "text";
  const trimmed = plain.trim();
  if (trimmed === "") return null;
  if (kind === "text") return plain;
  if (kind === "number") return toNumber(trimmed);
  if (kind === "flag") return flags.get(trimmed.toLowerCase()) ?? trimmed;
  if (trimmed.startsWith("[")) return fromJson(trimmed);
  if (kind === "json") return trimmed;
  const parts = trimmed.split("|").map((part) => part.trim());
  if (kind === "keys") return parts;
  if (kind === "numbers") return parts.map(toNumber);
  return parts.map((part) => {
    const [organisation, role = "LEAD"] = part.split(":");
    return { organisation, role };
  });
}

const flags: ReadonlyMap<string, boolean> = new Map([
  ["true", true],
  ["false", false],
]);

const toNumber = (text: string): unknown => {
  const number = Number(text);
  return text === "" || Number.isNaN(number) ? text : number;
};

function fromJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Says that a file has a column that no import knows. */
export const unknownColumn = (row: number, name: string): Problem => {
  const shown = JSON.stringify(name.slice(0, 100));
  const meant = [...known.keys()].find((each) => each.toLowerCase() === name.toLowerCase());
  return {
    field: `rows.${row}.${name.slice(0, 100)}`,
    code: "UNKNOWN",
    message: {
      sv: `Kolumnen ${shown} finns inte; ${meant ? `skriv "${meant}"` : "ta bort den eller rätta namnet"}.`,
      en: `There is no column ${shown}; ${meant ? `write "${meant}"` : "remove it or correct its name"}.`,
    },
  };
};

/** What files are written with in place of commas: a spreadsheet's in Swedish, for example. */
const otherSeparators = { ";": '";"', "\t": "tab", "|": '"|"' };

/** Finds what is wrong with the header of a CSV file. */
export function judgeHeader(names: readonly string[]): Problem[] {
  const [only = "", ...others] = names;
  const isAlone = others.length === 0 && !isColumn(only);
  for (const [separator, shown] of Object.entries(otherSeparators)) {
    if (isAlone && only.split(separator).some((name) => isColumn(name.trim()))) {
      return [
        headerProblem(
          `Kolumnerna skiljs åt med ${shown}; spara filen som CSV med kommatecken.`,
          `The columns are separated by ${shown}; save the file as CSV with commas.`,
        ),
      ];
    }
  }
  return names.flatMap((name, at) => {
    if (name === "") {
      return headerProblem(
        `Kolumn ${at + 1} har inget namn; ge den ett eller ta bort den.`,
        `Column ${at + 1} has no name; give it one, or remove it.`,
      );
    }
    if (!isColumn(name)) return unknownColumn(0, name);
    if (names.indexOf(name) === at) return [];
    const message = {
      sv: `Kolumnen "${name}" finns två gånger; ta bort den ena.`,
      en: `The column "${name}" is there twice; remove one of the two.`,
    };
    return { field: `rows.0.${name}`, code: "TAKEN", message };
  });
}

const headerProblem = (sv: string, en: string): Problem => ({
  field: "rows.0",
  code: "INVALID",
  message: { sv, en },
});
