import { asc, eq, getTableColumns, inArray } from "drizzle-orm";
import { defineGroupLoader, defineRowLoader } from "../platform/loader.js";
import {
  municipalityEmissions,
  municipalityPopulations,
  municipalityProfiles,
  municipalityTargets,
  organisations,
  participations,
} from "./organisations.table.js";

/** Loads an organisation by its key. Organisations are public: there is nothing to hide. */
export const loadOrganisation = defineRowLoader(
  ({ orm }, ids) =>
    orm
      .select()
      .from(organisations)
      .where(inArray(organisations.id, [...ids])),
  (row) => row.id,
);

/** Loads an organisation by its slug. */
export const loadOrganisationBySlug = defineRowLoader(
  ({ orm }, slugs) =>
    orm
      .select()
      .from(organisations)
      .where(inArray(organisations.slug, [...slugs])),
  (row) => row.slug,
);

const loadByCode = defineRowLoader(
  ({ orm }, codes) =>
    orm
      .select({ code: municipalityProfiles.code, organisation: getTableColumns(organisations) })
      .from(municipalityProfiles)
      .innerJoin(organisations, eq(organisations.id, municipalityProfiles.organisationId))
      .where(inArray(municipalityProfiles.code, [...codes])),
  (row) => row.code,
);

/** Loads a municipality by its kommunkod. */
export const loadMunicipality = async (...request: Parameters<typeof loadByCode>) =>
  (await loadByCode(...request))?.organisation ?? null;

/** Loads the profile of an organisation; only municipalities have one. */
export const loadMunicipalityProfile = defineRowLoader(
  ({ orm }, ids) =>
    orm
      .select()
      .from(municipalityProfiles)
      .where(inArray(municipalityProfiles.organisationId, [...ids])),
  (row) => row.organisationId,
);

/** Loads the county with a code; null when no municipality of ours lies there. */
export const loadCounty = defineRowLoader(
  ({ orm }, codes) =>
    orm
      .selectDistinct({ code: municipalityProfiles.countyCode, name: municipalityProfiles.county })
      .from(municipalityProfiles)
      .where(inArray(municipalityProfiles.countyCode, [...codes])),
  (row) => row.code,
);

/** Loads the SKR group with a code; null when no municipality of ours belongs to it. */
export const loadSkrGroup = defineRowLoader(
  ({ orm }, codes) =>
    orm
      .selectDistinct({
        code: municipalityProfiles.skrGroupCode,
        name: municipalityProfiles.skrGroup,
      })
      .from(municipalityProfiles)
      .where(inArray(municipalityProfiles.skrGroupCode, [...codes])),
  (row) => row.code,
);

/** Loads a municipality's population figures, the oldest first. */
export const loadPopulations = defineGroupLoader(({ orm }, ids) =>
  orm
    .select({ parentId: municipalityPopulations.organisationId, row: municipalityPopulations })
    .from(municipalityPopulations)
    .where(inArray(municipalityPopulations.organisationId, [...ids]))
    .orderBy(asc(municipalityPopulations.date)),
);

/** Loads a municipality's emissions, the oldest first. */
export const loadEmissions = defineGroupLoader(({ orm }, ids) =>
  orm
    .select({ parentId: municipalityEmissions.organisationId, row: municipalityEmissions })
    .from(municipalityEmissions)
    .where(inArray(municipalityEmissions.organisationId, [...ids]))
    .orderBy(asc(municipalityEmissions.year)),
);

/** Loads the climate targets that a municipality has set itself. */
export const loadMunicipalityTargets = defineGroupLoader(({ orm }, ids) =>
  orm
    .select({ parentId: municipalityTargets.organisationId, row: municipalityTargets })
    .from(municipalityTargets)
    .where(inArray(municipalityTargets.organisationId, [...ids]))
    .orderBy(asc(municipalityTargets.id)),
);

/** Loads an organisation's memberships in the initiative, the first one first. */
export const loadParticipations = defineGroupLoader(({ orm }, ids) =>
  orm
    .select({ parentId: participations.organisationId, row: participations })
    .from(participations)
    .where(inArray(participations.organisationId, [...ids]))
    .orderBy(asc(participations.from)),
);
