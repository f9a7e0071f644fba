import { asc, inArray } from "drizzle-orm";
import type { Context } from "../platform/context.js";
import { defineLoader } from "../platform/loader.js";
import { defineReference } from "../platform/relation.js";
import {
  environmentalObjectives,
  focusAreas,
  nationalTargets,
  sustainableDevelopmentGoals,
} from "./taxonomy.table.js";

/** Loads a focus area by its key. */
export const loadFocusArea = defineReference({
  table: focusAreas,
  key: focusAreas.id,
});

/** Loads a focus area by its slug. */
export const loadFocusAreaBySlug = defineReference({
  table: focusAreas,
  key: focusAreas.slug,
});

/** Loads a goal of Agenda 2030 by its key. */
export const loadGoal = defineReference({
  table: sustainableDevelopmentGoals,
  key: sustainableDevelopmentGoals.id,
});

/** Loads a goal of Agenda 2030 by its number. */
export const loadGoalByNumber = defineLoader(
  async ({ orm }, numbers: readonly number[]) => {
    const rows = await orm
      .select()
      .from(sustainableDevelopmentGoals)
      .where(inArray(sustainableDevelopmentGoals.number, [...numbers]));
    return new Map(rows.map((row) => [row.number, row]));
  },
  () => null,
);

/** Loads an environmental objective by its key. */
export const loadObjective = defineReference({
  table: environmentalObjectives,
  key: environmentalObjectives.id,
});

/** Loads an environmental objective by its slug. */
export const loadObjectiveBySlug = defineReference({
  table: environmentalObjectives,
  key: environmentalObjectives.slug,
});

/** Loads a national target by its key. */
export const loadNationalTarget = defineReference({
  table: nationalTargets,
  key: nationalTargets.id,
});

/** All focus areas: emission areas first, then by name. */
export const listFocusAreas = ({ orm }: Context) =>
  orm.select().from(focusAreas).orderBy(asc(focusAreas.kind), asc(focusAreas.nameSv));

/** All goals in their order. */
export const listGoals = ({ orm }: Context) =>
  orm.select().from(sustainableDevelopmentGoals).orderBy(asc(sustainableDevelopmentGoals.number));

/** All objectives in their order. */
export const listObjectives = ({ orm }: Context) =>
  orm.select().from(environmentalObjectives).orderBy(asc(environmentalObjectives.number));

/** All national targets by year. */
export const listNationalTargets = ({ orm }: Context) =>
  orm.select().from(nationalTargets).orderBy(asc(nationalTargets.year), asc(nationalTargets.slug));
