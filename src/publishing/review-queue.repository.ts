import { type SQL, and, eq, isNotNull, or, sql } from "drizzle-orm";
import { caseStudies, caseStudyOrganisations } from "../case-studies/case-studies.table.js";
import { adoptions, methods } from "../methods/methods.table.js";
import { isAmong } from "../platform/conditions.js";
import type { Actor, Context } from "../platform/context.js";
import { type Page, type PageArguments, readList } from "../platform/pagination.js";
import { type ContentRecordRow, contentRecords } from "./publishing.table.js";

/**
 * The submissions whose drafts an actor sees: staff all, members their organisations' own. One whose
 * record was deleted past the API is nobody's: it would leave a hole in the queue.
 */
function visibleSubmissions({ isStaff, memberOf }: Actor): SQL {
  if (isStaff) {
    return sql`(${or(
      ...[caseStudies, methods, adoptions].map(
        (table) => sql`exists (select from ${table} where ${eq(table.id, contentRecords.id)})`,
      ),
    )})`;
  }
  return sql`(${or(
    sql`exists (select from ${caseStudies} join ${caseStudyOrganisations}
      on ${eq(caseStudyOrganisations.caseStudyId, caseStudies.id)}
      where ${eq(caseStudies.id, contentRecords.id)}
        and ${isAmong(caseStudyOrganisations.organisationId, memberOf)})`,
    sql`exists (select from ${methods} where ${eq(methods.id, contentRecords.id)}
      and ${isAmong(methods.proposedById, memberOf)})`,
    sql`exists (select from ${adoptions} join ${methods} on ${eq(methods.id, adoptions.methodId)}
      where ${eq(adoptions.id, contentRecords.id)}
        and ${isAmong(adoptions.organisationId, memberOf)}
        and (${eq(methods.state, "PUBLISHED")} or ${isAmong(methods.proposedById, memberOf)}))`,
  )})`;
}

/** Reads a page of what was submitted, the oldest first. */
export const listSubmissions = (
  context: Context,
  args: PageArguments,
): Promise<Page<ContentRecordRow>> =>
  readList(context, contentRecords, args, {
    where: and(isNotNull(contentRecords.submittedAt), visibleSubmissions(context.actor)),
    ordering: {
      name: "SUBMITTED_AT ASC",
      key: sql`${contentRecords.submittedAt}`,
      type: "timestamptz",
      descending: false,
    },
  });
