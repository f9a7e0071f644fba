import { ArgsType, type ClassType, Field, InputType, Int, ObjectType } from "type-graphql";
import { exactUpTo } from "./count.js";
import { exposeEnum } from "./enums.js";
import { type Edge, type Page, type PageArguments, maxPageSize } from "./pagination.js";

/** Where a page lies in its list. */
@ObjectType({ description: "Where a page lies in its list (Relay).", simpleResolvers: true })
export class PageInfo {
  @Field(() => Boolean, { description: "Whether more follows after `endCursor`." })
  hasNextPage!: boolean;

  @Field(() => Boolean, { description: "Whether more lies before `startCursor`." })
  hasPreviousPage!: boolean;

  @Field(() => String, {
    nullable: true,
    description: "The first edge's cursor; null on an empty page.",
  })
  startCursor!: string | null;

  @Field(() => String, {
    nullable: true,
    description: "The last edge's cursor; null on an empty page.",
  })
  endCursor!: string | null;
}

/** Which page of a list is wanted. */
@ArgsType()
export class PageArgs implements PageArguments {
  @Field(() => Int, {
    nullable: true,
    description: `How many from the start (or after \`after\`): 1–${maxPageSize}; 20 unless told.`,
  })
  first?: number | null;

  @Field(() => String, { nullable: true, description: "Only what follows this cursor." })
  after?: string | null;

  @Field(() => Int, {
    nullable: true,
    description: `How many from the end (or before \`before\`): 1–${maxPageSize}.`,
  })
  last?: number | null;

  @Field(() => String, { nullable: true, description: "Only what lies before this cursor." })
  before?: string | null;
}

/**
 * Defines the connection and edge types of a list.
 * @param node the class of the records, or a union of such
 * @param plural what the list holds, for the descriptions
 */
export function defineConnection<Node extends object>(
  name: string,
  node: () => ClassType<Node> | Node,
  plural: string,
) {
  @ObjectType(`${name}Edge`, {
    description: `One of the ${plural} and its place in the list.`,
    simpleResolvers: true,
  })
  class EdgeType {
    @Field(() => String, { description: "The place in the list, for `after` and `before`." })
    cursor!: string;

    @Field(node, { description: "The record itself." })
    node!: Node;
  }

  @ObjectType(`${name}Connection`, {
    description: `A page of ${plural}.`,
    simpleResolvers: true,
  })
  class ConnectionType {
    @Field(() => [EdgeType], { description: "The records of this page with their cursors." })
    edges!: Edge<Node>[];

    @Field(() => [node()], { description: "The records of this page without their cursors." })
    nodes!: Node[];

    @Field(() => PageInfo, { description: "Where this page lies in the whole list." })
    pageInfo!: PageInfo;

    @Field(() => Int, {
      description: `How many there are over all pages; counted only when it is asked for. Exact up to ${exactUpTo.toLocaleString("en")}, beyond that estimated.`,
    })
    totalCount!: Page<Node>["totalCount"];
  }
  return ConnectionType;
}

/** Whether the smallest or the largest comes first. */
export type DirectionName = "ASC" | "DESC";
const Direction = exposeEnum(
  { enumValues: ["ASC", "DESC"] as const },
  "OrderDirection",
  "Which end comes first.",
  { ASC: "Smallest, earliest or A first.", DESC: "Largest, latest or Ö first." },
);

/**
 * Defines the input that orders a list.
 * @param fields the enum of what it can be ordered by
 */
export function defineOrderInput<FieldName extends string>(
  name: string,
  fields: Record<string, FieldName>,
  plural: string,
) {
  @InputType(name, { description: `In which order ${plural} are listed.` })
  class OrderInput {
    @Field(() => fields, { description: "What to order by." })
    field!: FieldName;

    @Field(() => Direction, { defaultValue: "ASC", description: "Which end comes first." })
    direction!: DirectionName;
  }
  return OrderInput;
}

/** The order that a client asks for. */
export interface Order<FieldName extends string> {
  field: FieldName;
  direction: DirectionName;
}
