import { type SQL, and, eq, inArray, sql } from "drizzle-orm";
import { swedish } from "../platform/columns.table.js";
import type { Context } from "../platform/context.js";
import {
  type Ordering,
  type Page,
  type PageArguments,
  defineConnectionLoader,
  readList,
} from "../platform/pagination.js";
import type { OrganisationFilterInput, OrganisationOrderInput } from "./organisations.input.js";
import {
  type OrganisationRow,
  municipalityProfiles,
  organisations,
  participations,
} from "./organisations.table.js";
import { currentPopulation, organisationsIn } from "./places.filter.js";
import type { PlaceFilterInput } from "./places.input.js";

const keys = {
  NAME: { key: swedish(organisations.name), type: "text" },
  POPULATION: { key: sql`coalesce(${currentPopulation}, 0)`, type: "integer" },
} as const;

function toOrdering(order: OrganisationOrderInput | null | undefined): Ordering {
  const { field, direction } = order ?? { field: "NAME", direction: "ASC" };
  return { ...keys[field], name: `${field} ${direction}`, descending: direction === "DESC" };
}

const participating = (day: string): SQL => sql`exists (select from ${participations}
  where ${eq(participations.organisationId, organisations.id)}
    and daterange(${participations.from}, ${participations.until}, '[)') @> ${day}::date)`;

/** What a list of organisations can be narrowed by. */
export interface OrganisationSelection {
  filter?: OrganisationFilterInput | PlaceFilterInput | null | undefined;
  kinds?: OrganisationRow["kind"][] | null | undefined;
  participatingOn?: string | null | undefined;
  orderBy?: OrganisationOrderInput | null | undefined;
}

/** Reads a page of organisations. */
export function listOrganisations(
  context: Context,
  args: PageArguments,
  { filter, kinds, participatingOn, orderBy }: OrganisationSelection,
): Promise<Page<OrganisationRow>> {
  const places = organisationsIn(filter);
  return readList(context, organisations, args, {
    where: and(
      kinds && kinds.length > 0 ? inArray(organisations.kind, kinds) : undefined,
      participatingOn ? participating(participatingOn) : undefined,
      places && sql`${organisations.id} in ${places}`,
    ),
    ordering: toOrdering(orderBy),
  });
}

const loadGroupMembers = defineConnectionLoader(
  organisations,
  (parentId) => sql`${organisations.id} in (
    select member.organisation_id from ${municipalityProfiles} member
    join ${municipalityProfiles} own on own.skr_group_code = member.skr_group_code
    where own.organisation_id = ${parentId} and member.organisation_id <> ${parentId})`,
);

/** Reads a page of the other municipalities of a municipality's SKR group. */
export const listSkrGroupMembers = (
  context: Context,
  organisationId: string,
  args: PageArguments,
): Promise<Page<OrganisationRow>> =>
  loadGroupMembers(context, organisationId, args, { where: undefined, ordering: toOrdering(null) });
