import { type FieldNode, type GraphQLResolveInfo, Kind, type SelectionSetNode } from "graphql";

/** Whether a query asks for a field below the one that is being resolved; `path` leads to it. */
export function selects(info: GraphQLResolveInfo, ...path: readonly string[]): boolean {
  const isIn = (set: SelectionSetNode | undefined, [name, ...rest]: readonly string[]): boolean =>
    (set?.selections ?? []).some((selection) => {
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
