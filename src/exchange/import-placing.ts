import { sql } from "drizzle-orm";
import type { Orm } from "../platform/database.js";
import { toGlobalId } from "../platform/ids.js";
import type { CaseStudyDocument } from "../publishing/case-study.schema.js";
import type { RowPlan } from "./import-plan.js";
import { claimSlugs } from "./import-slugs.js";

/** A plan whose record has its key and permalink. */
export interface PlacedRow {
  plan: RowPlan;
  id: string;
  slug: string;
  /** The plan's content, in which new lessons and results have their ids. */
  content: CaseStudyDocument;
}

/**
 * Gives each plan its record's key and permalink, and the new parts theirs; nobody else can take them.
 * What becomes a draft beside a record makes its new parts when it is published.
 */
export async function placeRows(orm: Orm, plans: readonly RowPlan[]): Promise<PlacedRow[]> {
  const takesSlug = ({ stored, content }: RowPlan): boolean =>
    stored === null || content.slug !== stored.content.slug;
  const slugs = await claimSlugs(
    orm,
    plans.filter(takesSlug).map(({ content: { slug, title } }) => ({ slug, title })),
  );
  const ids = new KeyStock(
    await newIds(
      orm,
      plans.reduce((sum, plan) => sum + needs(plan), 0),
    ),
  );
  return plans.map((plan) => {
    const { stored, content, action } = plan;
    const slug = takesSlug(plan) ? slugs.shift() : content.slug;
    if (slug == null) throw new Error("A record lacks its slug.");
    const id = stored?.id ?? ids.take();
    if (action === "DRAFT") return { plan, id, slug, content };
    const withIds = <Part extends { id: string | null }>(type: string, parts: Part[]): Part[] =>
      parts.map((part) =>
        part.id === null ? { ...part, id: toGlobalId(type, ids.take()) } : part,
      );
    const [lessonParts, resultParts] = [content.lessons, content.results];
    const placed = {
      ...content,
      slug,
      lessons: withIds("Lesson", lessonParts),
      results: withIds("Result", resultParts),
    };
    return { plan, id, slug, content: placed };
  });
}

/** How many keys a record needs. */
const needs = ({ stored, content, action }: RowPlan): number =>
  (stored === null ? 1 : 0) +
  (action === "DRAFT"
    ? 0
    : [...content.lessons, ...content.results].filter(({ id }) => id === null).length);

/** Keys that are handed out one by one. */
class KeyStock {
  readonly #keys: readonly string[];
  #next = 0;

  constructor(keys: readonly string[]) {
    this.#keys = keys;
  }

  take(): string {
    const key = this.#keys[this.#next];
    if (key === undefined) throw new Error("There are fewer keys than records.");
    this.#next += 1;
    return key;
  }
}

/** Keys for new rows, made by PostgreSQL as the tables make theirs. */
async function newIds(orm: Orm, count: number): Promise<string[]> {
  const rows = await orm.execute<{ id: string }>(
    sql`select uuidv7() as id from generate_series(1, ${count}::int)`,
  );
  return rows.map(({ id }) => id);
}
