import { and, eq, inArray, sql } from "drizzle-orm";
import { methods } from "../methods/methods.table.js";
import { organisationsIn } from "../organisations/places.filter.js";
import { swedish } from "../platform/columns.table.js";
import type { Context } from "../platform/context.js";
import { type Ordering, type Page, type PageArguments, readList } from "../platform/pagination.js";
import { focusAreas } from "../taxonomy/taxonomy.table.js";
import type { ContactFilterInput } from "./contacts.input.js";
import { viewableContacts } from "./contacts.policy.js";
import { type ContactRow, contactFocusAreas, contactMethods, contacts } from "./contacts.table.js";

const byName: Ordering = {
  name: "NAME ASC",
  key: swedish(contacts.name),
  type: "text",
  descending: false,
};

/** Reads a page of contacts, by name. */
export function listContacts(
  context: Context,
  args: PageArguments,
  filter: ContactFilterInput | null,
): Promise<Page<ContactRow>> {
  const places = organisationsIn(filter);
  const { focusAreas: areas, methods: known } = filter ?? {};
  return readList(context, contacts, args, {
    where: and(
      viewableContacts(context.actor),
      places && sql`${contacts.organisationId} in ${places}`,
      areas && areas.length > 0
        ? sql`exists (select from ${contactFocusAreas}
            join ${focusAreas} on ${eq(focusAreas.id, contactFocusAreas.focusAreaId)}
            where ${eq(contactFocusAreas.contactId, contacts.id)}
              and ${inArray(focusAreas.slug, areas)})`
        : undefined,
      known && known.length > 0
        ? sql`exists (select from ${contactMethods}
            join ${methods} on ${eq(methods.id, contactMethods.methodId)}
            where ${eq(contactMethods.contactId, contacts.id)} and ${inArray(methods.slug, known)})`
        : undefined,
    ),
    ordering: byName,
  });
}
