import { Field, InputType } from "type-graphql";
import { defineOrderInput } from "../platform/connection.type.js";
import { exposeEnum } from "../platform/enums.js";
import { PublicationState, type PublicationStateName } from "../platform/publication-state.type.js";
import { TopicFilterInput } from "../taxonomy/topics.input.js";
import type { AdoptionRow } from "./methods.table.js";
import { AdoptionOutcome, AdoptionStatus } from "./methods.type.js";

const MethodOrderField = exposeEnum(
  { enumValues: ["NAME", "ADOPTIONS", "UPDATED_AT"] as const },
  "MethodOrderField",
  "What methods can be ordered by.",
  {
    NAME: "By name, in Swedish alphabetical order.",
    ADOPTIONS: "By how many organisations have an adoption.",
    UPDATED_AT: "By when they last changed.",
  },
);

/** In which order methods are listed. */
export const MethodOrderInput = defineOrderInput("MethodOrderInput", MethodOrderField, "methods");
export type MethodOrderInput = InstanceType<typeof MethodOrderInput>;

const AdoptionOrderField = exposeEnum(
  { enumValues: ["ORGANISATION", "STARTED_ON", "UPDATED_AT"] as const },
  "AdoptionOrderField",
  "What adoptions can be ordered by.",
  {
    ORGANISATION: "By the organisation's name, in Swedish alphabetical order.",
    STARTED_ON: "By when they began; unknown comes first.",
    UPDATED_AT: "By when they last changed.",
  },
);

/** In which order adoptions are listed. */
export const AdoptionOrderInput = defineOrderInput(
  "AdoptionOrderInput",
  AdoptionOrderField,
  "adoptions",
);
export type AdoptionOrderInput = InstanceType<typeof AdoptionOrderInput>;

@InputType({
  description:
    "Which methods are wanted. All given conditions must hold; of a list, any value suffices. " +
    "Places, statuses and outcomes are those of one and the same adoption.",
})
export class MethodFilterInput extends TopicFilterInput {
  @Field(() => [PublicationState], {
    nullable: true,
    description:
      "How far they have come towards the public; PUBLISHED unless told. Only what you may see.",
  })
  states?: PublicationStateName[] | null;

  @Field(() => [AdoptionStatus], {
    nullable: true,
    description: "Only those with an adoption that has come so far.",
  })
  statuses?: AdoptionRow["status"][] | null;

  @Field(() => [AdoptionOutcome], {
    nullable: true,
    description: "Only those with an adoption of one of these outcomes.",
  })
  outcomes?: NonNullable<AdoptionRow["outcome"]>[] | null;
}

@InputType({
  description:
    "Which adoptions are wanted. All given conditions must hold; of a list, any value suffices. " +
    "Places are those of the adopting organisation, topics those of the method.",
})
export class AdoptionFilterInput extends TopicFilterInput {
  @Field(() => [PublicationState], {
    nullable: true,
    description:
      "How far they have come towards the public; PUBLISHED unless told. Only what you may see.",
  })
  states?: PublicationStateName[] | null;

  @Field(() => [String], { nullable: true, description: "Slugs of methods." })
  methods?: string[] | null;

  @Field(() => [AdoptionStatus], { nullable: true, description: "How far they have come." })
  statuses?: AdoptionRow["status"][] | null;

  @Field(() => [AdoptionOutcome], { nullable: true, description: "What they gave." })
  outcomes?: NonNullable<AdoptionRow["outcome"]>[] | null;

  @Field(() => [String], {
    nullable: true,
    description: "Slugs of organisations that the method was learned from.",
  })
  learnedFrom?: string[] | null;
}
