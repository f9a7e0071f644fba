import { Field, InputType, Int } from "type-graphql";

/** The conditions on organisations that most filters share. */
@InputType()
export abstract class PlaceFilterInput {
  @Field(() => [String], { nullable: true, description: "Kommunkoder, for example `0880`." })
  municipalities?: string[] | null;

  @Field(() => [String], { nullable: true, description: "Slugs of organisations of any kind." })
  organisations?: string[] | null;

  @Field(() => [String], {
    nullable: true,
    description: "Two-digit county codes, for example `08`.",
  })
  counties?: string[] | null;

  @Field(() => [String], {
    nullable: true,
    description: "SKR's municipality groups, for example `B3`.",
  })
  skrGroups?: string[] | null;

  @Field(() => Int, {
    nullable: true,
    description: "Only municipalities with at least so many inhabitants.",
  })
  populationMin?: number | null;

  @Field(() => Int, {
    nullable: true,
    description: "Only municipalities with at most so many inhabitants.",
  })
  populationMax?: number | null;
}
