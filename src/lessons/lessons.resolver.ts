import { Arg, Args, Ctx, FieldResolver, Query, Resolver, Root } from "type-graphql";
import { loadCaseStudy } from "../case-studies/case-studies.loader.js";
import type { CaseStudyRow } from "../case-studies/case-studies.table.js";
import { CaseStudy } from "../case-studies/case-studies.type.js";
import { loadAdoption } from "../methods/methods.loader.js";
import type { AdoptionRow, MethodRow } from "../methods/methods.table.js";
import { Adoption, Method } from "../methods/methods.type.js";
import { PageArgs } from "../platform/connection.type.js";
import type { Context } from "../platform/context.js";
import type { Page } from "../platform/pagination.js";
import { Follows, Reads } from "../platform/wanted.js";
import { LessonFilterInput } from "./lessons.input.js";
import { loadLessonsOfAdoption, loadLessonsOfCaseStudy } from "./lessons.loader.js";
import { findLessons, findLessonsOfMethod } from "./lessons.service.js";
import type { LessonRow } from "./lessons.table.js";
import { Lesson, LessonConnection } from "./lessons.type.js";

const filterArgument = { nullable: true, description: "Which ones; all of them unless told." };

@Resolver(() => Lesson)
export class LessonResolver {
  @Query(() => LessonConnection, { description: "Published lessons, the newest first." })
  lessons(
    @Ctx() context: Context,
    @Args(() => PageArgs) args: PageArgs,
    @Arg("filter", () => LessonFilterInput, filterArgument) filter: LessonFilterInput | null,
  ): Promise<Page<LessonRow>> {
    return findLessons(context, args, filter);
  }

  @FieldResolver(() => CaseStudy, {
    nullable: true,
    description: "The case study that it was learned in; null when only an adoption tells of it.",
  })
  @Follows(loadCaseStudy, "caseStudyId")
  async caseStudy(@Ctx() context: Context, @Root() row: LessonRow): Promise<CaseStudyRow | null> {
    return row.caseStudyId === null ? null : loadCaseStudy(context, row.caseStudyId);
  }

  @FieldResolver(() => Adoption, {
    nullable: true,
    description: "The adoption that it was learned in; null when only a case study tells of it.",
  })
  @Follows(loadAdoption, "adoptionId")
  async adoption(@Ctx() context: Context, @Root() row: LessonRow): Promise<AdoptionRow | null> {
    return row.adoptionId === null ? null : loadAdoption(context, row.adoptionId);
  }
}

@Resolver(() => CaseStudy)
export class CaseStudyLessonsResolver {
  @FieldResolver(() => [Lesson], { description: "What was learned." })
  @Follows(loadLessonsOfCaseStudy)
  lessons(@Ctx() context: Context, @Root() row: CaseStudyRow): Promise<LessonRow[]> {
    return loadLessonsOfCaseStudy(context, row.id);
  }
}

@Resolver(() => Adoption)
export class AdoptionLessonsResolver {
  @FieldResolver(() => [Lesson], { description: "What was learned." })
  @Follows(loadLessonsOfAdoption)
  lessons(@Ctx() context: Context, @Root() row: AdoptionRow): Promise<LessonRow[]> {
    return loadLessonsOfAdoption(context, row.id);
  }
}

@Resolver(() => Method)
export class MethodLessonsResolver {
  @FieldResolver(() => LessonConnection, {
    description: "What those who tried it have learned, the newest first.",
  })
  @Reads("id")
  lessons(
    @Ctx() context: Context,
    @Root() row: MethodRow,
    @Args(() => PageArgs) args: PageArgs,
    @Arg("filter", () => LessonFilterInput, filterArgument) filter: LessonFilterInput | null,
  ): Promise<Page<LessonRow>> {
    return findLessonsOfMethod(context, row.id, args, filter);
  }
}
