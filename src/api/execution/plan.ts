import {
  type ArgumentNode,
  type FieldNode,
  type GraphQLField,
  type GraphQLFieldResolver,
  type GraphQLObjectType,
  type GraphQLOutputType,
  Kind,
  type OperationDefinitionNode,
  SchemaMetaFieldDef,
  TypeMetaFieldDef,
  TypeNameMetaFieldDef,
  type ValueNode,
  defaultFieldResolver,
  getArgumentValues,
  getNullableType,
  isLeafType,
  isNonNullType,
} from "graphql";
import { type SelectionScope, collectFields } from "../../platform/selection.js";
import { isProperty, readsOf } from "../../platform/wanted.js";
import { type Complete, completerOf } from "./complete.js";

/** One operation of a document, for one set of values that its @skip and @include see. */
export interface OperationPlan extends Omit<SelectionScope, "variableValues"> {
  readonly operation: OperationDefinitionNode;
  readonly root: () => ObjectPlan;
  /** How many fields have been planned so far. */
  readonly size: () => number;
}

/** Plans a query. Its fragments and the variables of @skip and @include stay with the plan. */
export function planOperation(
  operation: OperationDefinitionNode,
  scope: SelectionScope,
): OperationPlan {
  const { schema, fragments } = scope;
  const planner = new Planner(scope);
  let root: ObjectPlan | undefined;
  return {
    schema,
    fragments,
    operation,
    root() {
      const type = schema.getQueryType();
      if (!type) throw new Error("The schema has nothing to query.");
      return (root ??= planner.plan(type, [operation]));
    },
    size: () => planner.size,
  };
}

/** How the fields of an object are read that a query selects. */
export interface ObjectPlan {
  readonly type: GraphQLObjectType;
  readonly fields: readonly FieldPlan[];
  /** Whether a field is called `__proto__`, which an ordinary object can't have. */
  readonly hasProto: boolean;
}

type Arguments = Readonly<Record<string, unknown>>;

/** How one field is read. */
export interface FieldPlan {
  /** Its name in the answer. */
  readonly key: string;
  readonly name: string;
  readonly nodes: readonly FieldNode[];
  readonly parentType: GraphQLObjectType;
  readonly returnType: GraphQLOutputType;
  readonly isNonNull: boolean;
  /** A property of the object whose value is a leaf: needs no resolver, and nothing lies below it. */
  readonly isColumn: boolean;
  /** Where the object has the value when it was read together with it: then nothing is resolved. */
  readonly place: symbol | undefined;
  readonly resolve: GraphQLFieldResolver<unknown, unknown>;
  /** @throws as graphql-js does when a variable holds what the argument can't be */
  readonly readArguments: (variableValues: Record<string, unknown>) => Arguments;
  readonly complete: Complete;
}

/** Makes plans of objects as they are met: what no data leads to costs nothing, however it nests. */
class Planner {
  size = 0;
  readonly #scope: SelectionScope;

  constructor(scope: SelectionScope) {
    this.#scope = scope;
  }

  /** Plans an object of a type, of which the nodes select fields. */
  plan(
    type: GraphQLObjectType,
    nodes: readonly Pick<FieldNode | OperationDefinitionNode, "selectionSet">[],
  ): ObjectPlan {
    const selected = collectFields(
      this.#scope,
      type,
      nodes.map((node) => node.selectionSet),
    );
    const fields = [...selected].flatMap(([key, each]) => this.#field(type, key, each) ?? []);
    this.size += fields.length;
    return { type, fields, hasProto: selected.has("__proto__") };
  }

  #field(
    parentType: GraphQLObjectType,
    key: string,
    nodes: readonly FieldNode[],
  ): FieldPlan | undefined {
    const [node] = nodes;
    const definition = node && this.#definition(parentType, node.name.value);
    if (!definition) return undefined;
    const { name, type: returnType, resolve } = definition;
    const field = { key, name, nodes, parentType, returnType };
    return {
      ...field,
      isNonNull: isNonNullType(returnType),
      place: readsOf(definition).relation?.place,
      isColumn: isAsWritten(definition, node) && isLeafType(getNullableType(returnType)),
      resolve: resolve ?? defaultFieldResolver,
      readArguments: argumentReader(definition, node),
      complete: completerOf(returnType, field, this.#scope.schema, (type) =>
        this.plan(type, nodes),
      ),
    };
  }

  #definition(type: GraphQLObjectType, name: string): GraphQLField<unknown, unknown> | undefined {
    if (name === TypeNameMetaFieldDef.name) return TypeNameMetaFieldDef;
    if (type === this.#scope.schema.getQueryType()) {
      if (name === SchemaMetaFieldDef.name) return SchemaMetaFieldDef;
      if (name === TypeMetaFieldDef.name) return TypeMetaFieldDef;
    }
    return type.getFields()[name];
  }
}

const none: Arguments = Object.freeze({});

/** Arguments that hold no variable are read once; nobody may change what all requests share. */
function argumentReader(
  definition: GraphQLField<unknown, unknown>,
  node: FieldNode,
): FieldPlan["readArguments"] {
  if (definition.args.length === 0) return () => none;
  if ((node.arguments ?? []).some(holdsVariable))
    return (variableValues) => getArgumentValues(definition, node, variableValues);
  let values: Arguments | undefined;
  return () => (values ??= frozen(getArgumentValues(definition, node)));
}

function holdsVariable({ value }: Pick<ArgumentNode, "value">): boolean {
  const holds = (each: ValueNode): boolean => {
    if (each.kind === Kind.LIST) return each.values.some(holds);
    return each.kind === Kind.OBJECT
      ? each.fields.some(holdsVariable)
      : each.kind === Kind.VARIABLE;
  };
  return holds(value);
}

function frozen<Value>(value: Value): Value {
  if (typeof value !== "object" || value === null) return value;
  const isPlain =
    Array.isArray(value) || [Object.prototype, null].includes(Object.getPrototypeOf(value));
  if (!isPlain) return value;
  Object.values(value).forEach(frozen);
  return Object.freeze(value);
}

/** Whether a field is the object's property as it is: always, or asked for without arguments. */
const isAsWritten = (
  field: GraphQLField<unknown, unknown>,
  { arguments: given }: FieldNode,
): boolean => !field.resolve || (isProperty(field) && (given ?? []).length === 0);
