import { type SQL, and, eq, inArray, sql } from "drizzle-orm";
import type { PgColumn, PgTable } from "drizzle-orm/pg-core";
import { checkPlaces } from "../organisations/places.filter.js";
import type { Context } from "../platform/context.js";
import { badInput } from "../platform/errors.js";
import { requireKnown } from "../platform/known.js";
import { loadFocusAreaBySlug, loadObjectiveBySlug } from "./taxonomy.loader.js";
import {
  environmentalObjectives,
  focusAreas,
  sustainableDevelopmentGoals,
} from "./taxonomy.table.js";
import type { TopicFilterInput } from "./topics.input.js";

/**
 * Checks that every place and topic that a filter names exists.
 * @throws BAD_USER_INPUT naming the field and the value
 */
export async function checkTopics(
  context: Context,
  filter: TopicFilterInput | null | undefined,
): Promise<void> {
  if (!filter) return;
  const outside = filter.sdgs?.find((number) => number < 1 || number > 17);
  if (outside !== undefined) throw badInput("filter.sdgs", `must be from 1 to 17, not ${outside}.`);
  await Promise.all([
    checkPlaces(context, filter),
    requireKnown(
      context,
      "filter.focusAreas",
      filter.focusAreas,
      loadFocusAreaBySlug,
      "pass slugs as `focusAreas { slug }` lists them.",
    ),
    requireKnown(
      context,
      "filter.environmentalObjectives",
      filter.environmentalObjectives,
      loadObjectiveBySlug,
      "pass slugs as `environmentalObjectives { slug }` lists them.",
    ),
  ]);
}

/** A table that links records with one of the taxonomies. */
export interface TopicLink {
  table: PgTable;
  /** The record's id. */
  owner: PgColumn;
  /** The id in the taxonomy. */
  topic: PgColumn;
}

/** The three tables that link records of one type with the taxonomies. */
export type TopicLinks = Record<"focusAreas" | "goals" | "objectives", TopicLink>;

function linked<Value>(
  id: PgColumn,
  { table, owner, topic }: TopicLink,
  taxonomy: PgTable & { id: PgColumn },
  column: PgColumn,
  values: Value[] | null | undefined,
): SQL | undefined {
  if (!values || values.length === 0) return undefined;
  return sql`exists (select from ${table} join ${taxonomy} on ${eq(taxonomy.id, topic)}
    where ${eq(owner, id)} and ${inArray(column, values)})`;
}

/** The condition that a record has one of the wanted focus areas, goals and objectives. */
export const hasTopics = (
  id: PgColumn,
  links: TopicLinks,
  filter: TopicFilterInput | null | undefined,
): SQL | undefined =>
  and(
    linked(id, links.focusAreas, focusAreas, focusAreas.slug, filter?.focusAreas),
    linked(
      id,
      links.goals,
      sustainableDevelopmentGoals,
      sustainableDevelopmentGoals.number,
      filter?.sdgs,
    ),
    linked(
      id,
      links.objectives,
      environmentalObjectives,
      environmentalObjectives.slug,
      filter?.environmentalObjectives,
    ),
  );
