import { eq, inArray, sql } from "drizzle-orm";
import { z } from "zod";
import { loadMethodBySlug } from "../methods/methods.loader.js";
import { canViewMethod } from "../methods/methods.policy.js";
import {
  type MethodRow,
  methodFocusAreas,
  methodGoals,
  methodObjectives,
  methods,
  relatedMethods,
} from "../methods/methods.table.js";
import { loadOrganisationBySlug } from "../organisations/organisations.loader.js";
import { organisations } from "../organisations/organisations.table.js";
import type { Orm } from "../platform/database.js";
import { uuidsOf } from "../platform/recordset.js";
import { line, slug, text } from "../platform/validation.js";
import {
  loadFocusAreaBySlug,
  loadGoalByNumber,
  loadObjectiveBySlug,
} from "../taxonomy/taxonomy.loader.js";
import {
  environmentalObjectives,
  focusAreas,
  sustainableDevelopmentGoals,
} from "../taxonomy/taxonomy.table.js";
import { goals, prose, reference } from "./content-schemas.js";
import {
  type ContentKind,
  contentRoot,
  distinctList,
  missingField,
  note,
  optional,
  pick,
  readsOf,
} from "./content.js";
import { writeLinks, writeRelated } from "./linked-rows.js";
import { References } from "./references.js";
import { claimSlug } from "../platform/slugs.js";

const remark = optional(text(2_000));

const schema = z.object({
  slug: optional(slug),
  name: line(120),
  summary: optional(text(500)),
  description: prose,
  fitsWhen: prose,
  fitsNotWhen: prose,
  advantages: prose,
  disadvantages: prose,
  conditions: prose,
  typicalCost: remark,
  typicalTime: remark,
  note,
  proposedBy: optional(reference),
  focusAreas: distinctList(reference, 20),
  sdgs: goals,
  environmentalObjectives: distinctList(reference, 16),
  relatedMethods: distinctList(reference, 50),
});
type Content = z.output<typeof schema>;

/** What is in the record's own row, under the same name. */
const columns = [
  "name",
  "description",
  "fitsWhen",
  "fitsNotWhen",
  "advantages",
  "disadvantages",
  "conditions",
  "typicalCost",
  "typicalTime",
  "note",
] as const satisfies (keyof Content & keyof MethodRow)[];

const links = {
  focusAreas: {
    table: methodFocusAreas,
    owner: methodFocusAreas.methodId,
    other: methodFocusAreas.focusAreaId,
  },
  sdgs: { table: methodGoals, owner: methodGoals.methodId, other: methodGoals.goalId },
  environmentalObjectives: {
    table: methodObjectives,
    owner: methodObjectives.methodId,
    other: methodObjectives.objectiveId,
  },
};
const related = {
  table: relatedMethods,
  owner: relatedMethods.methodId,
  other: relatedMethods.relatedId,
};

