import { Field, InputType } from "type-graphql";
import { PlaceFilterInput } from "../organisations/places.input.js";

@InputType({
  description:
    "Which contacts are wanted. All given conditions must hold; of a list, any value suffices.",
})
export class ContactFilterInput extends PlaceFilterInput {
  @Field(() => [String], { nullable: true, description: "Slugs of focus areas that they know." })
  focusAreas?: string[] | null;

  @Field(() => [String], { nullable: true, description: "Slugs of methods that they know." })
  methods?: string[] | null;
}
