import { Field, InputType } from "type-graphql";
import { TopicFilterInput } from "../taxonomy/topics.input.js";
import type { LessonRow } from "./lessons.table.js";
import { LessonBasis, LessonKind } from "./lessons.type.js";

@InputType({
  description:
    "Which lessons are wanted. All given conditions must hold; of a list, any value suffices. " +
    "Places and topics are those of the case study or, where there is none, of the adoption.",
})
export class LessonFilterInput extends TopicFilterInput {
  @Field(() => [LessonKind], { nullable: true, description: "What they tell." })
  kinds?: LessonRow["kind"][] | null;

  @Field(() => [LessonBasis], { nullable: true, description: "What they rest on." })
  bases?: LessonRow["basis"][] | null;

  @Field(() => [String], { nullable: true, description: "Slugs of methods that they concern." })
  methods?: string[] | null;
}
