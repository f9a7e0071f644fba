import { sql } from "drizzle-orm";
import {
  check,
  date,
  index,
  integer,
  pgEnum,
  pgTable,
  primaryKey,
  text,
  timestamp,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import { caseStudies } from "../case-studies/case-studies.table.js";
import { organisations } from "../organisations/organisations.table.js";
import {
  datePrecision,
  primaryId,
  publicationState,
  swedish,
  timestamps,
} from "../platform/columns.table.js";
import {
  environmentalObjectives,
  focusAreas,
  sustainableDevelopmentGoals,
} from "../taxonomy/taxonomy.table.js";

export const adoptionStatus = pgEnum("adoption_status", [
  "CONSIDERING",
  "TESTING",
  "ADOPTED",
  "STOPPED",
]);
export const adoptionOutcome = pgEnum("adoption_outcome", [
  "WORKED",
  "PARTLY",
  "FAILED",
  "TOO_EARLY",
]);

/** A repeatable way of working or technical measure. Long texts are CommonMark. */
export const methods = pgTable(
  "methods",
  {
    id: primaryId(),
    slug: text("slug").notNull().unique(),
    state: publicationState("state").notNull().default("DRAFT"),
    name: text("name").notNull(),
    summary: text("summary").notNull(),
    description: text("description"),
    fitsWhen: text("fits_when"),
    fitsNotWhen: text("fits_not_when"),
    advantages: text("advantages"),
    disadvantages: text("disadvantages"),
    conditions: text("conditions"),
    typicalCost: text("typical_cost"),
    typicalTime: text("typical_time"),
    note: text("note"),
    /** The organisation that proposed it; null: the programme's own. */
    proposedById: uuid("proposed_by_id").references(() => organisations.id),
    publishedAt: timestamp("published_at", { withTimezone: true }),
    version: integer("version").notNull().default(1),
    ...timestamps,
  },
  (t) => [
    check("methods_slug_format", sql`${t.slug} ~ '^[a-z0-9]+(-[a-z0-9]+)*$'`),
    check("methods_name_length", sql`char_length(${t.name}) between 1 and 120`),
    check("methods_summary_length", sql`char_length(${t.summary}) <= 500`),
    // A draft may lack it: half-finished is welcome.
    check("methods_summary_given", sql`${t.summary} <> '' or ${t.state} <> 'PUBLISHED'`),
    check("methods_published_at", sql`${t.state} <> 'PUBLISHED' or ${t.publishedAt} is not null`),
    index("methods_name").on(swedish(t.name), t.id),
    index("methods_proposed_by").on(t.proposedById),
  ],
);
export type MethodRow = typeof methods.$inferSelect;

const methodId = () =>
  uuid("method_id")
    .notNull()
    .references(() => methods.id, { onDelete: "cascade" });

export const methodCaseStudies = pgTable(
  "method_case_studies",
  {
    methodId: methodId(),
    caseStudyId: uuid("case_study_id")
      .notNull()
      .references(() => caseStudies.id, { onDelete: "cascade" }),
  },
  (t) => [
    primaryKey({ columns: [t.methodId, t.caseStudyId] }),
    index("method_case_studies_case_study").on(t.caseStudyId, t.methodId),
  ],
);

export const methodFocusAreas = pgTable(
  "method_focus_areas",
  {
    methodId: methodId(),
    focusAreaId: uuid("focus_area_id")
      .notNull()
      .references(() => focusAreas.id),
  },
  (t) => [
    primaryKey({ columns: [t.methodId, t.focusAreaId] }),
    index("method_focus_areas_focus_area").on(t.focusAreaId, t.methodId),
  ],
);

export const methodGoals = pgTable(
  "method_goals",
  {
    methodId: methodId(),
    goalId: uuid("goal_id")
      .notNull()
      .references(() => sustainableDevelopmentGoals.id),
  },
  (t) => [
    primaryKey({ columns: [t.methodId, t.goalId] }),
    index("method_goals_goal").on(t.goalId, t.methodId),
  ],
);

export const methodObjectives = pgTable(
  "method_objectives",
  {
    methodId: methodId(),
    objectiveId: uuid("objective_id")
      .notNull()
      .references(() => environmentalObjectives.id),
  },
  (t) => [
    primaryKey({ columns: [t.methodId, t.objectiveId] }),
    index("method_objectives_objective").on(t.objectiveId, t.methodId),
  ],
);

/** Related methods; read in both directions, stored once. */
export const relatedMethods = pgTable(
  "related_methods",
  {
    methodId: methodId(),
    relatedId: uuid("related_id")
      .notNull()
      .references(() => methods.id, { onDelete: "cascade" }),
  },
  (t) => [
    primaryKey({ columns: [t.methodId, t.relatedId] }),
    index("related_methods_related").on(t.relatedId),
    check("related_methods_ordered", sql`${t.methodId} < ${t.relatedId}`),
  ],
);

/** One organisation's experience of one method: the evidence of the method. */
export const adoptions = pgTable(
  "adoptions",
  {
    id: primaryId(),
    organisationId: uuid("organisation_id")
      .notNull()
      .references(() => organisations.id),
    methodId: methodId(),
    state: publicationState("state").notNull().default("DRAFT"),
    status: adoptionStatus("status").notNull(),
    startedOn: date("started_on"),
    startedPrecision: datePrecision("started_precision"),
    endedOn: date("ended_on"),
    endedPrecision: datePrecision("ended_precision"),
    adaptation: text("adaptation"),
    outcome: adoptionOutcome("outcome"),
    outcomeNote: text("outcome_note"),
    stoppedReason: text("stopped_reason"),
    learnedFromId: uuid("learned_from_id").references(() => organisations.id),
    note: text("note"),
    version: integer("version").notNull().default(1),
    ...timestamps,
  },
  (t) => [
    unique("adoptions_once").on(t.organisationId, t.methodId),
    check("adoptions_period", sql`${t.endedOn} >= ${t.startedOn}`),
    check("adoptions_ended", sql`${t.endedOn} is null or ${t.status} in ('TESTING', 'STOPPED')`),
    check("adoptions_stopped", sql`${t.stoppedReason} is null or ${t.status} = 'STOPPED'`),
    check("adoptions_not_from_itself", sql`${t.learnedFromId} <> ${t.organisationId}`),
    index("adoptions_method").on(t.methodId, t.id),
    index("adoptions_learned_from").on(t.learnedFromId),
  ],
);
export type AdoptionRow = typeof adoptions.$inferSelect;

export const adoptionCaseStudies = pgTable(
  "adoption_case_studies",
  {
    adoptionId: uuid("adoption_id")
      .notNull()
      .references(() => adoptions.id, { onDelete: "cascade" }),
    caseStudyId: uuid("case_study_id")
      .notNull()
      .references(() => caseStudies.id, { onDelete: "cascade" }),
  },
  (t) => [
    primaryKey({ columns: [t.adoptionId, t.caseStudyId] }),
    index("adoption_case_studies_case_study").on(t.caseStudyId, t.adoptionId),
  ],
);
