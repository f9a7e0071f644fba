import { Arg, Ctx, FieldResolver, Query, Resolver, Root } from "type-graphql";
import { loadOrganisation } from "../organisations/organisations.loader.js";
import type { OrganisationRow } from "../organisations/organisations.table.js";
import { Organisation } from "../organisations/organisations.type.js";
import type { Actor, Context } from "../platform/context.js";
import { Locale, type LocaleName, inLocale } from "../platform/locale.js";
import { loadMemberships, loadUser } from "./people.loader.js";
import type { MembershipRow, SessionRow, UserRow } from "./people.table.js";
import { Membership, Session, User, Viewer } from "./people.type.js";
import { ownSessions } from "./sessions.service.js";
import { permissionsOf, viewerOf } from "./viewer.service.js";

@Resolver(() => Viewer)
export class ViewerResolver {
  @Query(() => Viewer, {
    nullable: true,
    description: "Who you are here, and what you may do; null for a visitor.",
  })
  viewer(@Ctx() context: Context): Actor | null {
    return viewerOf(context);
  }

  @FieldResolver(() => User, {
    nullable: true,
    description: "The person who is signed in; null for an API client.",
  })
  async user(@Ctx() context: Context, @Root() { kind, id }: Actor): Promise<UserRow | null> {
    return kind === "USER" && id !== null ? loadUser(context, id) : null;
  }

  @FieldResolver(() => [String], { description: "What you may do, in words." })
  async permissions(
    @Ctx() context: Context,
    @Arg("locale", () => Locale, {
      defaultValue: "SV",
      nullable: true,
      description: "The language.",
    })
    locale: LocaleName | null,
  ): Promise<string[]> {
    return inLocale(await permissionsOf(context), locale);
  }

  @FieldResolver(() => [Session], {
    description: "The browsers that you are signed in with, the one used last first.",
  })
  sessions(@Ctx() context: Context): Promise<SessionRow[]> {
    return ownSessions(context);
  }
}

@Resolver(() => Session)
export class SessionResolver {
  @FieldResolver(() => Boolean, { description: "Whether this request uses it." })
  isCurrent(@Ctx() { visit }: Context, @Root() { id }: SessionRow): boolean {
    return id === visit.sessionId;
  }
}

@Resolver(() => User)
export class UserResolver {
  @FieldResolver(() => [Membership], {
    description: "What the person is at which organisations, as far as you may see it; by name.",
  })
  memberships(@Ctx() context: Context, @Root() { id }: UserRow): Promise<MembershipRow[]> {
    return loadMemberships(context, id);
  }
}

@Resolver(() => Membership)
export class MembershipResolver {
  @FieldResolver(() => Organisation, { description: "The organisation." })
  organisation(
    @Ctx() context: Context,
    @Root() { organisationId }: MembershipRow,
  ): Promise<OrganisationRow | null> {
    return loadOrganisation(context, organisationId);
  }
}
