import { Field, Float, ObjectType } from "type-graphql";
import { exposeEnum } from "../platform/enums.js";
import { Node } from "../platform/node.type.js";
import { GraphQLDate } from "../platform/scalars.js";
import { type ResultRow, resultKind } from "./results.table.js";

export const ResultKind = exposeEnum(
  resultKind,
  "ResultKind",
  "What kind of evidence a figure is.",
  {
    MEASURED: "Measured.",
    REPORTED: "Reported by those who did it, without a described measurement.",
    CALCULATED: "Calculated from other figures.",
    FORECAST: "Expected.",
    TARGET: "Aimed at.",
  },
);

@ObjectType({
  description: "The time that a figure holds for; either end may be unknown.",
  simpleResolvers: true,
})
export class Period {
  @Field(() => GraphQLDate, { nullable: true, description: "Its first day." })
  start!: string | null;

  @Field(() => GraphQLDate, { nullable: true, description: "Its last day." })
  end!: string | null;
}

@ObjectType({
  implements: Node,
  description: "A result (resultat): one typed figure with its kind of evidence and its source.",
})
export class Result implements Pick<
  ResultRow,
  "indicator" | "value" | "unit" | "kind" | "sourceUrl" | "note"
> {
  @Field(() => String, { description: "What the figure tells, in Swedish." })
  indicator!: string;

  @Field(() => Float, { description: "The figure, in `unit`." })
  value!: number;

  @Field(() => String, { description: "The unit of `value`." })
  unit!: string;

  @Field(() => ResultKind, { description: "What kind of evidence it is." })
  kind!: ResultRow["kind"];

  @Field(() => String, { nullable: true, description: "Where the figure is published." })
  sourceUrl!: string | null;

  @Field(() => String, { nullable: true, description: "What is doubtful or worth knowing." })
  note!: string | null;
}
