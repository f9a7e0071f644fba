import { and, eq, inArray, isNull, or, sql } from "drizzle-orm";
import { caseStudyCondition } from "../case-studies/case-studies.filter.js";
import { caseStudies } from "../case-studies/case-studies.table.js";
import { adoptionCondition } from "../methods/methods.filter.js";
import { adoptions } from "../methods/methods.table.js";
import { type Context, visitor } from "../platform/context.js";
import {
  type ListSelection,
  type Ordering,
  type Page,
  type PageArguments,
  defineConnectionLoader,
  readList,
} from "../platform/pagination.js";
import type { LessonFilterInput } from "./lessons.input.js";
import { viewableLessons } from "./lessons.policy.js";
import { type LessonRow, lessons } from "./lessons.table.js";

/** UUIDv7 keys grow with time. */
const newestFirst: Ordering = {
  name: "CREATED_AT DESC",
  key: sql`${lessons.createdAt}`,
  type: "timestamptz",
  descending: true,
};

function select(filter: LessonFilterInput | null): ListSelection {
  const { kinds, bases, ...origin } = filter ?? {};
  const ofCase = caseStudyCondition(origin);
  const ofAdoption = adoptionCondition(origin);
  return {
    where: and(
      viewableLessons(visitor),
      kinds && kinds.length > 0 ? inArray(lessons.kind, kinds) : undefined,
      bases && bases.length > 0 ? inArray(lessons.basis, bases) : undefined,
      ofCase &&
        or(
          sql`${lessons.caseStudyId} in (
            select ${caseStudies.id} from ${caseStudies} where ${ofCase})`,
          and(
            isNull(lessons.caseStudyId),
            sql`${lessons.adoptionId} in (
              select ${adoptions.id} from ${adoptions} where ${ofAdoption ?? sql`true`})`,
          ),
        ),
    ),
    ordering: newestFirst,
  };
}

/** Reads a page of all lessons, the newest first. */
export const listLessons = (
  context: Context,
  args: PageArguments,
  filter: LessonFilterInput | null,
): Promise<Page<LessonRow>> => readList(context, lessons, args, select(filter));

const loadLessonsOfMethod = defineConnectionLoader(
  lessons,
  (parentId) => sql`${lessons.adoptionId} in (
    select ${adoptions.id} from ${adoptions} where ${eq(adoptions.methodId, parentId)})`,
);

/** Reads a page of the lessons of a method's adoptions, the newest first. */
export const listLessonsOfMethod = (
  context: Context,
  methodId: string,
  args: PageArguments,
  filter: LessonFilterInput | null,
): Promise<Page<LessonRow>> => loadLessonsOfMethod(context, methodId, args, select(filter), filter);
