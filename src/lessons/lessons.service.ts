import { checkCaseStudyFilter } from "../case-studies/case-studies.filter.js";
import type { Context } from "../platform/context.js";
import type { Page, PageArguments } from "../platform/pagination.js";
import type { LessonFilterInput } from "./lessons.input.js";
import { listLessons, listLessonsOfMethod } from "./lessons.repository.js";
import type { LessonRow } from "./lessons.table.js";

/**
 * Finds lessons.
 * @throws BAD_USER_INPUT when the filter names what doesn't exist
 */
export async function findLessons(
  context: Context,
  args: PageArguments,
  filter: LessonFilterInput | null,
): Promise<Page<LessonRow>> {
  await checkCaseStudyFilter(context, filter);
  return listLessons(context, args, filter);
}

/**
 * Finds the lessons of a method's adoptions.
 * @throws BAD_USER_INPUT when the filter names what doesn't exist
 */
export async function findLessonsOfMethod(
  context: Context,
  methodId: string,
  args: PageArguments,
  filter: LessonFilterInput | null,
): Promise<Page<LessonRow>> {
  await checkCaseStudyFilter(context, filter);
  return listLessonsOfMethod(context, methodId, args, filter);
}
