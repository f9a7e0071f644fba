import { and, eq, inArray, sql } from "drizzle-orm";
import { z } from "zod";
import { loadCaseStudyBySlug } from "../case-studies/case-studies.loader.js";
import { caseStudies } from "../case-studies/case-studies.table.js";
import { loadMethod, loadMethodBySlug } from "../methods/methods.loader.js";
import { canViewAdoption } from "../methods/methods.policy.js";
import {
  type AdoptionRow,
  adoptionCaseStudies,
  adoptionOutcome,
  adoptionStatus,
  adoptions,
  methods,
} from "../methods/methods.table.js";
import { loadOrganisationBySlug } from "../organisations/organisations.loader.js";
import { organisations } from "../organisations/organisations.table.js";
import { datePrecision } from "../platform/columns.table.js";
import type { Orm } from "../platform/database.js";
import { problem } from "../platform/problems.js";
import { uuidsOf } from "../platform/recordset.js";
import { day, disagree } from "../platform/validation.js";
import { lessonList, prose, reference, resultList } from "./content-schemas.js";
import {
  type ContentKind,
  contentRoot,
  distinctList,
  note,
  optional,
  pick,
  readsOf,
} from "./content.js";
import { writeLinks } from "./linked-rows.js";
import { readLessons, readResults, writeLessons, writeResults } from "./owned-rows.js";
import { References } from "./references.js";

const precision = optional(z.enum(datePrecision.enumValues));

const schema = z
  .object({
    organisation: reference,
    method: reference,
    status: z.enum(adoptionStatus.enumValues),
    startedOn: optional(day),
    startedPrecision: precision,
    endedOn: optional(day),
    endedPrecision: precision,
    adaptation: prose,
    outcome: optional(z.enum(adoptionOutcome.enumValues)),
    outcomeNote: prose,
    stoppedReason: prose,
    learnedFrom: optional(reference),
    note,
    caseStudies: distinctList(reference, 50),
    lessons: lessonList,
    results: resultList,
  })
  .superRefine((value, context) => {
    if (value.startedOn !== null && value.endedOn !== null && value.endedOn < value.startedOn) {
      disagree(context, ["endedOn"], {
        sv: `Införandet slutar före ${value.startedOn}, då det börjar.`,
        en: `It ends before ${value.startedOn}, when it begins.`,
      });
    }
    if (value.endedOn !== null && value.status !== "TESTING" && value.status !== "STOPPED") {
      disagree(context, ["endedOn"], {
        sv: "Bara en prövning (TESTING) eller något som har avslutats (STOPPED) har ett slut.",
        en: "Only a trial (TESTING) or what has been STOPPED has an end.",
      });
    }
    if (value.stoppedReason !== null && value.status !== "STOPPED") {
      disagree(context, ["stoppedReason"], {
        sv: "Ange skälet bara när metoden har avslutats (STOPPED).",
        en: "Give the reason only for what has been STOPPED.",
      });
    }
    if (value.learnedFrom === value.organisation) {
      disagree(context, ["learnedFrom"], {
        sv: "Välj en annan organisation än den som inför metoden.",
        en: "Choose another organisation than the one that adopts the method.",
      });
    }
  })
  .transform((value) => ({
    ...value,
    startedPrecision: value.startedOn === null ? null : (value.startedPrecision ?? "DAY"),
    endedPrecision: value.endedOn === null ? null : (value.endedPrecision ?? "DAY"),
  }));
type Content = z.output<typeof schema>;

/** What is in the record's own row, under the same name. */
const columns = [
  "status",
  "startedOn",
  "startedPrecision",
  "endedOn",
  "endedPrecision",
  "adaptation",
  "outcome",
  "outcomeNote",
  "stoppedReason",
  "note",
] as const satisfies (keyof Content & keyof AdoptionRow)[];

const caseLinks = {
  table: adoptionCaseStudies,
  owner: adoptionCaseStudies.adoptionId,
  other: adoptionCaseStudies.caseStudyId,
};

