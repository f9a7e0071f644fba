import { type Seeds, loadSeeds } from "../../seeds/format.js";
import type { VocabularyRows } from "../../src/drafting/vocabulary.js";
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

/** The texts of a record in the order of a project page, without headings, which would give lessons away. */
function textOf(record: CaseStudy): string {
  const { title, summary, challenge, solution, results, lessons, partnerNames } = record;
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

/** All records as texts to be read; of the slugs in order every other is held out. */
export function toDraftCases({ caseStudies, methods }: Seeds): DraftCase[] {
  return caseStudies
    .toSorted((a, b) => (a.slug < b.slug ? -1 : 1))
    .map((record, index) => ({
      slug: record.slug,
      split: index % 2 === 0 ? "dev" : "heldout",
      text: textOf(record),
      record,
      methods: methods
        .filter((method) => method.caseStudies.includes(record.slug))
        .map(({ slug }) => slug),
    }));
}

/** What of the seeds texts may name; slugs stand for the ids that only a database has. */
export function toVocabularyRows(seeds: Seeds): VocabularyRows {
  const organisation = (
    { slug, name, officialName, nameEn, website }: Seeds["organisations"][number],
    isMunicipality: boolean,
  ) => ({
    id: slug,
    slug,
    isMunicipality,
    names: [name, officialName, nameEn].filter((each) => each !== undefined && each !== null),
    website: website ?? null,
  });
  return {
    organisations: [
      ...seeds.municipalities.map((each) => organisation({ ...each, kind: "AGENCY" }, true)),
      ...seeds.organisations.map((each) => organisation(each, false)),
    ],
    methods: seeds.methods.map(({ slug, name, summary }) => ({ id: slug, slug, name, summary })),
    focusAreas: seeds.focusAreas.map(({ slug, nameSv, nameEn, descriptionSv }) => ({
      id: slug,
      key: slug,
      names: [nameSv, nameEn],
      description: descriptionSv ?? null,
    })),
    goals: seeds.goals.map(({ number: key, nameSv, nameEn }) => ({
      id: String(key),
      key: String(key),
      names: [nameSv, nameEn],
      description: null,
    })),
    environmentalObjectives: seeds.objectives.map(({ slug, nameSv, nameEn }) => ({
      id: slug,
      key: slug,
      names: [nameSv, nameEn],
      description: null,
    })),
  };
}

/** The seeds as they stand in the repository. */
export const readSeeds = (): Promise<Seeds> => loadSeeds(projectPath("seeds"));
