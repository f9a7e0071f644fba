import { sql } from "drizzle-orm";
import { check, index, pgEnum, pgTable, smallint, text, uuid } from "drizzle-orm/pg-core";
import { caseStudies } from "../case-studies/case-studies.table.js";
import { adoptions } from "../methods/methods.table.js";
import { primaryId, timestamps } from "../platform/columns.table.js";

export const lessonKind = pgEnum("lesson_kind", [
  "SUCCESS_FACTOR",
  "OBSTACLE",
  "FAILURE",
  "ADVICE",
]);
export const lessonBasis = pgEnum("lesson_basis", ["SOURCE", "OWN_CONCLUSION"]);

/** One insight of a case study, of an adoption, or of both at once. */
export const lessons = pgTable(
  "lessons",
  {
    id: primaryId(),
    slug: text("slug").notNull().unique(),
    caseStudyId: uuid("case_study_id").references(() => caseStudies.id, { onDelete: "cascade" }),
    adoptionId: uuid("adoption_id").references(() => adoptions.id, { onDelete: "cascade" }),
    position: smallint("position").notNull(),
    kind: lessonKind("kind").notNull(),
    basis: lessonBasis("basis").notNull(),
    text: text("text").notNull(),
    ...timestamps,
  },
  (t) => [
    check("lessons_belong", sql`num_nonnulls(${t.caseStudyId}, ${t.adoptionId}) >= 1`),
    check("lessons_text_length", sql`char_length(${t.text}) between 1 and 5000`),
    index("lessons_case_study").on(t.caseStudyId, t.position),
    index("lessons_created").on(t.createdAt, t.id),
    index("lessons_adoption").on(t.adoptionId, t.position),
  ],
);
export type LessonRow = typeof lessons.$inferSelect;
