import type { Seeds } from "../../seeds/format.js";
import {
  contactCaseStudies,
  contactFocusAreas,
  contactMethods,
  contacts,
} from "../contacts/contacts.table.js";
import {
  events,
  supportOfferCaseStudies,
  supportOfferFocusAreas,
  supportOffers,
} from "../support/support.table.js";
import type { IdsByKey, RowWriter } from "./row-writer.js";
import type { KnownIds } from "./seed-methods.js";

/** Writes what organisations offer others. */
export async function seedSupportOffers(
  writer: RowWriter,
  { supportOffers: offers }: Seeds,
  { parties, topics, cases }: KnownIds,
): Promise<void> {
  await writer.upsert(
    {
      table: supportOffers,
      key: ["slug"],
      columns: [
        "slug",
        "organisationId",
        "title",
        "description",
        "audience",
        "sourceTitle",
        "sourceUrl",
        "note",
      ],
    },
    offers.map((offer) => ({ ...offer, organisationId: parties.get(offer.organisation) })),
  );
  const ids = await writer.ids(
    supportOffers,
    supportOffers.slug,
    offers.map((offer) => offer.slug),
  );
  await writer.link(
    {
      table: supportOfferFocusAreas,
      key: ["supportOfferId", "focusAreaId"],
      columns: ["supportOfferId", "focusAreaId"],
    },
    [ids.all(), topics.focusAreas.all()],
    offers.flatMap((offer) =>
      offer.focusAreas.map((slug) => ({
        supportOfferId: ids.get(offer.slug),
        focusAreaId: topics.focusAreas.get(slug),
      })),
    ),
  );
  await writer.link(
    {
      table: supportOfferCaseStudies,
      key: ["supportOfferId", "caseStudyId"],
      columns: ["supportOfferId", "caseStudyId"],
    },
    [ids.all(), cases.all()],
    offers.flatMap((offer) =>
      offer.caseStudies.map((slug) => ({
        supportOfferId: ids.get(offer.slug),
        caseStudyId: cases.get(slug),
      })),
    ),
  );
}

/**
 * Writes the contacts with their expertise. When a contact was last confirmed, and who succeeds it,
 * is kept: that isn't the seeds' to say.
 */
export async function seedContacts(
  writer: RowWriter,
  { contacts: people }: Seeds,
  { parties, topics, cases }: KnownIds,
  methods: IdsByKey<string>,
): Promise<void> {
  await writer.upsert(
    {
      table: contacts,
      key: ["slug"],
      columns: ["slug", "organisationId", "name", "role", "email", "phone", "visibility", "note"],
    },
    people.map((person) => ({ ...person, organisationId: parties.get(person.organisation) })),
  );
  const ids = await writer.ids(
    contacts,
    contacts.slug,
    people.map((person) => person.slug),
  );
  await writer.link(
    {
      table: contactCaseStudies,
      key: ["contactId", "caseStudyId"],
      columns: ["contactId", "caseStudyId"],
    },
    [ids.all(), cases.all()],
    people.flatMap((person) =>
      person.caseStudies.map((slug) => ({
        contactId: ids.get(person.slug),
        caseStudyId: cases.get(slug),
      })),
    ),
  );
  await writer.link(
    {
      table: contactMethods,
      key: ["contactId", "methodId"],
      columns: ["contactId", "methodId"],
    },
    [ids.all(), methods.all()],
    people.flatMap((person) =>
      person.methods.map((slug) => ({
        contactId: ids.get(person.slug),
        methodId: methods.get(slug),
      })),
    ),
  );
  await writer.link(
    {
      table: contactFocusAreas,
      key: ["contactId", "focusAreaId"],
      columns: ["contactId", "focusAreaId"],
    },
    [ids.all(), topics.focusAreas.all()],
    people.flatMap((person) =>
      person.focusAreas.map((slug) => ({
        contactId: ids.get(person.slug),
        focusAreaId: topics.focusAreas.get(slug),
      })),
    ),
  );
}

/** Writes the dated occasions. */
export async function seedEvents(
  writer: RowWriter,
  seeds: Seeds,
  { parties }: KnownIds,
): Promise<void> {
  await writer.upsert(
    {
      table: events,
      key: ["slug"],
      columns: [
        "slug",
        "organisationId",
        "title",
        "description",
        "startsOn",
        "precision",
        "endsOn",
        "sourceUrl",
      ],
    },
    seeds.events.map((event) => ({ ...event, organisationId: parties.get(event.organisation) })),
  );
}
