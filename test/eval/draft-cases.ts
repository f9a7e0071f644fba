import { type Seeds, loadSeeds } from "../../seeds/format.js";
import { projectPath } from "../../src/platform/project-root.js";

type CaseStudy = Seeds["caseStudies"][number];
type Result = CaseStudy["results"][number];

/** A record put together as text that somebody could paste, with what it should be read as. */
export interface DraftCase {
  slug: string;
  split: "dev" | "heldout";
  text: string;
  record: CaseStudy;
  methods: string[];
}

const number = (value: number): string =>
  value.toLocaleString("sv-SE", { maximumFractionDigits: 6 }).replaceAll(/\s/g, " ");

/** A result as a report has it: "Restavfall: −50 %." */
const resultLine = ({ indicator, value, unit }: Result): string =>
  `${indicator}: ${number(value)} ${unit}.`;

/** The texts of a record in the order of a project page, without headings that would give kinds away. */
function textOf({
  title,
  summary,
  challenge,
  solution,
  results,
  lessons,
  partnerNames,
}: CaseStudy): string {
  const paragraphs = [
    title,
    summary,
    challenge,
    solution === undefined ? undefined : `${solution}.`,
    lessons.map((lesson) => lesson.text).join(" "),
    results.map(resultLine).join("\n"),
    partnerNames.length > 0 ? `Partner: ${partnerNames.join(", ")}.` : undefined,
  ];
  return paragraphs.filter((each) => each !== undefined && each !== "").join("\n\n");
}

/** All records as drafts to be read; of the slugs in order every other is held out. */
export async function readDraftCases(): Promise<{ cases: DraftCase[]; seeds: Seeds }> {
  const seeds = await loadSeeds(projectPath("seeds"));
  const records = seeds.caseStudies.toSorted((a, b) => (a.slug < b.slug ? -1 : 1));
  const cases = records.map((record, index): DraftCase => ({
    slug: record.slug,
    split: index % 2 === 0 ? "dev" : "heldout",
    text: textOf(record),
    record,
    methods: seeds.methods
      .filter(({ caseStudies }) => caseStudies.includes(record.slug))
      .map(({ slug }) => slug),
  }));
  return { cases, seeds };
}
