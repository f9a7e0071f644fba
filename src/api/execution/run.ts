import { type FieldNode, type GraphQLError, type GraphQLResolveInfo, locatedError } from "graphql";
import type { Context } from "../../platform/context.js";
import type { Site } from "./complete.js";
import type { FieldPlan, ObjectPlan, OperationPlan } from "./plan.js";

/** A place in the answer, as graphql-js builds it for resolvers. */
export type Path = GraphQLResolveInfo["path"];

/** One execution of an operation. */
export interface Run {
  readonly plan: OperationPlan;
  readonly context: Context;
  readonly variableValues: Record<string, unknown>;
  readonly errors: GraphQLError[];
  /** Places that an error has made null; of what lies below nothing more is told. */
  readonly nulled: Set<Path | undefined>;
}

export const isPromise = (value: unknown): value is Promise<unknown> =>
  typeof value === "object" &&
  value !== null &&
  "then" in value &&
  typeof value.then === "function";

/** What a resolver may ask about the query: as graphql-js tells it, of the field rather than of an item. */
export function infoOf(run: Run, site: Site, place: Path): GraphQLResolveInfo {
  const { plan, variableValues } = run;
  let path = place;
  while (typeof path.key === "number" && path.prev) path = path.prev;
  return {
    fieldName: site.name,
    fieldNodes: site.nodes,
    returnType: site.returnType,
    parentType: site.parentType,
    path,
    schema: plan.schema,
    fragments: plan.fragments,
    rootValue: undefined,
    operation: plan.operation,
    variableValues,
  };
}

/**
 * Notes an error and answers null in its place.
 * @throws the error, located, where null is not allowed
 */
export function catchError(
  run: Run,
  error: unknown,
  nodes: readonly FieldNode[],
  isNonNull: boolean,
  path: Path,
): null {
  const located = locatedError(error, nodes, toSteps(path));
  if (isNonNull) throw located;
  noteError(run, located, path);
  return null;
}

/** Notes an error, unless something above its place has become null already. */
export function noteError(run: Run, error: GraphQLError, path: Path | undefined): void {
  for (let place = path; place; place = place.prev) if (run.nulled.has(place)) return;
  if (run.nulled.has(undefined)) return;
  run.nulled.add(path);
  run.errors.push(error);
}

function toSteps(path: Path): (string | number)[] {
  const steps: (string | number)[] = [];
  for (let place: Path | undefined = path; place; place = place.prev) steps.push(place.key);
  return steps.reverse();
}

/** Reads the selected fields of an object, at the same time where they have to be waited for. */
export function readFields(
  run: Run,
  plan: ObjectPlan,
  source: unknown,
  path: Path | undefined,
): Record<string, unknown> | Promise<Record<string, unknown>> {
  // Objects without a prototype are slow to make and to write.
  const answer: Record<string, unknown> = plan.hasProto ? Object.create(null) : {};
  let pending: Promise<void>[] | undefined;
  for (const field of plan.fields) {
    try {
      const value = readField(run, field, source, path);
      // Also a promise takes its place at once: the order is that of the query.
      answer[field.key] = value;
      if (isPromise(value)) {
        const settle = value.then((settled) => {
          answer[field.key] = settled;
        });
        if (pending) pending.push(settle);
        else pending = [settle];
      }
    } catch (error) {
      if (!pending) throw error;
      // As graphql-js does: the error waits for what is under way.
      return Promise.all(pending).finally(() => {
        throw error;
      }) as Promise<never>;
    }
  }
  return pending ? Promise.all(pending).then(() => answer) : answer;
}

function readField(run: Run, field: FieldPlan, source: unknown, parent: Path | undefined): unknown {
  const { nodes, isNonNull, complete } = field;
  if (field.isColumn) {
    const value = (source as Source)?.[field.name];
    if (typeof value !== "object" && typeof value !== "function") {
      try {
        return complete(run, value, nowhere);
      } catch (error) {
        return catchError(run, error, nodes, isNonNull, pathOf(field, parent));
      }
    }
  }
  const path = pathOf(field, parent);
  try {
    const known = field.place && (source as Source)?.[field.place];
    const value =
      known === undefined
        ? field.resolve(
            source,
            field.readArguments(run.variableValues),
            run.context,
            infoOf(run, field, path),
          )
        : known;
    const completed = isPromise(value)
      ? value.then((each) => complete(run, each, path))
      : complete(run, value, path);
    if (!isPromise(completed)) return completed;
    return completed.then(undefined, (error: unknown) =>
      catchError(run, error, nodes, isNonNull, path),
    );
  } catch (error) {
    return catchError(run, error, nodes, isNonNull, path);
  }
}

type Source = Readonly<Record<string | symbol, unknown>> | null | undefined;

const pathOf = (field: FieldPlan, parent: Path | undefined): Path => ({
  prev: parent,
  key: field.key,
  typename: field.parentType.name,
});

/** For values that have nothing below them; an error's place is found out when there is one. */
const nowhere: Path = { prev: undefined, key: "", typename: undefined };
