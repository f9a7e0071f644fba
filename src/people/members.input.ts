import { Field, InputType } from "type-graphql";
import type { MembershipRow } from "./people.table.js";
import { MembershipRole } from "./people.type.js";

@InputType({ description: "Whom to invite where." })
export class InviteMemberInput {
  @Field(() => String, { description: "The organisation's slug." })
  organisation!: string;

  @Field(() => String, {
    description:
      "The e-mail address: at a domain of the organisation, unless an administrator invites.",
  })
  email!: string;

  @Field(() => MembershipRole, {
    defaultValue: "MEMBER",
    description: "What the person may do there.",
  })
  role!: MembershipRow["role"];
}

@InputType({ description: "What somebody may do everywhere; what is left out stays as it is." })
export class ChangeUserInput {
  @Field(() => Boolean, { nullable: true, description: "Whether it is programme staff." })
  isStaff?: boolean | null;

  @Field(() => Boolean, {
    nullable: true,
    description: "Whether it administers users, organisations and API clients.",
  })
  isAdmin?: boolean | null;
}

@InputType({ description: "Which people are wanted; all given conditions must hold." })
export class UserFilterInput {
  @Field(() => String, {
    nullable: true,
    description: "Only members of the organisation with this slug.",
  })
  organisation?: string | null;

  @Field(() => String, { nullable: true, description: "Only the one with this e-mail address." })
  email?: string | null;

  @Field(() => Boolean, { nullable: true, description: "Only programme staff, or all others." })
  isStaff?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: "Only administrators, or all others." })
  isAdmin?: boolean | null;
}
