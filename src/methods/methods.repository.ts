import { type SQL, and, eq, sql } from "drizzle-orm";
import { viewableCaseStudies } from "../case-studies/case-studies.policy.js";
import { type CaseStudyRow, caseStudies } from "../case-studies/case-studies.table.js";
import { organisations } from "../organisations/organisations.table.js";
import { swedish } from "../platform/columns.table.js";
import { type Context, visitor } from "../platform/context.js";
import {
  type ListSelection,
  type Ordering,
  type Page,
  type PageArguments,
  defineConnectionLoader,
  readList,
} from "../platform/pagination.js";
import { adoptionCondition, methodCondition } from "./methods.filter.js";
import type {
  AdoptionFilterInput,
  AdoptionOrderInput,
  MethodFilterInput,
  MethodOrderInput,
} from "./methods.input.js";
import { listedAdoptions, listedMethods, viewableAdoptions } from "./methods.policy.js";
import {
  type AdoptionRow,
  type MethodRow,
  adoptionCaseStudies,
  adoptions,
  methodCaseStudies,
  methodFocusAreas,
  methodGoals,
  methodObjectives,
  methods,
} from "./methods.table.js";

/** Which methods are wanted, and in which order. */
export interface MethodSelection {
  filter: MethodFilterInput | null;
  orderBy: MethodOrderInput | null;
}

/** Which adoptions are wanted, and in which order. */
export interface AdoptionSelection {
  filter: AdoptionFilterInput | null;
  orderBy: AdoptionOrderInput | null;
}

const methodKeys = {
  NAME: { key: swedish(methods.name), type: "text" },
  ADOPTIONS: {
    key: sql`(select count(*)::int from ${adoptions}
      where ${and(eq(adoptions.methodId, methods.id), viewableAdoptions(visitor))})`,
    type: "integer",
  },
  UPDATED_AT: { key: sql`${methods.updatedAt}`, type: "timestamptz" },
} as const;

function selectMethods({ actor }: Context, { filter, orderBy }: MethodSelection): ListSelection {
  const { field, direction } = orderBy ?? { field: "NAME", direction: "ASC" };
  return {
    where: and(listedMethods(actor, filter?.states), methodCondition(filter)),
    ordering: {
      ...methodKeys[field],
      name: `${field} ${direction}`,
      descending: direction === "DESC",
    },
  };
}

const adoptionKeys = {
  ORGANISATION: {
    key: swedish(sql`(select ${organisations.name} from ${organisations}
      where ${eq(organisations.id, adoptions.organisationId)})`),
    type: "text",
  },
  STARTED_ON: { key: sql`coalesce(${adoptions.startedOn}, '0001-01-01')`, type: "date" },
  UPDATED_AT: { key: sql`${adoptions.updatedAt}`, type: "timestamptz" },
} as const;

function selectAdoptions(
  { actor }: Context,
  { filter, orderBy }: AdoptionSelection,
): ListSelection {
  const { field, direction } = orderBy ?? { field: "ORGANISATION", direction: "ASC" };
  return {
    where: and(listedAdoptions(actor, filter?.states), adoptionCondition(filter)),
    ordering: {
      ...adoptionKeys[field],
      name: `${field} ${direction}`,
      descending: direction === "DESC",
    },
  };
}

/** Reads a page of all methods. */
export const listMethods = (
  context: Context,
  args: PageArguments,
  selection: MethodSelection,
): Promise<Page<MethodRow>> => readList(context, methods, args, selectMethods(context, selection));

/** Reads a page of all adoptions. */
export const listAdoptions = (
  context: Context,
  args: PageArguments,
  selection: AdoptionSelection,
): Promise<Page<AdoptionRow>> =>
  readList(context, adoptions, args, selectAdoptions(context, selection));

const among = (ids: SQL) => sql`${methods.id} in (${ids})`;

const methodLoaders = {
  focusArea: defineConnectionLoader(methods, (parentId) =>
    among(sql`select ${methodFocusAreas.methodId} from ${methodFocusAreas}
      where ${eq(methodFocusAreas.focusAreaId, parentId)}`),
  ),
  goal: defineConnectionLoader(methods, (parentId) =>
    among(sql`select ${methodGoals.methodId} from ${methodGoals}
      where ${eq(methodGoals.goalId, parentId)}`),
  ),
  objective: defineConnectionLoader(methods, (parentId) =>
    among(sql`select ${methodObjectives.methodId} from ${methodObjectives}
      where ${eq(methodObjectives.objectiveId, parentId)}`),
  ),
};

/** Reads a page of the methods of a part of a taxonomy. */
export const listMethodsOf = (
  context: Context,
  parent: keyof typeof methodLoaders,
  parentId: string,
  args: PageArguments,
  selection: MethodSelection,
): Promise<Page<MethodRow>> =>
  methodLoaders[parent](
    context,
    parentId,
    args,
    selectMethods(context, selection),
    selection.filter,
  );

const adoptionLoaders = {
  method: defineConnectionLoader(adoptions, (parentId) => eq(adoptions.methodId, parentId)),
  organisation: defineConnectionLoader(adoptions, (parentId) =>
    eq(adoptions.organisationId, parentId),
  ),
  learnedFrom: defineConnectionLoader(adoptions, (parentId) =>
    eq(adoptions.learnedFromId, parentId),
  ),
};

/** Reads a page of the adoptions of a method, of an organisation, or learned from one. */
export const listAdoptionsOf = (
  context: Context,
  parent: keyof typeof adoptionLoaders,
  parentId: string,
  args: PageArguments,
  selection: AdoptionSelection,
): Promise<Page<AdoptionRow>> =>
  adoptionLoaders[parent](
    context,
    parentId,
    args,
    selectAdoptions(context, selection),
    selection.filter,
  );

const loadCaseStudiesOfMethod = defineConnectionLoader(
  caseStudies,
  (parentId) => sql`${caseStudies.id} in (
    select ${methodCaseStudies.caseStudyId} from ${methodCaseStudies}
    where ${eq(methodCaseStudies.methodId, parentId)}
    union all
    select ${adoptionCaseStudies.caseStudyId} from ${adoptionCaseStudies}
    join ${adoptions} on ${eq(adoptions.id, adoptionCaseStudies.adoptionId)}
    where ${eq(adoptions.methodId, parentId)} and ${eq(adoptions.state, "PUBLISHED")})`,
);

const byTitle: Ordering = {
  name: "TITLE ASC",
  key: swedish(caseStudies.title),
  type: "text",
  descending: false,
};

/** Reads a page of the case studies of a method, by title. */
export const listCaseStudiesOfMethod = (
  context: Context,
  methodId: string,
  args: PageArguments,
): Promise<Page<CaseStudyRow>> =>
  loadCaseStudiesOfMethod(context, methodId, args, {
    where: viewableCaseStudies(visitor),
    ordering: byTitle,
  });
