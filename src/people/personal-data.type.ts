import { Field, ID, Int, ObjectType, Root } from "type-graphql";
import { exposeEnum } from "../platform/enums.js";
import type { Outcome, Problem } from "../platform/problems.js";
import { UserError, userErrorsField } from "../platform/user-error.type.js";
import { type MentionPlace, mentionPlaces } from "./mentions.repository.js";
import type { Mention } from "./mentions.service.js";
import type { Erased, ErasedContact } from "./erasure.service.js";

const MentionPlaceType = exposeEnum<MentionPlace>(
  { enumValues: mentionPlaces },
  "MentionPlace",
  "Where in a record a person is named.",
  {
    RECORD: "In the record itself, its lessons, results or sources: edit it.",
    DRAFT: "In the draft beside what is published: edit it, or throw it away.",
    REVISION:
      "In what was published before, where a name may also be another's: nobody can edit it; an administrator who erases the person by the address takes it out.",
  },
);

@ObjectType("Mention", {
  description:
    "A record whose text still names a person who was erased. A name can be another's, too: whoever edits it decides.",
  simpleResolvers: true,
})
export class MentionType implements Omit<Mention, "organisations"> {
  @Field(() => ID, { description: "The record's id; pass it to `node`." })
  id!: string;

  @Field(() => String, { description: "The record's GraphQL type, for example `CaseStudy`." })
  type!: string;

  @Field(() => [MentionPlaceType], { description: "Where in it." })
  places!: MentionPlace[];

  /** Shown as organisations. */
  organisations!: string[];
}

const mentionsField = {
  description:
    "Records whose text still names the person, for a person to edit: all of them for staff and administrators; for others those that are public and those of their organisations. The audit log keeps their ids.",
};

@ObjectType("EraseContactPayload", { description: "What `eraseContact` answers." })
export class EraseContactPayload {
  /** Shown field by field. */
  value!: ErasedContact | null;

  @Field(() => ID, { nullable: true, description: "The contact that is gone." })
  contactId(@Root() { value }: Outcome<ErasedContact>): string | null {
    return value?.contactId ?? null;
  }

  @Field(() => [MentionType], mentionsField)
  mentions(@Root() { value }: Outcome<ErasedContact>): Mention[] {
    return value?.mentions ?? [];
  }

  @Field(() => [UserError], userErrorsField)
  userErrors!: readonly Problem[];
}

@ObjectType("Erased", { description: "What was erased.", simpleResolvers: true })
export class ErasedType implements Erased {
  @Field(() => Int, { description: "How many accounts." })
  accounts!: number;

  @Field(() => Int, { description: "How many contacts." })
  contacts!: number;

  @Field(() => [MentionType], mentionsField)
  mentions!: Mention[];
}
