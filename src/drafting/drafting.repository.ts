import { asc, eq } from "drizzle-orm";
import { methods } from "../methods/methods.table.js";
import { organisations } from "../organisations/organisations.table.js";
import type { Orm } from "../platform/database.js";
import {
  environmentalObjectives,
  focusAreas,
  sustainableDevelopmentGoals,
} from "../taxonomy/taxonomy.table.js";
import type { VocabularyRows } from "./vocabulary.js";

/** Reads what of the bank a text may name: only what everybody may see. */
export async function readVocabularyRows(orm: Orm): Promise<VocabularyRows> {
  const [parties, published, areas, goals, objectives] = await Promise.all([
    orm.select().from(organisations).orderBy(asc(organisations.id)),
    orm
      .select({ id: methods.id, slug: methods.slug, name: methods.name, summary: methods.summary })
      .from(methods)
      .where(eq(methods.state, "PUBLISHED"))
      .orderBy(asc(methods.id)),
    orm.select().from(focusAreas),
    orm.select().from(sustainableDevelopmentGoals),
    orm.select().from(environmentalObjectives),
  ]);
  return {
    organisations: parties.map(({ id, slug, kind, name, officialName, nameEn, website }) => ({
      id,
      slug,
      isMunicipality: kind === "MUNICIPALITY",
      names: [name, officialName, nameEn].filter((each) => each !== null),
      website,
    })),
    methods: published.map(({ summary, ...method }) => ({ ...method, summary: summary ?? "" })),
    focusAreas: areas.map(({ id, slug, nameSv, nameEn, descriptionSv }) => ({
      id,
      key: slug,
      names: [nameSv, nameEn],
      description: descriptionSv,
    })),
    goals: goals.map(({ id, number, nameSv, nameEn }) => ({
      id,
      key: String(number),
      names: [nameSv, nameEn],
      description: null,
    })),
    environmentalObjectives: objectives.map(({ id, slug, nameSv, nameEn }) => ({
      id,
      key: slug,
      names: [nameSv, nameEn],
      description: null,
    })),
  };
}
