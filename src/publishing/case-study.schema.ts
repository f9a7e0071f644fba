import { z } from "zod";
import { type CaseStudyRow, caseStudyStatus, control } from "../case-studies/case-studies.table.js";
import type { Problem } from "../platform/problems.js";
import { day, disagree, line, slug, text } from "../platform/validation.js";
import {
  currency,
  goals,
  language,
  lessonList,
  party,
  prose,
  reference,
  resultList,
  sourceList,
  year,
} from "./content-schemas.js";
import { distinctList, flag, missingField, note, optional } from "./content.js";

const remark = optional(text(2_000));

/** A case study's whole content, checked. */
export const caseStudySchema = z
  .object({
    slug: optional(slug),
    title: line(120),
    summary: optional(text(500)),
    challenge: prose,
    solution: prose,
    status: z.enum(caseStudyStatus.enumValues),
    startYear: optional(year),
    startYearApproximate: flag,
    endYear: optional(year),
    endYearApproximate: flag,
    organisations: distinctList(party, 50, ({ organisation }) => organisation),
    partnerNames: distinctList(line(200), 50),
    conditionsForSuccess: prose,
    advice: prose,
    costAmount: optional(z.number().min(0)),
    costCurrency: optional(currency),
    funder: optional(line(200)),
    fundingNote: remark,
    staffing: remark,
    leadTime: remark,
    control: optional(z.enum(control.enumValues)),
    language,
    note,
    lastReviewedOn: optional(day),
    reviewDueOn: optional(day),
    focusAreas: distinctList(reference, 20),
    sdgs: goals,
    environmentalObjectives: distinctList(reference, 16),
    methods: distinctList(reference, 50),
    relatedCaseStudies: distinctList(reference, 50),
    contacts: distinctList(line(200), 20),
    sources: sourceList,
    lessons: lessonList,
    results: resultList,
  })
  .superRefine((value, context) => {
    if (value.startYear !== null && value.endYear !== null && value.endYear < value.startYear) {
      disagree(context, ["endYear"], {
        sv: `Insatsen slutar före ${value.startYear}, då den börjar.`,
        en: `It ends before ${value.startYear}, when it begins.`,
      });
    }
    if ((value.costAmount === null) !== (value.costCurrency === null)) {
      disagree(context, [value.costAmount === null ? "costAmount" : "costCurrency"], {
        sv: "Ange både belopp och valuta, eller inget av dem.",
        en: "Give both the amount and its currency, or neither.",
      });
    }
    if (!value.organisations.some(({ role }) => role === "LEAD")) {
      disagree(context, ["organisations"], {
        sv: "Ange minst en organisation som leder (LEAD).",
        en: "Name at least one organisation that leads (LEAD).",
      });
    }
  });
export type CaseStudyDocument = z.output<typeof caseStudySchema>;

/** What is in the record's own row, under the same name. */
export const caseStudyColumns = [
  "title",
  "challenge",
  "solution",
  "status",
  "startYear",
  "startYearApproximate",
  "endYear",
  "endYearApproximate",
  "partnerNames",
  "conditionsForSuccess",
  "advice",
  "costAmount",
  "costCurrency",
  "funder",
  "fundingNote",
  "staffing",
  "leadTime",
  "control",
  "language",
  "note",
  "lastReviewedOn",
  "reviewDueOn",
] as const satisfies (keyof CaseStudyDocument & keyof CaseStudyRow)[];

/** What a case study still lacks to be published. */
export const missingInCaseStudy = (content: CaseStudyDocument): Problem[] => [
  ...(content.summary === null
    ? [missingField("summary", "Skriv en sammanfattning.", "Write a summary.")]
    : []),
  ...(content.focusAreas.length === 0
    ? [missingField("focusAreas", "Välj minst ett insatsområde.", "Choose a focus area.")]
    : []),
  ...(content.sources.length === 0 && content.contacts.length === 0
    ? [missingField("sources", "Ange en källa eller en kontakt.", "Give a source or a contact.")]
    : []),
];
