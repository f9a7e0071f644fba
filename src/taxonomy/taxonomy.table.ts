import { sql } from "drizzle-orm";
import { char, check, doublePrecision, pgEnum, pgTable, smallint, text } from "drizzle-orm/pg-core";
import { primaryId, textList } from "../platform/columns.table.js";

export const focusAreaKind = pgEnum("focus_area_kind", ["EMISSION_AREA", "LEVER"]);

/** One of the 20 focus areas: where emissions arise, or what moves them. */
export const focusAreas = pgTable("focus_areas", {
  id: primaryId(),
  slug: text("slug").notNull().unique(),
  kind: focusAreaKind("kind").notNull(),
  nameSv: text("name_sv").notNull(),
  nameEn: text("name_en").notNull(),
  descriptionSv: text("description_sv"),
  sourceUrls: textList("source_urls"),
});
export type FocusAreaRow = typeof focusAreas.$inferSelect;

/** The goals of Agenda 2030. */
export const sustainableDevelopmentGoals = pgTable(
  "sustainable_development_goals",
  {
    id: primaryId(),
    number: smallint("number").notNull().unique(),
    nameSv: text("name_sv").notNull(),
    nameEn: text("name_en").notNull(),
    color: char("color", { length: 7 }).notNull(),
  },
  (t) => [
    check("sustainable_development_goals_number", sql`${t.number} between 1 and 17`),
    check("sustainable_development_goals_color", sql`${t.color} ~ '^#[0-9A-F]{6}$'`),
  ],
);
export type SustainableDevelopmentGoalRow = typeof sustainableDevelopmentGoals.$inferSelect;

/** Sweden's environmental quality objectives (miljökvalitetsmål). */
export const environmentalObjectives = pgTable(
  "environmental_objectives",
  {
    id: primaryId(),
    number: smallint("number").notNull().unique(),
    slug: text("slug").notNull().unique(),
    nameSv: text("name_sv").notNull(),
    nameEn: text("name_en").notNull(),
  },
  (t) => [check("environmental_objectives_number", sql`${t.number} between 1 and 16`)],
);
export type EnvironmentalObjectiveRow = typeof environmentalObjectives.$inferSelect;

/** National and European climate targets that the work refers to. */
export const nationalTargets = pgTable("national_targets", {
  id: primaryId(),
  slug: text("slug").notNull().unique(),
  year: smallint("year").notNull(),
  titleSv: text("title_sv").notNull(),
  summarySv: text("summary_sv").notNull(),
  value: doublePrecision("value"),
  unit: text("unit"),
  baselineYear: smallint("baseline_year"),
  supplementaryMaxPp: doublePrecision("supplementary_max_pp"),
  status: text("status").notNull(),
  note: text("note"),
  sourceUrls: textList("source_urls"),
});
export type NationalTargetRow = typeof nationalTargets.$inferSelect;
