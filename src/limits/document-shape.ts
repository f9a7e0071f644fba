import {
  type DirectiveNode,
  type DocumentNode,
  type FragmentDefinitionNode,
  Kind,
  type SelectionSetNode,
  parse,
} from "graphql";
import { ClientError } from "../platform/errors.js";
import type { Limits } from "./limits.js";

/** A limit that a document can exceed by its shape alone. */
type ShapeLimit = "tokens" | "depth" | "aliases" | "directives" | "fragments" | "fields";

/** What to do about each. */
const remedies: Record<ShapeLimit | "listItems" | "cost", string> = {
  tokens: "tokens; send a shorter document",
  depth: "fields within fields; ask for less at a time",
  aliases: "times the same field in one selection set; use filters, lists or `nodes` instead",
  directives: "directives at one place",
  fragments: "fragments in one selection set",
  fields: "fields after fragments are put in; ask for less at a time",
  listItems: "items in the lists of the variables; send them in several requests",
  cost: "objects in an answer; ask for fewer at a time with `first`, or for fewer lists within lists",
};

/** The refusal of a request that asks for more than a limit allows; it names the limit. */
export const overLimit = (
  limit: keyof typeof remedies,
  maximum: number,
  details: Record<string, unknown> = {},
): ClientError =>
  new ClientError("BAD_USER_INPUT", `${limit}: at most ${maximum} ${remedies[limit]}.`, {
    limit,
    maximum,
    ...details,
    http: { status: 400 },
  });

/**
 * Refuses a document by its shape, before it is validated: validation itself takes a second for a
 * small document that repeats itself.
 * @returns undefined also where the document can't be parsed, which is for others to tell
 */
export function findShapeError(source: string, limits: Limits): ClientError | undefined {
  let document: DocumentNode;
  try {
    document = parse(source, { maxTokens: limits.tokens, noLocation: true });
  } catch (error) {
    // The only sign that graphql-js gives.
    return (error as Error).message.includes("tokens. Parsing aborted")
      ? overLimit("tokens", limits.tokens)
      : undefined;
  }
  try {
    new ShapeCheck(document, limits).run();
    return undefined;
  } catch (error) {
    if (error instanceof ClientError) return error;
    throw error;
  }
}

class ShapeCheck {
  private readonly document: DocumentNode;
  private readonly limits: Limits;
  private readonly fragments = new Map<string, FragmentDefinitionNode>();
  /** Depth and number of fields of each fragment; undefined while it is measured. */
  private readonly measured = new Map<string, { depth: number; fields: number } | undefined>();

  constructor(document: DocumentNode, limits: Limits) {
    this.document = document;
    this.limits = limits;
    for (const definition of document.definitions) {
      if (definition.kind === Kind.FRAGMENT_DEFINITION) {
        this.fragments.set(definition.name.value, definition);
      }
    }
  }

  run(): void {
    for (const definition of this.document.definitions) {
      if (!("selectionSet" in definition)) continue;
      this.allow(definition.directives);
      // Fragments that nothing spreads are validated too.
      const { depth, fields } = this.measure(definition.selectionSet);
      if (depth > this.limits.depth) throw overLimit("depth", this.limits.depth);
      if (fields > this.limits.fields) throw overLimit("fields", this.limits.fields);
    }
  }

  private allow(directives: readonly DirectiveNode[] | undefined): void {
    if ((directives?.length ?? 0) > this.limits.directives) {
      throw overLimit("directives", this.limits.directives);
    }
  }

  private measure(set: SelectionSetNode): { depth: number; fields: number } {
    const total = { depth: 0, fields: 0, fragments: 0 };
    this.collect(set, "", new Map(), total);
    return total;
  }

  /**
   * Adds up a selection set and the inline fragments in it.
   * @param seen how often each field is asked for, by the type that it is asked of
   */
  private collect(
    set: SelectionSetNode,
    type: string,
    seen: Map<string, number>,
    total: { depth: number; fields: number; fragments: number },
  ): void {
    const add = (depth: number, fields: number): void => {
      total.depth = Math.max(total.depth, depth);
      total.fields += fields;
      if (total.fields > this.limits.fields) throw overLimit("fields", this.limits.fields);
    };
    for (const selection of set.selections) {
      this.allow(selection.directives);
      if (selection.kind === Kind.FIELD) {
        const field = `${type}.${selection.name.value}`;
        const count = (seen.get(field) ?? 0) + 1;
        if (count > this.limits.aliases) throw overLimit("aliases", this.limits.aliases);
        seen.set(field, count);
        const below = selection.selectionSet && this.measure(selection.selectionSet);
        add(1 + (below?.depth ?? 0), 1 + (below?.fields ?? 0));
        continue;
      }
      total.fragments += 1;
      if (total.fragments > this.limits.fragments) {
        throw overLimit("fragments", this.limits.fragments);
      }
      if (selection.kind === Kind.INLINE_FRAGMENT) {
        const { typeCondition } = selection;
        this.collect(selection.selectionSet, typeCondition?.name.value ?? type, seen, total);
      } else {
        const { depth, fields } = this.fragment(selection.name.value);
        add(depth, fields);
      }
    }
  }

  private fragment(name: string): { depth: number; fields: number } {
    const known = this.measured.get(name);
    if (known) return known;
    const definition = this.fragments.get(name);
    // One that is missing, or part of itself: validation tells.
    if (!definition || this.measured.has(name)) return { depth: 0, fields: 0 };
    this.measured.set(name, undefined);
    const measured = this.measure(definition.selectionSet);
    this.measured.set(name, measured);
    return measured;
  }
}
