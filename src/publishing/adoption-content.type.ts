import { Field, InputType, ObjectType } from "type-graphql";
import type { AdoptionRow } from "../methods/methods.table.js";
import { AdoptionOutcome, AdoptionStatus } from "../methods/methods.type.js";
import { DatePrecision } from "../organisations/organisations.type.js";
import { GraphQLDate } from "../platform/scalars.js";
import { LessonContent, ResultContent } from "./content-parts.type.js";

/** An adoption in the shape in which it is written, kept as a revision and compared. */
@ObjectType("AdoptionContent", {
  description: "An adoption, as it is written.",
  simpleResolvers: true,
})
@InputType("AdoptionInput", {
  description:
    "An adoption to be written. What is left out stays as it is; null empties; a list replaces the whole list.",
})
export class AdoptionContent {
  @Field(() => String, {
    nullable: true,
    description:
      "The slug of the organisation that adopts it. Needed from the start, and then stays.",
  })
  organisation?: string | null;

  @Field(() => String, {
    nullable: true,
    description: "The method's slug. Needed from the start, and then stays.",
  })
  method?: string | null;

  @Field(() => AdoptionStatus, {
    nullable: true,
    description: "How far the organisation has come. Needed from the start.",
  })
  status?: AdoptionRow["status"] | null;

  @Field(() => GraphQLDate, {
    nullable: true,
    description:
      "When it began; the first day of the month or year where that is all that is known.",
  })
  startedOn?: string | null;

  @Field(() => DatePrecision, {
    nullable: true,
    description: "How exactly `startedOn` is known; to the day unless told.",
  })
  startedPrecision?: NonNullable<AdoptionRow["startedPrecision"]> | null;

  @Field(() => GraphQLDate, {
    nullable: true,
    description: "When a trial ended or the method was given up; only when TESTING or STOPPED.",
  })
  endedOn?: string | null;

  @Field(() => DatePrecision, {
    nullable: true,
    description: "How exactly `endedOn` is known; to the day unless told.",
  })
  endedPrecision?: NonNullable<AdoptionRow["endedPrecision"]> | null;

  @Field(() => String, {
    nullable: true,
    description: "What was adapted to local conditions; CommonMark.",
  })
  adaptation?: string | null;

  @Field(() => AdoptionOutcome, {
    nullable: true,
    description: "What it gave.",
  })
  outcome?: NonNullable<AdoptionRow["outcome"]> | null;

  @Field(() => String, {
    nullable: true,
    description: "The outcome in words; CommonMark.",
  })
  outcomeNote?: string | null;

  @Field(() => String, {
    nullable: true,
    description: "Why it was stopped; only when STOPPED.",
  })
  stoppedReason?: string | null;

  @Field(() => String, {
    nullable: true,
    description: "The slug of the organisation that it was learned from.",
  })
  learnedFrom?: string | null;

  @Field(() => String, {
    nullable: true,
    description: "What is doubtful or worth knowing; at most 5,000 characters.",
  })
  note?: string | null;

  @Field(() => [String], {
    nullable: true,
    description: "Slugs of the case studies that tell of it; at most 50.",
  })
  caseStudies?: string[] | null;

  @Field(() => [LessonContent], {
    nullable: true,
    description:
      "What was learned, in order; at most 100. Those that a case study tells too are edited there.",
  })
  lessons?: LessonContent[] | null;

  @Field(() => [ResultContent], {
    nullable: true,
    description: "What it gave in figures and no case study tells, in order; at most 200.",
  })
  results?: ResultContent[] | null;
}
