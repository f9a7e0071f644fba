import {
  type GraphQLFieldResolver,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  defaultFieldResolver,
  getNamedType,
  isAbstractType,
  isObjectType,
} from "graphql";
import { getMetadataStorage } from "type-graphql";
import { readBeside } from "../platform/read-together.js";
import { hasFormats, inFormat } from "../platform/text-format.js";
import { propertyMark, readsOf } from "../platform/wanted.js";

type Resolve = GraphQLFieldResolver<unknown, unknown, Record<string, unknown>>;
type Metadata = ReturnType<typeof getMetadataStorage>;
type Handler = Metadata["fieldResolvers"][number] | Metadata["queries"][number];
type Parameter = NonNullable<Handler["params"]>[number];
/** How one parameter of a resolver's method is got. */
type ReadParameter = (...request: Parameters<Resolve>) => unknown;

/**
 * Takes out of a schema's resolvers what TypeGraphQL does for each value and we don't use: looking for
 * middleware, checks and a container, sorting parameters, copying rows into instances. A field without
 * a method becomes a plain property. Mutations, and whatever has middleware or roles, stay as they are.
 */
export function leanResolvers(schema: GraphQLSchema): GraphQLSchema {
  const rowTypes = typesWithRelations(schema);
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type === schema.getMutationType()) continue;
    for (const field of Object.values(type.getFields())) {
      if (!field.resolve) continue;
      const found = findHandler(schema, type, field.name);
      if (!found || isGuarded(found.guards)) continue;
      if (found.handler) {
        const call = callerOf(found.handler) ?? field.resolve;
        const { relation } = readsOf(field);
        const read = rowTypes.has(getNamedType(field.type)) ? readBeside(call) : call;
        const lean = relation ? readBefore(relation.place, read) : read;
        field.resolve = hasFormats(field) ? inFormat(lean) : lean;
      } else if (found.property === field.name) {
        if (hasFormats(field)) {
          field.resolve = inFormat(defaultFieldResolver);
          // As it was written it needs no resolver, and in no format another column.
          field.extensions = { ...field.extensions, ...propertyMark };
        } else {
          delete field.resolve;
        }
      }
    }
  }
  return schema;
}

/** The types that have a field which follows a relation, and those that stand for such a type. */
function typesWithRelations(schema: GraphQLSchema): ReadonlySet<GraphQLNamedType> {
  const hasRelation = (type: GraphQLObjectType): boolean =>
    Object.values(type.getFields()).some((field) => readsOf(field).relation);
  const types = Object.values(schema.getTypeMap()).filter(
    (type) =>
      (isObjectType(type) && hasRelation(type)) ||
      (isAbstractType(type) && schema.getPossibleTypes(type).some(hasRelation)),
  );
  return new Set(types);
}

/** Answers what was read together with the row; otherwise asks the resolver. */
const readBefore =
  (place: symbol, call: Resolve): Resolve =>
  (root, args, context, info) => {
    const known = (root as Record<symbol, unknown>)[place];
    return known === undefined ? call(root, args, context, info) : known;
  };

interface Found {
  guards: Pick<Handler, "middlewares" | "roles">;
  handler?: Handler | undefined;
  /** The property that is read where there is no handler. */
  property?: string;
}

function findHandler(
  schema: GraphQLSchema,
  type: GraphQLObjectType,
  name: string,
): Found | undefined {
  const { queries, fieldResolvers, objectTypes, interfaceTypes } = getMetadataStorage();
  if (type === schema.getQueryType()) {
    const handler = queries.find((each) => each.schemaName === name);
    return handler && { handler, guards: handler };
  }
  const metadata = objectTypes.find((each) => each.name === type.name);
  const inherited = interfaceTypes.filter((each) =>
    metadata?.interfaceClasses?.includes(each.target),
  );
  const field = [...inherited, ...(metadata ? [metadata] : [])]
    .flatMap((each) => each.fields ?? [])
    .findLast((each) => each.schemaName === name);
  if (!field) return undefined;
  const handler = fieldResolvers.find(
    (each) => each.getObjectType?.() === field.target && each.methodName === field.name,
  );
  return { guards: handler ?? field, handler, property: field.name };
}

const isGuarded = ({ middlewares, roles }: Found["guards"]): boolean =>
  (middlewares?.length ?? 0) > 0 || roles !== undefined;

/** Undefined where a parameter is of a kind that isn't used here. */
function callerOf(handler: Handler): Resolve | undefined {
  const parameters = (handler.params ?? []).toSorted((a, b) => a.index - b.index);
  const readers = parameters.map(readerOf);
  if (!readers.every((reader) => reader !== undefined)) return undefined;
  const { prototype } = handler.target as {
    prototype: Record<string, (...all: unknown[]) => unknown>;
  };
  const method = prototype[handler.methodName];
  if (!method) return undefined;
  // Resolvers hold no state; what a type computes itself reads its row.
  const isOwn = "kind" in handler && handler.kind === "internal";
  const [first, second] = readers;
  if (first && second && readers.length === 2) {
    return (root, args, context, info) =>
      method.call(
        isOwn ? root : prototype,
        first(root, args, context, info),
        second(root, args, context, info),
      );
  }
  return (root, args, context, info) =>
    method.apply(
      isOwn ? root : prototype,
      readers.map((read) => read(root, args, context, info)),
    );
}

function readerOf(parameter: Parameter): ReadParameter | undefined {
  switch (parameter.kind) {
    case "root":
      return parameter.propertyName === undefined ? (root) => root : undefined;
    case "context":
      return parameter.propertyName === undefined ? (_root, _args, context) => context : undefined;
    case "info":
      return (_root, _args, _context, info) => info;
    case "arg":
      return (_root, args) => args[parameter.name];
    case "args": {
      const names = argumentNames(parameter.getType() as Class);
      return (_root, args, _context, info) => {
        const given = names.filter((name) => args[name] !== undefined);
        // Lists read what is selected of them: see PageArguments.
        return { ...Object.fromEntries(given.map((name) => [name, args[name]])), info };
      };
    }
    case "pubSub":
    case "custom":
      return undefined;
  }
}

type Class = abstract new () => object;

/** The arguments that a class declares, with those of the classes that it extends. */
function argumentNames(target: Class): string[] {
  const declared = getMetadataStorage().argumentTypes.find((each) => each.target === target);
  const above = Object.getPrototypeOf(target) as Class;
  return [
    ...(declared?.fields ?? []).map((field) => field.name),
    ...(above.prototype === undefined ? [] : argumentNames(above)),
  ];
}
