import { ArgsType, Field, InputType, Int } from "type-graphql";
import type { CaseStudyRow } from "../case-studies/case-studies.table.js";
import { CaseStudyStatus } from "../case-studies/case-studies.type.js";
import type { LessonRow } from "../lessons/lessons.table.js";
import { LessonKind } from "../lessons/lessons.type.js";
import type { AdoptionRow } from "../methods/methods.table.js";
import { AdoptionOutcome, AdoptionStatus } from "../methods/methods.type.js";
import { exposeEnum } from "../platform/enums.js";
import { type PageArguments, maxPageSize } from "../platform/pagination.js";
import type { ResultRow } from "../results/results.table.js";
import { ResultKind } from "../results/results.type.js";
import { TopicFilterInput } from "../taxonomy/topics.input.js";
import type { SearchKindName } from "./change-queue.js";
import { searchKind } from "./search.table.js";

const SearchKind = exposeEnum(searchKind, "SearchKind", "What a search can find.", {
  CASE_STUDY: "Case studies.",
  METHOD: "Methods.",
  LESSON: "Lessons, each one by itself.",
});

@InputType({
  description:
    "What a search is narrowed to. All given conditions must hold; of a list, any value suffices. " +
    "Empty lists are no condition.",
})
export class SearchFilterInput extends TopicFilterInput {
  @Field(() => [SearchKind], { nullable: true, description: "Only these kinds of records." })
  kinds?: SearchKindName[] | null;

  @Field(() => [CaseStudyStatus], {
    nullable: true,
    description: "How far the case study, or one of the method's, has come.",
  })
  statuses?: CaseStudyRow["status"][] | null;

  @Field(() => [AdoptionStatus], {
    nullable: true,
    description:
      "How far an organisation has come with what the record tells of; STOPPED finds what was given up.",
  })
  adoptionStatuses?: AdoptionRow["status"][] | null;

  @Field(() => [AdoptionOutcome], {
    nullable: true,
    description: "What an adoption that the record tells of gave.",
  })
  outcomes?: NonNullable<AdoptionRow["outcome"]>[] | null;

  @Field(() => [ResultKind], { nullable: true, description: "Only records with such a result." })
  resultKinds?: ResultRow["kind"][] | null;

  @Field(() => [LessonKind], { nullable: true, description: "Only records with such a lesson." })
  lessonKinds?: LessonRow["kind"][] | null;

  @Field(() => Int, { nullable: true, description: "Only what went on in this year or later." })
  yearFrom?: number | null;

  @Field(() => Int, { nullable: true, description: "Only what went on in this year or earlier." })
  yearTo?: number | null;
}

/** Which page of a search is wanted. */
@ArgsType()
export class SearchPageArgs implements PageArguments {
  @Field(() => Int, {
    nullable: true,
    defaultValue: 20,
    description: `How many hits from the start (or after \`after\`): 1–${maxPageSize}. With \`last\` it isn't looked at.`,
  })
  first?: number | null;

  @Field(() => String, { nullable: true, description: "Only the hits after this cursor." })
  after?: string | null;

  @Field(() => Int, {
    nullable: true,
    description: `How many hits from the end (or before \`before\`): 1–${maxPageSize}.`,
  })
  last?: number | null;

  @Field(() => String, { nullable: true, description: "Only the hits before this cursor." })
  before?: string | null;
}
