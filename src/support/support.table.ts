import { sql } from "drizzle-orm";
import { check, date, index, integer, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { caseStudies } from "../case-studies/case-studies.table.js";
import { organisations } from "../organisations/organisations.table.js";
import { datePrecision, primaryId, swedish } from "../platform/columns.table.js";
import { focusAreas } from "../taxonomy/taxonomy.table.js";

/** Help that an organisation offers others. */
export const supportOffers = pgTable(
  "support_offers",
  {
    id: primaryId(),
    slug: text("slug").notNull().unique(),
    organisationId: uuid("organisation_id")
      .notNull()
      .references(() => organisations.id),
    title: text("title").notNull(),
    description: text("description").notNull(),
    audience: text("audience"),
    sourceTitle: text("source_title"),
    sourceUrl: text("source_url"),
    note: text("note"),
    version: integer("version").notNull().default(1),
  },
  (t) => [
    check("support_offers_source_http", sql`${t.sourceUrl} ~ '^https?://'`),
    index("support_offers_organisation").on(t.organisationId),
    index("support_offers_title").on(swedish(t.title), t.id),
  ],
);
export type SupportOfferRow = typeof supportOffers.$inferSelect;

const supportOfferId = () =>
  uuid("support_offer_id")
    .notNull()
    .references(() => supportOffers.id, { onDelete: "cascade" });

export const supportOfferFocusAreas = pgTable(
  "support_offer_focus_areas",
  {
    supportOfferId: supportOfferId(),
    focusAreaId: uuid("focus_area_id")
      .notNull()
      .references(() => focusAreas.id),
  },
  (t) => [
    primaryKey({ columns: [t.supportOfferId, t.focusAreaId] }),
    index("support_offer_focus_areas_focus_area").on(t.focusAreaId),
  ],
);

export const supportOfferCaseStudies = pgTable(
  "support_offer_case_studies",
  {
    supportOfferId: supportOfferId(),
    caseStudyId: uuid("case_study_id")
      .notNull()
      .references(() => caseStudies.id, { onDelete: "cascade" }),
  },
  (t) => [
    primaryKey({ columns: [t.supportOfferId, t.caseStudyId] }),
    index("support_offer_case_studies_case_study").on(t.caseStudyId),
  ],
);

/** A dated occasion. */
export const events = pgTable(
  "events",
  {
    id: primaryId(),
    slug: text("slug").notNull().unique(),
    organisationId: uuid("organisation_id")
      .notNull()
      .references(() => organisations.id),
    title: text("title").notNull(),
    description: text("description"),
    startsOn: date("starts_on").notNull(),
    precision: datePrecision("precision").notNull().default("DAY"),
    endsOn: date("ends_on"),
    sourceUrl: text("source_url"),
    version: integer("version").notNull().default(1),
  },
  (t) => [
    check("events_period", sql`${t.endsOn} >= ${t.startsOn}`),
    check("events_source_http", sql`${t.sourceUrl} ~ '^https?://'`),
    index("events_starts_on").on(t.startsOn, t.id),
    index("events_organisation").on(t.organisationId),
  ],
);
export type EventRow = typeof events.$inferSelect;
