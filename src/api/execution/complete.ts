import {
  type GraphQLAbstractType,
  GraphQLError,
  type GraphQLLeafType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  defaultTypeResolver,
  isAbstractType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
} from "graphql";
import type { FieldPlan, ObjectPlan } from "./plan.js";
import { type Path, type Run, catchError, infoOf, isPromise, readFields } from "./run.js";

/** Makes of what a resolver answers what the client gets, or a promise of it. */
export type Complete = (run: Run, value: unknown, path: Path) => unknown;

/** The place of a value: what its errors tell. */
export type Site = Pick<FieldPlan, "key" | "name" | "nodes" | "parentType" | "returnType">;

type PlanOf = (type: GraphQLObjectType) => ObjectPlan;

/** Compiles "Value Completion" of the specification for one place of a query. */
export function completerOf(
  type: GraphQLOutputType,
  site: Site,
  schema: GraphQLSchema,
  planOf: PlanOf,
): Complete {
  if (isNonNullType(type)) {
    const complete = completerOf(type.ofType, site, schema, planOf);
    return (run, value, path) => {
      const completed = complete(run, value, path);
      if (completed !== null) return completed;
      throw new Error(
        `Cannot return null for non-nullable field ${site.parentType.name}.${site.name}.`,
      );
    };
  }
  const complete = nullableCompleterOf(type, site, schema, planOf);
  return (run, value, path) => {
    if (value === null || value === undefined) return null;
    if (value instanceof Error) throw value;
    return complete(run, value, path);
  };
}

function nullableCompleterOf(
  type: GraphQLOutputType,
  site: Site,
  schema: GraphQLSchema,
  planOf: PlanOf,
): Complete {
  if (isListType(type)) {
    return listCompleter(type.ofType, site, completerOf(type.ofType, site, schema, planOf));
  }
  if (isLeafType(type)) return leafCompleter(type);
  if (isAbstractType(type)) return abstractCompleter(type, site, schema, planOf);
  if (isObjectType(type)) return objectCompleter(type, site, planOf);
  throw new Error(`${site.parentType.name}.${site.name} has no type that can be answered.`);
}

function leafCompleter(type: GraphQLLeafType): Complete {
  return (_run, value) => {
    const serialized: unknown = type.serialize(value);
    if (serialized !== null && serialized !== undefined) return serialized;
    throw new Error(`Expected \`${type.name}.serialize()\` to return non-nullable value.`);
  };
}

function listCompleter(itemType: GraphQLOutputType, site: Site, complete: Complete): Complete {
  const isNonNull = isNonNullType(itemType);
  return (run, value, path) => {
    const items = toArray(value, site);
    const completed: unknown[] = [];
    let isPending = false;
    for (let index = 0; index < items.length; index += 1) {
      const itemPath: Path = { prev: path, key: index, typename: undefined };
      const failed = (error: unknown): null =>
        catchError(run, error, site.nodes, isNonNull, itemPath);
      try {
        const item = items[index];
        const done = isPromise(item)
          ? item.then((each) => complete(run, each, itemPath))
          : complete(run, item, itemPath);
        if (isPromise(done)) isPending = true;
        completed.push(isPromise(done) ? done.then(undefined, failed) : done);
      } catch (error) {
        try {
          completed.push(failed(error));
        } catch (propagated) {
          // Nobody waits for the others any more.
          if (isPending) void Promise.allSettled(completed);
          throw propagated;
        }
      }
    }
    return isPending ? Promise.all(completed) : completed;
  };
}

function toArray(value: unknown, site: Site): readonly unknown[] {
  if (Array.isArray(value)) return value;
  if (typeof value === "object" && value !== null && Symbol.iterator in value) {
    return Array.from(value as Iterable<unknown>);
  }
  throw new GraphQLError(
    `Expected Iterable, but did not find one for field "${site.parentType.name}.${site.name}".`,
  );
}

function objectCompleter(type: GraphQLObjectType, site: Site, planOf: PlanOf): Complete {
  let plan: ObjectPlan | undefined;
  const read: Complete = (run, value, path) =>
    readFields(run, (plan ??= planOf(type)), value, path);
  if (!type.isTypeOf) return read;
  const isTypeOf = type.isTypeOf.bind(type);
  return (run, value, path) => {
    const check = (is: boolean): unknown => {
      if (is) return read(run, value, path);
      // Graphql-js says what it got; a log needn't know the value.
      throw new GraphQLError(`Expected value of type "${type.name}".`, { nodes: site.nodes });
    };
    const is = isTypeOf(value, run.context, infoOf(run, site, path));
    return isPromise(is) ? is.then(check) : check(is);
  };
}

function abstractCompleter(
  type: GraphQLAbstractType,
  site: Site,
  schema: GraphQLSchema,
  planOf: PlanOf,
): Complete {
  const resolveType = type.resolveType ?? defaultTypeResolver;
  const completers = new Map<string, Complete>();
  const completeAs = (name: string | undefined): Complete => {
    let complete = completers.get(name ?? "");
    if (!complete) {
      complete = objectCompleter(possibleType(name, type, site, schema), site, planOf);
      completers.set(name ?? "", complete);
    }
    return complete;
  };
  return (run, value, path) => {
    const name = resolveType(value, run.context, infoOf(run, site, path), type);
    return isPromise(name)
      ? name.then((each) => completeAs(each)(run, value, path))
      : completeAs(name)(run, value, path);
  };
}

function possibleType(
  name: string | undefined,
  type: GraphQLAbstractType,
  site: Site,
  schema: GraphQLSchema,
): GraphQLObjectType {
  const options = { nodes: site.nodes };
  if (name === undefined || name === null) {
    throw new GraphQLError(
      `Abstract type "${type.name}" must resolve to an Object type at runtime for field "${site.parentType.name}.${site.name}". Either the "${type.name}" type should provide a "resolveType" function or each possible type should provide an "isTypeOf" function.`,
      options,
    );
  }
  const found = schema.getType(name);
  if (found === undefined) {
    throw new GraphQLError(
      `Abstract type "${type.name}" was resolved to a type "${name}" that does not exist inside the schema.`,
      options,
    );
  }
  if (!isObjectType(found)) {
    throw new GraphQLError(
      `Abstract type "${type.name}" was resolved to a non-object type "${name}".`,
      options,
    );
  }
  if (schema.isSubType(type, found)) return found;
  throw new GraphQLError(
    `Runtime Object type "${found.name}" is not a possible type for "${type.name}".`,
    options,
  );
}
