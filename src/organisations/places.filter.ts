import { type SQL, and, eq, gte, inArray, lte, sql } from "drizzle-orm";
import type { Context } from "../platform/context.js";
import { badInput } from "../platform/errors.js";
import { requireKnown } from "../platform/known.js";
import {
  loadCounty,
  loadMunicipality,
  loadOrganisationBySlug,
  loadSkrGroup,
} from "./organisations.loader.js";
import {
  municipalityPopulations,
  municipalityProfiles,
  organisations,
} from "./organisations.table.js";
import type { PlaceFilterInput } from "./places.input.js";

/**
 * Checks that everything that a place filter names exists.
 * @param argument the path of the filter, for the error
 * @throws BAD_USER_INPUT naming the field and the value
 */
export async function checkPlaces(
  context: Context,
  filter: PlaceFilterInput | null | undefined,
  argument = "filter",
): Promise<void> {
  if (!filter) return;
  const { populationMin, populationMax } = filter;
  for (const [field, value] of Object.entries({ populationMin, populationMax })) {
    if (value != null && value < 0) throw badInput(`${argument}.${field}`, "must not be negative.");
  }
  if (populationMin != null && populationMax != null && populationMin > populationMax) {
    throw badInput(`${argument}.populationMin`, "must not be greater than `populationMax`.");
  }
  await Promise.all([
    requireKnown(
      context,
      `${argument}.municipalities`,
      filter.municipalities,
      loadMunicipality,
      "pass four-digit kommunkoder as `municipalities { nodes { municipality { code } } }` lists them.",
    ),
    requireKnown(
      context,
      `${argument}.organisations`,
      filter.organisations,
      loadOrganisationBySlug,
      "pass slugs as `organisations { nodes { slug } }` lists them.",
    ),
    requireKnown(
      context,
      `${argument}.counties`,
      filter.counties,
      loadCounty,
      "pass two-digit county codes, for example 08.",
    ),
    requireKnown(
      context,
      `${argument}.skrGroups`,
      filter.skrGroups,
      loadSkrGroup,
      "pass SKR's group codes, for example B3.",
    ),
  ]);
}

/** A municipality's newest population figure. */
export const currentPopulation: SQL<number | null> = sql`(
  select ${municipalityPopulations.population} from ${municipalityPopulations}
  where ${municipalityPopulations.organisationId} = ${organisations.id}
  order by ${municipalityPopulations.date} desc limit 1)`;

/**
 * The ids of the organisations that a place filter admits, as a subquery for `in`; undefined when it
 * admits all of them. Empty lists are no condition.
 */
export function organisationsIn(filter: PlaceFilterInput | null | undefined): SQL | undefined {
  const { populationMin, populationMax } = filter ?? {};
  const among = (column: Parameters<typeof inArray>[0], values: string[] | null | undefined) =>
    values && values.length > 0 ? inArray(column, values) : undefined;
  const condition = and(
    among(municipalityProfiles.code, filter?.municipalities),
    among(organisations.slug, filter?.organisations),
    among(municipalityProfiles.countyCode, filter?.counties),
    among(municipalityProfiles.skrGroupCode, filter?.skrGroups),
    populationMin == null ? undefined : gte(currentPopulation, populationMin),
    populationMax == null ? undefined : lte(currentPopulation, populationMax),
  );
  return (
    condition &&
    sql`(select ${organisations.id} from ${organisations} left join ${municipalityProfiles}
      on ${eq(municipalityProfiles.organisationId, organisations.id)} where ${condition})`
  );
}
