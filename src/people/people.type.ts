import { Field, ObjectType } from "type-graphql";
import { defineConnection } from "../platform/connection.type.js";
import type { Actor } from "../platform/context.js";
import { exposeEnum } from "../platform/enums.js";
import { Node } from "../platform/node.type.js";
import { GraphQLInstant } from "../platform/scalars.js";
import {
  type MembershipRow,
  type SessionRow,
  type UserRow,
  membershipRole,
} from "./people.table.js";

export const MembershipRole = exposeEnum(
  membershipRole,
  "MembershipRole",
  "What a person may do at an organisation.",
  {
    MEMBER: "Reads its drafts and the details for members; proposes drafts.",
    EDITOR:
      "Also writes and submits its content, manages its contacts, adoptions and members, and publishes if the organisation is self-publishing.",
  },
);

@ObjectType({
  implements: Node,
  description: "A person who can sign in. An erased one has neither address nor name.",
})
export class User implements Pick<
  UserRow,
  "email" | "name" | "isStaff" | "isAdmin" | "lastSignInAt" | "createdAt"
> {
  @Field(() => String, { nullable: true, description: "The e-mail address; null once erased." })
  email!: string | null;

  @Field(() => String, { nullable: true, description: "The name, as the person has written it." })
  name!: string | null;

  @Field(() => Boolean, { description: "Whether it is programme staff." })
  isStaff!: boolean;

  @Field(() => Boolean, {
    description: "Whether it administers users, organisations and API clients.",
  })
  isAdmin!: boolean;

  @Field(() => GraphQLInstant, {
    nullable: true,
    description: "When it last signed in; null: never yet.",
  })
  lastSignInAt!: Date | null;

  @Field(() => GraphQLInstant, { description: "When the account was made." })
  createdAt!: Date;
}

@ObjectType({ description: "What a person is at an organisation." })
export class Membership implements Pick<MembershipRow, "role" | "createdAt"> {
  @Field(() => MembershipRole, { description: "What the person may do there." })
  role!: MembershipRow["role"];

  @Field(() => GraphQLInstant, { description: "Since when." })
  createdAt!: Date;
}

@ObjectType({ implements: Node, description: "A browser that you are signed in with." })
export class Session implements Pick<
  SessionRow,
  "createdAt" | "lastSeenAt" | "expiresAt" | "device"
> {
  @Field(() => GraphQLInstant, { description: "When you signed in." })
  createdAt!: Date;

  @Field(() => GraphQLInstant, { description: "When it was last used, to five minutes." })
  lastSeenAt!: Date;

  @Field(() => GraphQLInstant, {
    description: "When you have to sign in again at the latest; after a week without use, sooner.",
  })
  expiresAt!: Date;

  @Field(() => String, { nullable: true, description: "What the browser says of itself." })
  device!: string | null;
}

/** Who is signed in, as the policies see it. */
@ObjectType({ description: "Who you are here, and what you may do." })
export class Viewer {
  /** Not exposed. */
  actor!: Actor;
}

export const UserConnection = defineConnection("User", () => User, "people");
export type UserConnection = InstanceType<typeof UserConnection>;
