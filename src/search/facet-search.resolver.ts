import { Arg, Ctx, Int, Query, Resolver } from "type-graphql";
import type { Context } from "../platform/context.js";
import { maxPageSize } from "../platform/pagination.js";
import { SearchFacet } from "./facet-search.input.js";
import { mostFacetValues, searchFacetValues } from "./facet-search.query.js";
import type { FacetField } from "./index-settings.js";
import { SearchFilterInput } from "./search.input.js";
import { type FacetValueRow, FacetValue } from "./search.type.js";

@Resolver()
export class FacetSearchResolver {
  @Query(() => [FacetValue], {
    description:
      "Values of one facet that a search can be narrowed to, the most frequent first, found by the " +
      "beginning of words of their label in Swedish or English, or of the value itself. What the " +
      `filter says of the same facet is left out. Of more than ${mostFacetValues} values the most ` +
      "frequent are compared.",
  })
  searchFacet(
    @Ctx() context: Context,
    @Arg("query", () => String, { description: "What the officer has searched for." })
    query: string,
    @Arg("filter", () => SearchFilterInput, {
      nullable: true,
      description: "What the search is narrowed to.",
    })
    filter: SearchFilterInput | null,
    @Arg("facet", () => SearchFacet, { description: "Which facet." }) facet: FacetField,
    @Arg("text", () => String, {
      description: "What has been typed of the value's label; nothing: the most frequent values.",
    })
    text: string,
    @Arg("first", () => Int, { defaultValue: 10, description: `How many: 1–${maxPageSize}.` })
    first: number,
  ): Promise<FacetValueRow[]> {
    return searchFacetValues(context, query, filter, { facet, text, first });
  }
}
