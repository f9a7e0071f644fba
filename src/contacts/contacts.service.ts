import { loadMethodBySlug } from "../methods/methods.loader.js";
import { checkPlaces } from "../organisations/places.filter.js";
import type { Context } from "../platform/context.js";
import { requireKnown } from "../platform/known.js";
import type { Page, PageArguments } from "../platform/pagination.js";
import { loadFocusAreaBySlug } from "../taxonomy/taxonomy.loader.js";
import type { ContactFilterInput } from "./contacts.input.js";
import { listContacts } from "./contacts.repository.js";
import type { ContactRow } from "./contacts.table.js";

/**
 * Finds contacts.
 * @throws BAD_USER_INPUT when the filter names what doesn't exist
 */
export async function findContacts(
  context: Context,
  args: PageArguments,
  filter: ContactFilterInput | null,
): Promise<Page<ContactRow>> {
  await Promise.all([
    checkPlaces(context, filter),
    requireKnown(
      context,
      "filter.focusAreas",
      filter?.focusAreas,
      loadFocusAreaBySlug,
      "pass slugs as `focusAreas { slug }` lists them.",
    ),
    requireKnown(
      context,
      "filter.methods",
      filter?.methods,
      loadMethodBySlug,
      "pass slugs as `methods { nodes { slug } }` lists them.",
    ),
  ]);
  return listContacts(context, args, filter);
}
