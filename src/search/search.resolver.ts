import type { GraphQLResolveInfo } from "graphql";
import { Arg, Args, Ctx, FieldResolver, Info, Query, Resolver, Root } from "type-graphql";
import type { Context } from "../platform/context.js";
import { Locale, type LocaleName, inLocale } from "../platform/locale.js";
import { selects } from "../platform/selection.js";
import { labelFacetValue } from "./facet-label.js";
import { SearchFilterInput, SearchPageArgs } from "./search.input.js";
import { searchBank } from "./search.query.js";
import { type FacetValueRow, FacetValue, SearchConnection, SearchEdge } from "./search.type.js";

@Resolver()
export class SearchResolver {
  @Query(() => SearchConnection, {
    description:
      "Full-text search over case studies, methods and lessons, the best first. An empty query lists " +
      "everything that the filter admits, the newest first. Of a query of more than 1,000 characters " +
      "the beginning is searched for; one of more than 10,000 is refused.",
  })
  search(
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
    @Arg("query", () => String, { description: "What the officer types." }) query: string,
    @Arg("filter", () => SearchFilterInput, {
      nullable: true,
      description: "What to narrow the search to.",
    })
    filter: SearchFilterInput | null,
    @Arg("likeMunicipality", () => String, {
      nullable: true,
      description:
        "A kommunkod: what was done in municipalities like it comes first, by the likeness of `peers`.",
    })
    likeMunicipality: string | null,
    @Args(() => SearchPageArgs) page: SearchPageArgs,
  ): Promise<SearchConnection> {
    return searchBank(context, query, filter, likeMunicipality, page, {
      records: ["edges", "nodes", "pageInfo"].some((field) => selects(info, field)),
      facets: selects(info, "facets"),
      highlights: selects(info, "edges", "highlights"),
      matches: selects(info, "edges", "why"),
    });
  }
}

@Resolver(() => SearchEdge)
export class SearchEdgeResolver {
  @FieldResolver(() => [String], {
    description:
      "Why it was found: what its texts say where they don't hold the words typed, and, with " +
      "`likeMunicipality`, where it was done and what that place has in common with yours.",
  })
  why(
    @Root() { reasons }: SearchEdge,
    @Arg("locale", () => Locale, {
      nullable: true,
      defaultValue: "SV",
      description: "The language.",
    })
    locale: LocaleName | null,
  ): string[] {
    return inLocale(reasons, locale);
  }
}

@Resolver(() => FacetValue)
export class FacetValueResolver {
  @FieldResolver(() => String, { description: "What the value is called." })
  label(
    @Ctx() context: Context,
    @Root() row: FacetValueRow,
    @Arg("locale", () => Locale, {
      nullable: true,
      defaultValue: "SV",
      description: "The language of the label; names of places are always Swedish.",
    })
    locale: LocaleName | null,
  ): Promise<string> {
    return labelFacetValue(context, row, locale);
  }
}
