import { GraphQLJSON } from "graphql-scalars";
import { GraphQLScalarType } from "graphql";
import { Field, ObjectType } from "type-graphql";
import { exposeEnum } from "../platform/enums.js";
import { GraphQLInstant } from "../platform/scalars.js";
import { contentActions } from "./publishing.policy.js";
import type { ReviewCommentRow } from "./publishing.table.js";
import type { FieldChange } from "./comparison.js";

/** A value of a compared field. */
const GraphQLValue = new GraphQLScalarType({
  ...GraphQLJSON.toConfig(),
  name: "JSON",
  description: "A value of any shape.",
});

export const ContentAction = exposeEnum(
  { enumValues: contentActions },
  "ContentAction",
  "What can be done with a record.",
  {
    UPDATE: "Change it; what is published gets a draft beside it.",
    SUBMIT: "Submit the draft to the reviewers.",
    SEND_BACK: "Send the submission back to its editors.",
    PUBLISH: "Publish the draft.",
    ARCHIVE: "Take it back from the public.",
    RESTORE: "Make a draft of what was archived.",
  },
);

@ObjectType("FieldChange", {
  description: "A field in which two contents differ.",
  simpleResolvers: true,
})
export class FieldChangeType implements FieldChange {
  @Field(() => String, { description: "The field's name, as in the input." })
  field!: string;

  @Field(() => GraphQLValue, { nullable: true, description: "Its value in the earlier content." })
  before!: unknown;

  @Field(() => GraphQLValue, { nullable: true, description: "Its value in the later content." })
  after!: unknown;
}

@ObjectType({ description: "What was said in a review.", simpleResolvers: true })
export class ReviewComment implements Pick<ReviewCommentRow, "text" | "createdAt"> {
  @Field(() => String, { description: "What is to be mended, as CommonMark." })
  text!: string;

  @Field(() => GraphQLInstant, { description: "When it was said." })
  createdAt!: Date;
}
