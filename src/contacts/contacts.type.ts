import { Field, Int, ObjectType } from "type-graphql";
import { defineConnection } from "../platform/connection.type.js";
import { exposeEnum } from "../platform/enums.js";
import { Node } from "../platform/node.type.js";
import { GraphQLDate } from "../platform/scalars.js";
import { type ContactRow, contactVisibility } from "./contacts.table.js";

export const ContactVisibility = exposeEnum(
  contactVisibility,
  "ContactVisibility",
  "Who may see a contact.",
  { PUBLIC: "Everybody.", MEMBERS: "Signed-in members of participating organisations." },
);

@ObjectType({
  implements: Node,
  description:
    "A contact (kontakt): the professional details of a person or a function at an organisation.",
})
export class Contact implements Pick<
  ContactRow,
  | "slug"
  | "name"
  | "role"
  | "email"
  | "phone"
  | "visibility"
  | "lastConfirmedOn"
  | "note"
  | "version"
> {
  @Field(() => String, { description: "Readable and unique." })
  slug!: string;

  @Field(() => String, { description: "The person's or the function's name." })
  name!: string;

  @Field(() => String, { nullable: true, description: "Their role at the organisation." })
  role!: string | null;

  @Field(() => String, { nullable: true, description: "E-mail address at work." })
  email!: string | null;

  @Field(() => String, { nullable: true, description: "Telephone number at work, as published." })
  phone!: string | null;

  @Field(() => ContactVisibility, { description: "Who may see it." })
  visibility!: ContactRow["visibility"];

  @Field(() => GraphQLDate, {
    nullable: true,
    description: "When it was last confirmed to be right; null: never yet.",
  })
  lastConfirmedOn!: string | null;

  @Field(() => String, { nullable: true, description: "What is doubtful or worth knowing." })
  note!: string | null;

  @Field(() => Int, { description: "Grows with every change; pass it back when updating." })
  version!: number;
}

export const ContactConnection = defineConnection("Contact", () => Contact, "contacts");
