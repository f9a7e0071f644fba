import { Arg, Args, Ctx, FieldResolver, Query, Resolver, Root } from "type-graphql";
import { loadOrganisation } from "../organisations/organisations.loader.js";
import type { OrganisationRow } from "../organisations/organisations.table.js";
import { Organisation } from "../organisations/organisations.type.js";
import { PageArgs } from "../platform/connection.type.js";
import type { Context } from "../platform/context.js";
import type { Page } from "../platform/pagination.js";
import { Follows, Reads } from "../platform/wanted.js";
import type {
  EnvironmentalObjectiveRow,
  FocusAreaRow,
  SustainableDevelopmentGoalRow,
} from "../taxonomy/taxonomy.table.js";
import {
  EnvironmentalObjective,
  FocusArea,
  SustainableDevelopmentGoal,
} from "../taxonomy/taxonomy.type.js";
import { CaseStudyFilterInput, CaseStudyOrderInput } from "./case-studies.input.js";
import {
  loadCaseStudyBySlug,
  loadCaseStudyFocusAreas,
  loadCaseStudyGoals,
  loadCaseStudyObjectives,
  loadCaseStudyOrganisations,
  loadRelatedCaseStudies,
  loadSources,
} from "./case-studies.loader.js";
import { findCaseStudies, findCaseStudiesOf } from "./case-studies.service.js";
import type { CaseStudyOrganisationRow, CaseStudyRow, SourceRow } from "./case-studies.table.js";
import {
  CaseStudy,
  CaseStudyConnection,
  CaseStudyOrganisation,
  Source,
} from "./case-studies.type.js";

const filterArgument = { nullable: true, description: "Which ones; all of them unless told." };
const orderArgument = { nullable: true, description: "The order; by title unless told." };

@Resolver(() => CaseStudy)
export class CaseStudyResolver {
  @Query(() => CaseStudyConnection, { description: "Published case studies." })
  caseStudies(
    @Ctx() context: Context,
    @Args(() => PageArgs) args: PageArgs,
    @Arg("filter", () => CaseStudyFilterInput, filterArgument) filter: CaseStudyFilterInput | null,
    @Arg("orderBy", () => CaseStudyOrderInput, orderArgument) orderBy: CaseStudyOrderInput | null,
  ): Promise<Page<CaseStudyRow>> {
    return findCaseStudies(context, args, { filter, orderBy });
  }

  @Query(() => CaseStudy, {
    nullable: true,
    description: "One case study; null when there is none with this slug.",
  })
  caseStudy(
    @Ctx() context: Context,
    @Arg("slug", () => String, { description: "Its slug." }) slug: string,
  ): Promise<CaseStudyRow | null> {
    return loadCaseStudyBySlug(context, slug);
  }

  @FieldResolver(() => [CaseStudyOrganisation], {
    description: "Who leads it and who takes part, those that lead first.",
  })
  @Follows(loadCaseStudyOrganisations)
  organisations(
    @Ctx() context: Context,
    @Root() row: CaseStudyRow,
  ): Promise<CaseStudyOrganisationRow[]> {
    return loadCaseStudyOrganisations(context, row.id);
  }

  @FieldResolver(() => [Source], { description: "Where its statements come from." })
  @Follows(loadSources)
  sources(@Ctx() context: Context, @Root() row: CaseStudyRow): Promise<SourceRow[]> {
    return loadSources(context, row.id);
  }

  @FieldResolver(() => [FocusArea], { description: "The focus areas that it belongs to." })
  @Follows(loadCaseStudyFocusAreas)
  focusAreas(@Ctx() context: Context, @Root() row: CaseStudyRow): Promise<FocusAreaRow[]> {
    return loadCaseStudyFocusAreas(context, row.id);
  }

  @FieldResolver(() => [SustainableDevelopmentGoal], {
    description: "The goals of Agenda 2030 that it serves.",
  })
  @Follows(loadCaseStudyGoals)
  sdgs(
    @Ctx() context: Context,
    @Root() row: CaseStudyRow,
  ): Promise<SustainableDevelopmentGoalRow[]> {
    return loadCaseStudyGoals(context, row.id);
  }

