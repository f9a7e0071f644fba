import { asc, eq, getTableColumns, inArray } from "drizzle-orm";
import { defineRowLoader } from "../platform/loader.js";
import { defineReference, defineRelation } from "../platform/relation.js";
import {
  municipalityEmissions,
  municipalityPopulations,
  municipalityProfiles,
  municipalityTargets,
  organisations,
  participations,
} from "./organisations.table.js";

/** Loads an organisation by its key. Organisations are public: there is nothing to hide. */
export const loadOrganisation = defineReference({
  table: organisations,
  key: organisations.id,
});

/** Loads an organisation by its slug. */
export const loadOrganisationBySlug = defineReference({
  table: organisations,
  key: organisations.slug,
});

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
export const loadMunicipalityProfile = defineReference({
  table: municipalityProfiles,
  key: municipalityProfiles.organisationId,
});

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
export const loadPopulations = defineRelation({
  table: municipalityPopulations,
  belongs: (id) => eq(municipalityPopulations.organisationId, id),
  orderBy: [asc(municipalityPopulations.date)],
});

/** Loads a municipality's emissions, the oldest first. */
export const loadEmissions = defineRelation({
  table: municipalityEmissions,
  belongs: (id) => eq(municipalityEmissions.organisationId, id),
  orderBy: [asc(municipalityEmissions.year)],
});

/** Loads the climate targets that a municipality has set itself. */
export const loadMunicipalityTargets = defineRelation({
  table: municipalityTargets,
  belongs: (id) => eq(municipalityTargets.organisationId, id),
  orderBy: [asc(municipalityTargets.id)],
});

/** Loads an organisation's memberships in the initiative, the first one first. */
export const loadParticipations = defineRelation({
  table: participations,
  belongs: (id) => eq(participations.organisationId, id),
  orderBy: [asc(participations.from)],
});
