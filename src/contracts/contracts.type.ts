import { Field, Int, ObjectType } from "type-graphql";
import { defineConnection } from "../platform/connection.type.js";
import { Node } from "../platform/node.type.js";
import { GraphQLDate } from "../platform/scalars.js";
import type { ClimateContractRow, CommitmentRow } from "./contracts.table.js";

@ObjectType({
  implements: Node,
  description: "One yearly signed version of Klimatkontrakt 2030.",
})
export class ClimateContract implements Omit<ClimateContractRow, "id"> {
  @Field(() => Int, { description: "The version's year." })
  year!: number;

  @Field(() => GraphQLDate, { description: "When it was signed." })
  signedOn!: string;

  @Field(() => String, { description: "Its title, in Swedish." })
  title!: string;

  @Field(() => String, { nullable: true, description: "What is doubtful or worth knowing." })
  note!: string | null;

  @Field(() => [String], { description: "Where it is published." })
  sourceUrls!: string[];
}

@ObjectType({
  implements: Node,
  description: "A commitment (åtagande) of one signatory in one version of the contract.",
})
export class Commitment implements Pick<CommitmentRow, "text" | "sourceUrl"> {
  @Field(() => String, { description: "What it commits itself to." })
  text!: string;

  @Field(() => String, { nullable: true, description: "Where it is published." })
  sourceUrl!: string | null;
}

export const CommitmentConnection = defineConnection("Commitment", () => Commitment, "commitments");
