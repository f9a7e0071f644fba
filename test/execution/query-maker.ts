import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isAbstractType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  isRequiredArgument,
  isRequiredInputField,
} from "graphql";
import { type Random, between } from "../bench/synthetic/random.js";

/** A query and what to send with it. */
export interface MadeQuery {
  query: string;
  variables: Record<string, unknown>;
}

/** Texts for an argument or an input field, written as GraphQL strings are; unknown names get any text. */
export type TextsFor = (name: string, field: string) => readonly string[];

/** How large queries get. */
export interface Size {
  depth: number;
  /** Most fields of one selection set. */
  breadth: number;
  /** Most fields of a query. */
  fields: number;
}

interface Variable {
  declaration: string;
  value: unknown;
}

/**
 * Writes queries by walking a schema at random: fields under aliases and twice, fragments of every
 * kind, @skip and @include by value and by variable, arguments in parts or whole from variables, nulls,
 * defaults and values that are refused. Most are valid; what isn't, the schema's validation tells.
 */
export class QueryMaker {
  readonly #schema: GraphQLSchema;
  readonly #texts: TextsFor;
  readonly #size: Size;
  #random: Random;
  #variables: Variable[] = [];
  #fragments: string[] = [];
  #aliases = 0;
  #left = 0;

  constructor(schema: GraphQLSchema, texts: TextsFor, size: Size, random: Random) {
    this.#schema = schema;
    this.#texts = texts;
    this.#size = size;
    this.#random = random;
  }

  make(): MadeQuery {
    this.#variables = [];
    this.#fragments = [];
    this.#aliases = 0;
    this.#left = this.#size.fields;
    const type = this.#schema.getQueryType();
    if (!type) throw new Error("The schema has nothing to query.");
    const body = this.#selections(type, this.#size.depth);
    const declared = this.#variables.map(({ declaration }) => declaration).join(", ");
    const head = declared ? `query Made(${declared}) ` : this.#chance(0.5) ? "query Made " : "";
    return {
      query: [`${head}${body}`, ...this.#fragments].join("\n"),
      variables: Object.fromEntries(
        this.#variables.flatMap(({ declaration, value }) =>
          value === undefined ? [] : [[declaration.slice(1).split(":")[0] ?? "", value]],
        ),
      ),
    };
  }

