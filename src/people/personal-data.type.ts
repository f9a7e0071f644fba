import { Field, Int, ObjectType } from "type-graphql";
import type { Erased } from "./erasure.service.js";

@ObjectType("Erased", { description: "What was erased.", simpleResolvers: true })
export class ErasedType implements Erased {
  @Field(() => Int, { description: "How many accounts." })
  accounts!: number;

  @Field(() => Int, { description: "How many contacts." })
  contacts!: number;
}
