import type { DocumentNode, GraphQLSchema, OperationDefinitionNode } from "graphql";
import { type Plan, countObjects, mostObjects, planOperation } from "./cost-plan.js";
import { countIntrospection } from "./introspection-cost.js";
import { type Variables, withDefaults } from "./page-size.js";

/** What a request costs: one for itself, and one for each object of its answer. */
export interface RequestCost {
  /** Never less than the actual cost. */
  predict(variables: Variables): number;
  /** The cost of an answer's data. */
  measure(data: unknown): number;
}

/** Finds the cost of operations; what the same document asks for is worked out once. */
export function createCostFinder(
  schema: GraphQLSchema,
  maxFields: number,
): (document: DocumentNode, operation: OperationDefinitionNode) => RequestCost {
  // As long as the server keeps the document.
  const known = new WeakMap<OperationDefinitionNode, RequestCost>();
  return (document, operation) => {
    const found = known.get(operation);
    if (found) return found;
    const plan: Plan = planOperation(schema, document, operation, maxFields);
    const fixed = 1 + countIntrospection(schema, plan);
    const cost: RequestCost = {
      predict: (variables) => fixed + mostObjects(plan, withDefaults(operation, variables)),
      measure: (data) => fixed + countObjects(plan, data),
    };
    known.set(operation, cost);
    return cost;
  };
}
