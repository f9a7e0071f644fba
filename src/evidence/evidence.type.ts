import { Field, Float, Int, ObjectType } from "type-graphql";
import type { AdoptionRow } from "../methods/methods.table.js";
import { AdoptionOutcome, AdoptionStatus } from "../methods/methods.type.js";
import type { ResultRow } from "../results/results.table.js";
import { ResultKind } from "../results/results.type.js";

@ObjectType({ description: "How many adoptions have come so far.", simpleResolvers: true })
export class StatusCount {
  @Field(() => AdoptionStatus, { description: "How far they have come." })
  status!: AdoptionRow["status"];

  @Field(() => Int, { description: "How many there are; never 0." })
  count!: number;
}

@ObjectType({ description: "How many adoptions have an outcome.", simpleResolvers: true })
export class OutcomeCount {
  @Field(() => AdoptionOutcome, { description: "What the method gave." })
  outcome!: NonNullable<AdoptionRow["outcome"]>;

  @Field(() => Int, { description: "How many there are; never 0." })
  count!: number;
}

@ObjectType({
  description:
    "Figures of one indicator, one unit and one kind of evidence; kinds are never mixed. Each figure " +
    "counts once, also when it is that of several adoptions.",
  simpleResolvers: true,
})
export class ResultSummary {
  @Field(() => String, { description: "What the figures tell, in Swedish." })
  indicator!: string;

  @Field(() => String, { description: "Their unit." })
  unit!: string;

  @Field(() => ResultKind, { description: "What kind of evidence they are: MEASURED or REPORTED." })
  kind!: ResultRow["kind"];

  @Field(() => Int, { description: "How many figures there are." })
  count!: number;

  @Field(() => Float, { description: "The smallest." })
  min!: number;

  @Field(() => Float, { description: "The one in the middle, or the mean of the two there." })
  median!: number;

  @Field(() => Float, { description: "The largest." })
  max!: number;
}

@ObjectType({
  description: "What a method's adoptions tell together, computed from them.",
  simpleResolvers: true,
})
export class MethodEvidence {
  @Field(() => Int, { description: "How many organisations have an adoption." })
  adoptionCount!: number;

  @Field(() => Int, { description: "How many of them are municipalities." })
  municipalityCount!: number;

  @Field(() => [StatusCount], { description: "Adoptions by how far they have come." })
  adoptionsByStatus!: StatusCount[];

  @Field(() => [OutcomeCount], {
    description: "Adoptions by outcome; those without a known outcome aren't counted.",
  })
  adoptionsByOutcome!: OutcomeCount[];

  @Field(() => [ResultSummary], {
    description:
      "The adoptions' measured and reported figures by indicator, unit and kind. What was only " +
      "calculated, expected or aimed at isn't counted: see `Adoption.results`.",
  })
  results!: ResultSummary[];
}
