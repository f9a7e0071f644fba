import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLInputType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
  isRequiredArgument,
  isRequiredInputField,
} from "graphql";

/** One place for a text in the arguments of one field, and the request that puts a text there. */
export interface TextPlace {
  /** `Query.caseStudies(filter.methods)`. */
  name: string;
  document: string;
  variables(text: string): Record<string, unknown>;
}

/**
 * Values that are accepted: of arguments and input fields by their name, or by `mutation.argument`; of
 * inputs by their type.
 */
export type KnownValues = Readonly<Record<string, unknown>>;

/** A place in an input: the names on the way to it. */
type Steps = readonly string[];
type Input = GraphQLArgument | GraphQLInputField;

const textTypes: ReadonlySet<string> = new Set(["String", "ID"]);
/** Inputs lead in circles: no attack needs more. */
const deepest = 5;

/**
 * Every place where a client can put a text, in all fields with arguments that can be reached; a list
 * that the top has too is read in the same way below.
 */
export function textPlaces(schema: GraphQLSchema, known: KnownValues): TextPlace[] {
  const [query, mutation] = [schema.getQueryType(), schema.getMutationType()];
  const places: TextPlace[] = [];
  const seen = new Set<string>();
  const visit = (type: GraphQLObjectType, wrap: (selection: string) => string): void => {
    if (seen.has(type.name)) return;
    seen.add(type.name);
    const next: (() => void)[] = [];
    for (const field of Object.values(type.getFields())) {
      const isNew = type === query || !query?.getFields()[field.name];
      for (const argument of isNew ? field.args : [])
        for (const steps of textsIn(argument))
          places.push(placeOf(schema, type, field, steps, wrap, known));
      const below = getNamedType(field.type);
      const call = written(field, known);
      if (call !== undefined && isObjectType(below) && type !== mutation)
        next.push(() => visit(below, (selection) => wrap(`${call} { ${selection} }`)));
    }
    for (const each of next) each();
  };
  if (query) visit(query, (selection) => `{ ${selection} }`);
  if (mutation) visit(mutation, (selection) => `{ ${selection} }`);
  return places;
}

/** The texts in an input, by the names on the way. */
function textsIn(input: Input, before: Steps = []): Steps[] {
  const steps = [...before, input.name];
  const type = getNamedType(input.type);
  if (textTypes.has(type.name)) return [steps];
  if (!isInputObjectType(type) || steps.length >= deepest) return [];
  return Object.values(type.getFields()).flatMap((each) => textsIn(each, steps));
}

function placeOf(
  schema: GraphQLSchema,
  type: GraphQLObjectType,
  field: GraphQLField<unknown, unknown>,
  steps: Steps,
  wrap: (selection: string) => string,
  known: KnownValues,
): TextPlace {
  const used = field.args.filter((each) => isRequiredArgument(each) || each.name === steps[0]);
  const passed = used.map(({ name }) => `${name}: $${name}`).join(", ");
  const selected = selectionOf(field);
  const operation = type === schema.getMutationType() ? "mutation" : "query";
  const declared = used.map((each) => `$${each.name}: ${String(each.type)}`).join(", ");
  return {
    name: `${type.name}.${field.name}(${steps.join(".")})`,
    document: `${operation} (${declared}) ${wrap(`${field.name}(${passed})${selected}`)}`,
    variables: (text) =>
      Object.fromEntries(
        used.map((each) => [
          each.name,
          each.name === steps[0]
            ? filled(each.type, steps, text, { field: field.name, known })
            : usual(each, { field: field.name, known }),
        ]),
      ),
  };
}

interface Setting {
  field: string;
  known: KnownValues;
}

/** A value of a type with a text at the end of some steps, and no more beside it than must be. */
function filled(type: GraphQLInputType, steps: Steps, text: string, setting: Setting): unknown {
  const nullable = getNullableType(type);
  if (isListType(nullable)) return [filled(nullable.ofType, steps, text, setting)];
  if (!isInputObjectType(nullable)) return text;
  const [, ...rest] = steps;
  const needed = Object.values(nullable.getFields()).flatMap((each) => {
    if (each.name === rest[0]) return [[each.name, filled(each.type, rest, text, setting)]];
    return isRequiredInputField(each) ? [[each.name, usual(each, setting)]] : [];
  });
  const right = setting.known[nullable.name];
  return { ...(typeof right === "object" ? right : {}), ...Object.fromEntries(needed) };
}

/** A value that an input accepts. */
function usual({ name, type }: Input, { field, known }: Setting): unknown {
  const value = known[`${field}.${name}`] ?? known[name];
  const nullable = getNullableType(type);
  if (isListType(nullable)) return [];
  if (value !== undefined) return value;
  if (isEnumType(nullable)) return nullable.getValues()[0]?.name;
  if (isInputObjectType(nullable)) return filled(nullable, [], "", { field, known });
  if (nullable.name === "Boolean") return false;
  return nullable.name === "Int" ? 1 : "x";
}

/** A field's call with the arguments that it must have; nothing where one isn't known. */
function written(field: GraphQLField<unknown, unknown>, known: KnownValues): string | undefined {
  const required = field.args.filter(isRequiredArgument);
  if (required.some(({ name }) => known[name] === undefined)) return undefined;
  const args = required.map(({ name, type }) => {
    const isEnum = isEnumType(isNonNullType(type) ? type.ofType : type);
    return `${name}: ${isEnum ? String(known[name]) : JSON.stringify(known[name])}`;
  });
  return args.length > 0 ? `${field.name}(${args.join(", ")})` : field.name;
}

/** What is asked for below a field so that it is read. */
function selectionOf(field: GraphQLField<unknown, unknown>): string {
  const type = getNamedType(field.type);
  if (!("getFields" in type)) return "getTypes" in type ? " { __typename }" : "";
  const fields = type.getFields();
  if ("userErrors" in fields) return " { userErrors { code field } }";
  if ("totalCount" in fields) return " { totalCount nodes { __typename } }";
  return " { __typename }";
}
