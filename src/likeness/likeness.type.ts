import { Field, Float, ObjectType } from "type-graphql";
import type { Likeness } from "./likeness.js";

/** A peer before its organisation is read. */
export interface PeerRow extends Likeness {
  organisationId: string;
  /** The kommunkod. */
  code: string;
  name: string;
}

@ObjectType({ description: "A municipality like another one, and why." })
export class Peer implements Pick<PeerRow, "score"> {
  @Field(() => Float, {
    description:
      "How alike the two are: 0–1, the weighted mean of SKR group (0.30), population (0.20), density " +
      "(0.15), emissions per inhabitant (0.15) and their trend (0.10), county (0.05) and EU mission (0.05).",
  })
  score!: number;
}
