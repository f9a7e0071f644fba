import { Field, Float, ID, InputType, Int, ObjectType } from "type-graphql";
import type { CaseStudyRow } from "../case-studies/case-studies.table.js";
import { CaseStudyStatus, Control } from "../case-studies/case-studies.type.js";
import { GraphQLDate } from "../platform/scalars.js";
import {
  CaseStudyPartyContent,
  LessonContent,
  ResultContent,
  SourceContent,
} from "./content-parts.type.js";

/** A case study in the shape in which it is written, kept as a revision and compared. */
@ObjectType("CaseStudyContent", {
  description: "A case study, as it is written.",
  simpleResolvers: true,
})
@InputType("CaseStudyInput", {
  description:
    "A case study to be written. What is left out stays as it is; null empties; a list replaces the whole list.",
})
export class CaseStudyContent {
  @Field(() => String, {
    nullable: true,
    description:
      "Its slug, for permalinks: a–z, 0–9 and hyphens; made of its name unless told. Stays once published.",
  })
  slug?: string | null;

  @Field(() => String, {
    nullable: true,
    description: "Its title; 1–120 characters. Needed from the start.",
  })
  title?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      "What was done, why and with what effect; at most 500 characters. Needed to publish.",
  })
  summary?: string | null;

  @Field(() => String, {
    nullable: true,
    description: "The problem that was to be solved; CommonMark.",
  })
  challenge?: string | null;

  @Field(() => String, {
    nullable: true,
    description: "How it was solved; CommonMark.",
  })
  solution?: string | null;

  @Field(() => CaseStudyStatus, {
    nullable: true,
    description: "How far it has come. Needed from the start.",
  })
  status?: CaseStudyRow["status"] | null;

  @Field(() => Int, {
    nullable: true,
    description: "The year in which it began: 1950–2100.",
  })
  startYear?: number | null;

  @Field(() => Boolean, {
    nullable: true,
    description: "Whether `startYear` is approximate.",
  })
  startYearApproximate?: boolean | null;

  @Field(() => Int, {
    nullable: true,
    description: "The year in which it ended or is to end: 1950–2100.",
  })
  endYear?: number | null;

  @Field(() => Boolean, {
    nullable: true,
    description: "Whether `endYear` is approximate.",
  })
  endYearApproximate?: boolean | null;

  @Field(() => [CaseStudyPartyContent], {
    nullable: true,
    description:
      "Who leads it and who takes part, at most 50; at least one leads. Needed from the start.",
  })
  organisations?: CaseStudyPartyContent[] | null;

  @Field(() => [String], {
    nullable: true,
    description: "Partners that have no record of their own; at most 50.",
  })
  partnerNames?: string[] | null;

  @Field(() => String, {
    nullable: true,
    description: "What has to be in place for it to succeed; CommonMark.",
  })
  conditionsForSuccess?: string | null;

  @Field(() => String, {
    nullable: true,
    description: "Advice for whoever repeats it; CommonMark.",
  })
  advice?: string | null;

  @Field(() => Float, {
    nullable: true,
    description: "What it cost, in `costCurrency`; not below 0.",
  })
  costAmount?: number | null;

  @Field(() => String, {
    nullable: true,
    description: "ISO 4217 code of the currency, for example SEK; together with `costAmount`.",
  })
  costCurrency?: string | null;

  @Field(() => String, {
    nullable: true,
    description: "Who paid; at most 200 characters.",
  })
  funder?: string | null;

  @Field(() => String, {
    nullable: true,
    description: "What else is known of cost and funding; at most 2,000 characters.",
  })
  fundingNote?: string | null;

  @Field(() => String, {
    nullable: true,
    description: "How many people it took; at most 2,000 characters.",
  })
  staffing?: string | null;

  @Field(() => String, {
    nullable: true,
    description: "How long it took to get going; at most 2,000 characters.",
  })
  leadTime?: string | null;

  @Field(() => Control, {
    nullable: true,
    description: "How far the municipality decides itself.",
  })
  control?: NonNullable<CaseStudyRow["control"]> | null;

  @Field(() => String, {
    nullable: true,
    description: "ISO 639-1 code of the texts' language; `sv` unless told.",
  })
  language?: string | null;

  @Field(() => String, {
    nullable: true,
    description: "What is doubtful or worth knowing; at most 5,000 characters.",
  })
  note?: string | null;

  @Field(() => GraphQLDate, {
    nullable: true,
    description: "When someone last checked it.",
  })
  lastReviewedOn?: string | null;

  @Field(() => GraphQLDate, {
    nullable: true,
    description: "When it is due to be checked again.",
  })
  reviewDueOn?: string | null;

  @Field(() => [String], {
    nullable: true,
    description: "Slugs of focus areas. Needed to publish.",
  })
  focusAreas?: string[] | null;

  @Field(() => [Int], {
    nullable: true,
    description: "Numbers of the goals of Agenda 2030 that it serves: 1–17.",
  })
  sdgs?: number[] | null;

  @Field(() => [String], {
    nullable: true,
    description: "Slugs of the environmental objectives that it serves.",
  })
  environmentalObjectives?: string[] | null;

  @Field(() => [String], {
    nullable: true,
    description: "Slugs of the methods that it shows; at most 50.",
  })
  methods?: string[] | null;

  @Field(() => [String], {
    nullable: true,
    description: "Slugs of case studies that are worth reading with it; at most 50.",
  })
  relatedCaseStudies?: string[] | null;

  @Field(() => [ID], {
    nullable: true,
    description:
      "Ids of the contacts to ask; at most 20. A source or a contact is needed to publish.",
  })
  contacts?: string[] | null;

  @Field(() => [SourceContent], {
    nullable: true,
    description:
      "Where its statements come from, at most 50. A source or a contact is needed to publish.",
  })
  sources?: SourceContent[] | null;

  @Field(() => [LessonContent], {
    nullable: true,
    description: "What was learned, in order; at most 100.",
  })
  lessons?: LessonContent[] | null;

  @Field(() => [ResultContent], {
    nullable: true,
    description: "What it gave in figures, in order; at most 200.",
  })
  results?: ResultContent[] | null;
}
