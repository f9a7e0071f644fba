import { sql } from "drizzle-orm";
import {
  boolean,
  char,
  check,
  date,
  doublePrecision,
  index,
  integer,
  pgEnum,
  pgTable,
  primaryKey,
  smallint,
  text,
  timestamp,
  uuid,
} from "drizzle-orm/pg-core";
import { organisations } from "../organisations/organisations.table.js";
import {
  primaryId,
  publicationState,
  swedish,
  textList,
  timestamps,
} from "../platform/columns.table.js";
import {
  environmentalObjectives,
  focusAreas,
  sustainableDevelopmentGoals,
} from "../taxonomy/taxonomy.table.js";

export const caseStudyStatus = pgEnum("case_study_status", [
  "PLANNED",
  "ONGOING",
  "COMPLETED",
  "STOPPED",
]);
export const control = pgEnum("control", [
  "OWN_OPERATIONS",
  "MUNICIPAL_COMPANY",
  "PERMIT_OR_PLAN",
  "INFLUENCE",
]);
export const caseStudyRole = pgEnum("case_study_role", ["LEAD", "PARTNER"]);

/** One documented effort. Long texts are CommonMark. */
export const caseStudies = pgTable(
  "case_studies",
  {
    id: primaryId(),
    slug: text("slug").notNull().unique(),
    state: publicationState("state").notNull().default("DRAFT"),
    title: text("title").notNull(),
    summary: text("summary").notNull(),
    challenge: text("challenge"),
    solution: text("solution"),
    status: caseStudyStatus("status").notNull(),
    startYear: smallint("start_year"),
    startYearApproximate: boolean("start_year_approximate").notNull().default(false),
    endYear: smallint("end_year"),
    endYearApproximate: boolean("end_year_approximate").notNull().default(false),
    partnerNames: textList("partner_names"),
    conditionsForSuccess: text("conditions_for_success"),
    advice: text("advice"),
    costAmount: doublePrecision("cost_amount"),
    costCurrency: char("cost_currency", { length: 3 }),
    funder: text("funder"),
    fundingNote: text("funding_note"),
    staffing: text("staffing"),
    leadTime: text("lead_time"),
    control: control("control"),
    language: char("language", { length: 2 }).notNull().default("sv"),
    licence: text("licence").notNull().default("CC BY 4.0"),
    note: text("note"),
    publishedAt: timestamp("published_at", { withTimezone: true }),
    lastReviewedOn: date("last_reviewed_on"),
    reviewDueOn: date("review_due_on"),
    version: integer("version").notNull().default(1),
    ...timestamps,
  },
  (t) => [
    check("case_studies_slug_format", sql`${t.slug} ~ '^[a-z0-9]+(-[a-z0-9]+)*$'`),
    check("case_studies_title_length", sql`char_length(${t.title}) between 1 and 120`),
    check("case_studies_summary_length", sql`char_length(${t.summary}) <= 500`),
    // A draft may lack it: half-finished is welcome.
    check("case_studies_summary_given", sql`${t.summary} <> '' or ${t.state} <> 'PUBLISHED'`),
    check("case_studies_years", sql`${t.startYear} <= ${t.endYear}`),
    check("case_studies_start_year", sql`${t.startYear} between 1950 and 2100`),
    check("case_studies_end_year", sql`${t.endYear} between 1950 and 2100`),
    check("case_studies_cost", sql`${t.costAmount} >= 0`),
    check(
      "case_studies_cost_currency",
      sql`(${t.costAmount} is null) = (${t.costCurrency} is null)`,
    ),
    check(
      "case_studies_published_at",
      sql`${t.state} <> 'PUBLISHED' or ${t.publishedAt} is not null`,
    ),
    index("case_studies_title").on(swedish(t.title), t.id),
    index("case_studies_published").on(sql`coalesce(${t.publishedAt}, ${t.createdAt})`, t.id),
    index("case_studies_updated").on(t.updatedAt, t.id),
    index("case_studies_start_year_order").on(sql`coalesce(${t.startYear}, 0)`, t.id),
  ],
);
export type CaseStudyRow = typeof caseStudies.$inferSelect;

const caseStudyId = () =>
  uuid("case_study_id")
    .notNull()
    .references(() => caseStudies.id, { onDelete: "cascade" });

export const caseStudyOrganisations = pgTable(
  "case_study_organisations",
  {
    caseStudyId: caseStudyId(),
    organisationId: uuid("organisation_id")
      .notNull()
      .references(() => organisations.id),
    role: caseStudyRole("role").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.caseStudyId, t.organisationId] }),
    index("case_study_organisations_organisation").on(t.organisationId, t.caseStudyId),
  ],
);
export type CaseStudyOrganisationRow = typeof caseStudyOrganisations.$inferSelect;

export const caseStudyFocusAreas = pgTable(
  "case_study_focus_areas",
  {
    caseStudyId: caseStudyId(),
    focusAreaId: uuid("focus_area_id")
      .notNull()
      .references(() => focusAreas.id),
  },
  (t) => [
    primaryKey({ columns: [t.caseStudyId, t.focusAreaId] }),
    index("case_study_focus_areas_focus_area").on(t.focusAreaId, t.caseStudyId),
  ],
);

export const caseStudyGoals = pgTable(
  "case_study_goals",
  {
    caseStudyId: caseStudyId(),
    goalId: uuid("goal_id")
      .notNull()
      .references(() => sustainableDevelopmentGoals.id),
  },
  (t) => [
    primaryKey({ columns: [t.caseStudyId, t.goalId] }),
    index("case_study_goals_goal").on(t.goalId, t.caseStudyId),
  ],
);

export const caseStudyObjectives = pgTable(
  "case_study_objectives",
  {
    caseStudyId: caseStudyId(),
    objectiveId: uuid("objective_id")
      .notNull()
      .references(() => environmentalObjectives.id),
  },
  (t) => [
    primaryKey({ columns: [t.caseStudyId, t.objectiveId] }),
    index("case_study_objectives_objective").on(t.objectiveId, t.caseStudyId),
  ],
);

/** Related case studies; read in both directions, stored once. */
export const relatedCaseStudies = pgTable(
  "related_case_studies",
  {
    caseStudyId: caseStudyId(),
    relatedId: uuid("related_id")
      .notNull()
      .references(() => caseStudies.id, { onDelete: "cascade" }),
  },
  (t) => [
    primaryKey({ columns: [t.caseStudyId, t.relatedId] }),
    index("related_case_studies_related").on(t.relatedId),
    check("related_case_studies_ordered", sql`${t.caseStudyId} < ${t.relatedId}`),
  ],
);

/** Where a case study's statements come from. */
export const sources = pgTable(
  "sources",
  {
    id: primaryId(),
    caseStudyId: caseStudyId(),
    position: smallint("position").notNull(),
    url: text("url").notNull(),
    title: text("title"),
    publisher: text("publisher"),
    publishedOn: date("published_on"),
  },
  (t) => [
    check("sources_url_http", sql`${t.url} ~ '^https?://'`),
    index("sources_case_study").on(t.caseStudyId, t.position),
  ],
);
export type SourceRow = typeof sources.$inferSelect;
