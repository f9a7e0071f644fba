import { Field, InputType } from "type-graphql";

/** The longest text that is read, in UTF-16 units: some twenty pages. */
export const longestPaste = 50_000;

@InputType({ description: "A text to be read as a draft of a case study." })
export class DraftFromTextInput {
  @Field(() => String, {
    description: `The text as it was pasted, in Swedish: a report's section, a contract's, a project page; at most ${longestPaste.toLocaleString("en")} characters.`,
  })
  text!: string;

  @Field(() => String, {
    nullable: true,
    description:
      "The slug of the organisation that writes: where the text names it, it is suggested to lead. Yours unless told, if you belong to one only.",
  })
  organisation?: string | null;
}
