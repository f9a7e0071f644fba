import { and, eq, inArray } from "drizzle-orm";
import { viewableAdoptions } from "../methods/methods.policy.js";
import { type AdoptionRow, adoptions } from "../methods/methods.table.js";
import { loadMunicipality } from "../organisations/organisations.loader.js";
import { municipalityProfiles, organisations } from "../organisations/organisations.table.js";
import { type Context, visitor } from "../platform/context.js";
import { badInput } from "../platform/errors.js";
import { defineGroupLoader } from "../platform/loader.js";
import { loadPeers } from "./likeness.loader.js";
import { type Experience, estimateFit } from "./method-fit.js";
import type { MethodFitRow } from "./method-fit.type.js";

/** Loads what municipalities experienced with a method. */
const loadExperiences = defineGroupLoader<{ adoption: AdoptionRow; name: string }>(
  async ({ orm }, methodIds) => {
    const rows = await orm
      .select({ adoption: adoptions, name: organisations.name })
      .from(adoptions)
      .innerJoin(organisations, eq(organisations.id, adoptions.organisationId))
      .innerJoin(municipalityProfiles, eq(municipalityProfiles.organisationId, organisations.id))
      .where(and(inArray(adoptions.methodId, [...methodIds]), viewableAdoptions(visitor)));
    return rows.map((row) => ({ parentId: row.adoption.methodId, row }));
  },
);

/**
 * Tells whether a method would work in a municipality, from the municipalities that tried it.
 * @param code the municipality's kommunkod
 * @throws BAD_USER_INPUT when there is no such municipality
 */
export async function loadMethodFit(
  context: Context,
  methodId: string,
  code: string,
): Promise<MethodFitRow> {
  const municipality = await loadMunicipality(context, code);
  if (!municipality) {
    throw badInput(
      "municipality",
      `${JSON.stringify(code)} does not exist; pass a four-digit kommunkod as \`municipalities { nodes { municipality { code } } }\` lists them.`,
    );
  }
  const [tried, peers] = await Promise.all([
    loadExperiences(context, methodId),
    loadPeers(context, municipality.id),
  ]);
  const likenessOf = new Map(peers.map((peer) => [peer.organisationId, peer]));
  const own = tried.find(({ adoption }) => adoption.organisationId === municipality.id);
  const experiences = tried.flatMap(
    ({ adoption, name }): (Experience & MethodFitRow["examples"][number])[] => {
      const likeness = likenessOf.get(adoption.organisationId);
      return likeness ? [{ adoption, name, likeness, score: likeness.score }] : [];
    },
  );
  return {
    ...estimateFit(experiences),
    ownAdoption: own?.adoption ?? null,
    examples: experiences.toSorted((a, b) => b.score - a.score),
  };
}
