import { GraphQLJSONObject } from "graphql-scalars";
import { Arg, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from "type-graphql";
import type { Context } from "../platform/context.js";
import { definePayload } from "../platform/payload.type.js";
import { type Outcome, outcomeOf } from "../platform/problems.js";
import {
  type Erased,
  type ErasedContact,
  changeMyName,
  eraseContact,
  eraseMe,
  erasePerson,
} from "./erasure.service.js";
import type { UserRow } from "./people.table.js";
import { User } from "./people.type.js";
import { EraseContactPayload, ErasedType, MentionType } from "./personal-data.type.js";
import type { Mention } from "./mentions.service.js";
import { loadOrganisation } from "../organisations/organisations.loader.js";
import type { OrganisationRow } from "../organisations/organisations.table.js";
import { Organisation } from "../organisations/organisations.type.js";
import { readDataOf, readMyData } from "./personal-data.service.js";

const erased = { name: "erased", type: () => ErasedType, description: "What was erased." };
const EraseMePayload = definePayload<Erased>("EraseMe", erased);
const ErasePersonPayload = definePayload<Erased>("ErasePerson", erased);
const ChangeMyNamePayload = definePayload<UserRow>("ChangeMyName", {
  name: "user",
  type: () => User,
  description: "You, as you are called now.",
});
const ReadPersonalDataPayload = definePayload<Record<string, unknown>>("ReadPersonalData", {
  name: "data",
  type: () => GraphQLJSONObject,
  description: "Everything that is kept of the person, and why.",
});

@Resolver()
export class PersonalDataResolver {
  @Query(() => GraphQLJSONObject, {
    nullable: true,
    description:
      "Everything that is kept of you, and why (GDPR Article 15); null for visitors and API clients.",
  })
  myData(@Ctx() context: Context): Promise<Record<string, unknown> | null> {
    return readMyData(context);
  }

  @Mutation(() => ReadPersonalDataPayload, {
    description:
      "Reads everything that is kept of a person with an address, to answer one who has no account; it is written into the audit log. For administrators.",
  })
  readPersonalData(
    @Ctx() context: Context,
    @Arg("email", () => String, { description: "The person's e-mail address." }) email: string,
  ): Promise<Outcome<Record<string, unknown>>> {
    return outcomeOf(() => readDataOf(context, email));
  }

  @Mutation(() => ChangeMyNamePayload, { description: "Corrects your own name." })
  changeMyName(
    @Ctx() context: Context,
    @Arg("name", () => String, {
      nullable: true,
      description: "What you are called, at most 120 characters; null removes it.",
    })
    name: string | null | undefined,
  ): Promise<Outcome<UserRow>> {
    return outcomeOf(() => changeMyName(context, name ?? null));
  }

  @Mutation(() => EraseMePayload, {
    description:
      "Erases you everywhere and at once: your account, contacts with your address, and your name in what was published before. What you have contributed stays, without your name; `mentions` are texts that still have it.",
  })
  eraseMe(
    @Ctx() context: Context,
    @Arg("email", () => String, { description: "Your own e-mail address, to confirm." })
    email: string,
  ): Promise<Outcome<Erased>> {
    return outcomeOf(() => eraseMe(context, email));
  }

  @Mutation(() => ErasePersonPayload, {
    description:
      "Erases a person everywhere and at once: the account, contacts with the address, and the name in what was published before. `mentions` are texts that still have it, to be edited. For administrators.",
  })
  erasePerson(
    @Ctx() context: Context,
    @Arg("email", () => String, { description: "The person's e-mail address." }) email: string,
  ): Promise<Outcome<Erased>> {
    return outcomeOf(() => erasePerson(context, email));
  }

  @Mutation(() => EraseContactPayload, {
    description:
      "Erases a contact who has objected; neither seeds nor imports bring it back. For its organisation's editors, staff and administrators.",
  })
  eraseContact(
    @Ctx() context: Context,
    @Arg("id", () => ID, { description: "The contact's `id`." }) id: string,
  ): Promise<Outcome<ErasedContact>> {
    return outcomeOf(() => eraseContact(context, id));
  }
}

@Resolver(() => MentionType)
export class MentionResolver {
  @FieldResolver(() => [Organisation], {
    description: "The organisations whose editors can mend it.",
  })
  async organisations(
    @Ctx() context: Context,
    @Root() { organisations }: Mention,
  ): Promise<OrganisationRow[]> {
    const rows = await Promise.all(organisations.map((id) => loadOrganisation(context, id)));
    return rows.filter((row) => row !== null);
  }
}
