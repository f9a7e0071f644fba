import { Field, ObjectType } from "type-graphql";
import { defineConnection } from "../platform/connection.type.js";
import { exposeEnum } from "../platform/enums.js";
import { Node } from "../platform/node.type.js";
import { GraphQLInstant } from "../platform/scalars.js";
import { type LessonRow, lessonBasis, lessonKind } from "./lessons.table.js";

export const LessonKind = exposeEnum(lessonKind, "LessonKind", "What a lesson tells.", {
  SUCCESS_FACTOR: "What made it work.",
  OBSTACLE: "What stood in the way.",
  FAILURE: "What went wrong.",
  ADVICE: "What to do when repeating it.",
});

export const LessonBasis = exposeEnum(lessonBasis, "LessonBasis", "What a lesson rests on.", {
  SOURCE: "The source says so.",
  OWN_CONCLUSION: "Concluded by the bank's editors from what the source says.",
});

@ObjectType({
  implements: Node,
  description: "A lesson (lärdom): one insight of a case study or an adoption.",
})
export class Lesson implements Omit<
  LessonRow,
  "id" | "caseStudyId" | "adoptionId" | "position" | "createdAt"
> {
  @Field(() => String, { description: "Readable and unique; for permalinks." })
  slug!: string;

  @Field(() => LessonKind, { description: "What it tells." })
  kind!: LessonRow["kind"];

  @Field(() => String, { description: "The insight, as CommonMark." })
  text!: string;

  @Field(() => LessonBasis, { description: "What it rests on." })
  basis!: LessonRow["basis"];

  @Field(() => GraphQLInstant, { description: "When the record last changed." })
  updatedAt!: Date;
}

export const LessonConnection = defineConnection("Lesson", () => Lesson, "lessons");
