import { Field, Float, Int, ObjectType, createUnionType } from "type-graphql";
import type { CaseStudyRow } from "../case-studies/case-studies.table.js";
import { CaseStudy } from "../case-studies/case-studies.type.js";
import type { LessonRow } from "../lessons/lessons.table.js";
import { Lesson } from "../lessons/lessons.type.js";
import type { MethodRow } from "../methods/methods.table.js";
import { Method } from "../methods/methods.type.js";
import { PageInfo } from "../platform/connection.type.js";
import type { Bilingual } from "../platform/locale.js";
import { typeNameOf } from "../platform/node.type.js";
import type { Highlight } from "./highlight.js";
import type { FacetCount } from "./search-engine.js";

/** A record that was found. */
export type FoundRow = CaseStudyRow | MethodRow | LessonRow;

const SearchResult = createUnionType({
  name: "SearchResult",
  description: "What a search can find.",
  types: () => [CaseStudy, Method, Lesson] as const,
  resolveType: typeNameOf,
});

@ObjectType("SearchHighlight", {
  description: "A place in a text where the query was found.",
  simpleResolvers: true,
})
export class SearchHighlight implements Highlight {
  @Field(() => String, {
    description:
      "Which text it is: title, methodNames, lessonTexts, summary, body, adoptionTexts, resultTexts (indicators), " +
      "contextTexts (what the case study of a lesson or the cases of a method are about), " +
      "organisationNames, placeNames or topicNames.",
  })
  field!: string;

  @Field(() => String, {
    description:
      "The text around the place, as HTML: escaped, with `<mark>` around what was found.",
  })
  snippet!: string;
}

@ObjectType({ description: "A record that was found, and why." })
export class SearchEdge {
  @Field(() => String, { description: "The place in the list, for `after` and `before`." })
  cursor!: string;

  @Field(() => SearchResult, { description: "The record." })
  node!: FoundRow;

  @Field(() => Float, {
    description: "How well it fits: 0–1; comparable within one answer only.",
  })
  score!: number;

  @Field(() => [SearchHighlight], { description: "Where the query was found." })
  highlights!: readonly Highlight[];

  /** Shown by the field `why`, in a language. */
  reasons!: readonly Bilingual[];
}

/** A value of a facet before it has got its label. */
export interface FacetValueRow extends FacetCount {
  field: string;
}

@ObjectType({ description: "How many of the records found carry a value." })
export class FacetValue implements FacetCount {
  @Field(() => String, { description: "The value, as the filter takes it." })
  value!: string;

  @Field(() => Int, { description: "How many records carry it." })
  count!: number;
}

@ObjectType({ description: "What the records found can be narrowed by.", simpleResolvers: true })
export class Facet {
  @Field(() => String, { description: "The field of `SearchFilterInput` that it belongs to." })
  field!: string;

  @Field(() => [FacetValue], { description: "Its values, the most frequent first." })
  values!: FacetValueRow[];
}

@ObjectType({
  description: "A page of what a search found, the best first.",
  simpleResolvers: true,
})
export class SearchConnection {
  @Field(() => [SearchEdge], { description: "The records of this page, with why they were found." })
  edges!: SearchEdge[];

  @Field(() => [SearchResult], { description: "The records of this page." })
  nodes!: FoundRow[];

  @Field(() => PageInfo, { description: "Where this page lies in the whole list." })
  pageInfo!: PageInfo;

  @Field(() => Int, { description: "How many records were found over all pages." })
  totalCount!: number;

  @Field(() => [Facet], {
    description: "What the records found can be narrowed by; counted only when it is asked for.",
  })
  facets!: Facet[];

  @Field(() => Boolean, {
    description:
      "Whether PostgreSQL answered because Meilisearch is absent or down: the same records are found in " +
      "the same order, only slower in a large bank.",
  })
  degraded!: boolean;

  @Field(() => String, {
    nullable: true,
    description:
      "The query with the words mended that the bank doesn't know; what they may mean is found already. " +
      "Null when every word is known or nothing like it is.",
  })
  didYouMean!: string | null;
}
