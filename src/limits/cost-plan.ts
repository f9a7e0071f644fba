import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  SchemaMetaFieldDef,
  type SelectionNode,
  TypeMetaFieldDef,
  getNamedType,
  isAbstractType,
  isIntrospectionType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
} from "graphql";
import { overLimit } from "./document-shape.js";
import { listSizeOf } from "./list-sizes.js";
import { type Size, type Variables, idCountOf, pageSizeOf } from "./page-size.js";

/** A field that is answered with objects, and what is asked of them. */
export interface PlannedField {
  /** Its name in the answer. */
  key: string;
  definition: GraphQLField<unknown, unknown>;
  /** The sizes of the lists around an object; none for a single one. */
  sizes: readonly Size[];
  /** What is asked of the object, for each type that it can have. */
  variants: readonly (readonly PlannedField[])[];
  /** Whether it tells of the schema itself. */
  isIntrospection: boolean;
}

/** What an operation asks for. */
export type Plan = readonly PlannedField[];

/** Where a selection is made: the pages of the parent field give the size of its `edges` and `nodes`. */
interface Place {
  type: GraphQLObjectType;
  pageSize: Size | undefined;
}

/**
 * Finds out which objects an operation asks for. Selections of the same field are put together as
 * execution does; what `@skip` and `@include` may leave out counts as asked for.
 * @param document valid for `schema`
 * @throws BAD_USER_INPUT when it asks for more than `maximum` fields
 */
export function planOperation(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  maximum: number,
): Plan {
  const root = schema.getRootType(operation.operation);
  return root ? new Planner(schema, document, maximum).plan(root, operation) : [];
}

class Planner {
  private readonly schema: GraphQLSchema;
  private readonly maximum: number;
  private readonly fragments = new Map<string, FragmentDefinitionNode>();
  private planned = 0;

  constructor(schema: GraphQLSchema, document: DocumentNode, maximum: number) {
    this.schema = schema;
    this.maximum = maximum;
    for (const definition of document.definitions) {
      if (definition.kind === Kind.FRAGMENT_DEFINITION) {
        this.fragments.set(definition.name.value, definition);
      }
    }
  }

  plan(type: GraphQLObjectType, operation: OperationDefinitionNode): Plan {
    return this.select({ type, pageSize: undefined }, [operation.selectionSet.selections]);
  }

  /** Plans what some selections ask of an object of one type. */
  private select(place: Place, selections: readonly (readonly SelectionNode[])[]): PlannedField[] {
    const fields = new Map<string, FieldNode[]>();
    const spread = new Set<string>();
    for (const each of selections) this.collect(place.type, each, fields, spread);
    return [...fields].flatMap(([key, nodes]) => this.planField(place, key, nodes) ?? []);
  }

  private collect(
    type: GraphQLObjectType,
    selections: readonly SelectionNode[],
    fields: Map<string, FieldNode[]>,
    spread: Set<string>,
  ): void {
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) {
        this.planned += 1;
        if (this.planned > this.maximum) throw overLimit("fields", this.maximum);
        const key = (selection.alias ?? selection.name).value;
        const same = fields.get(key);
        if (same) same.push(selection);
        else fields.set(key, [selection]);
        continue;
      }
      const fragment =
        selection.kind === Kind.INLINE_FRAGMENT
          ? selection
          : this.fragments.get(selection.name.value);
      if (!fragment) continue;
      if (selection.kind === Kind.FRAGMENT_SPREAD) {
        if (spread.has(selection.name.value)) continue;
        spread.add(selection.name.value);
      }
      const condition = fragment.typeCondition?.name.value;
      if (condition === undefined || this.applies(condition, type)) {
        this.collect(type, fragment.selectionSet.selections, fields, spread);
      }
    }
  }

  private applies(condition: string, type: GraphQLObjectType): boolean {
    const named = this.schema.getType(condition);
    return named === type || (isAbstractType(named) && this.schema.isSubType(named, type));
  }

  private planField(
    place: Place,
    key: string,
    nodes: readonly FieldNode[],
  ): PlannedField | undefined {
    const [node] = nodes;
    const definition = node && this.definitionOf(place.type, node.name.value);
    if (!definition || isLeafType(getNamedType(definition.type))) return undefined;
    const named = getNamedType(definition.type) as GraphQLCompositeType;
    const pageSize = pageSizeOf(definition, node);
    const selections = nodes.map(({ selectionSet }) => selectionSet?.selections ?? []);
    const types = isObjectType(named) ? [named] : this.schema.getPossibleTypes(named);
    return {
      key,
      definition,
      sizes: sizesOf(place, definition, node, pageSize),
      variants: types.map((type) => this.select({ type, pageSize }, selections)),
      isIntrospection: isIntrospectionType(named),
    };
  }

  private definitionOf(
    type: GraphQLObjectType,
    name: string,
  ): GraphQLField<unknown, unknown> | undefined {
    if (name === SchemaMetaFieldDef.name) return SchemaMetaFieldDef;
    if (name === TypeMetaFieldDef.name) return TypeMetaFieldDef;
    return type.getFields()[name];
  }
}

/** The sizes of the lists that a field's objects are in. */
function sizesOf(
  { type, pageSize: parentsPage }: Place,
  definition: GraphQLField<unknown, unknown>,
  node: FieldNode,
  ownPage: Size | undefined,
): Size[] {
  const isPage = parentsPage !== undefined && ["edges", "nodes"].includes(definition.name);
  const assumed = listSizeOf(type.name, definition.name);
  const size = ownPage ?? (isPage ? parentsPage : undefined) ?? idCountOf(node) ?? (() => assumed);
  return Array.from({ length: listDepth(definition.type) }, () => size);
}

function listDepth(type: GraphQLOutputType): number {
  if (isNonNullType(type)) return listDepth(type.ofType);
  return isListType(type) ? 1 + listDepth(type.ofType) : 0;
}

/** The most objects that a plan can be answered with, without those that tell of the schema. */
export const mostObjects = (plan: Plan, variables: Variables): number =>
  plan.reduce((sum, field) => (field.isIntrospection ? sum : sum + mostBelow(field, variables)), 0);

function mostBelow({ sizes, variants }: PlannedField, variables: Variables): number {
  const count = sizes.reduce((product, size) => product * size(variables), 1);
  // An empty list costs nothing: what is below isn't looked at.
  if (count === 0) return 0;
  const below = variants.map((fields) => mostObjects(fields, variables));
  return count * (1 + Math.max(0, ...below));
}

/** The objects that an answer holds, counted along its plan. */
export function countObjects(plan: Plan, data: unknown): number {
  if (typeof data !== "object" || data === null) return 0;
  let count = 0;
  for (const field of plan) {
    if (!field.isIntrospection) count += countBelow(field, (data as Variables)[field.key]);
  }
  return count;
}

function countBelow(field: PlannedField, value: unknown): number {
  if (typeof value !== "object" || value === null) return 0;
  if (Array.isArray(value)) {
    let count = 0;
    for (const item of value) count += countBelow(field, item);
    return count;
  }
  const [only, ...others] = field.variants;
  // The answer of a field with several types needn't tell which one it is.
  if (only && others.length === 0) return 1 + countObjects(only, value);
  return countAll(value);
}

function countAll(value: unknown): number {
  if (typeof value !== "object" || value === null) return 0;
  if (Array.isArray(value)) return value.reduce((sum: number, item) => sum + countAll(item), 0);
  return Object.values(value).reduce((sum: number, item) => sum + countAll(item), 1);
}
