import { sql } from "drizzle-orm";
import {
  check,
  date,
  doublePrecision,
  index,
  pgEnum,
  pgTable,
  primaryKey,
  smallint,
  text,
  uuid,
} from "drizzle-orm/pg-core";
import { caseStudies } from "../case-studies/case-studies.table.js";
import { adoptions } from "../methods/methods.table.js";
import { primaryId } from "../platform/columns.table.js";

export const resultKind = pgEnum("result_kind", [
  "MEASURED",
  "REPORTED",
  "CALCULATED",
  "FORECAST",
  "TARGET",
]);

/**
 * One typed figure with its kind of evidence and its source. `adoption_id` is for a figure that no
 * case study tells of; whose figures a case study's are, `adoption_results` says.
 */
export const results = pgTable(
  "results",
  {
    id: primaryId(),
    caseStudyId: uuid("case_study_id").references(() => caseStudies.id, { onDelete: "cascade" }),
    adoptionId: uuid("adoption_id").references(() => adoptions.id, { onDelete: "cascade" }),
    position: smallint("position").notNull(),
    indicator: text("indicator").notNull(),
    value: doublePrecision("value").notNull(),
    unit: text("unit").notNull(),
    periodStart: date("period_start"),
    periodEnd: date("period_end"),
    kind: resultKind("kind").notNull(),
    sourceUrl: text("source_url"),
    note: text("note"),
  },
  (t) => [
    check("results_belong", sql`num_nonnulls(${t.caseStudyId}, ${t.adoptionId}) >= 1`),
    check("results_finite", sql`${t.value} not in ('NaN', 'Infinity', '-Infinity')`),
    check("results_period", sql`${t.periodEnd} >= ${t.periodStart}`),
    check("results_source_http", sql`${t.sourceUrl} ~ '^https?://'`),
    index("results_case_study").on(t.caseStudyId, t.position),
    index("results_adoption").on(t.adoptionId, t.position),
  ],
);

/**
 * Which figures of case studies are an adoption's own: what the method gave there, or how far it was
 * used. A case study may tell of several methods, and of costs, goals and the place besides.
 */
export const adoptionResults = pgTable(
  "adoption_results",
  {
    adoptionId: uuid("adoption_id")
      .notNull()
      .references(() => adoptions.id, { onDelete: "cascade" }),
    resultId: uuid("result_id")
      .notNull()
      .references(() => results.id, { onDelete: "cascade" }),
  },
  (t) => [
    primaryKey({ columns: [t.adoptionId, t.resultId] }),
    index("adoption_results_result").on(t.resultId, t.adoptionId),
  ],
);
export type ResultRow = typeof results.$inferSelect;
