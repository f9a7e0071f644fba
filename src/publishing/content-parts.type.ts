import { Field, Float, ID, InputType, ObjectType } from "type-graphql";
import type { CaseStudyOrganisationRow, SourceRow } from "../case-studies/case-studies.table.js";
import { CaseStudyRole } from "../case-studies/case-studies.type.js";
import type { LessonRow } from "../lessons/lessons.table.js";
import { LessonBasis, LessonKind } from "../lessons/lessons.type.js";
import { GraphQLDate } from "../platform/scalars.js";
import type { ResultRow } from "../results/results.table.js";
import { ResultKind } from "../results/results.type.js";

// Each part is written and read in the same shape: one class is both the input and the output type.

@ObjectType("CaseStudyPartyContent", {
  description: "An organisation's part in an effort, as it is written.",
  simpleResolvers: true,
})
@InputType("CaseStudyPartyInput", { description: "An organisation and its part in an effort." })
export class CaseStudyPartyContent implements Pick<CaseStudyOrganisationRow, "role"> {
  @Field(() => String, { description: "The organisation's slug." })
  organisation!: string;

  @Field(() => CaseStudyRole, { description: "Leads or takes part." })
  role!: CaseStudyOrganisationRow["role"];
}

@ObjectType("SourceContent", { description: "A source, as it is written.", simpleResolvers: true })
@InputType("SourceInput", { description: "Where statements come from." })
export class SourceContent implements Pick<SourceRow, "url"> {
  @Field(() => String, { description: "Its address; http or https, at most 2,000 characters." })
  url!: string;

  @Field(() => String, { nullable: true, description: "Its title; at most 300 characters." })
  title?: string | null;

  @Field(() => String, { nullable: true, description: "Who published it; at most 200 characters." })
  publisher?: string | null;

  @Field(() => GraphQLDate, { nullable: true, description: "When it was published." })
  publishedOn?: string | null;
}

@ObjectType("LessonContent", { description: "A lesson, as it is written.", simpleResolvers: true })
@InputType("LessonInput", { description: "A lesson." })
export class LessonContent implements Pick<LessonRow, "kind" | "basis" | "text"> {
  @Field(() => ID, {
    nullable: true,
    description: "The id of the lesson that this one changes; none for a new one.",
  })
  id?: string | null;

  @Field(() => LessonKind, { description: "What it tells." })
  kind!: LessonRow["kind"];

  @Field(() => LessonBasis, { description: "What it rests on." })
  basis!: LessonRow["basis"];

  @Field(() => String, { description: "The insight, as CommonMark; at most 5,000 characters." })
  text!: string;
}

@ObjectType("ResultContent", { description: "A result, as it is written.", simpleResolvers: true })
@InputType("ResultInput", { description: "A typed figure." })
export class ResultContent implements Pick<ResultRow, "indicator" | "value" | "unit" | "kind"> {
  @Field(() => ID, {
    nullable: true,
    description: "The id of the result that this one changes; none for a new one.",
  })
  id?: string | null;

  @Field(() => String, { description: "What the figure tells; at most 500 characters." })
  indicator!: string;

  @Field(() => Float, { description: "The figure, in `unit`." })
  value!: number;

  @Field(() => String, { description: "The unit of `value`; at most 100 characters." })
  unit!: string;

  @Field(() => ResultKind, { description: "What kind of evidence it is." })
  kind!: ResultRow["kind"];

  @Field(() => GraphQLDate, { nullable: true, description: "The first day that it holds for." })
  periodStart?: string | null;

  @Field(() => GraphQLDate, { nullable: true, description: "The last day that it holds for." })
  periodEnd?: string | null;

  @Field(() => String, {
    nullable: true,
    description: "Where the figure is published; http or https.",
  })
  sourceUrl?: string | null;

  @Field(() => String, { nullable: true, description: "What is doubtful or worth knowing." })
  note?: string | null;
}