async function readAll(orm: Orm, ids: readonly string[]): Promise<ReadonlyMap<string, Content>> {
  const records = await orm
    .select()
    .from(methods)
    .where(inArray(methods.id, [...ids]));
  const rows = await orm.execute<{
    row: string;
    proposedBy: string | null;
    focusAreas: string[];
    sdgs: number[];
    environmentalObjectives: string[];
    relatedMethods: string[];
  }>(sql`select owner.id as row,
    (select ${organisations.slug} from ${organisations}
      where ${organisations.id} = owner.proposed_by_id) as "proposedBy",
    array(select ${focusAreas.slug} from ${methodFocusAreas} join ${focusAreas}
      on ${focusAreas.id} = ${methodFocusAreas.focusAreaId}
      where ${methodFocusAreas.methodId} = owner.id order by 1) as "focusAreas",
    array(select ${sustainableDevelopmentGoals.number}::int from ${methodGoals}
      join ${sustainableDevelopmentGoals}
      on ${sustainableDevelopmentGoals.id} = ${methodGoals.goalId}
      where ${methodGoals.methodId} = owner.id order by 1) as sdgs,
    array(select ${environmentalObjectives.slug} from ${methodObjectives}
      join ${environmentalObjectives}
      on ${environmentalObjectives.id} = ${methodObjectives.objectiveId}
      where ${methodObjectives.methodId} = owner.id order by 1) as "environmentalObjectives",
    array(select ${methods.slug} from ${relatedMethods} join ${methods}
      on ${methods.id} = case when ${relatedMethods.methodId} = owner.id
        then ${relatedMethods.relatedId} else ${relatedMethods.methodId} end
      where owner.id in (${relatedMethods.methodId}, ${relatedMethods.relatedId})
      order by 1) as "relatedMethods"
    from ${methods} owner where owner.id in ${uuidsOf(ids)}`);
  const keysOf = new Map(rows.map(({ row, ...keys }) => [row, keys]));
  return new Map(
    records.flatMap((row): [string, Content][] => {
      const keys = keysOf.get(row.id);
      // It went while it was read.
      if (!keys) return [];
      const summary = row.summary === "" ? null : row.summary;
      return [[row.id, { ...pick(row, columns), slug: row.slug, summary, ...keys }]];
    }),
  );
}

/** Methods as content: organisations propose them, programme staff curates them. */
export const methodContent: ContentKind<MethodRow, Content> = {
  name: "METHOD",
  typeName: "Method",
  table: methods,
  schema,
  fixed: { always: ["proposedBy"], published: ["slug"] },
  selfPublished: false,
  async ownersOf(_context, { proposedById }) {
    const owners = proposedById === null ? [] : [proposedById];
    return { leads: owners, parties: owners };
  },
  canView: async ({ actor }, row) => canViewMethod(actor, row),
  leadsOf: ({ proposedBy }) =>
    proposedBy === null ? [] : [{ slug: proposedBy, field: "proposedBy" }],
  ...readsOf(readAll),
  async write(context, id, content, before) {
    const { orm } = context;
    const references = new References(context, contentRoot, before);
    const proposedById = await references.id(
      "proposedBy",
      content.proposedBy,
      loadOrganisationBySlug,
    );
    const ids = {
      focusAreas: await references.ids("focusAreas", content.focusAreas, loadFocusAreaBySlug),
      sdgs: await references.ids("sdgs", content.sdgs, loadGoalByNumber),
      environmentalObjectives: await references.ids(
        "environmentalObjectives",
        content.environmentalObjectives,
        loadObjectiveBySlug,
      ),
    };
    const relatedIds = await references.ids(
      "relatedMethods",
      content.relatedMethods,
      loadMethodBySlug,
    );
    references.settle();
    const values = {
      ...pick(content, columns),
      proposedById,
      slug: await claimSlug(
        orm,
        { table: methods, id: methods.id, slug: methods.slug },
        { wanted: content.slug, name: content.name, own: id, field: `${contentRoot}.slug` },
      ),
      summary: content.summary ?? "",
    };
    const key = await save(orm, id, values);
    for (const name of Object.keys(ids) as (keyof typeof ids)[]) {
      await writeLinks(orm, links[name], key, ids[name]);
    }
    await writeRelated(orm, related, key, relatedIds);
    return key;
  },
  missing: (content) => [
    ...(content.summary === null
      ? [missingField("summary", "Skriv en sammanfattning.", "Write a summary.")]
      : []),
    ...(content.focusAreas.length === 0
      ? [missingField("focusAreas", "Välj minst ett insatsområde.", "Choose a focus area.")]
      : []),
  ],
};

async function save(
  orm: Orm,
  id: string | null,
  values: Omit<typeof methods.$inferInsert, "id">,
): Promise<string> {
  if (id !== null) {
    await orm.update(methods).set(values).where(eq(methods.id, id));
    return id;
  }
  const [row] = await orm.insert(methods).values(values).returning({ id: methods.id });
  if (!row) throw new Error("A row was inserted and not returned.");
  return row.id;
}
