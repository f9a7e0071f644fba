import { checkPlaces } from "../organisations/places.filter.js";
import type { Context } from "../platform/context.js";
import { badInput } from "../platform/errors.js";
import { requireKnown } from "../platform/known.js";
import type { Page, PageArguments } from "../platform/pagination.js";
import { loadFocusAreaBySlug } from "../taxonomy/taxonomy.loader.js";
import type { EventFilterInput, SupportOfferFilterInput } from "./support.input.js";
import { listEvents, listSupportOffers } from "./support.repository.js";
import type { EventRow, SupportOfferRow } from "./support.table.js";

/**
 * Finds support offers.
 * @throws BAD_USER_INPUT when the filter names what doesn't exist
 */
export async function findSupportOffers(
  context: Context,
  args: PageArguments,
  filter: SupportOfferFilterInput | null,
): Promise<Page<SupportOfferRow>> {
  await checkPlaces(context, filter);
  await requireKnown(
    context,
    "filter.focusAreas",
    filter?.focusAreas,
    loadFocusAreaBySlug,
    "pass slugs as `focusAreas { slug }` lists them.",
  );
  return listSupportOffers(context, args, filter);
}

/**
 * Finds events.
 * @throws BAD_USER_INPUT when the filter contradicts itself or names what doesn't exist
 */
export async function findEvents(
  context: Context,
  args: PageArguments,
  filter: EventFilterInput | null,
): Promise<Page<EventRow>> {
  if (filter?.from && filter.to && filter.from > filter.to) {
    throw badInput("filter.from", "must not be later than `to`.");
  }
  await checkPlaces(context, filter);
  return listEvents(context, args, filter);
}
