import {
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLSchema,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
} from "graphql";

/** A place of a mutation's arguments that takes a text or a list, with too much of it. */
export interface Excess {
  mutation: GraphQLField<unknown, unknown>;
  /** As errors name it, for example `input.lessons.0.text`. */
  path: string;
  /** The mutation's arguments. */
  variables: Record<string, unknown>;
}

/** Values that are right: of arguments by name, of inputs by type. */
export interface RightValues {
  args: (mutation: string) => Record<string, unknown>;
  inputs: Record<string, Record<string, unknown>>;
}

const tooLong = "x".repeat(100_000);
const tooMany = 10_000;

/** A value of a list with that many entries; each is as right as it can be. */
function entry(type: GraphQLInputType, index: number, { inputs }: RightValues): unknown {
  const inner = getNullableType(type);
  if (isInputObjectType(inner)) return inputs[inner.name] ?? {};
  if (isEnumType(inner)) return inner.getValues()[0]?.value;
  return String(inner) === "Int" ? (index % 17) + 1 : `x${index}`;
}

/** Every way of giving a place too much: the place itself, and those below it. */
function* excesses(
  type: GraphQLInputType,
  path: string,
  right: RightValues,
): Generator<{ path: string; value: unknown }> {
  const inner = getNullableType(type);
  if (isListType(inner)) {
    yield {
      path,
      value: Array.from({ length: tooMany }, (_, at) => entry(inner.ofType, at, right)),
    };
    for (const { path: below, value } of excesses(inner.ofType, `${path}.0`, right)) {
      yield { path: below, value: [value] };
    }
  } else if (isInputObjectType(inner)) {
    for (const field of Object.values(inner.getFields())) {
      for (const { path: below, value } of excesses(field.type, `${path}.${field.name}`, right)) {
        yield { path: below, value: { ...right.inputs[inner.name], [field.name]: value } };
      }
    }
  } else if (String(inner) === "String" || String(inner) === "ID") yield { path, value: tooLong };
}

/** Walks every argument of every mutation, so that a new one is tried without being thought of. */
export function* everyExcess(schema: GraphQLSchema, right: RightValues): Generator<Excess> {
  for (const mutation of Object.values(schema.getMutationType()?.getFields() ?? {})) {
    for (const argument of mutation.args) {
      for (const { path, value } of excesses(argument.type, argument.name, right)) {
        const variables = { ...right.args(mutation.name), [argument.name]: value };
        yield { mutation, path, variables };
      }
    }
  }
}

/** The mutation with all its arguments as variables. */
export function documentOf({ name, args }: GraphQLField<unknown, unknown>): string {
  const declared = args.map((each) => `$${each.name}: ${String(each.type)}`).join(", ");
  const passed = args.map((each) => `${each.name}: $${each.name}`).join(", ");
  const chosen = name === "requestSignInLink" ? "isAccepted userErrors" : "userErrors";
  return `mutation (${declared}) { done: ${name}(${passed}) { ${chosen} { field code } } }`;
}
