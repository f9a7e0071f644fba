import { Arg, Args, Ctx, FieldResolver, Query, Resolver, Root } from "type-graphql";
import type { CaseStudyRow } from "../case-studies/case-studies.table.js";
import { CaseStudy } from "../case-studies/case-studies.type.js";
import type { AdoptionRow, MethodRow } from "../methods/methods.table.js";
import { Adoption, Method } from "../methods/methods.type.js";
import { loadOrganisation } from "../organisations/organisations.loader.js";
import type { OrganisationRow } from "../organisations/organisations.table.js";
import { Organisation } from "../organisations/organisations.type.js";
import { PageArgs } from "../platform/connection.type.js";
import type { Context } from "../platform/context.js";
import type { Page } from "../platform/pagination.js";
import { Follows, Reads } from "../platform/wanted.js";
import type { FocusAreaRow } from "../taxonomy/taxonomy.table.js";
import { FocusArea } from "../taxonomy/taxonomy.type.js";
import { ContactFilterInput } from "./contacts.input.js";
import {
  loadCaseStudiesOfContact,
  loadContact,
  loadContactsOfAdoption,
  loadContactsOfCaseStudy,
  loadContactsOfFocusArea,
  loadContactsOfMethod,
  loadContactsOfOrganisation,
  loadFocusAreasOfContact,
  loadMethodsOfContact,
} from "./contacts.loader.js";
import { findContacts } from "./contacts.service.js";
import type { ContactRow } from "./contacts.table.js";
import { Contact, ContactConnection } from "./contacts.type.js";

@Resolver(() => Contact)
export class ContactResolver {
  @Query(() => ContactConnection, { description: "Contacts that you may see, by name." })
  contacts(
    @Ctx() context: Context,
    @Args(() => PageArgs) args: PageArgs,
    @Arg("filter", () => ContactFilterInput, {
      nullable: true,
      description: "Which ones; all of them unless told.",
    })
    filter: ContactFilterInput | null,
  ): Promise<Page<ContactRow>> {
    return findContacts(context, args, filter);
  }

  @FieldResolver(() => Organisation, { description: "Where they work." })
  @Follows(loadOrganisation, "organisationId")
  organisation(@Ctx() context: Context, @Root() row: ContactRow): Promise<OrganisationRow | null> {
    return loadOrganisation(context, row.organisationId);
  }

  @FieldResolver(() => Contact, {
    nullable: true,
    description: "Who has taken over from them; null: nobody, or nobody that you may see.",
  })
  @Follows(loadContact, "successorId")
  async successor(@Ctx() context: Context, @Root() row: ContactRow): Promise<ContactRow | null> {
    return row.successorId === null ? null : loadContact(context, row.successorId);
  }

  @FieldResolver(() => [CaseStudy], { description: "The case studies that they know." })
  @Follows(loadCaseStudiesOfContact)
  caseStudies(@Ctx() context: Context, @Root() row: ContactRow): Promise<CaseStudyRow[]> {
    return loadCaseStudiesOfContact(context, row.id);
  }

  @FieldResolver(() => [Method], { description: "The methods that they know." })
  @Follows(loadMethodsOfContact)
  methods(@Ctx() context: Context, @Root() row: ContactRow): Promise<MethodRow[]> {
    return loadMethodsOfContact(context, row.id);
  }

  @FieldResolver(() => [FocusArea], { description: "The focus areas that they know." })
  @Follows(loadFocusAreasOfContact)
  focusAreas(@Ctx() context: Context, @Root() row: ContactRow): Promise<FocusAreaRow[]> {
    return loadFocusAreasOfContact(context, row.id);
  }
}

@Resolver(() => Organisation)
export class OrganisationContactsResolver {
  @FieldResolver(() => [Contact], { description: "Whom to ask there, by name." })
  @Follows(loadContactsOfOrganisation)
  contacts(@Ctx() context: Context, @Root() row: OrganisationRow): Promise<ContactRow[]> {
    return loadContactsOfOrganisation(context, row.id);
  }
}

@Resolver(() => CaseStudy)
export class CaseStudyContactsResolver {
  @FieldResolver(() => [Contact], { description: "Whom to ask about it, by name." })
  @Follows(loadContactsOfCaseStudy)
  contacts(@Ctx() context: Context, @Root() row: CaseStudyRow): Promise<ContactRow[]> {
    return loadContactsOfCaseStudy(context, row.id);
  }
}

@Resolver(() => Method)
export class MethodContactsResolver {
  @FieldResolver(() => [Contact], { description: "Who knows it, by name." })
  @Follows(loadContactsOfMethod)
  contacts(@Ctx() context: Context, @Root() row: MethodRow): Promise<ContactRow[]> {
    return loadContactsOfMethod(context, row.id);
  }
}

@Resolver(() => Adoption)
export class AdoptionContactsResolver {
  @FieldResolver(() => [Contact], {
    description:
      "Whom to ask about it, the nearest first: contacts of its case studies, of the organisation, of the others that took part, and those that know the method.",
  })
  @Reads("id")
  contacts(@Ctx() context: Context, @Root() row: AdoptionRow): Promise<ContactRow[]> {
    return loadContactsOfAdoption(context, row.id);
  }
}

@Resolver(() => FocusArea)
export class FocusAreaContactsResolver {
  @FieldResolver(() => [Contact], { description: "Who knows it, by name." })
  @Follows(loadContactsOfFocusArea)
  contacts(@Ctx() context: Context, @Root() row: FocusAreaRow): Promise<ContactRow[]> {
    return loadContactsOfFocusArea(context, row.id);
  }
}
