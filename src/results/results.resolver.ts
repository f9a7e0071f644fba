import { Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import { loadCaseStudy } from "../case-studies/case-studies.loader.js";
import type { CaseStudyRow } from "../case-studies/case-studies.table.js";
import { CaseStudy } from "../case-studies/case-studies.type.js";
import { loadAdoption } from "../methods/methods.loader.js";
import type { AdoptionRow } from "../methods/methods.table.js";
import { Adoption } from "../methods/methods.type.js";
import type { Context } from "../platform/context.js";
import { Follows, Reads } from "../platform/wanted.js";
import {
  loadAdoptionsOfResult,
  loadResultsOfAdoption,
  loadResultsOfCaseStudy,
} from "./results.loader.js";
import type { ResultRow } from "./results.table.js";
import { Period, Result } from "./results.type.js";

@Resolver(() => Result)
export class ResultResolver {
  @FieldResolver(() => Period, {
    nullable: true,
    description: "The time that the figure holds for; null where no source tells.",
  })
  @Reads("periodStart", "periodEnd")
  period(@Root() { periodStart: start, periodEnd: end }: ResultRow): Period | null {
    return start === null && end === null ? null : { start, end };
  }

  @FieldResolver(() => CaseStudy, {
    nullable: true,
    description: "The case study that it comes from; null when only an adoption tells of it.",
  })
  @Follows(loadCaseStudy, "caseStudyId")
  async caseStudy(@Ctx() context: Context, @Root() row: ResultRow): Promise<CaseStudyRow | null> {
    return row.caseStudyId === null ? null : loadCaseStudy(context, row.caseStudyId);
  }

  @FieldResolver(() => Adoption, {
    nullable: true,
    description:
      "The adoption that alone tells of it; null when a case study does. See `adoptions` for whose " +
      "figure it is.",
  })
  @Follows(loadAdoption, "adoptionId")
  async adoption(@Ctx() context: Context, @Root() row: ResultRow): Promise<AdoptionRow | null> {
    return row.adoptionId === null ? null : loadAdoption(context, row.adoptionId);
  }

  @FieldResolver(() => [Adoption], {
    description:
      "The adoptions whose own figure it is: what the method gave there, or how far it was used. " +
      "None for a cost, a starting point or anything else that the case study tells besides.",
  })
  @Follows(loadAdoptionsOfResult)
  adoptions(@Ctx() context: Context, @Root() row: ResultRow): Promise<AdoptionRow[]> {
    return loadAdoptionsOfResult(context, row.id);
  }
}

@Resolver(() => CaseStudy)
export class CaseStudyResultsResolver {
  @FieldResolver(() => [Result], { description: "What it gave, in figures." })
  @Follows(loadResultsOfCaseStudy)
  results(@Ctx() context: Context, @Root() row: CaseStudyRow): Promise<ResultRow[]> {
    return loadResultsOfCaseStudy(context, row.id);
  }
}

@Resolver(() => Adoption)
export class AdoptionResultsResolver {
  @FieldResolver(() => [Result], {
    description:
      "What the method gave here and how far it was used, in figures of every kind. Of what its case " +
      "studies tell only that: no costs, no figures of another method or of the place.",
  })
  @Follows(loadResultsOfAdoption)
  results(@Ctx() context: Context, @Root() row: AdoptionRow): Promise<ResultRow[]> {
    return loadResultsOfAdoption(context, row.id);
  }
}
