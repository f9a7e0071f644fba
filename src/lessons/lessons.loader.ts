import { and, asc, inArray, sql } from "drizzle-orm";
import { defineGroupLoader, defineRowLoader } from "../platform/loader.js";
import { viewableLessons } from "./lessons.policy.js";
import { lessons } from "./lessons.table.js";

/** Loads a lesson by its key; null when the actor may not see it. */
export const loadLesson = defineRowLoader(
  ({ actor, orm }, ids) =>
    orm
      .select()
      .from(lessons)
      .where(and(inArray(lessons.id, [...ids]), viewableLessons(actor))),
  (row) => row.id,
);

/** Loads the lessons of a case study in their order. */
export const loadLessonsOfCaseStudy = defineGroupLoader(({ orm }, ids) =>
  orm
    .select({ parentId: sql<string>`${lessons.caseStudyId}`, row: lessons })
    .from(lessons)
    .where(inArray(lessons.caseStudyId, [...ids]))
    .orderBy(asc(lessons.position), asc(lessons.id)),
);

/** Loads the lessons of an adoption in their order. */
export const loadLessonsOfAdoption = defineGroupLoader(({ orm }, ids) =>
  orm
    .select({ parentId: sql<string>`${lessons.adoptionId}`, row: lessons })
    .from(lessons)
    .where(inArray(lessons.adoptionId, [...ids]))
    .orderBy(asc(lessons.position), asc(lessons.id)),
);
