import { type SQL, eq, inArray, ne, sql } from "drizzle-orm";
import { isAmong } from "../platform/conditions.js";
import type { Actor } from "../platform/context.js";
import type { PublicationStateName } from "../platform/publication-state.type.js";
import { type CaseStudyRow, caseStudies, caseStudyOrganisations } from "./case-studies.table.js";

/** Which case studies are published. */
const publishedCaseStudies = (): SQL => eq(caseStudies.state, "PUBLISHED");

/**
 * Which case studies an actor may see: everybody what is published; members their organisations' own in
 * every state; staff all.
 */
export function viewableCaseStudies(actor: Actor): SQL {
  if (actor.isStaff) return sql`true`;
  if (actor.memberOf.length === 0) return publishedCaseStudies();
  return sql`(${publishedCaseStudies()} or exists (select from ${caseStudyOrganisations}
    where ${eq(caseStudyOrganisations.caseStudyId, caseStudies.id)}
      and ${isAmong(caseStudyOrganisations.organisationId, actor.memberOf)}))`;
}

/** Which case studies other records lead an actor to: those it may see, but for the archived. */
export const currentCaseStudies = (actor: Actor): SQL =>
  sql`(${viewableCaseStudies(actor)} and ${ne(caseStudies.state, "ARCHIVED")})`;

/** Which case studies a list shows an actor: those in the states that it asks for, else the published. */
export const listedCaseStudies = (
  actor: Actor,
  states: readonly PublicationStateName[] | null | undefined,
): SQL =>
  states && states.length > 0
    ? sql`(${viewableCaseStudies(actor)} and ${inArray(caseStudies.state, [...states])})`
    : publishedCaseStudies();

/**
 * Whether an actor may see one: agrees with {@link viewableCaseStudies}.
 * @param owners the organisations that lead it or take part
 */
export const canViewCaseStudy = (
  actor: Actor,
  { state }: Pick<CaseStudyRow, "state">,
  owners: readonly string[],
): boolean =>
  actor.isStaff || state === "PUBLISHED" || owners.some((id) => actor.memberOf.includes(id));
