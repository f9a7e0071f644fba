import { Field, Float, ObjectType } from "type-graphql";
import type { CaseStudyRow } from "../case-studies/case-studies.table.js";
import { CaseStudy } from "../case-studies/case-studies.type.js";
import type { MethodRow } from "../methods/methods.table.js";
import { Method } from "../methods/methods.type.js";
import type { Similar } from "./similar.js";

/** A similar record together with its row. */
export interface SimilarRow<Row> extends Similar {
  row: Row;
}

const score =
  "How much of what the other is about this one is about too: 0–1, by their words and concepts, each " +
  "counted as much as it stands out in the bank; places don't count.";

@ObjectType({ description: "A case study about much the same as another one, and what that is." })
export class SimilarCaseStudy implements Pick<SimilarRow<CaseStudyRow>, "score"> {
  @Field(() => CaseStudy, { name: "caseStudy", description: "The similar case study." })
  row!: CaseStudyRow;

  @Field(() => Float, { description: score })
  score!: number;
}

@ObjectType({ description: "A method about much the same as another one, and what that is." })
export class SimilarMethod implements Pick<SimilarRow<MethodRow>, "score"> {
  @Field(() => Method, { name: "method", description: "The similar method." })
  row!: MethodRow;

  @Field(() => Float, { description: score })
  score!: number;
}
