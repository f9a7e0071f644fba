import {
  type FieldNode,
  type FragmentDefinitionNode,
  GraphQLIncludeDirective,
  type GraphQLObjectType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  GraphQLSkipDirective,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
  getDirectiveValues,
  isAbstractType,
  typeFromAST,
} from "graphql";

/** What a document's selections are read with. */
export interface SelectionScope {
  readonly schema: GraphQLSchema;
  readonly fragments: Readonly<Record<string, FragmentDefinitionNode>>;
  readonly variableValues: Readonly<Record<string, unknown>>;
}

/** The fields that are selected of an object, by the key that they have in the answer, in its order. */
export type SelectedFields = ReadonlyMap<string, readonly FieldNode[]>;

/**
 * Collects what is selected of an object of a type, as the specification's CollectFields says: through
 * fragments that apply, without what @skip and @include leave out.
 */
export function collectFields(
  scope: SelectionScope,
  type: GraphQLObjectType,
  sets: readonly (SelectionSetNode | undefined)[],
): SelectedFields {
  const fields = new Map<string, FieldNode[]>();
  const spread = new Set<string>();
  const collect = (set: SelectionSetNode): void => {
    for (const selection of set.selections) {
      if (!isIncluded(scope, selection)) continue;
      if (selection.kind === Kind.FIELD) {
        const key = selection.alias?.value ?? selection.name.value;
        const nodes = fields.get(key);
        if (nodes) nodes.push(selection);
        else fields.set(key, [selection]);
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        if (applies(scope, selection.typeCondition, type)) collect(selection.selectionSet);
      } else if (!spread.has(selection.name.value)) {
        spread.add(selection.name.value);
        const fragment = scope.fragments[selection.name.value];
        if (fragment && applies(scope, fragment.typeCondition, type))
          collect(fragment.selectionSet);
      }
    }
  };
  for (const set of sets) if (set) collect(set);
  return fields;
}

function isIncluded({ variableValues }: SelectionScope, selection: SelectionNode): boolean {
  if (!selection.directives || selection.directives.length === 0) return true;
  const skip = getDirectiveValues(GraphQLSkipDirective, selection, variableValues);
  if (skip?.["if"] === true) return false;
  const include = getDirectiveValues(GraphQLIncludeDirective, selection, variableValues);
  return include?.["if"] !== false;
}

function applies(
  { schema }: SelectionScope,
  condition: FragmentDefinitionNode["typeCondition"] | undefined,
  type: GraphQLObjectType,
): boolean {
  if (!condition) return true;
  const conditional = typeFromAST(schema, condition);
  return (
    conditional === type || (isAbstractType(conditional) && schema.isSubType(conditional, type))
  );
}

/** Whether a query asks for a field below the one that is being resolved; `path` leads to it. */
export function selects(info: GraphQLResolveInfo, ...path: readonly string[]): boolean {
  const isIn = (set: SelectionSetNode | undefined, [name, ...rest]: readonly string[]): boolean =>
    (set?.selections ?? []).some((selection) => {
      if (!isIncluded(info, selection)) return false;
      if (selection.kind === Kind.FIELD)
        return (
          selection.name.value === name && (rest.length === 0 || isIn(selection.selectionSet, rest))
        );
      if (selection.kind === Kind.INLINE_FRAGMENT)
        return isIn(selection.selectionSet, [name ?? "", ...rest]);
      return isIn(info.fragments[selection.name.value]?.selectionSet, [name ?? "", ...rest]);
    });
  return info.fieldNodes.some((node: FieldNode) => isIn(node.selectionSet, path));
}
