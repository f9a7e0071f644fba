import { GraphQLError, type ValidationRule } from "graphql";

/**
 * Refuses operations that the schema has no root for: subscriptions. Newer versions of graphql-js do so
 * themselves; this one fails at execution, which would be an error of ours.
 */
export const knownOperations: ValidationRule = (context) => ({
  OperationDefinition(node) {
    if (context.getSchema().getRootType(node.operation)) return;
    context.reportError(
      new GraphQLError(`The schema has no ${node.operation} operations.`, { nodes: node }),
    );
  },
});
