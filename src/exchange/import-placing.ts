import { randomBytes } from "node:crypto";
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
  const ids = new KeyMaker();
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

/** Bytes of chance in a key. */
const chance = 8;
/** Keys that chance is fetched for at a time. */
const fetched = 1_000;

/** Makes keys as PostgreSQL's `uuidv7()` does, in rising order: asking for them would take longer. */
class KeyMaker {
  #ms = Date.now();
  #count = 0;
  #random = "";

  take(): string {
    if (this.#random === "") this.#random = randomBytes(chance * fetched).toString("hex");
    const random = this.#random.slice(0, 2 * chance);
    this.#random = this.#random.slice(2 * chance);
    this.#count += 1;
    if (this.#count > 0xfff) [this.#ms, this.#count] = [this.#ms + 1, 0];
    const time = this.#ms.toString(16).padStart(12, "0");
    const count = this.#count.toString(16).padStart(3, "0");
    // The variant's two bits are 10.
    const variant = "89ab"[Number.parseInt(random.slice(0, 1), 16) % 4];
    return `${time.slice(0, 8)}-${time.slice(8)}-7${count}-${variant}${random.slice(1, 4)}-${random.slice(4)}`;
  }
}
