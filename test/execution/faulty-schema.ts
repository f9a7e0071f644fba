import {
  type GraphQLAbstractType,
  type GraphQLFieldResolver,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  buildSchema,
  getNamedType,
  isAbstractType,
  isEnumType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
} from "graphql";
import { type Random, createRandom } from "../bench/synthetic/random.js";

/**
 * Makes a schema of the same types whose resolvers do, now and then, everything that a resolver may do
 * wrong: throw, reject, answer errors, nulls where none may be, values of another type, at once or
 * later. What each does depends on its place in the answer alone, so that two executors meet the same.
 * @param later the share of values that come later
 */
export function createFaultySchema(sdl: string, later: number): GraphQLSchema {
  const schema = buildSchema(sdl);
  for (const type of Object.values(schema.getTypeMap())) {
    if (type.name.startsWith("__")) continue;
    if (isAbstractType(type)) makeAbstract(schema, type, later);
    if (!isObjectType(type)) continue;
    // Some check what they are given.
    if (chanceOf(type.name) < 0.2) {
      type.isTypeOf = (value, _context, info) =>
        randomAt(`${placeOf(info)} is`)() > 0.03 && typeof value === "object";
    }
    for (const field of Object.values(type.getFields())) {
      // The others are properties of their object, among them functions.
      if (!isLeafType(field.type) && chanceOf(`${type.name}.${field.name}`) < 0.3) continue;
      field.resolve = faultyResolver(schema, field.type, later);
    }
  }
  return schema;
}

function makeAbstract(schema: GraphQLSchema, type: GraphQLAbstractType, later: number): void {
  const possible = schema.getPossibleTypes(type);
  type.resolveType = (_value, _context, info) => {
    const random = randomAt(`${placeOf(info)} type`);
    const fate = random();
    if (fate < 0.02) return undefined;
    if (fate < 0.03) return "Nowhere";
    if (fate < 0.04) return "Query";
    const name = possible[Math.floor(random() * possible.length)]?.name;
    return random() < later ? Promise.resolve(name) : name;
  };
}

const placeOf = ({ path }: GraphQLResolveInfo): string => {
  const steps: (string | number)[] = [];
  for (let step: GraphQLResolveInfo["path"] | undefined = path; step; step = step.prev)
    steps.push(step.key);
  return steps.reverse().join(".");
};

function randomAt(place: string): Random {
  let hash = 5381;
  for (let at = 0; at < place.length; at += 1) hash = (hash * 33 + place.charCodeAt(at)) | 0;
  return createRandom(hash);
}
const chanceOf = (place: string): number => randomAt(place)();

function faultyResolver(
  schema: GraphQLSchema,
  type: GraphQLOutputType,
  later: number,
): GraphQLFieldResolver<unknown, unknown> {
  return (_source, args, _context, info) => {
    const random = randomAt(`${placeOf(info)} ${JSON.stringify(args)}`);
    const value = faulty(schema, type, random, 0, later);
    if (random() >= later) return value instanceof Rejection ? value.raise() : value;
    const wait = Math.floor(random() * 4);
    return new Promise((resolve, reject) => {
      const settle = (): void =>
        value instanceof Rejection ? reject(value.reason) : resolve(value);
      if (wait === 0) settle();
      else setTimeout(settle, wait);
    });
  };
}

class Rejection {
  readonly reason: unknown;
  constructor(reason: unknown) {
    this.reason = reason;
  }
  raise(): never {
    throw this.reason;
  }
}

function faulty(
  schema: GraphQLSchema,
  type: GraphQLOutputType,
  random: Random,
  depth: number,
  later: number,
): unknown {
  const fate = random();
  if (fate < 0.01) return new Rejection(new Error(`thrown ${Math.floor(random() * 100)}`));
  if (fate < 0.012) return new Rejection("no error at all");
  if (fate < 0.017) return new Error("answered as a value");
  if (isNonNullType(type))
    return fate < 0.022 ? null : faulty(schema, type.ofType, random, depth, later);
  if (fate < 0.1) return random() < 0.5 ? null : undefined;
  if (isListType(type)) {
    if (fate < 0.11) return "not a list";
    const items = Array.from({ length: Math.floor(random() * 4) }, () => {
      const item = faulty(schema, type.ofType, random, depth, later);
      if (item instanceof Rejection) return random() < 0.5 ? new Error("an item") : null;
      return random() < later ? Promise.resolve(item) : item;
    });
    return random() < 0.1 ? new Set(items) : items;
  }
  if (isLeafType(type)) return leaf(type, random);
  return object(schema, type, random, depth, later);
}

function leaf(type: GraphQLOutputType, random: Random): unknown {
  if (random() < 0.02) return { not: "a leaf" };
  if (isEnumType(type))
    return type.getValues()[Math.floor(random() * type.getValues().length)]?.value;
  const number = Math.floor(random() * 1_000);
  switch (String(type)) {
    case "Int":
      return random() < 0.02 ? 2 ** 40 : number;
    case "Float":
      return random() < 0.02 ? Number.NaN : number / 7;
    case "Boolean":
      return number % 2 === 0;
    default:
      return `text ${number}`;
  }
}

/** An object with a value, a function or a promise for whatever any type could read of it. */
function object(
  schema: GraphQLSchema,
  type: GraphQLOutputType,
  random: Random,
  depth: number,
  later: number,
): object {
  const types: readonly GraphQLObjectType[] = isAbstractType(type)
    ? schema.getPossibleTypes(type)
    : isObjectType(type)
      ? [type]
      : [];
  const properties: Record<string, unknown> = {};
  for (const field of types.flatMap((each) => Object.values(each.getFields()))) {
    if (field.resolve) continue;
    // Below that everything is undefined.
    if (depth === 2 && !isLeafType(getNamedType(field.type))) continue;
    const value = faulty(schema, field.type, random, depth + 1, later);
    const answer = value instanceof Rejection ? null : value;
    const form = random();
    if (value instanceof Rejection) properties[field.name] = () => value.raise();
    else if (form < 0.1) properties[field.name] = () => answer;
    else properties[field.name] = random() < later ? Promise.resolve(answer) : answer;
  }
  return properties;
}
