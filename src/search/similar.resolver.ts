import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from "type-graphql";
import type { CaseStudyRow } from "../case-studies/case-studies.table.js";
import { loadCaseStudy } from "../case-studies/case-studies.loader.js";
import { CaseStudy } from "../case-studies/case-studies.type.js";
import { loadMethod } from "../methods/methods.loader.js";
import type { MethodRow } from "../methods/methods.table.js";
import { Method } from "../methods/methods.type.js";
import type { Context } from "../platform/context.js";
import { Locale, type LocaleName, inLocale } from "../platform/locale.js";
import { maxPageSize } from "../platform/pagination.js";
import { Reads } from "../platform/wanted.js";
import { loadSimilarCaseStudies, loadSimilarMethods, withRows } from "./similar.loader.js";
import { SimilarCaseStudy, SimilarMethod, type SimilarRow } from "./similar.type.js";

const firstArgument = { defaultValue: 5, description: `How many: 1–${maxPageSize}.` };
const localeArgument = {
  nullable: true,
  defaultValue: "SV",
  description: "The language of concepts.",
} as const;
const sharedField = { description: "What both are about, the most telling first; at most five." };

@Resolver(() => CaseStudy)
export class CaseStudySimilarResolver {
  @FieldResolver(() => [SimilarCaseStudy], {
    description:
      "Case studies about much the same, wherever they were done; the most similar first.",
  })
  @Reads("id")
  similar(
    @Ctx() context: Context,
    @Root() { id }: CaseStudyRow,
    @Arg("first", () => Int, firstArgument) first: number,
  ): Promise<SimilarRow<CaseStudyRow>[]> {
    return withRows(context, loadSimilarCaseStudies, loadCaseStudy, id, first);
  }
}

@Resolver(() => Method)
export class MethodSimilarResolver {
  @FieldResolver(() => [SimilarMethod], {
    description: "Methods about much the same, the most similar first.",
  })
  @Reads("id")
  similar(
    @Ctx() context: Context,
    @Root() { id }: MethodRow,
    @Arg("first", () => Int, firstArgument) first: number,
  ): Promise<SimilarRow<MethodRow>[]> {
    return withRows(context, loadSimilarMethods, loadMethod, id, first);
  }
}

@Resolver(() => SimilarCaseStudy)
export class SimilarCaseStudySharedResolver {
  @FieldResolver(() => [String], sharedField)
  shared(
    @Root() row: SimilarRow<CaseStudyRow>,
    @Arg("locale", () => Locale, localeArgument) locale: LocaleName | null,
  ): string[] {
    return inLocale(row.shared, locale);
  }
}

@Resolver(() => SimilarMethod)
export class SimilarMethodSharedResolver {
  @FieldResolver(() => [String], sharedField)
  shared(
    @Root() row: SimilarRow<MethodRow>,
    @Arg("locale", () => Locale, localeArgument) locale: LocaleName | null,
  ): string[] {
    return inLocale(row.shared, locale);
  }
}
