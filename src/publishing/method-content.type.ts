import { Field, InputType, Int, ObjectType } from "type-graphql";

/** A method in the shape in which it is written, kept as a revision and compared. */
@ObjectType("MethodContent", {
  description: "A method, as it is written.",
  simpleResolvers: true,
})
@InputType("MethodInput", {
  description:
    "A method to be written. What is left out stays as it is; null empties; a list replaces the whole list.",
})
export class MethodContent {
  @Field(() => String, {
    nullable: true,
    description:
      "Its slug, for permalinks: a–z, 0–9 and hyphens; made of its name unless told. Stays once published.",
  })
  slug?: string | null;

  @Field(() => String, {
    nullable: true,
    description: "Its name; 1–120 characters. Needed from the start.",
  })
  name?: string | null;

  @Field(() => String, {
    nullable: true,
    description: "What it is and what it gives; at most 500 characters. Needed to publish.",
  })
  summary?: string | null;

  @Field(() => String, {
    nullable: true,
    description: "How it works, step by step; CommonMark.",
  })
  description?: string | null;

  @Field(() => String, {
    nullable: true,
    description: "When it fits; CommonMark.",
  })
  fitsWhen?: string | null;

  @Field(() => String, {
    nullable: true,
    description: "When it doesn't fit; CommonMark.",
  })
  fitsNotWhen?: string | null;

  @Field(() => String, {
    nullable: true,
    description: "Advantages; CommonMark.",
  })
  advantages?: string | null;

  @Field(() => String, {
    nullable: true,
    description: "Disadvantages; CommonMark.",
  })
  disadvantages?: string | null;

  @Field(() => String, {
    nullable: true,
    description: "What has to be in place; CommonMark.",
  })
  conditions?: string | null;

  @Field(() => String, {
    nullable: true,
    description: "What it typically costs, where known; at most 2,000 characters.",
  })
  typicalCost?: string | null;

  @Field(() => String, {
    nullable: true,
    description: "How long it typically takes, where known; at most 2,000 characters.",
  })
  typicalTime?: string | null;

  @Field(() => String, {
    nullable: true,
    description: "What is doubtful or worth knowing; at most 5,000 characters.",
  })
  note?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      "The slug of the organisation that proposes it; null for one of the programme's own. Stays.",
  })
  proposedBy?: string | null;

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
    description: "Slugs of methods that are worth reading with it; at most 50.",
  })
  relatedMethods?: string[] | null;
}
