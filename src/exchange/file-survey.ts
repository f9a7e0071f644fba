import type { Problem } from "../platform/problems.js";
import { onOneLine } from "../platform/validation.js";
import type { RawRow } from "./row-reading.js";

/** What has to be known of a whole file before its first record can be judged. */
export interface FileSurvey {
  /** How many records there are. */
  rows: number;
  /** The slugs that its records give themselves: others in it may name them. */
  slugs: ReadonlySet<string>;
  /** Which records name a slug as related: being related goes both ways. */
  relatedBy: ReadonlyMap<string, readonly string[]>;
  problems: readonly Problem[];
}

/** Most problems that a report holds: who has more mends these first. */
export const mostProblems = 1_000;

/** Reads a file once, and finds what is wrong with it as a file. */
export async function surveyFile(rows: AsyncIterable<RawRow>): Promise<FileSurvey> {
  const [slugs, externalIds] = [new Map<string, number>(), new Map<string, number>()];
  const relatedBy = new Map<string, string[]>();
  const problems: Problem[] = [];
  let count = 0;
  for await (const { row, value, problems: found } of rows) {
    if (row > 0) count += 1;
    problems.push(...found.slice(0, mostProblems - problems.length));
    const slug = seen(row, "slug", value["slug"], slugs, problems);
    seen(row, "externalId", value["externalId"], externalIds, problems);
    if (slug === undefined || !Array.isArray(value["relatedCaseStudies"])) continue;
    for (const other of value["relatedCaseStudies"]) {
      if (typeof other !== "string" || other === slug) continue;
      const naming = relatedBy.get(other);
      if (naming) naming.push(slug);
      else relatedBy.set(other, [slug]);
    }
  }
  return { rows: count, slugs: new Set(slugs.keys()), relatedBy, problems };
}

/** Notes a key of a record; one that was there already is a problem. */
function seen(
  row: number,
  name: string,
  value: unknown,
  before: Map<string, number>,
  problems: Problem[],
): string | undefined {
  const key = typeof value === "string" ? onOneLine(value) : "";
  if (key === "") return undefined;
  const first = before.get(key);
  if (first === undefined) before.set(key, row);
  else if (problems.length < mostProblems) {
    problems.push({
      field: `rows.${row}.${name}`,
      code: "TAKEN",
      message: {
        sv: `Rad ${first} har samma värde; ta bort den ena.`,
        en: `Row ${first} has the same value; remove one of the two.`,
      },
    });
  }
  return key;
}
