import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from "type-graphql";
import type { OrganisationRow } from "../organisations/organisations.table.js";
import { Organisation } from "../organisations/organisations.type.js";
import { PageArgs } from "../platform/connection.type.js";
import type { Context } from "../platform/context.js";
import type { Page } from "../platform/pagination.js";
import { definePayload } from "../platform/payload.type.js";
import { type Outcome, outcomeOf } from "../platform/problems.js";
import { Reads } from "../platform/wanted.js";
import {
  changeUser,
  emailDomainsOf,
  setEmailDomains,
  setSelfPublishing,
} from "./administration.service.js";
import { ChangeUserInput, InviteMemberInput, UserFilterInput } from "./members.input.js";
import { listMembers } from "./members.repository.js";
import { changeMember, findUsers, inviteMember, removeMember } from "./members.service.js";
import type { MembershipRow, UserRow } from "./people.table.js";
import { MembershipRole, User, UserConnection } from "./people.type.js";

const user = (description: string) => ({ name: "user", type: () => User, description });
const organisation = {
  name: "organisation",
  type: () => Organisation,
  description: "The organisation, as it is now.",
};
const InviteMemberPayload = definePayload<UserRow>("InviteMember", user("Who was invited."));
const ChangeMemberPayload = definePayload<UserRow>("ChangeMember", user("Whose role was changed."));
const RemoveMemberPayload = definePayload<string>("RemoveMember", {
  name: "userId",
  type: () => ID,
  description: "Who is no member any more.",
});
const ChangeUserPayload = definePayload<UserRow>("ChangeUser", user("The person, as it is now."));
const SetSelfPublishingPayload = definePayload<OrganisationRow>("SetSelfPublishing", organisation);
const SetEmailDomainsPayload = definePayload<OrganisationRow>("SetEmailDomains", organisation);

const bySlug = { description: "The organisation's slug." };
const byId = { description: "The person's `id`." };

@Resolver()
export class MembersResolver {
  @Query(() => UserConnection, {
    description:
      "People that you may see, by address: yourself and the members of organisations that you edit; staff and administrators see all.",
  })
  users(
    @Ctx() context: Context,
    @Args(() => PageArgs) args: PageArgs,
    @Arg("filter", () => UserFilterInput, {
      nullable: true,
      description: "Which ones; all of them unless told.",
    })
    filter: UserFilterInput | null,
  ): Promise<Page<UserRow>> {
    return findUsers(context, args, filter);
  }

  @Mutation(() => InviteMemberPayload, {
    description:
      "Makes somebody a member of an organisation, and writes a mail about it. For its editors, and administrators.",
  })
  inviteMember(
    @Ctx() context: Context,
    @Arg("input", () => InviteMemberInput, { description: "Whom to invite where." })
    input: InviteMemberInput,
  ): Promise<Outcome<UserRow>> {
    return outcomeOf(() => inviteMember(context, input));
  }

  @Mutation(() => ChangeMemberPayload, {
    description:
      "Changes what a member may do. For the organisation's editors, and administrators.",
  })
  changeMember(
    @Ctx() context: Context,
    @Arg("organisation", () => String, bySlug) slug: string,
    @Arg("user", () => ID, byId) id: string,
    @Arg("role", () => MembershipRole, { description: "What the person may do from now on." })
    role: MembershipRow["role"],
  ): Promise<Outcome<UserRow>> {
    return outcomeOf(() => changeMember(context, slug, id, role));
  }

  @Mutation(() => RemoveMemberPayload, {
    description:
      "Ends a membership at once; the account stays. For the organisation's editors, and administrators.",
  })
  removeMember(
    @Ctx() context: Context,
    @Arg("organisation", () => String, bySlug) slug: string,
    @Arg("user", () => ID, byId) id: string,
  ): Promise<Outcome<string>> {
    return outcomeOf(() => removeMember(context, slug, id));
  }

  @Mutation(() => ChangeUserPayload, {
    description: "Makes somebody staff or an administrator, or no longer. For administrators.",
  })
  changeUser(
    @Ctx() context: Context,
    @Arg("user", () => ID, byId) id: string,
    @Arg("input", () => ChangeUserInput, { description: "What is to change." })
    input: ChangeUserInput,
  ): Promise<Outcome<UserRow>> {
    return outcomeOf(() => changeUser(context, id, input));
  }

  @Mutation(() => SetSelfPublishingPayload, {
    description:
      "Decides whether an organisation's editors publish without review. For administrators.",
  })
  setSelfPublishing(
    @Ctx() context: Context,
    @Arg("organisation", () => String, bySlug) slug: string,
    @Arg("selfPublishing", () => Boolean, { description: "Whether they do." }) value: boolean,
  ): Promise<Outcome<OrganisationRow>> {
    return outcomeOf(() => setSelfPublishing(context, slug, value));
  }

  @Mutation(() => SetEmailDomainsPayload, {
    description:
      "Decides at which e-mail domains people may make themselves an account as members of an organisation. For administrators.",
  })
  setEmailDomains(
    @Ctx() context: Context,
    @Arg("organisation", () => String, bySlug) slug: string,
    @Arg("domains", () => [String], {
      description:
        "All of them, for example `kalmar.se`; at most 20. A subdomain counts by itself.",
    })
    domains: string[],
  ): Promise<Outcome<OrganisationRow>> {
    return outcomeOf(() => setEmailDomains(context, slug, domains));
  }
}

@Resolver(() => Organisation)
export class OrganisationMembersResolver {
  @FieldResolver(() => Boolean, {
    description: "Whether its editors publish without the programme's review.",
  })
  @Reads("selfPublishing")
  selfPublishing(@Root() row: OrganisationRow): boolean {
    return row.selfPublishing;
  }

  @FieldResolver(() => UserConnection, {
    description: "Its members that you may see, by address: its editors see all.",
  })
  @Reads("id")
  members(
    @Ctx() context: Context,
    @Root() { id }: OrganisationRow,
    @Args(() => PageArgs) args: PageArgs,
  ): Promise<Page<UserRow>> {
    return listMembers(context, id, args);
  }

  @FieldResolver(() => [String], {
    description:
      "The e-mail domains at which people may make themselves an account with it; for its editors and administrators, else empty.",
  })
  @Reads("id")
  emailDomains(@Ctx() context: Context, @Root() { id }: OrganisationRow): Promise<string[]> {
    return emailDomainsOf(context, id);
  }
}
