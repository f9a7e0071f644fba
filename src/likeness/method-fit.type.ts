import { Field, Float, ObjectType } from "type-graphql";
import type { AdoptionRow } from "../methods/methods.table.js";
import { Adoption } from "../methods/methods.type.js";
import type { Likeness } from "./likeness.js";
import type { Fit } from "./method-fit.js";

/** An adoption in a municipality, and how alike it is. */
export interface MethodFitExampleRow {
  adoption: AdoptionRow;
  score: number;
  likeness: Likeness;
}

/** A fit before its texts are put in a language. */
export interface MethodFitRow extends Fit {
  ownAdoption: AdoptionRow | null;
  examples: MethodFitExampleRow[];
}

@ObjectType({
  description: "What a municipality experienced with the method, and how alike the two are.",
})
export class MethodFitExample implements Pick<MethodFitExampleRow, "adoption" | "score"> {
  @Field(() => Adoption, { description: "Its experience." })
  adoption!: AdoptionRow;

  @Field(() => Float, { description: "How alike the two municipalities are: 0–1, see `Peer`." })
  score!: number;
}

@ObjectType({ description: "Whether a method would work in a municipality, and why." })
export class MethodFit implements Pick<MethodFitRow, "score" | "ownAdoption" | "examples"> {
  @Field(() => Float, {
    description:
      "0–1; 0.5 when nothing is known. The mean of what the method gave the municipalities that tried it " +
      "(worked 1, partly 0.6, too early 0.5, failed 0; where no outcome is known: adopted 0.7, testing or " +
      "considering 0.5, stopped 0.2), weighted by how alike they are, together with 0.5 for half an equal " +
      "municipality.",
  })
  score!: number;

  @Field(() => Adoption, {
    nullable: true,
    description:
      "The municipality's own adoption, which the score leaves out; null if it has none.",
  })
  ownAdoption!: AdoptionRow | null;

  @Field(() => [MethodFitExample], {
    description: "The other municipalities that tried it, the most alike first.",
  })
  examples!: MethodFitExampleRow[];
}
