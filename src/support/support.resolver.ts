import { Arg, Args, Ctx, FieldResolver, Query, Resolver, Root } from "type-graphql";
import type { CaseStudyRow } from "../case-studies/case-studies.table.js";
import { CaseStudy } from "../case-studies/case-studies.type.js";
import { loadOrganisation } from "../organisations/organisations.loader.js";
import type { OrganisationRow } from "../organisations/organisations.table.js";
import { Organisation } from "../organisations/organisations.type.js";
import { PageArgs } from "../platform/connection.type.js";
import type { Context } from "../platform/context.js";
import type { Page } from "../platform/pagination.js";
import { Follows, Reads } from "../platform/wanted.js";
import type { FocusAreaRow } from "../taxonomy/taxonomy.table.js";
import { FocusArea } from "../taxonomy/taxonomy.type.js";
import { EventFilterInput, SupportOfferFilterInput } from "./support.input.js";
import {
  loadCaseStudiesOfOffer,
  loadFocusAreasOfOffer,
  loadOffersOfCaseStudy,
} from "./support.loader.js";
import {
  listEventsOfOrganisation,
  listOffersOfFocusArea,
  listOffersOfOrganisation,
} from "./support.repository.js";
import { findEvents, findSupportOffers } from "./support.service.js";
import type { EventRow, SupportOfferRow } from "./support.table.js";
import { Event, EventConnection, SupportOffer, SupportOfferConnection } from "./support.type.js";

@Resolver(() => SupportOffer)
export class SupportOfferResolver {
  @Query(() => SupportOfferConnection, {
    description: "Help that organisations offer others, by title.",
  })
  supportOffers(
    @Ctx() context: Context,
    @Args(() => PageArgs) args: PageArgs,
    @Arg("filter", () => SupportOfferFilterInput, {
      nullable: true,
      description: "Which ones; all of them unless told.",
    })
    filter: SupportOfferFilterInput | null,
  ): Promise<Page<SupportOfferRow>> {
    return findSupportOffers(context, args, filter);
  }

  @FieldResolver(() => Organisation, { description: "Who offers it." })
  @Follows(loadOrganisation, "organisationId")
  organisation(
    @Ctx() context: Context,
    @Root() row: SupportOfferRow,
  ): Promise<OrganisationRow | null> {
    return loadOrganisation(context, row.organisationId);
  }

  @FieldResolver(() => [FocusArea], { description: "The focus areas that it concerns." })
  @Follows(loadFocusAreasOfOffer)
  focusAreas(@Ctx() context: Context, @Root() row: SupportOfferRow): Promise<FocusAreaRow[]> {
    return loadFocusAreasOfOffer(context, row.id);
  }

  @FieldResolver(() => [CaseStudy], { description: "The case studies that it is part of." })
  @Follows(loadCaseStudiesOfOffer)
  caseStudies(@Ctx() context: Context, @Root() row: SupportOfferRow): Promise<CaseStudyRow[]> {
    return loadCaseStudiesOfOffer(context, row.id);
  }
}

@Resolver(() => Event)
export class EventResolver {
  @Query(() => EventConnection, { description: "Dated occasions, the earliest first." })
  events(
    @Ctx() context: Context,
    @Args(() => PageArgs) args: PageArgs,
    @Arg("filter", () => EventFilterInput, {
      nullable: true,
      description: "Which ones; all of them unless told.",
    })
    filter: EventFilterInput | null,
  ): Promise<Page<EventRow>> {
    return findEvents(context, args, filter);
  }

  @FieldResolver(() => Organisation, { description: "Who holds it." })
  @Follows(loadOrganisation, "organisationId")
  organisation(@Ctx() context: Context, @Root() row: EventRow): Promise<OrganisationRow | null> {
    return loadOrganisation(context, row.organisationId);
  }
}

@Resolver(() => Organisation)
export class OrganisationSupportResolver {
  @FieldResolver(() => SupportOfferConnection, { description: "Help that it offers, by title." })
  @Reads("id")
  supportOffers(
    @Ctx() context: Context,
    @Root() row: OrganisationRow,
    @Args(() => PageArgs) args: PageArgs,
  ): Promise<Page<SupportOfferRow>> {
    return listOffersOfOrganisation(context, row.id, args);
  }

  @FieldResolver(() => EventConnection, { description: "Its events, the earliest first." })
  @Reads("id")
  events(
    @Ctx() context: Context,
    @Root() row: OrganisationRow,
    @Args(() => PageArgs) args: PageArgs,
  ): Promise<Page<EventRow>> {
    return listEventsOfOrganisation(context, row.id, args);
  }
}

@Resolver(() => FocusArea)
export class FocusAreaSupportResolver {
  @FieldResolver(() => SupportOfferConnection, {
    description: "Help that is offered in this focus area, by title.",
  })
  @Reads("id")
  supportOffers(
    @Ctx() context: Context,
    @Root() row: FocusAreaRow,
    @Args(() => PageArgs) args: PageArgs,
  ): Promise<Page<SupportOfferRow>> {
    return listOffersOfFocusArea(context, row.id, args);
  }
}

@Resolver(() => CaseStudy)
export class CaseStudySupportResolver {
  @FieldResolver(() => [SupportOffer], { description: "Help that was part of it." })
  @Follows(loadOffersOfCaseStudy)
  supportOffers(@Ctx() context: Context, @Root() row: CaseStudyRow): Promise<SupportOfferRow[]> {
    return loadOffersOfCaseStudy(context, row.id);
  }
}
