import { Field, InputType, Int } from "type-graphql";
import { PlaceFilterInput } from "../organisations/places.input.js";

/** The conditions on places and topics that most filters share. */
@InputType()
export abstract class TopicFilterInput extends PlaceFilterInput {
  @Field(() => [String], { nullable: true, description: "Slugs of focus areas." })
  focusAreas?: string[] | null;

  @Field(() => [Int], { nullable: true, description: "Numbers of goals of Agenda 2030: 1–17." })
  sdgs?: number[] | null;

  @Field(() => [String], { nullable: true, description: "Slugs of environmental objectives." })
  environmentalObjectives?: string[] | null;
}
