import { type SQL, and, eq, inArray, sql } from "drizzle-orm";
import { loadOrganisationBySlug } from "../organisations/organisations.loader.js";
import { organisations } from "../organisations/organisations.table.js";
import { organisationsIn } from "../organisations/places.filter.js";
import { type Context, visitor } from "../platform/context.js";
import { requireKnown } from "../platform/known.js";
import { checkTopics, hasTopics } from "../taxonomy/topics.filter.js";
import type { AdoptionFilterInput, MethodFilterInput } from "./methods.input.js";
import { loadMethodBySlug } from "./methods.loader.js";
import { viewableAdoptions } from "./methods.policy.js";
import {
  adoptions,
  methodFocusAreas,
  methodGoals,
  methodObjectives,
  methods,
} from "./methods.table.js";

/**
 * Checks that everything that a filter names exists.
 * @throws BAD_USER_INPUT naming the field and the value
 */
export async function checkMethodFilter(
  context: Context,
  filter: MethodFilterInput | AdoptionFilterInput | null | undefined,
): Promise<void> {
  if (!filter) return;
  await checkTopics(context, filter);
  if (!("methods" in filter || "learnedFrom" in filter)) return;
  await Promise.all([
    requireKnown(
      context,
      "filter.methods",
      filter.methods,
      loadMethodBySlug,
      "pass slugs as `methods { nodes { slug } }` lists them.",
    ),
    requireKnown(
      context,
      "filter.learnedFrom",
      filter.learnedFrom,
      loadOrganisationBySlug,
      "pass slugs as `organisations { nodes { slug } }` lists them.",
    ),
  ]);
}

const links = {
  focusAreas: {
    table: methodFocusAreas,
    owner: methodFocusAreas.methodId,
    topic: methodFocusAreas.focusAreaId,
  },
  goals: { table: methodGoals, owner: methodGoals.methodId, topic: methodGoals.goalId },
  objectives: {
    table: methodObjectives,
    owner: methodObjectives.methodId,
    topic: methodObjectives.objectiveId,
  },
};

/** The conditions on an adoption that methods and adoptions are filtered by alike. */
function experience(filter: MethodFilterInput | AdoptionFilterInput): SQL | undefined {
  const places = organisationsIn(filter);
  const { statuses, outcomes } = filter;
  return and(
    places && sql`${adoptions.organisationId} in ${places}`,
    statuses && statuses.length > 0 ? inArray(adoptions.status, statuses) : undefined,
    outcomes && outcomes.length > 0 ? inArray(adoptions.outcome, outcomes) : undefined,
  );
}

/** The condition on a method that a checked filter stands for; undefined when it admits all. */
export function methodCondition(filter: MethodFilterInput | null | undefined): SQL | undefined {
  const tried = filter ? experience(filter) : undefined;
  return and(
    hasTopics(methods.id, links, filter),
    tried &&
      sql`exists (select from ${adoptions}
        where ${and(eq(adoptions.methodId, methods.id), viewableAdoptions(visitor), tried)})`,
  );
}

/** The condition on an adoption that a checked filter stands for; undefined when it admits all. */
export function adoptionCondition(filter: AdoptionFilterInput | null | undefined): SQL | undefined {
  if (!filter) return undefined;
  const { methods: slugs, learnedFrom } = filter;
  const ofMethod = and(
    slugs && slugs.length > 0 ? inArray(methods.slug, slugs) : undefined,
    hasTopics(methods.id, links, filter),
  );
  return and(
    experience(filter),
    ofMethod &&
      sql`${adoptions.methodId} in (select ${methods.id} from ${methods} where ${ofMethod})`,
    learnedFrom && learnedFrom.length > 0
      ? sql`${adoptions.learnedFromId} in (select ${organisations.id} from ${organisations}
          where ${inArray(organisations.slug, learnedFrom)})`
      : undefined,
  );
}
