import { loadCaseStudyBySlug } from "../case-studies/case-studies.loader.js";
import { loadMethodBySlug } from "../methods/methods.loader.js";
import { loadOrganisationBySlug } from "../organisations/organisations.loader.js";
import type { Context } from "../platform/context.js";
import type { Load } from "../platform/loader.js";
import type { CaseStudyDocument } from "../publishing/case-study.schema.js";
import {
  loadFocusAreaBySlug,
  loadGoalByNumber,
  loadObjectiveBySlug,
} from "../taxonomy/taxonomy.loader.js";

/** The keys of what a content names, by field and name. */
export class KnownKeys {
  readonly #found = new Map<string, string>();
  readonly #hidden = new Map<string, string>();

  /** What the actor may name: undefined for what isn't there, or not visible. */
  get(field: ReferenceField, key: string | number): string | undefined {
    return this.#found.get(`${field} ${key}`);
  }

  /** What a content that names it already may go on naming, visible or not. */
  getKept(field: ReferenceField, key: string | number): string | undefined {
    return this.get(field, key) ?? this.#hidden.get(`${field} ${key}`);
  }

  add(field: ReferenceField, key: string | number, id: string, isHidden: boolean): void {
    (isHidden ? this.#hidden : this.#found).set(`${field} ${key}`, id);
  }
}

/** The fields that name other records by their slugs or numbers. */
export const referenceFields = [
  "organisations",
  "focusAreas",
  "sdgs",
  "environmentalObjectives",
  "methods",
  "relatedCaseStudies",
] as const;
export type ReferenceField = (typeof referenceFields)[number];

/** What a content names in a field. */
export const namedIn = (
  content: CaseStudyDocument,
  field: ReferenceField,
): readonly (string | number)[] =>
  field === "organisations"
    ? content.organisations.map(({ organisation }) => organisation)
    : content[field];

type FindId = Load<string | number, { id: string } | null>;

const loaders: Record<ReferenceField, FindId> = {
  organisations: (context, key) => loadOrganisationBySlug(context, String(key)),
  focusAreas: (context, key) => loadFocusAreaBySlug(context, String(key)),
  sdgs: (context, key) => loadGoalByNumber(context, Number(key)),
  environmentalObjectives: (context, key) => loadObjectiveBySlug(context, String(key)),
  methods: (context, key) => loadMethodBySlug(context, String(key)),
  relatedCaseStudies: (context, key) => loadCaseStudyBySlug(context, String(key)),
};

/** Finds everything that some contents name, a statement for each field. */
export async function findKeys(
  context: Context,
  contents: readonly CaseStudyDocument[],
): Promise<KnownKeys> {
  const keys = new KnownKeys();
  const unfiltered = { ...context, actor: { ...context.actor, isStaff: true } };
  await Promise.all(
    referenceFields.map(async (field) => {
      const named = new Set(contents.flatMap((content) => namedIn(content, field)));
      await Promise.all(
        [...named].map(async (key) => {
          const row = await loaders[field](context, key);
          const kept = row ?? (await loaders[field](unfiltered, key));
          if (kept) keys.add(field, key, kept.id, row === null);
        }),
      );
    }),
  );
  return keys;
}
