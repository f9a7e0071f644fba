import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from "type-graphql";
import { loadOrganisation } from "../organisations/organisations.loader.js";
import type { OrganisationRow } from "../organisations/organisations.table.js";
import { Organisation } from "../organisations/organisations.type.js";
import type { Context } from "../platform/context.js";
import { Locale, type LocaleName, inLocale } from "../platform/locale.js";
import { maxPageSize, readWindow } from "../platform/pagination.js";
import { Follows, Reads } from "../platform/wanted.js";
import { loadPeers } from "./likeness.loader.js";
import { Peer, type PeerRow } from "./likeness.type.js";

@Resolver(() => Organisation)
export class OrganisationPeersResolver {
  @FieldResolver(() => [Peer], {
    description: "The municipalities most like it; none for what is no municipality.",
  })
  @Reads("id")
  async peers(
    @Ctx() context: Context,
    @Root() row: OrganisationRow,
    @Arg("first", () => Int, { defaultValue: 5, description: `How many: 1–${maxPageSize}.` })
    first: number,
  ): Promise<PeerRow[]> {
    return (await loadPeers(context, row.id)).slice(0, readWindow({ first }).size);
  }
}

@Resolver(() => Peer)
export class PeerResolver {
  @FieldResolver(() => Organisation, { description: "The municipality that is like it." })
  @Follows(loadOrganisation, "organisationId")
  organisation(@Ctx() context: Context, @Root() row: PeerRow): Promise<OrganisationRow | null> {
    return loadOrganisation(context, row.organisationId);
  }

  @FieldResolver(() => [String], {
    description: "What the two have in common, the weightiest first.",
  })
  @Reads("why")
  why(
    @Root() row: PeerRow,
    @Arg("locale", () => Locale, {
      nullable: true,
      defaultValue: "SV",
      description: "The language.",
    })
    locale: LocaleName | null,
  ): string[] {
    return inLocale(row.why, locale);
  }
}
