import { sql } from "drizzle-orm";
import { check, index, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { caseStudies } from "../case-studies/case-studies.table.js";
import { organisations } from "../organisations/organisations.table.js";
import { apiClients } from "../people/people.table.js";
import { primaryId } from "../platform/columns.table.js";

/** By which name a system outside knows a case study: an API client's own, or an organisation's. */
export const externalIds = pgTable(
  "external_ids",
  {
    id: primaryId(),
    organisationId: uuid("organisation_id").references(() => organisations.id, {
      onDelete: "cascade",
    }),
    clientId: uuid("client_id").references(() => apiClients.id, { onDelete: "cascade" }),
    externalId: text("external_id").notNull(),
    caseStudyId: uuid("case_study_id")
      .notNull()
      .references(() => caseStudies.id, { onDelete: "cascade" }),
  },
  (t) => [
    check("external_ids_owner", sql`num_nonnulls(${t.organisationId}, ${t.clientId}) = 1`),
    check("external_ids_length", sql`char_length(${t.externalId}) between 1 and 200`),
    uniqueIndex("external_ids_organisation").on(t.organisationId, t.externalId),
    uniqueIndex("external_ids_client").on(t.clientId, t.externalId),
    index("external_ids_case_study").on(t.caseStudyId),
  ],
);
