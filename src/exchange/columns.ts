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
  return {
    field: `rows.${row}.${name.slice(0, 100)}`,
    code: "UNKNOWN",
    message: {
      sv: `Kolumnen ${shown} finns inte; ta bort den eller rätta namnet.`,
      en: `There is no column ${shown}; remove it or correct its name.`,
    },
  };
};
