import { GraphQLJSONObject } from "graphql-scalars";
import { Arg, Ctx, ID, Mutation, Query, Resolver } from "type-graphql";
import type { Context } from "../platform/context.js";
import { definePayload } from "../platform/payload.type.js";
import { type Outcome, outcomeOf } from "../platform/problems.js";
import {
  type Erased,
  changeMyName,
  eraseContact,
  eraseMe,
  erasePerson,
} from "./erasure.service.js";
import type { UserRow } from "./people.table.js";
import { User } from "./people.type.js";
import { ErasedType } from "./personal-data.type.js";
import { readDataOf, readMyData } from "./personal-data.service.js";

const erased = { name: "erased", type: () => ErasedType, description: "What was erased." };
const EraseMePayload = definePayload<Erased>("EraseMe", erased);
const ErasePersonPayload = definePayload<Erased>("ErasePerson", erased);
const EraseContactPayload = definePayload<string>("EraseContact", {
  name: "contactId",
  type: () => ID,
  description: "The contact that is gone.",
});
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
      "Erases you everywhere and at once: your account, and contacts with your address. What you have contributed stays, without your name.",
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
      "Erases a person everywhere and at once: the account, and contacts with the address. For administrators.",
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
  ): Promise<Outcome<string>> {
    return outcomeOf(() => eraseContact(context, id));
  }
}