  @FieldResolver(() => [EnvironmentalObjective], {
    description: "The environmental objectives that it serves.",
  })
  @Follows(loadCaseStudyObjectives)
  environmentalObjectives(
    @Ctx() context: Context,
    @Root() row: CaseStudyRow,
  ): Promise<EnvironmentalObjectiveRow[]> {
    return loadCaseStudyObjectives(context, row.id);
  }

  @FieldResolver(() => [CaseStudy], { description: "Case studies that are worth reading with it." })
  @Follows(loadRelatedCaseStudies)
  relatedCaseStudies(@Ctx() context: Context, @Root() row: CaseStudyRow): Promise<CaseStudyRow[]> {
    return loadRelatedCaseStudies(context, row.id);
  }
}

@Resolver(() => CaseStudyOrganisation)
export class CaseStudyOrganisationResolver {
  @FieldResolver(() => Organisation, { description: "The organisation." })
  @Follows(loadOrganisation, "organisationId")
  organisation(
    @Ctx() context: Context,
    @Root() row: CaseStudyOrganisationRow,
  ): Promise<OrganisationRow | null> {
    return loadOrganisation(context, row.organisationId);
  }
}

@Resolver(() => Organisation)
export class OrganisationCaseStudiesResolver {
  @FieldResolver(() => CaseStudyConnection, {
    description: "The case studies that it leads or takes part in.",
  })
  @Reads("id")
  caseStudies(
    @Ctx() context: Context,
    @Root() { id }: OrganisationRow,
    @Args(() => PageArgs) args: PageArgs,
    @Arg("filter", () => CaseStudyFilterInput, filterArgument) filter: CaseStudyFilterInput | null,
    @Arg("orderBy", () => CaseStudyOrderInput, orderArgument) orderBy: CaseStudyOrderInput | null,
  ): Promise<Page<CaseStudyRow>> {
    return findCaseStudiesOf(context, "organisation", id, args, { filter, orderBy });
  }
}

@Resolver(() => FocusArea)
export class FocusAreaCaseStudiesResolver {
  @FieldResolver(() => CaseStudyConnection, { description: "The case studies of this focus area." })
  @Reads("id")
  caseStudies(
    @Ctx() context: Context,
    @Root() { id }: FocusAreaRow,
    @Args(() => PageArgs) args: PageArgs,
    @Arg("filter", () => CaseStudyFilterInput, filterArgument) filter: CaseStudyFilterInput | null,
    @Arg("orderBy", () => CaseStudyOrderInput, orderArgument) orderBy: CaseStudyOrderInput | null,
  ): Promise<Page<CaseStudyRow>> {
    return findCaseStudiesOf(context, "focusArea", id, args, { filter, orderBy });
  }
}

@Resolver(() => SustainableDevelopmentGoal)
export class SustainableDevelopmentGoalCaseStudiesResolver {
  @FieldResolver(() => CaseStudyConnection, {
    description: "The case studies that serve this goal.",
  })
  @Reads("id")
  caseStudies(
    @Ctx() context: Context,
    @Root() { id }: SustainableDevelopmentGoalRow,
    @Args(() => PageArgs) args: PageArgs,
    @Arg("filter", () => CaseStudyFilterInput, filterArgument) filter: CaseStudyFilterInput | null,
    @Arg("orderBy", () => CaseStudyOrderInput, orderArgument) orderBy: CaseStudyOrderInput | null,
  ): Promise<Page<CaseStudyRow>> {
    return findCaseStudiesOf(context, "goal", id, args, { filter, orderBy });
  }
}

@Resolver(() => EnvironmentalObjective)
export class EnvironmentalObjectiveCaseStudiesResolver {
  @FieldResolver(() => CaseStudyConnection, {
    description: "The case studies that serve this objective.",
  })
  @Reads("id")
  caseStudies(
    @Ctx() context: Context,
    @Root() { id }: EnvironmentalObjectiveRow,
    @Args(() => PageArgs) args: PageArgs,
    @Arg("filter", () => CaseStudyFilterInput, filterArgument) filter: CaseStudyFilterInput | null,
    @Arg("orderBy", () => CaseStudyOrderInput, orderArgument) orderBy: CaseStudyOrderInput | null,
  ): Promise<Page<CaseStudyRow>> {
    return findCaseStudiesOf(context, "objective", id, args, { filter, orderBy });
  }
}
