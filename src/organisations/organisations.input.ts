import { Field, InputType } from "type-graphql";
import { defineOrderInput } from "../platform/connection.type.js";
import { exposeEnum } from "../platform/enums.js";
import type { OrganisationRow } from "./organisations.table.js";
import { OrganisationKind } from "./organisations.type.js";
import { PlaceFilterInput } from "./places.input.js";

const OrganisationOrderField = exposeEnum(
  { enumValues: ["NAME", "POPULATION"] as const },
  "OrganisationOrderField",
  "What organisations can be ordered by.",
  {
    NAME: "By name, in Swedish alphabetical order.",
    POPULATION: "By inhabitants; what is no municipality counts as 0.",
  },
);

/** In which order organisations are listed. */
export const OrganisationOrderInput = defineOrderInput(
  "OrganisationOrderInput",
  OrganisationOrderField,
  "organisations",
);
export type OrganisationOrderInput = InstanceType<typeof OrganisationOrderInput>;

@InputType({ description: "Which organisations are wanted; all given conditions must hold." })
export class OrganisationFilterInput extends PlaceFilterInput {
  @Field(() => [OrganisationKind], { nullable: true, description: "Any of these kinds." })
  kinds?: OrganisationRow["kind"][] | null;
}

@InputType({ description: "Which municipalities are wanted; all given conditions must hold." })
export class MunicipalityFilterInput extends PlaceFilterInput {}
