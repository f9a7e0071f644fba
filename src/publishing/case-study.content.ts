import { and, asc, eq, getTableColumns, notInArray, sql } from "drizzle-orm";
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
import { type ContentKind, contentRoot, pick } from "./content.js";
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

async function read(orm: Orm, id: string): Promise<CaseStudyDocument> {
  const [row] = await orm.select().from(caseStudies).where(eq(caseStudies.id, id));
  if (!row) throw new Error("The case study is gone.");
  const parties = await orm
    .select({ organisation: organisations.slug, role: caseStudyOrganisations.role })
    .from(caseStudyOrganisations)
    .innerJoin(organisations, eq(organisations.id, caseStudyOrganisations.organisationId))
    .where(eq(caseStudyOrganisations.caseStudyId, id))
    .orderBy(asc(caseStudyOrganisations.role), asc(organisations.slug));
  const {
    id: _id,
    caseStudyId: _owner,
    position: _at,
    ...sourceColumns
  } = getTableColumns(sources);
  const [keys] = await orm.execute<{
    focusAreas: string[];
    sdgs: number[];
    environmentalObjectives: string[];
    methods: string[];
    relatedCaseStudies: string[];
    contacts: string[];
  }>(sql`select
    array(select ${focusAreas.slug} from ${caseStudyFocusAreas} join ${focusAreas}
      on ${focusAreas.id} = ${caseStudyFocusAreas.focusAreaId}
      where ${caseStudyFocusAreas.caseStudyId} = ${id} order by 1) as "focusAreas",
    array(select ${sustainableDevelopmentGoals.number}::int from ${caseStudyGoals}
      join ${sustainableDevelopmentGoals}
      on ${sustainableDevelopmentGoals.id} = ${caseStudyGoals.goalId}
      where ${caseStudyGoals.caseStudyId} = ${id} order by 1) as sdgs,
    array(select ${environmentalObjectives.slug} from ${caseStudyObjectives}
      join ${environmentalObjectives}
      on ${environmentalObjectives.id} = ${caseStudyObjectives.objectiveId}
      where ${caseStudyObjectives.caseStudyId} = ${id} order by 1) as "environmentalObjectives",
    array(select ${methods.slug} from ${methodCaseStudies} join ${methods}
      on ${methods.id} = ${methodCaseStudies.methodId}
      where ${methodCaseStudies.caseStudyId} = ${id} order by 1) as methods,
    array(select ${caseStudies.slug} from ${relatedCaseStudies} join ${caseStudies}
      on ${caseStudies.id} = case when ${relatedCaseStudies.caseStudyId} = ${id}
        then ${relatedCaseStudies.relatedId} else ${relatedCaseStudies.caseStudyId} end
      where ${id} in (${relatedCaseStudies.caseStudyId}, ${relatedCaseStudies.relatedId})
      order by 1) as "relatedCaseStudies",
    array(select ${contactCaseStudies.contactId}::text from ${contactCaseStudies}
      where ${contactCaseStudies.caseStudyId} = ${id} order by 1) as contacts`);
  if (!keys) throw new Error("A statement without rows.");
  return {
    ...pick(row, caseStudyColumns),
    slug: row.slug,
    summary: row.summary === "" ? null : row.summary,
    organisations: parties,
    ...keys,
    contacts: keys.contacts.map((key) => toGlobalId("Contact", key)),
    sources: await orm
      .select(sourceColumns)
      .from(sources)
      .where(eq(sources.caseStudyId, id))
      .orderBy(asc(sources.position)),
    lessons: await readLessons(orm, { kind: "caseStudyId", id }),
    results: await readResults(orm, { kind: "caseStudyId", id }),
  };
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
  read,
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
