import type { Context } from "../platform/context.js";
import type { Page, PageArguments } from "../platform/pagination.js";
import { checkCaseStudyFilter } from "./case-studies.filter.js";
import {
  type CaseStudySelection,
  listCaseStudies,
  listCaseStudiesOf,
} from "./case-studies.repository.js";
import type { CaseStudyRow } from "./case-studies.table.js";

/**
 * Finds case studies.
 * @throws BAD_USER_INPUT when the filter names what doesn't exist
 */
export async function findCaseStudies(
  context: Context,
  args: PageArguments,
  selection: CaseStudySelection,
): Promise<Page<CaseStudyRow>> {
  await checkCaseStudyFilter(context, selection.filter);
  return listCaseStudies(context, args, selection);
}

/**
 * Finds the case studies of an organisation or of a part of a taxonomy.
 * @throws BAD_USER_INPUT when the filter names what doesn't exist
 */
export async function findCaseStudiesOf(
  context: Context,
  parent: Parameters<typeof listCaseStudiesOf>[1],
  parentId: string,
  args: PageArguments,
  selection: CaseStudySelection,
): Promise<Page<CaseStudyRow>> {
  await checkCaseStudyFilter(context, selection.filter);
  return listCaseStudiesOf(context, parent, parentId, args, selection);
}
