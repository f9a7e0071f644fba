import { Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import type { MethodRow } from "../methods/methods.table.js";
import { Method } from "../methods/methods.type.js";
import type { Context } from "../platform/context.js";
import { Reads } from "../platform/wanted.js";
import { loadEvidence } from "./evidence.loader.js";
import { MethodEvidence } from "./evidence.type.js";

@Resolver(() => Method)
export class MethodEvidenceResolver {
  @FieldResolver(() => MethodEvidence, {
    description: "What its adoptions tell together.",
  })
  @Reads("id")
  evidence(@Ctx() context: Context, @Root() row: MethodRow): Promise<MethodEvidence | null> {
    return loadEvidence(context, row.id);
  }
}