  #chance(share: number): boolean {
    return this.#random() < share;
  }

  #pick<Value>(values: readonly Value[]): Value {
    const value = values[Math.floor(this.#random() * values.length)];
    if (value === undefined) throw new Error("There is nothing to pick from.");
    return value;
  }

  /** A selection set on a type, in braces. */
  #selections(type: GraphQLNamedType, depth: number): string {
    const parts: string[] = this.#chance(0.2) ? ["__typename"] : [];
    if (isObjectType(type)) parts.push(...this.#fields(type, depth));
    if (isAbstractType(type)) {
      const possible = this.#schema.getPossibleTypes(type);
      for (let count = between(this.#random, 1, 3); count > 0; count -= 1) {
        const one = this.#pick(possible);
        parts.push(`... on ${one.name} { ${this.#fields(one, depth).join(" ") || "__typename"} }`);
      }
    }
    return `{ ${parts.join(" ") || "__typename"} }`;
  }

  #fields(type: GraphQLNamedType, depth: number): string[] {
    if (!isObjectType(type)) return [];
    const all = Object.values(type.getFields());
    const parts: string[] = [];
    for (let count = between(this.#random, 1, this.#size.breadth); count > 0; count -= 1) {
      if (this.#left <= 0) break;
      this.#left -= 1;
      const field = this.#field(this.#pick(all), depth);
      if (field === undefined) continue;
      parts.push(this.#wrapped(field, type.name));
      if (this.#chance(0.05)) parts.push(field);
    }
    return parts;
  }

  #field(field: GraphQLField<unknown, unknown>, depth: number): string | undefined {
    const type = getNamedType(field.type);
    if (!isLeafType(type) && depth <= 1) return undefined;
    const call = `${field.name}${this.#arguments(field)}`;
    // Fields of other arguments under one key can't be merged; without, they are where they meet.
    const isBare = call === field.name && this.#chance(0.5);
    const alias = isBare ? "" : `a${(this.#aliases += 1)}: `;
    const below = isLeafType(type) ? "" : ` ${this.#selections(type, depth - 1)}`;
    return `${alias}${call}${this.#directives()}${below}`;
  }

  /** A field as it is, or in a fragment of some kind. */
  #wrapped(field: string, type: string): string {
    if (this.#chance(0.06)) return `... on ${type}${this.#directives()} { ${field} }`;
    if (this.#chance(0.03)) return `...${this.#directives()} { ${field} }`;
    if (!this.#chance(0.06)) return field;
    const name = `F${this.#fragments.length}`;
    this.#fragments.push(`fragment ${name} on ${type} { ${field} }`);
    return this.#chance(0.2) ? `...${name} ...${name}` : `...${name}${this.#directives()}`;
  }

  #directives(): string {
    let written = "";
    for (const name of ["skip", "include"]) {
      if (!this.#chance(0.06)) continue;
      const value = this.#chance(name === "skip" ? 0.3 : 0.7);
      const given = this.#chance(0.5) ? this.#variable("Boolean!", value) : String(value);
      written += ` @${name}(if: ${given})`;
    }
    return written;
  }

  #variable(type: string, value: unknown): string {
    const name = `v${this.#variables.length}`;
    this.#variables.push({ declaration: `$${name}: ${type}`, value });
    return `$${name}`;
  }

  #arguments(field: GraphQLField<unknown, unknown>): string {
    const given = field.args.filter(
      (argument) => isRequiredArgument(argument) || this.#chance(this.#wanted(argument)),
    );
    // Either end of a list, as a rule.
    const both = given.some(({ name }) => name === "first") && this.#chance(0.9);
    const written = given
      .filter(({ name }) => !(both && name === "last"))
      .map(({ name, type }) => `${name}: ${this.#argument(type, name, field.name)}`);
    return written.length === 0 ? "" : `(${written.join(", ")})`;
  }

  #wanted({ name }: GraphQLArgument): number {
    if (name === "first") return 0.6;
    return name === "after" || name === "before" || name === "last" ? 0.08 : 0.3;
  }

  #argument(type: GraphQLInputType, name: string, field: string): string {
    if (this.#chance(0.2)) {
      // One that is not sent leaves the argument out.
      if (!isNonNullType(type) && this.#chance(0.15))
        return this.#variable(String(type), undefined);
      return this.#variable(String(type), this.#plain(type, name, field));
    }
    return this.#literal(type, name, field);
  }

  #literal(type: GraphQLInputType, name: string, field: string): string {
    if (!isNonNullType(type) && this.#chance(0.05)) return "null";
    const nullable = getNullableType(type);
    if (isListType(nullable)) {
      const { ofType } = nullable;
      const items = Array.from({ length: between(this.#random, 0, 2) }, () =>
        this.#chance(0.1)
          ? this.#variable(String(ofType), this.#plain(ofType, name, field))
          : this.#literal(ofType, name, field),
      );
      return `[${items.join(", ")}]`;
    }
    if (isInputObjectType(nullable)) {
      const fields = Object.values(nullable.getFields()).filter(
        (each) => isRequiredInputField(each) || this.#chance(0.15),
      );
      const written = fields.map(
        (each) => `${each.name}: ${this.#argument(each.type, each.name, field)}`,
      );
      return `{ ${written.join(", ")} }`;
    }
    const value = this.#plain(type, name, field);
    return isEnumType(nullable) || value === null ? String(value) : JSON.stringify(value);
  }

  /** A value as JSON has it. */
  #plain(type: GraphQLInputType, name: string, field: string): unknown {
    if (!isNonNullType(type) && this.#chance(0.05)) return null;
    const nullable = getNullableType(type);
    if (isListType(nullable)) {
      return Array.from({ length: between(this.#random, 0, 2) }, () =>
        this.#plain(nullable.ofType, name, field),
      );
    }
    if (isInputObjectType(nullable)) {
      const fields = Object.values(nullable.getFields()).filter(
        (each) => isRequiredInputField(each) || this.#chance(0.15),
      );
      return Object.fromEntries(
        fields.map((each) => [each.name, this.#plain(each.type, each.name, field)]),
      );
    }
    if (isEnumType(nullable)) return this.#pick(nullable.getValues()).name;
    switch (nullable.name) {
      case "Int":
        // 0 and 101 are refused as sizes of a page.
        return name.startsWith("year")
          ? between(this.#random, 2010, 2030)
          : this.#pick([0, 1, 2, 3, 5, 101]);
      case "Float":
        return this.#random() * 100;
      case "Boolean":
        return this.#chance(0.5);
      default:
        return this.#pick(this.#texts(name, field));
    }
  }
}
