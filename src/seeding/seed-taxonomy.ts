import type { Seeds } from "../../seeds/format.js";
import {
  environmentalObjectives,
  focusAreas,
  nationalTargets,
  sustainableDevelopmentGoals,
} from "../taxonomy/taxonomy.table.js";
import type { IdsByKey, RowWriter } from "./row-writer.js";

/** The ids of the taxonomies by slug or number. */
export interface TopicIds {
  focusAreas: IdsByKey<string>;
  goals: IdsByKey<number>;
  objectives: IdsByKey<string>;
}

/** Writes goals, objectives, focus areas and national targets. */
export async function seedTaxonomy(writer: RowWriter, seeds: Seeds): Promise<TopicIds> {
  await writer.upsert(
    {
      table: sustainableDevelopmentGoals,
      key: ["number"],
      columns: ["number", "nameSv", "nameEn", "color"],
    },
    seeds.goals,
  );
  await writer.upsert(
    {
      table: environmentalObjectives,
      key: ["number"],
      columns: ["number", "slug", "nameSv", "nameEn"],
    },
    seeds.objectives,
  );
  await writer.upsert(
    {
      table: focusAreas,
      key: ["slug"],
      columns: ["slug", "kind", "nameSv", "nameEn", "descriptionSv", "sourceUrls"],
    },
    seeds.focusAreas,
  );
  await writer.upsert(
    {
      table: nationalTargets,
      key: ["slug"],
      columns: [
        "slug",
        "year",
        "titleSv",
        "summarySv",
        "value",
        "unit",
        "baselineYear",
        "supplementaryMaxPp",
        "status",
        "note",
        "sourceUrls",
      ],
    },
    seeds.nationalTargets,
  );
  const { goals, objectives } = seeds;
  const numbers = goals.map((goal) => goal.number);
  const slugs = objectives.map((objective) => objective.slug);
  return {
    goals: await writer.ids(
      sustainableDevelopmentGoals,
      sustainableDevelopmentGoals.number,
      numbers,
    ),
    objectives: await writer.ids(environmentalObjectives, environmentalObjectives.slug, slugs),
    focusAreas: await writer.ids(
      focusAreas,
      focusAreas.slug,
      seeds.focusAreas.map((area) => area.slug),
    ),
  };
}
