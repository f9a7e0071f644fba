import { Arg, Args, Ctx, ID, Int, Mutation, Query, Resolver } from "type-graphql";
import type { ContactRow } from "../../contacts/contacts.table.js";
import { Contact, ContactConnection } from "../../contacts/contacts.type.js";
import { PageArgs } from "../../platform/connection.type.js";
import type { Context } from "../../platform/context.js";
import type { Page } from "../../platform/pagination.js";
import type { Outcome } from "../../platform/problems.js";
import { Event, SupportOffer } from "../../support/support.type.js";
import { confirmContact, findDueContacts, handOverContact } from "./contact-upkeep.service.js";
import { contactRecord } from "./contact.record.js";
import { ContactInput, EventInput, SupportOfferInput } from "./directory-inputs.type.js";
import { defineDirectory } from "./directory.resolvers.js";
import { eventRecord } from "./event.record.js";
import { supportOfferRecord } from "./support-offer.record.js";

const contactWriting = defineDirectory(contactRecord, Contact, ContactInput, "contact");

export const ContactWritingResolver = contactWriting.resolver;
export const SupportOfferWritingResolver = defineDirectory(
  supportOfferRecord,
  SupportOffer,
  SupportOfferInput,
  "support offer",
).resolver;
export const EventWritingResolver = defineDirectory(
  eventRecord,
  Event,
  EventInput,
  "event",
).resolver;

const contactArgument = { description: "The contact's id." };

@Resolver()
export class ContactUpkeepResolver {
  @Query(() => ContactConnection, {
    description:
      "Contacts to be confirmed, as nobody has for a year: of your organisations for editors, of all for programme staff.",
  })
  dueContacts(
    @Ctx() context: Context,
    @Args(() => PageArgs) args: PageArgs,
  ): Promise<Page<ContactRow>> {
    return findDueContacts(context, args);
  }

  @Mutation(() => contactWriting.Payload, { description: "Notes that a contact is right today." })
  confirmContact(
    @Ctx() context: Context,
    @Arg("id", () => ID, contactArgument) id: string,
    @Arg("version", () => Int, contactWriting.versionArgument) version: number,
  ): Promise<Outcome<ContactRow>> {
    const target = { id, version };
    return contactWriting.answer(context, () => confirmContact(context, target), target);
  }

  @Mutation(() => contactWriting.Payload, {
    description: "Hands a contact's case studies, methods and focus areas over to its successor.",
  })
  handOverContact(
    @Ctx() context: Context,
    @Arg("id", () => ID, contactArgument) id: string,
    @Arg("version", () => Int, contactWriting.versionArgument) version: number,
    @Arg("to", () => ID, {
      description: "The id of the contact, of the same organisation, that takes over.",
    })
    to: string,
  ): Promise<Outcome<ContactRow>> {
    const target = { id, version };
    return contactWriting.answer(context, () => handOverContact(context, target, to), target);
  }
}
