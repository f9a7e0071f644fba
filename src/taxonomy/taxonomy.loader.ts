import { asc, inArray } from "drizzle-orm";
import type { Context } from "../platform/context.js";
import { defineLoader, defineRowLoader } from "../platform/loader.js";
import {
  environmentalObjectives,
  focusAreas,
  nationalTargets,
  sustainableDevelopmentGoals,
} from "./taxonomy.table.js";

/** Loads a focus area by its key. */
export const loadFocusArea = defineRowLoader(
  ({ orm }, ids) =>
    orm
      .select()
      .from(focusAreas)
      .where(inArray(focusAreas.id, [...ids])),
  (row) => row.id,
);

/** Loads a focus area by its slug. */
export const loadFocusAreaBySlug = defineRowLoader(
  ({ orm }, slugs) =>
    orm
      .select()
      .from(focusAreas)
      .where(inArray(focusAreas.slug, [...slugs])),
  (row) => row.slug,
);

/** Loads a goal of Agenda 2030 by its key. */
export const loadGoal = defineRowLoader(
  ({ orm }, ids) =>
    orm
      .select()
      .from(sustainableDevelopmentGoals)
      .where(inArray(sustainableDevelopmentGoals.id, [...ids])),
  (row) => row.id,
);

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
export const loadObjective = defineRowLoader(
  ({ orm }, ids) =>
    orm
      .select()
      .from(environmentalObjectives)
      .where(inArray(environmentalObjectives.id, [...ids])),
  (row) => row.id,
);

/** Loads an environmental objective by its slug. */
export const loadObjectiveBySlug = defineRowLoader(
  ({ orm }, slugs) =>
    orm
      .select()
      .from(environmentalObjectives)
      .where(inArray(environmentalObjectives.slug, [...slugs])),
  (row) => row.slug,
);

/** Loads a national target by its key. */
export const loadNationalTarget = defineRowLoader(
  ({ orm }, ids) =>
    orm
      .select()
      .from(nationalTargets)
      .where(inArray(nationalTargets.id, [...ids])),
  (row) => row.id,
);

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
