import { GraphQLJSONObject } from "graphql-scalars";
import { Field, ID, InputType, ObjectType } from "type-graphql";
import { defineConnection } from "../platform/connection.type.js";
import type { Actor } from "../platform/context.js";
import { exposeEnum } from "../platform/enums.js";
import { Node } from "../platform/node.type.js";
import { GraphQLInstant } from "../platform/scalars.js";
import type { AuditRow } from "./people.table.js";

export const ActorKind = exposeEnum<Actor["kind"]>(
  { enumValues: ["VISITOR", "USER", "CLIENT", "OPERATOR"] },
  "ActorKind",
  "Who did something.",
  {
    VISITOR: "Somebody who wasn't signed in.",
    USER: "A person who was signed in.",
    CLIENT: "An API client.",
    OPERATOR: "Somebody at the server's terminal, or the server by itself.",
  },
);

@ObjectType("AuditEntry", {
  implements: Node,
  description: "What was done, by whom, to what: without any content, and never changed.",
})
export class AuditEntryType implements Pick<AuditRow, "at" | "action" | "details"> {
  @Field(() => GraphQLInstant, { description: "When." })
  at!: Date;

  @Field(() => ActorKind, { description: "What kind of actor did it." })
  actorKind!: Actor["kind"];

  @Field(() => String, { description: "What was done, for example `INVITE_MEMBER`." })
  action!: string;

  @Field(() => GraphQLJSONObject, {
    nullable: true,
    description: "Names of changed fields, states, roles, counts, ids: never what somebody wrote.",
  })
  details!: Record<string, unknown> | null;
}

export const AuditConnection = defineConnection(
  "AuditEntry",
  () => AuditEntryType,
  "entries of the audit log",
);
export type AuditConnection = InstanceType<typeof AuditConnection>;

@InputType({ description: "Which entries are wanted; all given conditions must hold." })
export class AuditFilterInput {
  @Field(() => String, { nullable: true, description: "Only this action." })
  action?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: "Only what was done by the person or API client with this `id`.",
  })
  actor?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: "Only what was done to the record with this `id`.",
  })
  entity?: string | null;

  @Field(() => GraphQLInstant, { nullable: true, description: "Only from this moment on." })
  from?: Date | null;

  @Field(() => GraphQLInstant, { nullable: true, description: "Only before this moment." })
  until?: Date | null;
}
