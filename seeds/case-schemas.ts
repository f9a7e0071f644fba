import { z } from "zod";
import { seedEnums } from "./enums.js";
import { date, disagree, filled, list, pattern, slug, text, url, whole, year } from "./values.js";

const slugs = list(slug);
const goals = list(whole(1, 17));

const result = z
  .strictObject({
    indicator: text(),
    value: z.number(),
    unit: text(100),
    kind: z.enum(seedEnums.resultKind),
    periodStart: date.optional(),
    periodEnd: date.optional(),
    sourceUrl: url.optional(),
    note: text().optional(),
  })
  .superRefine(({ periodStart, periodEnd }, context) => {
    if (periodStart !== undefined && periodEnd !== undefined && periodEnd < periodStart) {
      const message = `expected ${periodStart} (periodStart) or later, found ${periodEnd}`;
      disagree(context, ["periodEnd"], message);
    }
  });

const lesson = z.strictObject({
  kind: z.enum(seedEnums.lessonKind),
  basis: z.enum(seedEnums.lessonBasis),
  text: text(5000),
});

const source = z.strictObject({
  url,
  title: text().optional(),
  publisher: text(200).optional(),
  publishedOn: date.optional(),
});

export const caseStudy = z
  .strictObject({
    slug,
    title: text(120),
    summary: text(500),
    challenge: text().optional(),
    solution: text().optional(),
    status: z.enum(seedEnums.caseStudyStatus),
    startYear: year.optional(),
    startYearApproximate: z.boolean().default(false),
    endYear: year.optional(),
    endYearApproximate: z.boolean().default(false),
    organisations: filled(
      z.strictObject({ organisation: slug, role: z.enum(seedEnums.caseStudyRole) }),
      (party) => party.organisation,
    ),
    partnerNames: list(text(200)),
    conditionsForSuccess: text().optional(),
    advice: text().optional(),
    costAmount: z.number().min(0).optional(),
    costCurrency: pattern(/^[A-Z]{3}$/, "a currency code (three capitals)").optional(),
    funder: text(200).optional(),
    fundingNote: text().optional(),
    staffing: text().optional(),
    leadTime: text().optional(),
    control: z.enum(seedEnums.control).optional(),
    language: pattern(/^[a-z]{2}$/, "a language code (two letters)").default("sv"),
    licence: text(100).default("CC BY 4.0"),
    focusAreas: filled(slug),
    sdgs: goals,
    environmentalObjectives: slugs,
    relatedCaseStudies: slugs,
    results: z.array(result).default([]),
    lessons: z.array(lesson).default([]),
    sources: filled(source, (value) => value.url),
    note: text().optional(),
  })
  .superRefine((value, context) => {
    if ((value.costAmount === undefined) !== (value.costCurrency === undefined)) {
      const missing = value.costAmount === undefined ? "costAmount" : "costCurrency";
      disagree(context, [missing], "expected an amount and its currency, found only one of them");
    }
    disagreeingYears(value.startYear, value.endYear, "endYear", context);
    if (value.relatedCaseStudies.includes(value.slug)) {
      disagree(context, ["relatedCaseStudies"], "expected other case studies, found this one");
    }
  });

const adoption = z
  .strictObject({
    organisation: slug,
    status: z.enum(seedEnums.adoptionStatus),
    startedYear: year.optional(),
    endedYear: year.optional(),
    adaptation: text().optional(),
    outcome: z.enum(seedEnums.adoptionOutcome).optional(),
    outcomeNote: text().optional(),
    stoppedReason: text().optional(),
    learnedFrom: slug.optional(),
    note: text().optional(),
    caseStudies: slugs,
    /** Indicators of its case studies' results that are its own: what the method gave, how far it went. */
    results: list(text()),
    /** Case studies whose lessons are this adoption's too. */
    lessons: slugs,
  })
  .superRefine((value, context) => {
    disagreeingYears(value.startedYear, value.endedYear, "endedYear", context);
    const { status } = value;
    if (value.endedYear !== undefined && status !== "TESTING" && status !== "STOPPED") {
      const message = `expected an end for TESTING or STOPPED only, found one for ${status}`;
      disagree(context, ["endedYear"], message);
    }
    if (value.stoppedReason !== undefined && status !== "STOPPED") {
      const message = `expected a reason for STOPPED only, found one for ${status}`;
      disagree(context, ["stoppedReason"], message);
    }
    if (value.learnedFrom === value.organisation) {
      disagree(context, ["learnedFrom"], "expected another organisation, found the adopting one");
    }
  });

export const method = z
  .strictObject({
    slug,
    name: text(120),
    summary: text(500),
    description: text().optional(),
    fitsWhen: text().optional(),
    fitsNotWhen: text().optional(),
    advantages: text().optional(),
    disadvantages: text().optional(),
    conditions: text().optional(),
    typicalCost: text().optional(),
    typicalTime: text().optional(),
    note: text().optional(),
    focusAreas: slugs,
    sdgs: goals,
    environmentalObjectives: slugs,
    relatedMethods: slugs,
    caseStudies: slugs,
    adoptions: list(adoption, (value) => value.organisation),
  })
  .superRefine((value, context) => {
    if (value.relatedMethods.includes(value.slug)) {
      disagree(context, ["relatedMethods"], "expected other methods, found this one");
    }
  });

function disagreeingYears(
  start: number | undefined,
  end: number | undefined,
  field: string,
  context: z.RefinementCtx,
): void {
  if (start !== undefined && end !== undefined && end < start) {
    disagree(context, [field], `expected ${start} or later, found ${end}`);
  }
}
