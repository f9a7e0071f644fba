import { type GraphQLResolveInfo, type GraphQLSchema, SchemaMetaFieldDef } from "graphql";
import type { Plan, PlannedField } from "./cost-plan.js";

/** How many places of the schema may be looked at to count what an introspection is answered with. */
const patience = 200_000;

/**
 * Counts the objects of the answers to `__schema` and `__type`, which the schema alone decides. What is
 * asked of the same type in several places is counted once: a query that leads round in circles takes no
 * longer than one that doesn't. Arguments are taken for those with the longest answer.
 * @returns Infinity when it takes too long to count
 */
export function countIntrospection(schema: GraphQLSchema, plan: Plan): number {
  const counter = new IntrospectionCounter(schema);
  let count = 0;
  for (const field of plan) {
    if (field.isIntrospection) count += counter.count(field);
  }
  return count;
}

class IntrospectionCounter {
  private readonly schema: GraphQLSchema;
  private readonly info: GraphQLResolveInfo;
  private readonly known = new Map<PlannedField, Map<unknown, number>>();
  private looked = 0;

  constructor(schema: GraphQLSchema) {
    this.schema = schema;
    // All that the resolvers of introspection read of it.
    this.info = { schema } as GraphQLResolveInfo;
  }

  count(root: PlannedField): number {
    if (root.definition === SchemaMetaFieldDef) return this.object(root, this.schema);
    // The name may be a variable: the type with the longest answer counts.
    return Math.max(
      ...Object.values(this.schema.getTypeMap()).map((type) => this.object(root, type)),
    );
  }

  private object(field: PlannedField, source: unknown): number {
    if (source === null || source === undefined) return 0;
    const counts = this.known.get(field) ?? new Map<unknown, number>();
    this.known.set(field, counts);
    const known = counts.get(source);
    if (known !== undefined) return known;
    this.looked += 1;
    if (this.looked > patience) return Infinity;
    const below = field.variants[0] ?? [];
    const count = below.reduce((sum, each) => sum + this.value(each, source), 1);
    counts.set(source, count);
    return count;
  }

  private value(field: PlannedField, source: unknown): number {
    const value: unknown = field.definition.resolve?.(
      source,
      { includeDeprecated: true },
      undefined,
      this.info,
    );
    if (!Array.isArray(value)) return this.object(field, value);
    return value.reduce((sum: number, item) => sum + this.object(field, item), 0);
  }
}
