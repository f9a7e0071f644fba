import { Field, InputType, Int } from "type-graphql";
import { defineOrderInput } from "../platform/connection.type.js";
import { exposeEnum } from "../platform/enums.js";
import { LessonKind } from "../lessons/lessons.type.js";
import type { LessonRow } from "../lessons/lessons.table.js";
import { PublicationState, type PublicationStateName } from "../platform/publication-state.type.js";
import { ResultKind } from "../results/results.type.js";
import type { ResultRow } from "../results/results.table.js";
import { TopicFilterInput } from "../taxonomy/topics.input.js";
import type { CaseStudyRow } from "./case-studies.table.js";
import { CaseStudyStatus, Control } from "./case-studies.type.js";

const CaseStudyOrderField = exposeEnum(
  { enumValues: ["TITLE", "START_YEAR", "PUBLISHED_AT", "UPDATED_AT"] as const },
  "CaseStudyOrderField",
  "What case studies can be ordered by.",
  {
    TITLE: "By title, in Swedish alphabetical order.",
    START_YEAR: "By the year in which they began; unknown counts as 0.",
    PUBLISHED_AT: "By when they were published here.",
    UPDATED_AT: "By when they last changed.",
  },
);

/** In which order case studies are listed. */
export const CaseStudyOrderInput = defineOrderInput(
  "CaseStudyOrderInput",
  CaseStudyOrderField,
  "case studies",
);
export type CaseStudyOrderInput = InstanceType<typeof CaseStudyOrderInput>;

@InputType({
  description:
    "Which case studies are wanted. All given conditions must hold; of a list, any value suffices. " +
    "Places are those of the organisations that lead or take part.",
})
export class CaseStudyFilterInput extends TopicFilterInput {
  @Field(() => [PublicationState], {
    nullable: true,
    description:
      "How far they have come towards the public; PUBLISHED unless told. Only what you may see.",
  })
  states?: PublicationStateName[] | null;

  @Field(() => [String], { nullable: true, description: "Slugs of methods that they belong to." })
  methods?: string[] | null;

  @Field(() => [CaseStudyStatus], { nullable: true, description: "How far they have come." })
  statuses?: CaseStudyRow["status"][] | null;

  @Field(() => [Control], {
    nullable: true,
    description: "How far the municipality decides itself.",
  })
  controls?: NonNullable<CaseStudyRow["control"]>[] | null;

  @Field(() => Int, { nullable: true, description: "Only what went on in this year or later." })
  yearFrom?: number | null;

  @Field(() => Int, { nullable: true, description: "Only what went on in this year or earlier." })
  yearTo?: number | null;

  @Field(() => [ResultKind], {
    nullable: true,
    description: "Only those with a result of one of these kinds.",
  })
  resultKinds?: ResultRow["kind"][] | null;

  @Field(() => [LessonKind], {
    nullable: true,
    description: "Only those with a lesson of one of these kinds.",
  })
  lessonKinds?: LessonRow["kind"][] | null;
}
