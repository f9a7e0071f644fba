import type { PgColumn, PgTable } from "drizzle-orm/pg-core";
import { z } from "zod";
import type { Context } from "../platform/context.js";
import type { Orm } from "../platform/database.js";
import { type Load, defineLoader } from "../platform/loader.js";
import type { Problem } from "../platform/problems.js";
import type { PublicationStateName } from "../platform/publication-state.type.js";
import { disagree, isBlank, list, text } from "../platform/validation.js";
import type { ContentKindName } from "./publishing.table.js";

/** What every record that goes through the lifecycle has. */
export interface ContentRow {
  id: string;
  state: PublicationStateName;
  version: number;
}

/** Whose a record is. */
export interface Owners {
  /** The organisations whose editors write it. */
  leads: readonly string[];
  /** The organisations whose members see its drafts: those that lead, and those that take part. */
  parties: readonly string[];
}

/** The table of such records. */
export type ContentTable = PgTable & {
  id: PgColumn;
  state: PgColumn;
  version: PgColumn;
  $inferSelect: ContentRow;
};

/**
 * One kind of content: how its records are read and written as a whole. `Content` is a record's whole
 * content in the shape in which clients write it, every field being there.
 */
export interface ContentKind<Row extends ContentRow, Content extends object> {
  name: ContentKindName;
  /** The GraphQL type's name. */
  typeName: string;
  table: ContentTable & { $inferSelect: Row };
  /** Checks a content, completes it with what is left out, and cuts off what is too much. */
  schema: z.ZodType<Content>;
  /** Fields that stay once the record is there, or once it was published. */
  fixed: {
    always: readonly (keyof Content & string)[];
    published: readonly (keyof Content & string)[];
  };
  /** Whether the organisations' own editors may publish it; otherwise only staff does. */
  selfPublished: boolean;
  /** Batched: a list of records costs no more than one. */
  ownersOf(context: Context, row: Row): Promise<Owners>;
  canView(context: Context, row: Row, owners: Owners): Promise<boolean>;
  /** Which organisations a content names as those that lead: their slugs, with their paths. */
  leadsOf(content: Content): { slug: string; field: string }[];
  /** Reads whole contents by their keys, in a few statements for any number; those that are gone are left out. */
  readAll(orm: Orm, ids: readonly string[]): Promise<ReadonlyMap<string, Content>>;
  /** Batched, once in a request; null for what is gone. */
  load: Load<string, Content | null>;
  /**
   * Writes a whole content.
   * @param id the record's; null: a new one is made
   * @param before its content so far, whose references may stay
   * @throws Problems when it names what doesn't exist
   */
  write(
    context: Context,
    id: string | null,
    content: Content,
    before: Content | null,
  ): Promise<string>;
  /** What is still missing for it to be published. */
  missing(content: Content): Problem[];
}

/** Reads one record's whole content. */
export async function readContent<Row extends ContentRow, Content extends object>(
  orm: Orm,
  kind: ContentKind<Row, Content>,
  id: string,
): Promise<Content> {
  const content = (await kind.readAll(orm, [id])).get(id);
  if (!content) throw new Error(`The ${kind.typeName} is gone.`);
  return content;
}

/** How a kind of content is read: by a transaction at once, and by requests in batches. */
export const readsOf = <Content extends object>(
  readAll: ContentKind<ContentRow, Content>["readAll"],
): Pick<ContentKind<ContentRow, Content>, "readAll" | "load"> => ({
  readAll,
  load: defineLoader(
    ({ orm }, ids: readonly string[]) => readAll(orm, ids),
    () => null,
  ),
});

/** The argument that contents are passed in; paths begin with it. */
export const contentRoot = "input";

const emptyToNull = (value: unknown): unknown =>
  value === undefined || (typeof value === "string" && isBlank(value)) ? null : value;

/** A value that may be left out; an empty text counts as none. */
export const optional = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess(emptyToNull, schema.nullable());

/** A list that may be left out; null empties it. */
export const optionalList = <Item extends z.ZodType>(item: Item, most: number) =>
  z.preprocess((value) => value ?? [], list(item, most));

/**
 * A list that may be left out, in which nothing is there twice.
 * @param key tells its entries apart
 * @param at the entry's field that is to be mended
 */
export const distinctList = <Item extends z.ZodType>(
  item: Item,
  most: number,
  key: (entry: z.output<Item>) => unknown = (entry) => entry,
  at: readonly string[] = [],
) =>
  z.preprocess(
    (value) => value ?? [],
    list(item, most).superRefine((entries, context) => {
      const first = new Map<unknown, number>();
      for (const [index, entry] of entries.entries()) {
        const before = first.get(key(entry));
        if (before === undefined) first.set(key(entry), index);
        else {
          disagree(context, [index, ...at], {
            sv: `Samma som nummer ${before + 1} i listan; ta bort den ena.`,
            en: `The same as number ${before + 1} of the list; remove one of the two.`,
          });
        }
      }
    }),
  );

/** A flag that may be left out. */
export const flag = z.preprocess((value) => value ?? false, z.boolean());

/** A note of what is doubtful or worth knowing. */
export const note = optional(text(5_000));

/** Says that a field must be filled in before a record is published. */
export const missingField = (field: string, sv: string, en: string): Problem => ({
  field,
  code: "REQUIRED",
  message: { sv, en },
});

/** An object with some of its fields only. */
export const pick = <Source extends object, Key extends keyof Source>(
  from: Source,
  keys: readonly Key[],
): Pick<Source, Key> =>
  // The keys are those of the type that is promised.
  Object.fromEntries(keys.map((key) => [key, from[key]])) as Pick<Source, Key>;