async function readAll(orm: Orm, ids: readonly string[]): Promise<ReadonlyMap<string, Content>> {
  const records = await orm
    .select()
    .from(adoptions)
    .where(inArray(adoptions.id, [...ids]));
  const rows = await orm.execute<{
    row: string;
    organisation: string;
    method: string;
    learnedFrom: string | null;
    caseStudies: string[];
  }>(sql`select owner.id as row,
    (select ${organisations.slug} from ${organisations}
      where ${organisations.id} = owner.organisation_id) as organisation,
    (select ${methods.slug} from ${methods} where ${methods.id} = owner.method_id) as method,
    (select ${organisations.slug} from ${organisations}
      where ${organisations.id} = owner.learned_from_id) as "learnedFrom",
    array(select ${caseStudies.slug} from ${adoptionCaseStudies} join ${caseStudies}
      on ${caseStudies.id} = ${adoptionCaseStudies.caseStudyId}
      where ${adoptionCaseStudies.adoptionId} = owner.id order by 1) as "caseStudies"
    from ${adoptions} owner where owner.id in ${uuidsOf(ids)}`);
  const keysOf = new Map(rows.map(({ row, ...keys }) => [row, keys]));
  const lessonsOf = await readLessons(orm, "adoptionId", ids);
  const resultsOf = await readResults(orm, "adoptionId", ids);
  return new Map(
    records.flatMap((row): [string, Content][] => {
      const keys = keysOf.get(row.id);
      // It went while it was read.
      if (!keys) return [];
      const parts = {
        lessons: lessonsOf.get(row.id) ?? [],
        results: resultsOf.get(row.id) ?? [],
      };
      return [[row.id, { ...pick(row, columns), ...keys, ...parts }]];
    }),
  );
}

/** Adoptions as content: what an organisation tells of its experience of a method. */
export const adoptionContent: ContentKind<AdoptionRow, Content> = {
  name: "ADOPTION",
  typeName: "Adoption",
  table: adoptions,
  schema,
  fixed: { always: ["organisation", "method"], published: [] },
  selfPublished: true,
  ownersOf: async (_context, { organisationId }) => ({
    leads: [organisationId],
    parties: [organisationId],
  }),
  async canView(context, row) {
    const method = await loadMethod(context, row.methodId);
    return method !== null && canViewAdoption(context.actor, row, method);
  },
  leadsOf: ({ organisation }) => [{ slug: organisation, field: "organisation" }],
  ...readsOf(readAll),
  async write(context, id, content, before) {
    const { orm } = context;
    const references = new References(context, contentRoot, before);
    const organisationId = await references.id(
      "organisation",
      content.organisation,
      loadOrganisationBySlug,
    );
    const methodId = await references.id("method", content.method, loadMethodBySlug);
    const learnedFromId = await references.id(
      "learnedFrom",
      content.learnedFrom,
      loadOrganisationBySlug,
    );
    const caseIds = await references.ids("caseStudies", content.caseStudies, loadCaseStudyBySlug);
    references.settle();
    if (organisationId === null || methodId === null) throw new Error("Settled, and yet unknown.");
    const key = await save(orm, id, {
      ...pick(content, columns),
      organisationId,
      methodId,
      learnedFromId,
    });
    await writeLinks(orm, caseLinks, key, caseIds);
    const owner = { kind: "adoptionId", id: key } as const;
    const permalink = `${content.organisation}-${content.method}`;
    await writeLessons(orm, owner, permalink, content.lessons, references);
    await writeResults(orm, owner, content.results, references);
    return key;
  },
  missing: () => [],
};

type NewAdoption = Omit<typeof adoptions.$inferInsert, "id">;

async function save(orm: Orm, id: string | null, values: NewAdoption): Promise<string> {
  if (id !== null) {
    await orm.update(adoptions).set(values).where(eq(adoptions.id, id));
    return id;
  }
  const [row] = await orm
    .insert(adoptions)
    .values(values)
    .onConflictDoNothing({ target: [adoptions.organisationId, adoptions.methodId] })
    .returning({ id: adoptions.id });
  if (row) return row.id;
  const [existing] = await orm
    .select({ state: adoptions.state })
    .from(adoptions)
    .where(
      and(
        eq(adoptions.organisationId, values.organisationId),
        eq(adoptions.methodId, values.methodId),
      ),
    );
  throw problem(
    `${contentRoot}.method`,
    "TAKEN",
    `Organisationen har redan ett införande av metoden${existing?.state === "ARCHIVED" ? ", som är arkiverat; återställ det" : "; ändra det"} i stället.`,
    `The organisation has an adoption of the method already${existing?.state === "ARCHIVED" ? ", which is archived; restore it" : "; update it"} instead.`,
  );
}
