import { type SQL, and, eq, inArray, sql } from "drizzle-orm";
import { organisationsIn } from "../organisations/places.filter.js";
import { swedish } from "../platform/columns.table.js";
import type { Context } from "../platform/context.js";
import {
  type Ordering,
  type Page,
  type PageArguments,
  defineConnectionLoader,
  readList,
} from "../platform/pagination.js";
import { focusAreas } from "../taxonomy/taxonomy.table.js";
import type { EventFilterInput, SupportOfferFilterInput } from "./support.input.js";
import {
  type EventRow,
  type SupportOfferRow,
  events,
  supportOfferFocusAreas,
  supportOffers,
} from "./support.table.js";

const byTitle: Ordering = {
  name: "TITLE ASC",
  key: swedish(supportOffers.title),
  type: "text",
  descending: false,
};
const byDay: Ordering = {
  name: "STARTS_ON ASC",
  key: sql`${events.startsOn}`,
  type: "date",
  descending: false,
};

/** Reads a page of support offers, by title. */
export function listSupportOffers(
  context: Context,
  args: PageArguments,
  filter: SupportOfferFilterInput | null,
): Promise<Page<SupportOfferRow>> {
  const places = organisationsIn(filter);
  const areas = filter?.focusAreas;
  return readList(context, supportOffers, args, {
    where: and(
      places && sql`${supportOffers.organisationId} in ${places}`,
      areas && areas.length > 0
        ? sql`exists (select from ${supportOfferFocusAreas}
            join ${focusAreas} on ${eq(focusAreas.id, supportOfferFocusAreas.focusAreaId)}
            where ${eq(supportOfferFocusAreas.supportOfferId, supportOffers.id)}
              and ${inArray(focusAreas.slug, areas)})`
        : undefined,
    ),
    ordering: byTitle,
  });
}

const lastDay: SQL = sql`coalesce(${events.endsOn}, ${events.startsOn})`;

/** Reads a page of events, the earliest first. */
export function listEvents(
  context: Context,
  args: PageArguments,
  filter: EventFilterInput | null,
): Promise<Page<EventRow>> {
  const places = organisationsIn(filter);
  return readList(context, events, args, {
    where: and(
      places && sql`${events.organisationId} in ${places}`,
      filter?.from ? sql`${lastDay} >= ${filter.from}::date` : undefined,
      filter?.to ? sql`${events.startsOn} <= ${filter.to}::date` : undefined,
    ),
    ordering: byDay,
  });
}

const offersOfOrganisation = defineConnectionLoader(supportOffers, (parentId) =>
  eq(supportOffers.organisationId, parentId),
);
const offersOfFocusArea = defineConnectionLoader(
  supportOffers,
  (parentId) => sql`${supportOffers.id} in (
    select ${supportOfferFocusAreas.supportOfferId} from ${supportOfferFocusAreas}
    where ${eq(supportOfferFocusAreas.focusAreaId, parentId)})`,
);
const eventsOfOrganisation = defineConnectionLoader(events, (parentId) =>
  eq(events.organisationId, parentId),
);

/** Reads a page of the support offers of an organisation, by title. */
export const listOffersOfOrganisation = (context: Context, id: string, args: PageArguments) =>
  offersOfOrganisation(context, id, args, { where: undefined, ordering: byTitle });

/** Reads a page of the support offers of a focus area, by title. */
export const listOffersOfFocusArea = (context: Context, id: string, args: PageArguments) =>
  offersOfFocusArea(context, id, args, { where: undefined, ordering: byTitle });

/** Reads a page of the events of an organisation, the earliest first. */
export const listEventsOfOrganisation = (context: Context, id: string, args: PageArguments) =>
  eventsOfOrganisation(context, id, args, { where: undefined, ordering: byDay });
