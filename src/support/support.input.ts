import { Field, InputType } from "type-graphql";
import { PlaceFilterInput } from "../organisations/places.input.js";
import { GraphQLDate } from "../platform/scalars.js";

@InputType({
  description: "Which support offers are wanted. Places are those of the organisations that offer.",
})
export class SupportOfferFilterInput extends PlaceFilterInput {
  @Field(() => [String], { nullable: true, description: "Slugs of focus areas." })
  focusAreas?: string[] | null;
}

@InputType({
  description: "Which events are wanted. Places are those of the organisations that hold them.",
})
export class EventFilterInput extends PlaceFilterInput {
  @Field(() => GraphQLDate, { nullable: true, description: "Only those on this day or later." })
  from?: string | null;

  @Field(() => GraphQLDate, { nullable: true, description: "Only those on this day or earlier." })
  to?: string | null;
}
