import {
  type FieldNode,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLResolveInfo,
  type OperationDefinitionNode,
  TypeNameMetaFieldDef,
  getNamedType,
  isObjectType,
} from "graphql";
import { getTableColumns } from "drizzle-orm";
import type { PgTable } from "drizzle-orm/pg-core";
import { Extensions } from "type-graphql";
import type { RelationLoad } from "./relation.js";
import { type Wanted, type WantedRelation, everythingOf } from "./row-json.js";
import { collectFields } from "./selection.js";

/** What a field reads of its object's row, where that isn't a column of its own name. */
interface FieldReads {
  /** Names of properties of the row. */
  columns?: readonly string[];
  /** The rows that it answers. */
  relation?: Omit<WantedRelation, "wanted">;
}

const extension = "reads";

/** Says which properties of its row a resolver reads; one without reads the whole row. */
export const Reads = (...columns: readonly string[]) =>
  Extensions({ [extension]: { columns } satisfies FieldReads });

/**
 * Says that a resolver answers what a loader has for a property of its row. Where it pays, the rows are
 * then read together with the row, and the resolver isn't asked.
 */
export const Follows = (load: RelationLoad<unknown>, key = "id") =>
  Extensions({
    [extension]: {
      columns: [key],
      relation: { relation: load.relation, key, place: Symbol(key) },
    } satisfies FieldReads,
  });

/** What marks a field whose resolver, without arguments, answers the property of its name. */
export const propertyMark = { isPropertyWithoutArguments: true };

/** Whether a field reads the property of its name and nothing else, whatever is made of it. */
export const isProperty = ({
  resolve,
  extensions,
}: Pick<GraphQLField<unknown, unknown>, "resolve" | "extensions">): boolean =>
  !resolve || extensions["isPropertyWithoutArguments"] === true;

/** What a field says that it reads. */
export const readsOf = (field: Pick<GraphQLField<unknown, unknown>, "extensions">): FieldReads =>
  (field.extensions[extension] as FieldReads | undefined) ?? {};

/**
 * How many relations within each other are read with one statement. What is deeper is better read by
 * loaders: a row that many others lead to is read once by them, and within each of the others here.
 */
const maxDepth = 3;

/**
 * Finds out what a query wants of a table's rows that a field answers, as a list, a connection or one.
 * An operation that is executed for the first time wants everything, each relation by its own loader:
 * statements that are made to measure pay when they are used again, and nobody can have the database
 * prepare ever new ones by asking ever new questions.
 */
export function wantedOf(info: GraphQLResolveInfo | undefined, table: PgTable): Wanted {
  if (!info || !isRepeated(info)) return everythingOf(table);
  // One list of nodes is one selection for as long as a plan of the query lives.
  let wanted = known.get(info.fieldNodes);
  if (!wanted) {
    wanted = wantedOfRows(info, table);
    known.set(info.fieldNodes, wanted);
  }
  return wanted;
}
const known = new WeakMap<readonly FieldNode[], Wanted>();

/**
 * Finds out what a query wants that belongs to rows that a field answers, where one statement for all of
 * it saves some: undefined where it doesn't.
 * @param type the rows' own type, where the field's is abstract
 */
export function wantedBeside(
  info: GraphQLResolveInfo,
  type: GraphQLObjectType,
): readonly WantedRelation[] | undefined {
  if (!isRepeated(info)) return undefined;
  let types = beside.get(info.fieldNodes);
  if (!types) {
    types = new Map();
    beside.set(info.fieldNodes, types);
  }
  let wanted = types.get(type);
  if (!wanted) {
    wanted = wantedOfType(info, type, info.fieldNodes, undefined, maxDepth).relations;
    types.set(type, wanted);
  }
  return countRelations(wanted) > 1 ? wanted : undefined;
}
const beside = new WeakMap<
  readonly FieldNode[],
  Map<GraphQLObjectType, readonly WantedRelation[]>
>();

const countRelations = (relations: readonly WantedRelation[]): number =>
  relations.reduce((sum, { wanted }) => sum + 1 + countRelations(wanted.relations), 0);

function isRepeated({ operation, variableValues }: GraphQLResolveInfo): boolean {
  const first = firstRuns.get(operation);
  if (first === undefined) firstRuns.set(operation, variableValues);
  else if (first !== variableValues) firstRuns.set(operation, repeated);
  return first !== undefined && first !== variableValues;
}
/** The values of an operation's first execution: they are no other's. */
const firstRuns = new WeakMap<OperationDefinitionNode, object>();
const repeated = {};

function wantedOfRows(info: GraphQLResolveInfo, table: PgTable): Wanted {
  const type = getNamedType(info.returnType);
  if (!isObjectType(type)) return everythingOf(table);
  const nodes = connectionNodes(info, type, info.fieldNodes);
  return nodes
    ? wantedOfType(info, nodes.type, nodes.nodes, table, maxDepth)
    : wantedOfType(info, type, info.fieldNodes, table, maxDepth);
}

/** The nodes that select something of a connection's rows, and their type; undefined for other types. */
function connectionNodes(
  info: GraphQLResolveInfo,
  type: GraphQLObjectType,
  nodes: readonly FieldNode[],
): { type: GraphQLObjectType; nodes: FieldNode[] } | undefined {
  const rowType = type.getFields()["nodes"];
  const edgeType = type.getFields()["edges"];
  const row = rowType && getNamedType(rowType.type);
  const edge = edgeType && getNamedType(edgeType.type);
  if (!isObjectType(row) || !isObjectType(edge)) return undefined;
  const below = (of: GraphQLObjectType, within: readonly FieldNode[], name: string): FieldNode[] =>
    [...selected(info, of, within).values()].flatMap((each) =>
      each[0]?.name.value === name ? each : [],
    );
  const edges = below(type, nodes, "edges");
  return { type: row, nodes: [...below(type, nodes, "nodes"), ...below(edge, edges, "node")] };
}

const selected = (
  info: GraphQLResolveInfo,
  type: GraphQLObjectType,
  nodes: readonly FieldNode[],
): ReturnType<typeof collectFields> =>
  collectFields(
    info,
    type,
    nodes.map((node) => node.selectionSet),
  );

interface Followed extends Omit<WantedRelation, "wanted"> {
  type: GraphQLObjectType;
  nodes: FieldNode[];
}

function wantedOfType(
  info: GraphQLResolveInfo,
  type: GraphQLObjectType,
  nodes: readonly FieldNode[],
  table: PgTable | undefined,
  depth: number,
): Wanted {
  const all = table ? getTableColumns(table) : {};
  const columns = new Set<string>();
  const relations = new Map<symbol, Followed>();
  for (const [first, ...others] of selected(info, type, nodes).values()) {
    if (!first || first.name.value === TypeNameMetaFieldDef.name) continue;
    const field = type.getFields()[first.name.value];
    if (!field) continue;
    const { columns: read, relation } = readsOf(field);
    const target = getNamedType(field.type);
    if (relation && depth > 0 && isObjectType(target)) {
      const followed = relations.get(relation.place) ?? { ...relation, type: target, nodes: [] };
      followed.nodes.push(first, ...others);
      relations.set(relation.place, followed);
    } else if (read) {
      for (const name of read) columns.add(name);
    } else if (isProperty(field) && field.name in all) {
      columns.add(field.name);
    } else {
      for (const name of Object.keys(all)) columns.add(name);
    }
  }
  return {
    columns: [...columns].toSorted(),
    relations: [...relations.values()].map(({ type: target, nodes: below, ...followed }) => ({
      ...followed,
      wanted: wantedOfType(info, target, below, followed.relation.table, depth - 1),
    })),
  };
}
