import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import type { Context } from "../platform/context.js";
import { definePayload } from "../platform/payload.type.js";
import { type Outcome, outcomeOf } from "../platform/problems.js";
import { DraftFromTextInput } from "./drafting.input.js";
import { draftFromText } from "./drafting.service.js";
import { TextDraft } from "./drafting.type.js";

const DraftFromTextPayload = definePayload<TextDraft>("DraftFromText", {
  name: "draft",
  type: () => TextDraft,
  description: "What the text suggests.",
});

@Resolver()
export class DraftingResolver {
  @Mutation(() => DraftFromTextPayload, {
    description:
      "Reads a pasted text as a draft of a case study: suggests title, summary, organisations, methods, focus areas, goals, years, figures, lessons and sources, each with its passage, by rules and Swedish analysis here; no other service sees the text. Writes nothing. At most 30 texts a minute.",
  })
  draftFromText(
    @Ctx() context: Context,
    @Arg("input", () => DraftFromTextInput, { description: "The text." })
    input: DraftFromTextInput,
  ): Promise<Outcome<TextDraft>> {
    return outcomeOf(() => draftFromText(context, input));
  }
}
