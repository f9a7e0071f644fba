import { Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import type { CaseStudyRow } from "../case-studies/case-studies.table.js";
import { CaseStudy } from "../case-studies/case-studies.type.js";
import type { Context } from "../platform/context.js";
import { Reads } from "../platform/wanted.js";
import { loadCompleteness } from "./completeness.loader.js";
import { Completeness } from "./completeness.type.js";

@Resolver(() => CaseStudy)
export class CaseStudyCompletenessResolver {
  @FieldResolver(() => Completeness, { description: "How much of the template it fills." })
  @Reads("id")
  completeness(@Ctx() context: Context, @Root() row: CaseStudyRow): Promise<Completeness | null> {
    return loadCompleteness(context, row.id);
  }
}
