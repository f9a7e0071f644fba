import {
  type FieldNode,
  type GraphQLField,
  type OperationDefinitionNode,
  valueFromASTUntyped,
} from "graphql";
import { maxPageSize } from "../platform/pagination.js";

/** The variables of a request as they came, not checked yet. */
export type Variables = Readonly<Record<string, unknown>>;

/** A number that may depend on the variables. */
export type Size = (variables: Variables) => number;

/** What a list holds where neither the client nor the schema says it. */
const usualPageSize = 20;

/** The variables with the operation's defaults for those that aren't given. */
export function withDefaults(operation: OperationDefinitionNode, given: Variables): Variables {
  const defaults = (operation.variableDefinitions ?? []).flatMap(({ variable, defaultValue }) =>
    defaultValue && given[variable.name.value] === undefined
      ? [[variable.name.value, valueFromASTUntyped(defaultValue)] as const]
      : [],
  );
  return defaults.length > 0 ? { ...given, ...Object.fromEntries(defaults) } : given;
}

function readArgument(
  field: FieldNode,
  name: string,
): ((variables: Variables) => unknown) | undefined {
  const value = field.arguments?.find((argument) => argument.name.value === name)?.value;
  return value && ((variables) => valueFromASTUntyped(value, variables));
}

/**
 * How many items a field's page holds at most; undefined for a field that has no pages. A size beyond
 * the largest page is refused when it is resolved, so it counts as the largest.
 */
export function pageSizeOf(
  definition: GraphQLField<unknown, unknown>,
  field: FieldNode,
): Size | undefined {
  const argument = definition.args.find(({ name }) => name === "first");
  if (!argument) return undefined;
  const [first, last] = [readArgument(field, "first"), readArgument(field, "last")];
  const usual = typeof argument.defaultValue === "number" ? argument.defaultValue : usualPageSize;
  return (variables) => {
    const asked = first?.(variables) ?? last?.(variables) ?? usual;
    return typeof asked === "number" ? Math.min(Math.max(asked, 0), maxPageSize) : maxPageSize;
  };
}

/** How many ids `ids` holds: a list of what was asked for one by one. */
export function idCountOf(field: FieldNode): Size | undefined {
  const ids = readArgument(field, "ids");
  return (
    ids &&
    ((variables) => {
      const given = ids(variables);
      return Array.isArray(given) ? given.length : 1;
    })
  );
}
