import type { FieldNode, GraphQLResolveInfo, SelectionSetNode } from "graphql";

/** Whether a query asks for a field directly below the one that is being resolved. */
export function selects(info: GraphQLResolveInfo, fieldName: string): boolean {
  const isIn = (set: SelectionSetNode | undefined): boolean =>
    (set?.selections ?? []).some((selection) => {
      if (selection.kind === "Field") return selection.name.value === fieldName;
      if (selection.kind === "InlineFragment") return isIn(selection.selectionSet);
      return isIn(info.fragments[selection.name.value]?.selectionSet);
    });
  return info.fieldNodes.some((node: FieldNode) => isIn(node.selectionSet));
}
