import { Arg, Ctx, Int, Query, Resolver } from "type-graphql";
import type { Context } from "../platform/context.js";
import {
  mostSuggestions,
  suggestFor,
  suggestedLength,
  usualSuggestions,
} from "./suggestions.query.js";
import { Suggestion } from "./suggestions.type.js";

@Resolver()
export class SuggestionResolver {
  @Query(() => [Suggestion], {
    description:
      "Help while typing: methods, municipalities, focus areas, terms and case studies that have every " +
      "word typed at the beginning of a word or of a part of a compound (`värme` finds `fjärrvärme`), " +
      "also without å, ä and ö. One typing error is forgiven in words of five letters or more when " +
      "nothing else is found. Nothing typed: the most tried methods; nothing but signs: none. New " +
      "records are suggested after a minute or two.",
  })
  suggest(
    @Ctx() context: Context,
    @Arg("query", () => String, {
      description: `What has been typed so far; the first ${suggestedLength} characters count.`,
    })
    query: string,
    @Arg("first", () => Int, {
      nullable: true,
      defaultValue: usualSuggestions,
      description: `How many: 1–${mostSuggestions}.`,
    })
    first: number | null,
  ): Promise<Suggestion[]> {
    return suggestFor(context, query, first ?? usualSuggestions);
  }
}
