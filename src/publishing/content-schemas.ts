import { z } from "zod";
import { caseStudyRole } from "../case-studies/case-studies.table.js";
import { lessonBasis, lessonKind } from "../lessons/lessons.table.js";
import {
  day,
  disagree,
  line,
  longText,
  text,
  textThat,
  webAddress,
} from "../platform/validation.js";
import { resultKind } from "../results/results.table.js";
import { distinctList, optional, optionalList } from "./content.js";

/** A reference by slug: what doesn't exist is found out later. */
export const reference = line(200);

/** A year that an effort can begin or end in. */
export const year = z.int().min(1950).max(2100);

/** Goals of Agenda 2030 by number. */
export const goals = distinctList(z.int().min(1).max(17), 17);

/** A currency's code. */
export const currency = textThat(3, (value) => /^[A-Z]{3}$/.test(value), {
  sv: "Skriv valutans kod med tre versaler, till exempel SEK.",
  en: "Write the currency's code in three capitals, for example SEK.",
});

/** A language's code. */
export const language = z.preprocess(
  (value) => value ?? "sv",
  textThat(2, (value) => /^[a-z]{2}$/.test(value), {
    sv: "Skriv språkets kod med två gemener, till exempel sv.",
    en: "Write the language's code in two small letters, for example sv.",
  }),
);

/** An organisation's part in an effort. */
export const party = z.object({
  organisation: reference,
  role: z.enum(caseStudyRole.enumValues),
});

/** Where statements come from. */
const source = z.object({
  url: webAddress,
  title: optional(line(300)),
  publisher: optional(line(200)),
  publishedOn: optional(day),
});

/** Sources, each address once. */
export const sourceList = distinctList(source, 50, ({ url }) => url, ["url"]);

const partId = optional(line(200));

/** Lessons in their order. */
export const lessonList = optionalList(
  z.object({
    id: partId,
    kind: z.enum(lessonKind.enumValues),
    basis: z.enum(lessonBasis.enumValues),
    text: text(5_000),
  }),
  100,
);

/** Results in their order. */
export const resultList = optionalList(
  z
    .object({
      id: partId,
      indicator: line(500),
      value: z.number(),
      unit: line(100),
      kind: z.enum(resultKind.enumValues),
      periodStart: optional(day),
      periodEnd: optional(day),
      sourceUrl: optional(webAddress),
      note: optional(text(2_000)),
    })
    .superRefine(({ periodStart, periodEnd }, context) => {
      if (periodStart !== null && periodEnd !== null && periodEnd < periodStart) {
        disagree(context, ["periodEnd"], {
          sv: `Perioden slutar före ${periodStart}, då den börjar.`,
          en: `The period ends before ${periodStart}, when it begins.`,
        });
      }
    }),
  200,
);

export type LessonPart = z.output<typeof lessonList>[number];
export type ResultPart = z.output<typeof resultList>[number];

/** A long text that may be left out. */
export const prose = optional(longText);
