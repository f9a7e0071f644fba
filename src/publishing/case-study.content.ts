import { and, asc, eq, getTableColumns, inArray, notInArray, sql } from "drizzle-orm";
import {
  loadCaseStudyBySlug,
  loadCaseStudyOrganisations,
} from "../case-studies/case-studies.loader.js";
import { canViewCaseStudy } from "../case-studies/case-studies.policy.js";
import {
  type CaseStudyRow,
  caseStudies,
  caseStudyFocusAreas,
  caseStudyGoals,
  caseStudyObjectives,
  caseStudyOrganisations,
  relatedCaseStudies,
  sources,
} from "../case-studies/case-studies.table.js";
import { loadContact } from "../contacts/contacts.loader.js";
import { contactCaseStudies } from "../contacts/contacts.table.js";
import { loadMethodBySlug } from "../methods/methods.loader.js";
import { methodCaseStudies, methods } from "../methods/methods.table.js";
import { loadOrganisationBySlug } from "../organisations/organisations.loader.js";
import { organisations } from "../organisations/organisations.table.js";
import type { Orm } from "../platform/database.js";
import { toGlobalId } from "../platform/ids.js";
import { groupBy } from "../platform/loader.js";
import { uuidsOf } from "../platform/recordset.js";
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
import { type ContentKind, contentRoot, pick, readsOf } from "./content.js";
import {
  type CaseStudyDocument,
  caseStudyColumns,
  caseStudySchema,
  missingInCaseStudy,
} from "./case-study.schema.js";
import { writeLinks, writeRelated } from "./linked-rows.js";
import { readLessons, readResults, writeLessons, writeResults } from "./owned-rows.js";
import { References } from "./references.js";
import { claimSlug } from "../platform/slugs.js";

const links = {
  focusAreas: {
    table: caseStudyFocusAreas,
    owner: caseStudyFocusAreas.caseStudyId,
    other: caseStudyFocusAreas.focusAreaId,
  },
  sdgs: {
    table: caseStudyGoals,
    owner: caseStudyGoals.caseStudyId,
    other: caseStudyGoals.goalId,
  },
  environmentalObjectives: {
    table: caseStudyObjectives,
    owner: caseStudyObjectives.caseStudyId,
    other: caseStudyObjectives.objectiveId,
  },
  methods: {
    table: methodCaseStudies,
    owner: methodCaseStudies.caseStudyId,
    other: methodCaseStudies.methodId,
  },
  contacts: {
    table: contactCaseStudies,
    owner: contactCaseStudies.caseStudyId,
    other: contactCaseStudies.contactId,
  },
};
const related = {
  table: relatedCaseStudies,
  owner: relatedCaseStudies.caseStudyId,
  other: relatedCaseStudies.relatedId,
};

async function readAll(
  orm: Orm,
  ids: readonly string[],
): Promise<ReadonlyMap<string, CaseStudyDocument>> {
  const some = [...ids];
  const records = await orm.select().from(caseStudies).where(inArray(caseStudies.id, some));
  const parties = await orm
    .select({
      owner: caseStudyOrganisations.caseStudyId,
      organisation: organisations.slug,
      role: caseStudyOrganisations.role,
    })
    .from(caseStudyOrganisations)
    .innerJoin(organisations, eq(organisations.id, caseStudyOrganisations.organisationId))
    .where(inArray(caseStudyOrganisations.caseStudyId, some))
    .orderBy(asc(caseStudyOrganisations.role), asc(organisations.slug));
  const partiesOf = groupBy(parties, ({ owner }) => owner);
  const rows = await orm.execute<{
    row: string;
    focusAreas: string[];
    sdgs: number[];
    environmentalObjectives: string[];
    methods: string[];
    relatedCaseStudies: string[];
    contacts: string[];
  }>(sql`select owner.id as row,
    array(select ${focusAreas.slug} from ${caseStudyFocusAreas} join ${focusAreas}
      on ${focusAreas.id} = ${caseStudyFocusAreas.focusAreaId}
      where ${caseStudyFocusAreas.caseStudyId} = owner.id order by 1) as "focusAreas",
    array(select ${sustainableDevelopmentGoals.number}::int from ${caseStudyGoals}
      join ${sustainableDevelopmentGoals}
      on ${sustainableDevelopmentGoals.id} = ${caseStudyGoals.goalId}
      where ${caseStudyGoals.caseStudyId} = owner.id order by 1) as sdgs,
    array(select ${environmentalObjectives.slug} from ${caseStudyObjectives}
      join ${environmentalObjectives}
      on ${environmentalObjectives.id} = ${caseStudyObjectives.objectiveId}
      where ${caseStudyObjectives.caseStudyId} = owner.id order by 1) as "environmentalObjectives",
    array(select ${methods.slug} from ${methodCaseStudies} join ${methods}
      on ${methods.id} = ${methodCaseStudies.methodId}
      where ${methodCaseStudies.caseStudyId} = owner.id order by 1) as methods,
    array(select ${caseStudies.slug} from ${relatedCaseStudies} join ${caseStudies}
      on ${caseStudies.id} = case when ${relatedCaseStudies.caseStudyId} = owner.id
        then ${relatedCaseStudies.relatedId} else ${relatedCaseStudies.caseStudyId} end
      where owner.id in (${relatedCaseStudies.caseStudyId}, ${relatedCaseStudies.relatedId})
      order by 1) as "relatedCaseStudies",
    array(select ${contactCaseStudies.contactId}::text from ${contactCaseStudies}
      where ${contactCaseStudies.caseStudyId} = owner.id order by 1) as contacts
    from ${caseStudies} owner where owner.id in ${uuidsOf(ids)}`);
  const keysOf = new Map(rows.map(({ row, ...keys }) => [row, keys]));
  const { id: _id, position: _at, caseStudyId: owner, ...sourceColumns } = getTableColumns(sources);
  const sourcesOf = groupBy(
    await orm
      .select({ owner, source: sourceColumns })
      .from(sources)
      .where(inArray(sources.caseStudyId, some))
      .orderBy(asc(sources.position)),
    (each) => each.owner,
  );
  const lessonsOf = await readLessons(orm, "caseStudyId", ids);
  const resultsOf = await readResults(orm, "caseStudyId", ids);
  return new Map(
    records.flatMap((row): [string, CaseStudyDocument][] => {
      const { id } = row;
      const keys = keysOf.get(id);
      // It went while it was read.
      if (!keys) return [];
      const content = {
        ...pick(row, caseStudyColumns),
        slug: row.slug,
        summary: row.summary === "" ? null : row.summary,
        organisations: (partiesOf.get(id) ?? []).map(({ organisation, role }) => ({
          organisation,
          role,
        })),
        ...keys,
        contacts: keys.contacts.map((key) => toGlobalId("Contact", key)),
        sources: (sourcesOf.get(id) ?? []).map(({ source }) => source),
        lessons: lessonsOf.get(id) ?? [],
        results: resultsOf.get(id) ?? [],
      };
      return [[id, content]];
    }),
  );
}

