import { Arg, Ctx, FieldResolver, Query, Resolver, Root } from "type-graphql";
import type { Context } from "../platform/context.js";
import { Locale, type LocaleName } from "../platform/locale.js";
import { Reads } from "../platform/wanted.js";
import {
  listFocusAreas,
  listGoals,
  listNationalTargets,
  listObjectives,
  loadFocusAreaBySlug,
} from "./taxonomy.loader.js";
import type {
  EnvironmentalObjectiveRow,
  FocusAreaRow,
  NationalTargetRow,
  SustainableDevelopmentGoalRow,
} from "./taxonomy.table.js";
import {
  EnvironmentalObjective,
  FocusArea,
  NationalTarget,
  SustainableDevelopmentGoal,
} from "./taxonomy.type.js";

const localeArgument = {
  nullable: true,
  defaultValue: "SV",
  description: "The language of the name.",
};
const inLanguage = (row: { nameSv: string; nameEn: string }, locale: LocaleName | null): string =>
  locale === "EN" ? row.nameEn : row.nameSv;

@Resolver(() => FocusArea)
export class FocusAreaResolver {
  @Query(() => [FocusArea], {
    description: "All 20 focus areas: the emission areas, then the levers.",
  })
  focusAreas(@Ctx() context: Context): Promise<FocusAreaRow[]> {
    return listFocusAreas(context);
  }

  @Query(() => FocusArea, {
    nullable: true,
    description: "One focus area; null when there is none.",
  })
  focusArea(
    @Ctx() context: Context,
    @Arg("slug", () => String, { description: "Its slug." }) slug: string,
  ): Promise<FocusAreaRow | null> {
    return loadFocusAreaBySlug(context, slug);
  }

  @FieldResolver(() => String, { description: "Its name." })
  @Reads("nameSv", "nameEn")
  name(
    @Root() row: FocusAreaRow,
    @Arg("locale", () => Locale, localeArgument) locale: LocaleName | null,
  ): string {
    return inLanguage(row, locale);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: "What it covers, in Swedish; null where the source doesn't tell.",
  })
  @Reads("descriptionSv")
  description(@Root() row: FocusAreaRow): string | null {
    return row.descriptionSv;
  }
}

@Resolver(() => SustainableDevelopmentGoal)
export class SustainableDevelopmentGoalResolver {
  @Query(() => [SustainableDevelopmentGoal], {
    description: "The 17 goals of Agenda 2030, in their order.",
  })
  sustainableDevelopmentGoals(@Ctx() context: Context): Promise<SustainableDevelopmentGoalRow[]> {
    return listGoals(context);
  }

  @FieldResolver(() => String, { description: "Its name." })
  @Reads("nameSv", "nameEn")
  name(
    @Root() row: SustainableDevelopmentGoalRow,
    @Arg("locale", () => Locale, localeArgument) locale: LocaleName | null,
  ): string {
    return inLanguage(row, locale);
  }
}

@Resolver(() => EnvironmentalObjective)
export class EnvironmentalObjectiveResolver {
  @Query(() => [EnvironmentalObjective], {
    description: "Sweden's 16 environmental quality objectives, in their order.",
  })
  environmentalObjectives(@Ctx() context: Context): Promise<EnvironmentalObjectiveRow[]> {
    return listObjectives(context);
  }

  @FieldResolver(() => String, { description: "Its name." })
  @Reads("nameSv", "nameEn")
  name(
    @Root() row: EnvironmentalObjectiveRow,
    @Arg("locale", () => Locale, localeArgument) locale: LocaleName | null,
  ): string {
    return inLanguage(row, locale);
  }
}

@Resolver(() => NationalTarget)
export class NationalTargetResolver {
  @Query(() => [NationalTarget], {
    description: "Climate targets that the work refers to, by year.",
  })
  nationalTargets(@Ctx() context: Context): Promise<NationalTargetRow[]> {
    return listNationalTargets(context);
  }

  @FieldResolver(() => String, { description: "The target in one line, in Swedish." })
  @Reads("titleSv")
  title(@Root() row: NationalTargetRow): string {
    return row.titleSv;
  }

  @FieldResolver(() => String, { description: "What the target says, in Swedish." })
  @Reads("summarySv")
  summary(@Root() row: NationalTargetRow): string {
    return row.summarySv;
  }
}
