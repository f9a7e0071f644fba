import { Ctx, Field, ObjectType, Root } from "type-graphql";
import { defineConnection } from "../platform/connection.type.js";
import type { Context } from "../platform/context.js";
import { Node, asNode } from "../platform/node.type.js";
import { GraphQLInstant } from "../platform/scalars.js";
import type { ContentRecordRow } from "./publishing.table.js";
import { type Submission, loadSubmitted } from "./review-queue.service.js";

@ObjectType({ description: "A submission that waits for a reviewer." })
export class ReviewQueueItem {
  @Field(() => GraphQLInstant, { description: "When it was submitted." })
  submittedAt(@Root() { submittedAt, updatedAt }: ContentRecordRow): Date {
    return submittedAt ?? updatedAt;
  }

  @Field(() => Node, {
    description:
      "The case study, method or adoption; its `draft` is what was submitted, if it has one.",
  })
  async record(@Ctx() context: Context, @Root() item: Submission): Promise<object> {
    const { row, typeName } = await loadSubmitted(context, item);
    return asNode(row, typeName);
  }
}

export const ReviewQueueConnection = defineConnection(
  "ReviewQueue",
  () => ReviewQueueItem,
  "submissions",
);
