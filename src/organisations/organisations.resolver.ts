import { Arg, Args, Ctx, FieldResolver, Int, Query, Resolver, Root } from "type-graphql";
import { PageArgs } from "../platform/connection.type.js";
import type { Context } from "../platform/context.js";
import type { Page } from "../platform/pagination.js";
import { GraphQLDate } from "../platform/scalars.js";
import { Follows, Reads } from "../platform/wanted.js";
import {
  MunicipalityFilterInput,
  OrganisationFilterInput,
  OrganisationOrderInput,
} from "./organisations.input.js";
import {
  loadEmissions,
  loadMunicipality,
  loadMunicipalityProfile,
  loadMunicipalityTargets,
  loadOrganisationBySlug,
  loadParticipations,
  loadPopulations,
} from "./organisations.loader.js";
import { listSkrGroupMembers } from "./organisations.repository.js";
import { findMunicipalities, findOrganisations } from "./organisations.service.js";
import type {
  MunicipalityEmissionRow,
  MunicipalityPopulationRow,
  MunicipalityProfileRow,
  MunicipalityTargetRow,
  OrganisationRow,
  ParticipationRow,
} from "./organisations.table.js";
import {
  MunicipalityEmission,
  MunicipalityPopulation,
  MunicipalityProfile,
  MunicipalityTarget,
  Organisation,
  OrganisationConnection,
  Participation,
} from "./organisations.type.js";

const orderArgument = { nullable: true, description: "The order; by name unless told." };

@Resolver(() => Organisation)
export class OrganisationResolver {
  @Query(() => OrganisationConnection, { description: "Organisations of every kind." })
  organisations(
    @Ctx() context: Context,
    @Args(() => PageArgs) args: PageArgs,
    @Arg("filter", () => OrganisationFilterInput, {
      nullable: true,
      description: "Which ones; all of them unless told.",
    })
    filter: OrganisationFilterInput | null,
    @Arg("participatingOn", () => GraphQLDate, {
      nullable: true,
      description: "Only those that were members of the initiative on this day.",
    })
    participatingOn: string | null,
    @Arg("orderBy", () => OrganisationOrderInput, orderArgument)
    orderBy: OrganisationOrderInput | null,
  ): Promise<Page<OrganisationRow>> {
    return findOrganisations(context, args, { filter, participatingOn, orderBy });
  }

  @Query(() => OrganisationConnection, { description: "Municipalities." })
  municipalities(
    @Ctx() context: Context,
    @Args(() => PageArgs) args: PageArgs,
    @Arg("filter", () => MunicipalityFilterInput, {
      nullable: true,
      description: "Which ones; all of them unless told.",
    })
    filter: MunicipalityFilterInput | null,
    @Arg("orderBy", () => OrganisationOrderInput, orderArgument)
    orderBy: OrganisationOrderInput | null,
  ): Promise<Page<OrganisationRow>> {
    return findMunicipalities(context, args, { filter, orderBy });
  }

  @Query(() => Organisation, {
    nullable: true,
    description: "One organisation; null when there is none with this slug.",
  })
  organisation(
    @Ctx() context: Context,
    @Arg("slug", () => String, { description: "Its slug, for example `energikontor-syd`." })
    slug: string,
  ): Promise<OrganisationRow | null> {
    return loadOrganisationBySlug(context, slug);
  }

  @Query(() => Organisation, {
    nullable: true,
    description: "One municipality; null when the bank knows none with this kommunkod.",
  })
  municipality(
    @Ctx() context: Context,
    @Arg("code", () => String, { description: "SCB's kommunkod, for example `0880`." })
    code: string,
  ): Promise<OrganisationRow | null> {
    return loadMunicipality(context, code);
  }

  @FieldResolver(() => MunicipalityProfile, {
    name: "municipality",
    nullable: true,
    description: "What only a municipality has; null for other organisations.",
  })
  @Follows(loadMunicipalityProfile)
  profile(
    @Ctx() context: Context,
    @Root() row: OrganisationRow,
  ): Promise<MunicipalityProfileRow | null> {
    return loadMunicipalityProfile(context, row.id);
  }

  @FieldResolver(() => [Participation], {
    description: "Its memberships in the initiative, the first one first.",
  })
  @Follows(loadParticipations)
  participations(
    @Ctx() context: Context,
    @Root() row: OrganisationRow,
  ): Promise<ParticipationRow[]> {
    return loadParticipations(context, row.id);
  }
}

@Resolver(() => MunicipalityProfile)
export class MunicipalityProfileResolver {
  @FieldResolver(() => Int, {
    nullable: true,
    description: "Inhabitants by the newest figure; `populations` tells its day.",
  })
  @Reads("organisationId")
  async population(
    @Ctx() context: Context,
    @Root() row: MunicipalityProfileRow,
  ): Promise<number | null> {
    return (await loadPopulations(context, row.organisationId)).at(-1)?.population ?? null;
  }

  @FieldResolver(() => [MunicipalityPopulation], {
    description: "All known population figures, the oldest first.",
  })
  @Follows(loadPopulations, "organisationId")
  populations(
    @Ctx() context: Context,
    @Root() row: MunicipalityProfileRow,
  ): Promise<MunicipalityPopulationRow[]> {
    return loadPopulations(context, row.organisationId);
  }

  @FieldResolver(() => [MunicipalityEmission], {
    description: "Territorial emissions by year, the oldest first.",
  })
  @Follows(loadEmissions, "organisationId")
  emissions(
    @Ctx() context: Context,
    @Root() row: MunicipalityProfileRow,
  ): Promise<MunicipalityEmissionRow[]> {
    return loadEmissions(context, row.organisationId);
  }

  @FieldResolver(() => [MunicipalityTarget], {
    description: "Climate targets that the municipality has set itself.",
  })
  @Follows(loadMunicipalityTargets, "organisationId")
  targets(
    @Ctx() context: Context,
    @Root() row: MunicipalityProfileRow,
  ): Promise<MunicipalityTargetRow[]> {
    return loadMunicipalityTargets(context, row.organisationId);
  }

  @FieldResolver(() => OrganisationConnection, {
    description: "The other municipalities of its SKR group, by name.",
  })
  @Reads("organisationId")
  skrGroupMembers(
    @Ctx() context: Context,
    @Root() row: MunicipalityProfileRow,
    @Args(() => PageArgs) args: PageArgs,
  ): Promise<Page<OrganisationRow>> {
    return listSkrGroupMembers(context, row.organisationId, args);
  }
}
