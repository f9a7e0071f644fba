import { Arg, Args, Ctx, FieldResolver, Query, Resolver, Root } from "type-graphql";
import type { CaseStudyRow } from "../case-studies/case-studies.table.js";
import { CaseStudy } from "../case-studies/case-studies.type.js";
import { loadOrganisation } from "../organisations/organisations.loader.js";
import type { OrganisationRow } from "../organisations/organisations.table.js";
import { Organisation } from "../organisations/organisations.type.js";
import { PageArgs } from "../platform/connection.type.js";
import type { Context } from "../platform/context.js";
import type { Page } from "../platform/pagination.js";
import { Follows, Reads } from "../platform/wanted.js";
import { AdoptionFilterInput, AdoptionOrderInput } from "./methods.input.js";
import {
  loadAdoptionsOfCaseStudy,
  loadCaseStudiesOfAdoption,
  loadMethod,
} from "./methods.loader.js";
import { findAdoptions, findAdoptionsOf } from "./methods.service.js";
import type { AdoptionRow, MethodRow } from "./methods.table.js";
import { Adoption, AdoptionConnection, Method } from "./methods.type.js";

const filterArgument = { nullable: true, description: "Which ones; all of them unless told." };
const orderArgument = {
  nullable: true,
  description: "The order; by the organisation's name unless told.",
};

@Resolver(() => Adoption)
export class AdoptionResolver {
  @Query(() => AdoptionConnection, { description: "Published adoptions: who has tried what." })
  adoptions(
    @Ctx() context: Context,
    @Args(() => PageArgs) args: PageArgs,
    @Arg("filter", () => AdoptionFilterInput, filterArgument) filter: AdoptionFilterInput | null,
    @Arg("orderBy", () => AdoptionOrderInput, orderArgument) orderBy: AdoptionOrderInput | null,
  ): Promise<Page<AdoptionRow>> {
    return findAdoptions(context, args, { filter, orderBy });
  }

  @FieldResolver(() => Organisation, { description: "Who has tried it." })
  @Follows(loadOrganisation, "organisationId")
  organisation(@Ctx() context: Context, @Root() row: AdoptionRow): Promise<OrganisationRow | null> {
    return loadOrganisation(context, row.organisationId);
  }

  @FieldResolver(() => Method, { description: "What was tried." })
  @Follows(loadMethod, "methodId")
  method(@Ctx() context: Context, @Root() row: AdoptionRow): Promise<MethodRow | null> {
    return loadMethod(context, row.methodId);
  }

  @FieldResolver(() => Organisation, {
    nullable: true,
    description: "From whom it was learned; null where no source tells.",
  })
  @Follows(loadOrganisation, "learnedFromId")
  async learnedFrom(
    @Ctx() context: Context,
    @Root() row: AdoptionRow,
  ): Promise<OrganisationRow | null> {
    return row.learnedFromId === null ? null : loadOrganisation(context, row.learnedFromId);
  }

  @FieldResolver(() => [CaseStudy], { description: "The case studies that tell of it." })
  @Follows(loadCaseStudiesOfAdoption)
  caseStudies(@Ctx() context: Context, @Root() row: AdoptionRow): Promise<CaseStudyRow[]> {
    return loadCaseStudiesOfAdoption(context, row.id);
  }
}

@Resolver(() => Method)
export class MethodAdoptionsResolver {
  @FieldResolver(() => AdoptionConnection, { description: "Who has tried it." })
  @Reads("id")
  adoptions(
    @Ctx() context: Context,
    @Root() { id }: MethodRow,
    @Args(() => PageArgs) args: PageArgs,
    @Arg("filter", () => AdoptionFilterInput, filterArgument) filter: AdoptionFilterInput | null,
    @Arg("orderBy", () => AdoptionOrderInput, orderArgument) orderBy: AdoptionOrderInput | null,
  ): Promise<Page<AdoptionRow>> {
    return findAdoptionsOf(context, "method", id, args, { filter, orderBy });
  }
}

@Resolver(() => Organisation)
export class OrganisationAdoptionsResolver {
  @FieldResolver(() => AdoptionConnection, { description: "The methods that it has tried." })
  @Reads("id")
  adoptions(
    @Ctx() context: Context,
    @Root() { id }: OrganisationRow,
    @Args(() => PageArgs) args: PageArgs,
    @Arg("filter", () => AdoptionFilterInput, filterArgument) filter: AdoptionFilterInput | null,
    @Arg("orderBy", () => AdoptionOrderInput, orderArgument) orderBy: AdoptionOrderInput | null,
  ): Promise<Page<AdoptionRow>> {
    return findAdoptionsOf(context, "organisation", id, args, { filter, orderBy });
  }

  @FieldResolver(() => AdoptionConnection, {
    description: "What others have learned from it: adoptions whose `learnedFrom` it is.",
  })
  @Reads("id")
  inspiredAdoptions(
    @Ctx() context: Context,
    @Root() { id }: OrganisationRow,
    @Args(() => PageArgs) args: PageArgs,
    @Arg("filter", () => AdoptionFilterInput, filterArgument) filter: AdoptionFilterInput | null,
    @Arg("orderBy", () => AdoptionOrderInput, orderArgument) orderBy: AdoptionOrderInput | null,
  ): Promise<Page<AdoptionRow>> {
    return findAdoptionsOf(context, "learnedFrom", id, args, { filter, orderBy });
  }
}

@Resolver(() => CaseStudy)
export class CaseStudyAdoptionsResolver {
  @FieldResolver(() => [Adoption], { description: "The adoptions that it tells of." })
  @Follows(loadAdoptionsOfCaseStudy)
  adoptions(@Ctx() context: Context, @Root() row: CaseStudyRow): Promise<AdoptionRow[]> {
    return loadAdoptionsOfCaseStudy(context, row.id);
  }
}
