import type { GraphQLResolveInfo } from "graphql";
import { Field, ID, Info, InterfaceType, Root } from "type-graphql";
import { toGlobalId } from "./ids.js";
import { Reads } from "./wanted.js";

const typeNames = new WeakMap<object, string>();

/** Notes which GraphQL type a row is shown as, where its field's type leaves that open. */
export function asNode<Row extends object>(row: Row, typeName: string): Row {
  typeNames.set(row, typeName);
  return row;
}

/** The GraphQL type that {@link asNode} noted, for unions and interfaces. */
export const typeNameOf = (row: object): string | undefined => typeNames.get(row);

/** Everything that has a stable id of its own. */
@InterfaceType("Node", {
  description: "A record with an id that is stable for as long as the record lives.",
  resolveType: typeNameOf,
})
export abstract class Node {
  @Field(() => ID, {
    name: "id",
    description: "Opaque, stable and unique over all types; pass it to `node` or `nodes`.",
  })
  @Reads("id")
  globalId(@Root() row: { id: string }, @Info() info: GraphQLResolveInfo): string {
    return toGlobalId(info.parentType.name, row.id);
  }
}
