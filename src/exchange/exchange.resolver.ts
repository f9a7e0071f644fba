import { Arg, Ctx, FieldResolver, Int, Mutation, Resolver, Root } from "type-graphql";
import { loadCaseStudy } from "../case-studies/case-studies.loader.js";
import type { CaseStudyRow } from "../case-studies/case-studies.table.js";
import { CaseStudy } from "../case-studies/case-studies.type.js";
import type { Context } from "../platform/context.js";
import { definePayload } from "../platform/payload.type.js";
import { type Outcome, outcomeOf } from "../platform/problems.js";
import { ImportKnowledgeInput, ImportReport, ImportedRow } from "./exchange.type.js";
import { importText } from "./import-text.service.js";
import type { RowOutcome } from "./import.service.js";

const ImportKnowledgePayload = definePayload<ImportReport>("ImportKnowledge", {
  name: "report",
  type: () => ImportReport,
  description:
    "What was done with each record; null when anything is wrong: nothing is written then.",
});

@Resolver()
export class ImportKnowledgeResolver {
  @Mutation(() => ImportKnowledgePayload, {
    description:
      "Imports case studies with their lessons, results and sources: makes those whose `externalId` (or, without one, whose `slug`) is new, and changes the others. Nothing is written unless every record can be; `userErrors` then says for each record and field what is wrong, for example at `rows.17.lessons.0.text`. Repeating it changes nothing.",
  })
  importKnowledge(
    @Ctx() context: Context,
    @Arg("input", () => ImportKnowledgeInput, { description: "The file, and how it is imported." })
    input: ImportKnowledgeInput,
  ): Promise<Outcome<ImportReport>> {
    return outcomeOf(() => importText(context, input));
  }
}

@Resolver(() => ImportReport)
export class ImportReportResolver {
  @FieldResolver(() => Int, { description: "How many records became new case studies." })
  created(@Root() { counts }: ImportReport): number {
    return counts.CREATE;
  }

  @FieldResolver(() => Int, { description: "How many case studies were changed." })
  updated(@Root() { counts }: ImportReport): number {
    return counts.UPDATE;
  }

  @FieldResolver(() => Int, { description: "How many became drafts beside published ones." })
  drafted(@Root() { counts }: ImportReport): number {
    return counts.DRAFT;
  }

  @FieldResolver(() => Int, { description: "How many case studies said all of it already." })
  unchanged(@Root() { counts }: ImportReport): number {
    return counts.UNCHANGED;
  }
}

@Resolver(() => ImportedRow)
export class ImportedRowResolver {
  @FieldResolver(() => CaseStudy, {
    nullable: true,
    description: "The case study; null in a dry run where it would be made.",
  })
  caseStudy(@Ctx() context: Context, @Root() { id }: RowOutcome): Promise<CaseStudyRow | null> {
    return id === null ? Promise.resolve(null) : loadCaseStudy(context, id);
  }
}
