import { type SQL, and, eq, sql } from "drizzle-orm";
import { swedish } from "../platform/columns.table.js";
import type { Context } from "../platform/context.js";
import {
  type ListSelection,
  type Page,
  type PageArguments,
  defineConnectionLoader,
  readList,
} from "../platform/pagination.js";
import { caseStudyCondition } from "./case-studies.filter.js";
import type { CaseStudyFilterInput, CaseStudyOrderInput } from "./case-studies.input.js";
import { listedCaseStudies } from "./case-studies.policy.js";
import {
  type CaseStudyRow,
  caseStudies,
  caseStudyFocusAreas,
  caseStudyGoals,
  caseStudyObjectives,
  caseStudyOrganisations,
} from "./case-studies.table.js";

/** Which case studies are wanted, and in which order. */
export interface CaseStudySelection {
  filter: CaseStudyFilterInput | null;
  orderBy: CaseStudyOrderInput | null;
}

const keys = {
  TITLE: { key: swedish(caseStudies.title), type: "text" },
  START_YEAR: { key: sql`coalesce(${caseStudies.startYear}, 0)`, type: "integer" },
  PUBLISHED_AT: {
    key: sql`coalesce(${caseStudies.publishedAt}, ${caseStudies.createdAt})`,
    type: "timestamptz",
  },
  UPDATED_AT: { key: sql`${caseStudies.updatedAt}`, type: "timestamptz" },
} as const;

function select(context: Context, { filter, orderBy }: CaseStudySelection): ListSelection {
  const { field, direction } = orderBy ?? { field: "TITLE", direction: "ASC" };
  return {
    where: and(listedCaseStudies(context.actor, filter?.states), caseStudyCondition(filter)),
    ordering: { ...keys[field], name: `${field} ${direction}`, descending: direction === "DESC" },
  };
}

/** Reads a page of all case studies. */
export const listCaseStudies = (
  context: Context,
  args: PageArguments,
  selection: CaseStudySelection,
): Promise<Page<CaseStudyRow>> => readList(context, caseStudies, args, select(context, selection));

const among = (ids: SQL) => sql`${caseStudies.id} in (${ids})`;

const loaders = {
  organisation: defineConnectionLoader(caseStudies, (parentId) =>
    among(sql`select ${caseStudyOrganisations.caseStudyId} from ${caseStudyOrganisations}
      where ${eq(caseStudyOrganisations.organisationId, parentId)}`),
  ),
  focusArea: defineConnectionLoader(caseStudies, (parentId) =>
    among(sql`select ${caseStudyFocusAreas.caseStudyId} from ${caseStudyFocusAreas}
      where ${eq(caseStudyFocusAreas.focusAreaId, parentId)}`),
  ),
  goal: defineConnectionLoader(caseStudies, (parentId) =>
    among(sql`select ${caseStudyGoals.caseStudyId} from ${caseStudyGoals}
      where ${eq(caseStudyGoals.goalId, parentId)}`),
  ),
  objective: defineConnectionLoader(caseStudies, (parentId) =>
    among(sql`select ${caseStudyObjectives.caseStudyId} from ${caseStudyObjectives}
      where ${eq(caseStudyObjectives.objectiveId, parentId)}`),
  ),
};

/** Reads a page of the case studies of an organisation or of a part of a taxonomy. */
export const listCaseStudiesOf = (
  context: Context,
  parent: keyof typeof loaders,
  parentId: string,
  args: PageArguments,
  selection: CaseStudySelection,
): Promise<Page<CaseStudyRow>> =>
  loaders[parent](context, parentId, args, select(context, selection), selection.filter);