/** Case studies as content. */
export const caseStudyContent: ContentKind<CaseStudyRow, CaseStudyDocument> = {
  name: "CASE_STUDY",
  typeName: "CaseStudy",
  table: caseStudies,
  schema: caseStudySchema,
  fixed: { always: [], published: ["slug"] },
  selfPublished: true,
  async ownersOf(context, { id }) {
    const rows = await loadCaseStudyOrganisations(context, id);
    return {
      leads: rows.filter(({ role }) => role === "LEAD").map((row) => row.organisationId),
      parties: rows.map((row) => row.organisationId),
    };
  },
  canView: async ({ actor }, row, { parties }) => canViewCaseStudy(actor, row, parties),
  leadsOf: (content) =>
    content.organisations.flatMap(({ organisation, role }, index) =>
      role === "LEAD" ? [{ slug: organisation, field: `organisations.${index}.organisation` }] : [],
    ),
  ...readsOf(readAll),
  async write(context, id, content, before) {
    const { orm } = context;
    const references = new References(context, contentRoot, before);
    // Organisations are public, and each is there once: the ids have the order of the parties.
    const parties = await references.ids(
      "organisations",
      content.organisations.map(({ organisation }) => organisation),
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
      methods: await references.ids("methods", content.methods, loadMethodBySlug),
      contacts: await references.nodes("contacts", "Contact", content.contacts, loadContact),
    };
    const relatedIds = await references.ids(
      "relatedCaseStudies",
      content.relatedCaseStudies,
      loadCaseStudyBySlug,
    );
    references.settle();
    const permalink = await claimSlug(
      orm,
      { table: caseStudies, id: caseStudies.id, slug: caseStudies.slug },
      { wanted: content.slug, name: content.title, own: id, field: `${contentRoot}.slug` },
    );
    const values = {
      ...pick(content, caseStudyColumns),
      slug: permalink,
      summary: content.summary ?? "",
    };
    const key = await save(orm, id, values);
    await orm
      .delete(caseStudyOrganisations)
      .where(
        and(
          eq(caseStudyOrganisations.caseStudyId, key),
          notInArray(caseStudyOrganisations.organisationId, parties),
        ),
      );
    await orm
      .insert(caseStudyOrganisations)
      .values(
        parties.map((organisationId, index) => ({
          caseStudyId: key,
          organisationId,
          role: content.organisations[index]?.role ?? "PARTNER",
        })),
      )
      .onConflictDoUpdate({
        target: [caseStudyOrganisations.caseStudyId, caseStudyOrganisations.organisationId],
        set: { role: sql`excluded.role` },
      });
    for (const name of Object.keys(ids) as (keyof typeof ids)[]) {
      await writeLinks(orm, links[name], key, ids[name]);
    }
    await writeRelated(orm, related, key, relatedIds);
    await orm.delete(sources).where(eq(sources.caseStudyId, key));
    if (content.sources.length > 0) {
      await orm
        .insert(sources)
        .values(content.sources.map((each, position) => ({ ...each, caseStudyId: key, position })));
    }
    const owner = { kind: "caseStudyId", id: key } as const;
    await writeLessons(orm, owner, permalink, content.lessons, references);
    await writeResults(orm, owner, content.results, references);
    return key;
  },
  missing: missingInCaseStudy,
};

async function save(
  orm: Orm,
  id: string | null,
  values: Omit<typeof caseStudies.$inferInsert, "id">,
): Promise<string> {
  if (id !== null) {
    await orm.update(caseStudies).set(values).where(eq(caseStudies.id, id));
    return id;
  }
  const [row] = await orm.insert(caseStudies).values(values).returning({ id: caseStudies.id });
  if (!row) throw new Error("A row was inserted and not returned.");
  return row.id;
}
