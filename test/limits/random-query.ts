import fc from "fast-check";
import {
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isLeafType,
  isNonNullType,
  isObjectType,
  isRequiredArgument,
} from "graphql";

/** Takes the next of the numbers that decide everything about a query. */
type Draw = (below: number) => number;

/** Values for required arguments: real ones, so that something is found. */
const values: Record<string, readonly string[]> = {
  code: ['"0880"', '"0780"', '"2480"'],
  facet: ["MUNICIPALITIES", "FOCUS_AREAS"],
  municipality: ['"0880"'],
  query: ['"klimat"', '"energi"', '"mat"'],
  slug: ['"koldioxidbudget"', '"vaxjo-samlastning"', '"energikontor-syd"', '"energi"'],
  text: ['"kal"', '"ener"'],
};

class Writer {
  private readonly schema: GraphQLSchema;
  private readonly draw: Draw;
  private aliases = 0;
  private fields = 60;

  constructor(schema: GraphQLSchema, draw: Draw) {
    this.schema = schema;
    this.draw = draw;
  }

  write(): string {
    const query = this.schema.getQueryType();
    const selection = query ? this.selection(query, 5) : "";
    // A variable that isn't used is an error.
    return selection.includes("$size") ? `query ($size: Int = 3) ${selection}` : selection;
  }

  private selection(type: GraphQLObjectType, depth: number): string {
    const fields = Object.values(type.getFields());
    const count = 1 + this.draw(4);
    const written = Array.from({ length: count }, () => {
      const field = fields[this.draw(fields.length)];
      return (field && this.field(field, depth)) ?? "__typename";
    });
    return `{ ${written.join(" ")} }`;
  }

  private field(field: GraphQLField<unknown, unknown>, depth: number): string | undefined {
    this.fields -= 1;
    const required = field.args.filter(isRequiredArgument);
    if (this.fields < 0 || required.some(({ name }) => !values[name])) return undefined;
    const args = required.map(({ name }) => {
      const choices = values[name] ?? [];
      return `${name}: ${choices[this.draw(choices.length)]}`;
    });
    const page = field.args.find(({ name }) => name === "first");
    if (page) {
      const sizes = ["first: 1", "first: 7", "first: $size", "first: null", ""];
      if (field.args.some(({ name }) => name === "last"))
        sizes.push("last: 4", "first: null, last: $size");
      const written = sizes[this.draw(sizes.length)] ?? "";
      // Some have no null.
      const usable = isNonNullType(page.type) && written.includes("null") ? "" : written;
      if (usable) args.push(usable);
    }
    this.aliases += 1;
    const call = `a${this.aliases}: ${field.name}${args.length > 0 ? `(${args.join(", ")})` : ""}`;
    const type = getNamedType(field.type);
    // What a value of any shape holds are no objects of the schema.
    if (type.name.startsWith("JSON")) return undefined;
    if (isLeafType(type)) return call;
    if (depth === 0) return undefined;
    if (isObjectType(type)) return `${call} ${this.wrapped(type, depth - 1)}`;
    const parts = this.schema
      .getPossibleTypes(type as never)
      .filter(() => this.draw(3) > 0)
      .map((each) => `... on ${each.name} ${this.selection(each, depth - 1)}`);
    return `${call} { __typename ${parts.join(" ")} }`;
  }

  /** A selection, sometimes in parts that execution puts together again. */
  private wrapped(type: GraphQLObjectType, depth: number): string {
    const selection = this.selection(type, depth);
    if (this.draw(3) > 0) return selection;
    return `{ ... on ${type.name} ${selection} ... @include(if: true) ${this.selection(type, depth)} }`;
  }
}

/** Valid queries over all of a schema. */
export const randomQueries = (schema: GraphQLSchema): fc.Arbitrary<string> =>
  fc.array(fc.nat(1_000_000), { minLength: 200, maxLength: 200 }).map((numbers) => {
    let next = 0;
    const draw: Draw = (below) => {
      next += 1;
      return (numbers[next % numbers.length] ?? 0) % below;
    };
    return new Writer(schema, draw).write();
  });

/** Objects in an answer's data, the root left out: what the cost counts, counted another way. */
export function objectsIn(value: unknown): number {
  let count = -1;
  JSON.stringify(value, (_key, each: unknown) => {
    if (typeof each === "object" && each !== null && !Array.isArray(each)) count += 1;
    return each;
  });
  return count;
}
