import { type SQL, eq, inArray, or, sql } from "drizzle-orm";
import type { PgColumn, PgTable } from "drizzle-orm/pg-core";
import {
  caseStudies,
  caseStudyGoals,
  caseStudyObjectives,
  relatedCaseStudies,
  sources,
} from "../case-studies/case-studies.table.js";
import { viewableContacts } from "../contacts/contacts.policy.js";
import { contactCaseStudies, contacts } from "../contacts/contacts.table.js";
import { lessons } from "../lessons/lessons.table.js";
import { methodCaseStudies } from "../methods/methods.table.js";
import type { Actor } from "../platform/context.js";
import { defineLoader } from "../platform/loader.js";
import { results } from "../results/results.table.js";
import { type CaseStudyPartName, type Completeness, caseStudyParts } from "./completeness.type.js";

const without = (table: PgTable, owner: PgColumn): SQL =>
  sql`not exists (select from ${table} where ${eq(owner, caseStudies.id)})`;

const blank = (column: PgColumn): SQL => sql`${column} is null`;

/** When each part is missing. */
const isMissing = (actor: Actor): Record<CaseStudyPartName, SQL | undefined> => ({
  CHALLENGE: blank(caseStudies.challenge),
  SOLUTION: blank(caseStudies.solution),
  START_YEAR: blank(caseStudies.startYear),
  END_YEAR: sql`${caseStudies.endYear} is null and ${caseStudies.status} in ('COMPLETED', 'STOPPED')`,
  METHODS: without(methodCaseStudies, methodCaseStudies.caseStudyId),
  RESULTS: without(results, results.caseStudyId),
  LESSONS: without(lessons, lessons.caseStudyId),
  CONDITIONS_FOR_SUCCESS: blank(caseStudies.conditionsForSuccess),
  ADVICE: blank(caseStudies.advice),
  COST: blank(caseStudies.costAmount),
  FUNDING: blank(caseStudies.funder),
  STAFFING: blank(caseStudies.staffing),
  LEAD_TIME: blank(caseStudies.leadTime),
  CONTROL: blank(caseStudies.control),
  SDGS: without(caseStudyGoals, caseStudyGoals.caseStudyId),
  ENVIRONMENTAL_OBJECTIVES: without(caseStudyObjectives, caseStudyObjectives.caseStudyId),
  SOURCES: without(sources, sources.caseStudyId),
  CONTACTS: sql`not exists (select from ${contactCaseStudies}
    join ${contacts} on ${eq(contacts.id, contactCaseStudies.contactId)}
    where ${eq(contactCaseStudies.caseStudyId, caseStudies.id)} and ${viewableContacts(actor)})`,
  RELATED_CASE_STUDIES: sql`not exists (select from ${relatedCaseStudies}
    where ${or(
      eq(relatedCaseStudies.caseStudyId, caseStudies.id),
      eq(relatedCaseStudies.relatedId, caseStudies.id),
    )})`,
});

/** Loads how much of the template a case study fills: one statement for all of them. */
export const loadCompleteness = defineLoader(
  async ({ actor, orm }, ids: readonly string[]) => {
    const conditions = isMissing(actor);
    const missing = caseStudyParts.map(
      (part) => sql`case when ${conditions[part]} then ${part} end`,
    );
    const rows = await orm
      .select({
        id: caseStudies.id,
        missing: sql<CaseStudyPartName[]>`array_remove(array[${sql.join(missing, sql`, `)}], null)`,
      })
      .from(caseStudies)
      .where(inArray(caseStudies.id, [...ids]));
    const score = ({ length }: CaseStudyPartName[]): number =>
      Math.round((100 * (caseStudyParts.length - length)) / caseStudyParts.length);
    return new Map(
      rows.map((row): [string, Completeness] => [
        row.id,
        { score: score(row.missing), missing: row.missing },
      ]),
    );
  },
  () => null,
);
