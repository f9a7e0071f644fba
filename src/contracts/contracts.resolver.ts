import { Args, Ctx, FieldResolver, Query, Resolver, Root } from "type-graphql";
import type { CaseStudyRow } from "../case-studies/case-studies.table.js";
import { CaseStudy } from "../case-studies/case-studies.type.js";
import type { AdoptionRow } from "../methods/methods.table.js";
import { Adoption } from "../methods/methods.type.js";
import { loadOrganisation } from "../organisations/organisations.loader.js";
import type { OrganisationRow } from "../organisations/organisations.table.js";
import { Organisation } from "../organisations/organisations.type.js";
import { PageArgs } from "../platform/connection.type.js";
import type { Context } from "../platform/context.js";
import type { Page } from "../platform/pagination.js";
import { Follows, Reads } from "../platform/wanted.js";
import {
  listClimateContracts,
  loadAdoptionsOfCommitment,
  loadCaseStudiesOfCommitment,
  loadClimateContract,
  loadCommitmentsOfAdoption,
  loadCommitmentsOfCaseStudy,
  loadSignatories,
  loadSignedContracts,
} from "./contracts.loader.js";
import { listCommitmentsOf } from "./contracts.repository.js";
import type { ClimateContractRow, CommitmentRow } from "./contracts.table.js";
import { ClimateContract, Commitment, CommitmentConnection } from "./contracts.type.js";

@Resolver(() => ClimateContract)
export class ClimateContractResolver {
  @Query(() => [ClimateContract], {
    description: "The versions of Klimatkontrakt 2030, the first one first.",
  })
  climateContracts(@Ctx() context: Context): Promise<ClimateContractRow[]> {
    return listClimateContracts(context);
  }

  @FieldResolver(() => [Organisation], { description: "Who signed it, by kind and name." })
  @Follows(loadSignatories)
  signatories(
    @Ctx() context: Context,
    @Root() row: ClimateContractRow,
  ): Promise<OrganisationRow[]> {
    return loadSignatories(context, row.id);
  }

  @FieldResolver(() => CommitmentConnection, { description: "What its signatories commit to." })
  @Reads("id")
  commitments(
    @Ctx() context: Context,
    @Root() row: ClimateContractRow,
    @Args(() => PageArgs) args: PageArgs,
  ): Promise<Page<CommitmentRow>> {
    return listCommitmentsOf(context, "contract", row.id, args);
  }
}

@Resolver(() => Commitment)
export class CommitmentResolver {
  @FieldResolver(() => ClimateContract, { description: "The version that it belongs to." })
  @Follows(loadClimateContract, "contractId")
  contract(
    @Ctx() context: Context,
    @Root() row: CommitmentRow,
  ): Promise<ClimateContractRow | null> {
    return loadClimateContract(context, row.contractId);
  }

  @FieldResolver(() => Organisation, { description: "Who commits itself." })
  @Follows(loadOrganisation, "organisationId")
  organisation(
    @Ctx() context: Context,
    @Root() row: CommitmentRow,
  ): Promise<OrganisationRow | null> {
    return loadOrganisation(context, row.organisationId);
  }

  @FieldResolver(() => [CaseStudy], { description: "The case studies that back it." })
  @Follows(loadCaseStudiesOfCommitment)
  caseStudies(@Ctx() context: Context, @Root() row: CommitmentRow): Promise<CaseStudyRow[]> {
    return loadCaseStudiesOfCommitment(context, row.id);
  }

  @FieldResolver(() => [Adoption], { description: "The adoptions that back it." })
  @Follows(loadAdoptionsOfCommitment)
  adoptions(@Ctx() context: Context, @Root() row: CommitmentRow): Promise<AdoptionRow[]> {
    return loadAdoptionsOfCommitment(context, row.id);
  }
}

@Resolver(() => Organisation)
export class OrganisationContractsResolver {
  @FieldResolver(() => [ClimateContract], {
    description: "The versions of Klimatkontrakt 2030 that it has signed.",
  })
  @Follows(loadSignedContracts)
  climateContracts(
    @Ctx() context: Context,
    @Root() row: OrganisationRow,
  ): Promise<ClimateContractRow[]> {
    return loadSignedContracts(context, row.id);
  }

  @FieldResolver(() => CommitmentConnection, { description: "What it has committed itself to." })
  @Reads("id")
  commitments(
    @Ctx() context: Context,
    @Root() row: OrganisationRow,
    @Args(() => PageArgs) args: PageArgs,
  ): Promise<Page<CommitmentRow>> {
    return listCommitmentsOf(context, "organisation", row.id, args);
  }
}

@Resolver(() => CaseStudy)
export class CaseStudyCommitmentsResolver {
  @FieldResolver(() => [Commitment], { description: "The commitments that it backs." })
  @Follows(loadCommitmentsOfCaseStudy)
  commitments(@Ctx() context: Context, @Root() row: CaseStudyRow): Promise<CommitmentRow[]> {
    return loadCommitmentsOfCaseStudy(context, row.id);
  }
}

@Resolver(() => Adoption)
export class AdoptionCommitmentsResolver {
  @FieldResolver(() => [Commitment], { description: "The commitments that it backs." })
  @Follows(loadCommitmentsOfAdoption)
  commitments(@Ctx() context: Context, @Root() row: AdoptionRow): Promise<CommitmentRow[]> {
    return loadCommitmentsOfAdoption(context, row.id);
  }
}
