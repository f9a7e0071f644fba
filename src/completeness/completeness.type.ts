import { Field, Int, ObjectType } from "type-graphql";
import { exposeEnum } from "../platform/enums.js";

/** The parts of the template that are optional. */
export const caseStudyParts = [
  "CHALLENGE",
  "SOLUTION",
  "START_YEAR",
  "END_YEAR",
  "METHODS",
  "RESULTS",
  "LESSONS",
  "CONDITIONS_FOR_SUCCESS",
  "ADVICE",
  "COST",
  "FUNDING",
  "STAFFING",
  "LEAD_TIME",
  "CONTROL",
  "SDGS",
  "ENVIRONMENTAL_OBJECTIVES",
  "SOURCES",
  "CONTACTS",
  "RELATED_CASE_STUDIES",
] as const;
export type CaseStudyPartName = (typeof caseStudyParts)[number];

const CaseStudyPart = exposeEnum(
  { enumValues: caseStudyParts },
  "CaseStudyPart",
  "An optional part of a case study.",
  {
    CHALLENGE: "The problem that was to be solved.",
    SOLUTION: "How it was solved.",
    START_YEAR: "The year in which it began.",
    END_YEAR: "The year in which it ended; only what has ended can lack it.",
    METHODS: "The methods that it shows.",
    RESULTS: "What it gave, in figures.",
    LESSONS: "What was learned.",
    CONDITIONS_FOR_SUCCESS: "What has to be in place.",
    ADVICE: "Advice for whoever repeats it.",
    COST: "What it cost.",
    FUNDING: "Who paid.",
    STAFFING: "How many people it took.",
    LEAD_TIME: "How long it took to get going.",
    CONTROL: "How far the municipality decides itself.",
    SDGS: "The goals of Agenda 2030 that it serves.",
    ENVIRONMENTAL_OBJECTIVES: "The environmental objectives that it serves.",
    SOURCES: "Where its statements come from.",
    CONTACTS: "Whom to ask; only those that you may see count.",
    RELATED_CASE_STUDIES: "Case studies that are worth reading with it.",
  },
);

@ObjectType({
  description: "How much of the template a case study fills; half-finished ones are welcome.",
  simpleResolvers: true,
})
export class Completeness {
  @Field(() => Int, { description: "How many per cent of the optional parts are there: 0–100." })
  score!: number;

  @Field(() => [CaseStudyPart], { description: "What is missing, in the template's order." })
  missing!: CaseStudyPartName[];
}
