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
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import {
  datePrecision,
  primaryId,
  swedish,
  textList,
  timestamps,
} from "../platform/columns.table.js";

export const organisationKind = pgEnum("organisation_kind", [
  "MUNICIPALITY",
  "AGENCY",
  "PROGRAMME",
  "ENERGY_AGENCY",
  "REGION",
  "ACADEMIA",
  "COMPANY",
  "CIVIL_SOCIETY",
]);

/** A party of the initiative or of a case: municipality, agency, programme, energikontor, … */
export const organisations = pgTable(
  "organisations",
  {
    id: primaryId(),
    slug: text("slug").notNull().unique(),
    kind: organisationKind("kind").notNull(),
    name: text("name").notNull(),
    nameEn: text("name_en"),
    officialName: text("official_name"),
    website: text("website"),
    description: text("description"),
    note: text("note"),
    sourceUrls: textList("source_urls"),
    /** Whether its editors publish without the programme's review. */
    selfPublishing: boolean("self_publishing").notNull().default(false),
    ...timestamps,
  },
  (t) => [
    check("organisations_slug_format", sql`${t.slug} ~ '^[a-z0-9]+(-[a-z0-9]+)*$'`),
    check("organisations_website_http", sql`${t.website} ~ '^https?://'`),
    index("organisations_name").on(swedish(t.name), t.id),
  ],
);
export type OrganisationRow = typeof organisations.$inferSelect;

/** What only a municipality has. Kommunkod is text: the leading zero is part of it. */
export const municipalityProfiles = pgTable(
  "municipality_profiles",
  {
    organisationId: uuid("organisation_id")
      .primaryKey()
      .references(() => organisations.id, { onDelete: "cascade" }),
    code: char("code", { length: 4 }).notNull().unique(),
    countyCode: char("county_code", { length: 2 }).notNull(),
    county: text("county").notNull(),
    landAreaKm2: doublePrecision("land_area_km2"),
    landAreaYear: smallint("land_area_year"),
    skrGroupCode: text("skr_group_code").notNull(),
    skrGroup: text("skr_group").notNull(),
    skrMainGroupCode: text("skr_main_group_code").notNull(),
    skrMainGroup: text("skr_main_group").notNull(),
    skrEdition: smallint("skr_edition").notNull(),
    latitude: doublePrecision("latitude"),
    longitude: doublePrecision("longitude"),
    coordinateSource: text("coordinate_source"),
    euMissionCity: boolean("eu_mission_city").notNull().default(false),
    euMissionLabelYear: smallint("eu_mission_label_year"),
    note: text("note"),
  },
  (t) => [
    check("municipality_profiles_code_format", sql`${t.code} ~ '^[0-9]{4}$'`),
    check("municipality_profiles_county_of_code", sql`${t.countyCode} = left(${t.code}, 2)`),
    check("municipality_profiles_latitude", sql`${t.latitude} between 55 and 70`),
    check("municipality_profiles_longitude", sql`${t.longitude} between 10 and 25`),
    check("municipality_profiles_area", sql`${t.landAreaKm2} > 0`),
    index("municipality_profiles_skr_group").on(t.skrGroupCode),
    index("municipality_profiles_county").on(t.countyCode),
  ],
);
export type MunicipalityProfileRow = typeof municipalityProfiles.$inferSelect;

/** Population by date; the newest row is the current figure. */
export const municipalityPopulations = pgTable(
  "municipality_populations",
  {
    organisationId: uuid("organisation_id")
      .notNull()
      .references(() => municipalityProfiles.organisationId, { onDelete: "cascade" }),
    date: date("date").notNull(),
    population: integer("population").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.organisationId, t.date] }),
    check("municipality_populations_positive", sql`${t.population} > 0`),
  ],
);
export type MunicipalityPopulationRow = typeof municipalityPopulations.$inferSelect;

/** Territorial greenhouse gas emissions by year, tonnes CO2e without LULUCF. */
export const municipalityEmissions = pgTable(
  "municipality_emissions",
  {
    organisationId: uuid("organisation_id")
      .notNull()
      .references(() => municipalityProfiles.organisationId, { onDelete: "cascade" }),
    year: smallint("year").notNull(),
    tonnesCo2e: doublePrecision("tonnes_co2e").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.organisationId, t.year] }),
    check("municipality_emissions_year", sql`${t.year} between 1990 and 2100`),
    check("municipality_emissions_amount", sql`${t.tonnesCo2e} >= 0`),
  ],
);
export type MunicipalityEmissionRow = typeof municipalityEmissions.$inferSelect;

/** A climate target that a municipality has set itself, with its source. */
export const municipalityTargets = pgTable(
  "municipality_targets",
  {
    id: primaryId(),
    organisationId: uuid("organisation_id")
      .notNull()
      .references(() => municipalityProfiles.organisationId, { onDelete: "cascade" }),
    text: text("text").notNull(),
    sourceUrl: text("source_url").notNull(),
    note: text("note"),
  },
  (t) => [
    uniqueIndex("municipality_targets_once").on(t.organisationId, t.text),
    check("municipality_targets_source_http", sql`${t.sourceUrl} ~ '^https?://'`),
  ],
);
export type MunicipalityTargetRow = typeof municipalityTargets.$inferSelect;

/**
 * Dated membership of the initiative. `until` is the first day no longer a member; NULL: still one.
 * Overlaps of the same organisation are excluded by a constraint in the first migration.
 */
export const participations = pgTable(
  "participations",
  {
    id: primaryId(),
    organisationId: uuid("organisation_id")
      .notNull()
      .references(() => organisations.id, { onDelete: "cascade" }),
    from: date("from_date").notNull(),
    fromPrecision: datePrecision("from_precision").notNull().default("DAY"),
    until: date("until_date"),
    phase: smallint("phase"),
    note: text("note"),
    sourceUrls: textList("source_urls"),
  },
  (t) => [
    check("participations_period", sql`${t.until} > ${t.from}`),
    index("participations_organisation").on(t.organisationId),
  ],
);
export type ParticipationRow = typeof participations.$inferSelect;
