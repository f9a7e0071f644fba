import { eq, sql } from "drizzle-orm";
import {
  municipalityEmissions,
  municipalityPopulations,
  municipalityProfiles,
  organisations,
} from "../organisations/organisations.table.js";
import type { Context } from "../platform/context.js";
import { defineLoader } from "../platform/loader.js";
import { type MunicipalityTraits, compareMunicipalities } from "./likeness.js";
import type { PeerRow } from "./likeness.type.js";

/** Reads what all municipalities are compared by: 290 rows at most, in one statement. */
async function readTraits({ orm }: Context): Promise<MunicipalityTraits[]> {
  const population = sql<number | null>`(
    select ${municipalityPopulations.population} from ${municipalityPopulations}
    where ${eq(municipalityPopulations.organisationId, municipalityProfiles.organisationId)}
    order by ${municipalityPopulations.date} desc limit 1)`;
  const series = sql<[year: number, tonnes: number][] | null>`(
    select jsonb_agg(jsonb_build_array(${municipalityEmissions.year}, ${municipalityEmissions.tonnesCo2e})
      order by ${municipalityEmissions.year})
    from ${municipalityEmissions}
    where ${eq(municipalityEmissions.organisationId, municipalityProfiles.organisationId)})`;
  const rows = await orm
    .select({ profile: municipalityProfiles, name: organisations.name, population, series })
    .from(municipalityProfiles)
    .innerJoin(organisations, eq(organisations.id, municipalityProfiles.organisationId));
  return rows.map(({ profile, name, population: inhabitants, series: emissions }) => {
    const [first, last] = [emissions?.[0], emissions?.at(-1)];
    const years = first && last ? last[0] - first[0] : 0;
    return {
      ...profile,
      name,
      population: inhabitants,
      density: inhabitants && profile.landAreaKm2 ? inhabitants / profile.landAreaKm2 : null,
      emissionsPerCapita: inhabitants && last ? last[1] / inhabitants : null,
      emissionTrend:
        first && last && years > 0 && first[1] > 0 ? (last[1] / first[1]) ** (1 / years) - 1 : null,
    };
  });
}

/** Loads all other municipalities, the most alike first; none for what is no municipality. */
export const loadPeers = defineLoader(
  async (context, organisationIds: readonly string[]) => {
    const all = await readTraits(context);
    return new Map(
      organisationIds.map((id): [string, PeerRow[]] => {
        const own = all.find((each) => each.organisationId === id);
        const others = own ? all.filter((each) => each !== own) : [];
        const peers = others.map((other) => ({
          organisationId: other.organisationId,
          code: other.code,
          name: other.name,
          ...compareMunicipalities(own ?? other, other),
        }));
        return [id, peers.toSorted((a, b) => b.score - a.score)];
      }),
    );
  },
  () => [],
);
