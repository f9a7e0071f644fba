import { sql } from "drizzle-orm";
import {
  type AnyPgColumn,
  check,
  date,
  index,
  integer,
  pgEnum,
  pgTable,
  primaryKey,
  text,
  uuid,
} from "drizzle-orm/pg-core";
import { caseStudies } from "../case-studies/case-studies.table.js";
import { methods } from "../methods/methods.table.js";
import { organisations } from "../organisations/organisations.table.js";
import { primaryId, swedish, timestamps } from "../platform/columns.table.js";
import { focusAreas } from "../taxonomy/taxonomy.table.js";

export const contactVisibility = pgEnum("contact_visibility", ["PUBLIC", "MEMBERS"]);

/** Professional details of a person or a function at an organisation. Never indexed for search. */
export const contacts = pgTable(
  "contacts",
  {
    id: primaryId(),
    slug: text("slug").notNull().unique(),
    organisationId: uuid("organisation_id")
      .notNull()
      .references(() => organisations.id),
    name: text("name").notNull(),
    role: text("role"),
    email: text("email"),
    phone: text("phone"),
    visibility: contactVisibility("visibility").notNull().default("MEMBERS"),
    lastConfirmedOn: date("last_confirmed_on"),
    successorId: uuid("successor_id").references((): AnyPgColumn => contacts.id, {
      onDelete: "set null",
    }),
    note: text("note"),
    version: integer("version").notNull().default(1),
    ...timestamps,
  },
  (t) => [
    check("contacts_reachable", sql`num_nonnulls(${t.email}, ${t.phone}) >= 1`),
    check("contacts_email", sql`${t.email} ~ '^[^@[:space:]]+@[^@[:space:]]+$'`),
    check("contacts_not_own_successor", sql`${t.successorId} <> ${t.id}`),
    index("contacts_organisation").on(t.organisationId),
    index("contacts_name").on(swedish(t.name), t.id),
  ],
);
export type ContactRow = typeof contacts.$inferSelect;

const contactId = () =>
  uuid("contact_id")
    .notNull()
    .references(() => contacts.id, { onDelete: "cascade" });

export const contactCaseStudies = pgTable(
  "contact_case_studies",
  {
    contactId: contactId(),
    caseStudyId: uuid("case_study_id")
      .notNull()
      .references(() => caseStudies.id, { onDelete: "cascade" }),
  },
  (t) => [
    primaryKey({ columns: [t.contactId, t.caseStudyId] }),
    index("contact_case_studies_case_study").on(t.caseStudyId),
  ],
);

export const contactMethods = pgTable(
  "contact_methods",
  {
    contactId: contactId(),
    methodId: uuid("method_id")
      .notNull()
      .references(() => methods.id, { onDelete: "cascade" }),
  },
  (t) => [
    primaryKey({ columns: [t.contactId, t.methodId] }),
    index("contact_methods_method").on(t.methodId),
  ],
);

export const contactFocusAreas = pgTable(
  "contact_focus_areas",
  {
    contactId: contactId(),
    focusAreaId: uuid("focus_area_id")
      .notNull()
      .references(() => focusAreas.id),
  },
  (t) => [
    primaryKey({ columns: [t.contactId, t.focusAreaId] }),
    index("contact_focus_areas_focus_area").on(t.focusAreaId),
  ],
);
