import { Arg, Field, FieldResolver, ObjectType, Resolver, Root } from "type-graphql";
import { exposeEnum } from "./enums.js";
import { Locale, type LocaleName } from "./locale.js";
import { type Problem, problemCodes } from "./problems.js";

const UserErrorCode = exposeEnum(
  { enumValues: problemCodes },
  "UserErrorCode",
  "What is wrong with an input.",
  {
    REQUIRED: "It is missing.",
    TOO_LONG: "It has too many characters.",
    TOO_MANY: "There are too many of it.",
    INVALID: "It isn't what it must be, or doesn't go together with the rest.",
    UNKNOWN: "It names what doesn't exist.",
    TAKEN: "Something else has it already.",
    CONFLICT:
      "The record has changed since the version that the input is based on; nothing was written.",
    WRONG_STATE: "The record's state doesn't allow it.",
    KEY_REUSED: "The idempotency key was used for another input.",
    EXPIRED: "It is too old, or was used already.",
    FORBIDDEN: "You may not do this with one of several records; for a single one it is an error.",
  },
);

@ObjectType({ description: "One thing in a mutation's input that its user can mend." })
export class UserError implements Pick<Problem, "field" | "code"> {
  @Field(() => String, {
    nullable: true,
    description:
      "The input's path, for example `input.lessons.0.text`; null when no single field is wrong.",
  })
  field!: string | null;

  @Field(() => UserErrorCode, { description: "What is wrong." })
  code!: Problem["code"];
}

@Resolver(() => UserError)
export class UserErrorResolver {
  @FieldResolver(() => String, { description: "What is wrong, and the remedy." })
  message(
    @Root() { message }: Problem,
    @Arg("locale", () => Locale, {
      nullable: true,
      defaultValue: "SV",
      description: "The language.",
    })
    locale: LocaleName | null,
  ): string {
    return locale === "EN" ? message.en : message.sv;
  }
}

/** The description of the field that every payload has. */
export const userErrorsField = {
  description: "What the user can mend; empty when it was carried out.",
};
