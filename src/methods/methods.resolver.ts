import { Arg, Args, Ctx, FieldResolver, Query, Resolver, Root } from "type-graphql";
import type { CaseStudyRow } from "../case-studies/case-studies.table.js";
import { CaseStudy, CaseStudyConnection } from "../case-studies/case-studies.type.js";
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
import { MethodFilterInput, MethodOrderInput } from "./methods.input.js";
import {
  loadMethodBySlug,
  loadMethodFocusAreas,
  loadMethodGoals,
  loadMethodObjectives,
  loadMethodsOfCaseStudy,
  loadRelatedMethods,
} from "./methods.loader.js";
import { listCaseStudiesOfMethod } from "./methods.repository.js";
import { findMethods, findMethodsOf } from "./methods.service.js";
import type { MethodRow } from "./methods.table.js";
import { Method, MethodConnection } from "./methods.type.js";

const filterArgument = { nullable: true, description: "Which ones; all of them unless told." };
const nameOrder = { nullable: true, description: "The order; by name unless told." };

@Resolver(() => Method)
export class MethodResolver {
  @Query(() => MethodConnection, { description: "Published methods." })
  methods(
    @Ctx() context: Context,
    @Args(() => PageArgs) args: PageArgs,
    @Arg("filter", () => MethodFilterInput, filterArgument) filter: MethodFilterInput | null,
    @Arg("orderBy", () => MethodOrderInput, nameOrder) orderBy: MethodOrderInput | null,
  ): Promise<Page<MethodRow>> {
    return findMethods(context, args, { filter, orderBy });
  }

  @Query(() => Method, {
    nullable: true,
    description: "One method; null when there is none with this slug.",
  })
  method(
    @Ctx() context: Context,
    @Arg("slug", () => String, { description: "Its slug." }) slug: string,
  ): Promise<MethodRow | null> {
    return loadMethodBySlug(context, slug);
  }

  @FieldResolver(() => CaseStudyConnection, {
    description: "The case studies that show it, by title.",
  })
  @Reads("id")
  caseStudies(
    @Ctx() context: Context,
    @Root() row: MethodRow,
    @Args(() => PageArgs) args: PageArgs,
  ): Promise<Page<CaseStudyRow>> {
    return listCaseStudiesOfMethod(context, row.id, args);
  }

  @FieldResolver(() => [FocusArea], { description: "The focus areas that it belongs to." })
  @Follows(loadMethodFocusAreas)
  focusAreas(@Ctx() context: Context, @Root() row: MethodRow): Promise<FocusAreaRow[]> {
    return loadMethodFocusAreas(context, row.id);
  }

  @FieldResolver(() => [SustainableDevelopmentGoal], {
    description: "The goals of Agenda 2030 that it serves.",
  })
  @Follows(loadMethodGoals)
  sdgs(@Ctx() context: Context, @Root() row: MethodRow): Promise<SustainableDevelopmentGoalRow[]> {
    return loadMethodGoals(context, row.id);
  }

  @FieldResolver(() => [EnvironmentalObjective], {
    description: "The environmental objectives that it serves.",
  })
  @Follows(loadMethodObjectives)
  environmentalObjectives(
    @Ctx() context: Context,
    @Root() row: MethodRow,
  ): Promise<EnvironmentalObjectiveRow[]> {
    return loadMethodObjectives(context, row.id);
  }

  @FieldResolver(() => [Method], { description: "Methods that are worth comparing with it." })
  @Follows(loadRelatedMethods)
  relatedMethods(@Ctx() context: Context, @Root() row: MethodRow): Promise<MethodRow[]> {
    return loadRelatedMethods(context, row.id);
  }
}

@Resolver(() => CaseStudy)
export class CaseStudyMethodsResolver {
  @FieldResolver(() => [Method], { description: "The methods that it shows." })
  @Follows(loadMethodsOfCaseStudy)
  methods(@Ctx() context: Context, @Root() row: CaseStudyRow): Promise<MethodRow[]> {
    return loadMethodsOfCaseStudy(context, row.id);
  }
}

@Resolver(() => FocusArea)
export class FocusAreaMethodsResolver {
  @FieldResolver(() => MethodConnection, { description: "The methods of this focus area." })
  @Reads("id")
  methods(
    @Ctx() context: Context,
    @Root() { id }: FocusAreaRow,
    @Args(() => PageArgs) args: PageArgs,
    @Arg("filter", () => MethodFilterInput, filterArgument) filter: MethodFilterInput | null,
    @Arg("orderBy", () => MethodOrderInput, nameOrder) orderBy: MethodOrderInput | null,
  ): Promise<Page<MethodRow>> {
    return findMethodsOf(context, "focusArea", id, args, { filter, orderBy });
  }
}

@Resolver(() => SustainableDevelopmentGoal)
export class SustainableDevelopmentGoalMethodsResolver {
  @FieldResolver(() => MethodConnection, { description: "The methods that serve this goal." })
  @Reads("id")
  methods(
    @Ctx() context: Context,
    @Root() { id }: SustainableDevelopmentGoalRow,
    @Args(() => PageArgs) args: PageArgs,
    @Arg("filter", () => MethodFilterInput, filterArgument) filter: MethodFilterInput | null,
    @Arg("orderBy", () => MethodOrderInput, nameOrder) orderBy: MethodOrderInput | null,
  ): Promise<Page<MethodRow>> {
    return findMethodsOf(context, "goal", id, args, { filter, orderBy });
  }
}

@Resolver(() => EnvironmentalObjective)
export class EnvironmentalObjectiveMethodsResolver {
  @FieldResolver(() => MethodConnection, { description: "The methods that serve this objective." })
  @Reads("id")
  methods(
    @Ctx() context: Context,
    @Root() { id }: EnvironmentalObjectiveRow,
    @Args(() => PageArgs) args: PageArgs,
    @Arg("filter", () => MethodFilterInput, filterArgument) filter: MethodFilterInput | null,
    @Arg("orderBy", () => MethodOrderInput, nameOrder) orderBy: MethodOrderInput | null,
  ): Promise<Page<MethodRow>> {
    return findMethodsOf(context, "objective", id, args, { filter, orderBy });
  }
}
