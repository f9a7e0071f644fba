import { asc, eq } from "drizzle-orm";
import { defineReference, defineRelation } from "../platform/relation.js";
import { viewableLessons } from "./lessons.policy.js";
import { lessons } from "./lessons.table.js";

/** Loads a lesson by its key; null when the actor may not see it. */
export const loadLesson = defineReference({
  table: lessons,
  key: lessons.id,
  viewable: viewableLessons,
});

/** Loads the lessons of a case study in their order. */
export const loadLessonsOfCaseStudy = defineRelation({
  table: lessons,
  belongs: (id) => eq(lessons.caseStudyId, id),
  orderBy: [asc(lessons.position), asc(lessons.id)],
});

/** Loads the lessons of an adoption in their order. */
export const loadLessonsOfAdoption = defineRelation({
  table: lessons,
  belongs: (id) => eq(lessons.adoptionId, id),
  orderBy: [asc(lessons.position), asc(lessons.id)],
});
