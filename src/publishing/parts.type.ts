import { Field, ObjectType, Root } from "type-graphql";
import type { CaseStudyRow } from "../case-studies/case-studies.table.js";
import { CaseStudy } from "../case-studies/case-studies.type.js";
import type { AdoptionRow } from "../methods/methods.table.js";
import { Adoption } from "../methods/methods.type.js";
import type { Outcome, Problem } from "../platform/problems.js";
import { UserError, userErrorsField } from "../platform/user-error.type.js";
import type { PartOwner } from "./parts.service.js";

@ObjectType({ description: "What a change of one part of a record answers." })
export class PartPayload {
  @Field(() => CaseStudy, {
    nullable: true,
    description: "The case study as it is now; null when the part is an adoption's.",
  })
  caseStudy(@Root() { value }: Outcome<PartOwner>): CaseStudyRow | null {
    return value?.caseStudy ?? null;
  }

  @Field(() => Adoption, {
    nullable: true,
    description: "The adoption as it is now; null when the part is a case study's.",
  })
  adoption(@Root() { value }: Outcome<PartOwner>): AdoptionRow | null {
    return value?.adoption ?? null;
  }

  @Field(() => [UserError], userErrorsField)
  userErrors!: readonly Problem[];
}
