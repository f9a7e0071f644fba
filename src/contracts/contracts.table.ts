import { sql } from "drizzle-orm";
import { check, date, index, pgTable, primaryKey, smallint, text, uuid } from "drizzle-orm/pg-core";
import { caseStudies } from "../case-studies/case-studies.table.js";
import { adoptions } from "../methods/methods.table.js";
import { organisations } from "../organisations/organisations.table.js";
import { primaryId, textList } from "../platform/columns.table.js";

/** One yearly signed version of Klimatkontrakt 2030. */
export const climateContracts = pgTable(
  "climate_contracts",
  {
    id: primaryId(),
    year: smallint("year").notNull().unique(),
    signedOn: date("signed_on").notNull(),
    title: text("title").notNull(),
    note: text("note"),
    sourceUrls: textList("source_urls"),
  },
  (t) => [
    check("climate_contracts_signed_that_year", sql`extract(year from ${t.signedOn}) = ${t.year}`),
  ],
);
export type ClimateContractRow = typeof climateContracts.$inferSelect;

export const climateContractSignatories = pgTable(
  "climate_contract_signatories",
  {
    contractId: uuid("contract_id")
      .notNull()
      .references(() => climateContracts.id, { onDelete: "cascade" }),
    organisationId: uuid("organisation_id")
      .notNull()
      .references(() => organisations.id),
  },
  (t) => [
    primaryKey({ columns: [t.contractId, t.organisationId] }),
    index("climate_contract_signatories_organisation").on(t.organisationId),
  ],
);

/** What one signatory commits itself to in one version of the contract. */
export const commitments = pgTable(
  "commitments",
  {
    id: primaryId(),
    contractId: uuid("contract_id")
      .notNull()
      .references(() => climateContracts.id, { onDelete: "cascade" }),
    organisationId: uuid("organisation_id")
      .notNull()
      .references(() => organisations.id),
    text: text("text").notNull(),
    sourceUrl: text("source_url"),
  },
  (t) => [
    check("commitments_source_http", sql`${t.sourceUrl} ~ '^https?://'`),
    index("commitments_contract").on(t.contractId),
    index("commitments_organisation").on(t.organisationId),
  ],
);
export type CommitmentRow = typeof commitments.$inferSelect;

const commitmentId = () =>
  uuid("commitment_id")
    .notNull()
    .references(() => commitments.id, { onDelete: "cascade" });

export const commitmentCaseStudies = pgTable(
  "commitment_case_studies",
  {
    commitmentId: commitmentId(),
    caseStudyId: uuid("case_study_id")
      .notNull()
      .references(() => caseStudies.id, { onDelete: "cascade" }),
  },
  (t) => [
    primaryKey({ columns: [t.commitmentId, t.caseStudyId] }),
    index("commitment_case_studies_case_study").on(t.caseStudyId),
  ],
);

export const commitmentAdoptions = pgTable(
  "commitment_adoptions",
  {
    commitmentId: commitmentId(),
    adoptionId: uuid("adoption_id")
      .notNull()
      .references(() => adoptions.id, { onDelete: "cascade" }),
  },
  (t) => [
    primaryKey({ columns: [t.commitmentId, t.adoptionId] }),
    index("commitment_adoptions_adoption").on(t.adoptionId),
  ],
);
