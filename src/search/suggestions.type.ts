import { Field, ObjectType, createUnionType } from "type-graphql";
import type { CaseStudyRow } from "../case-studies/case-studies.table.js";
import { CaseStudy } from "../case-studies/case-studies.type.js";
import type { MethodRow } from "../methods/methods.table.js";
import { Method } from "../methods/methods.type.js";
import type { OrganisationRow } from "../organisations/organisations.table.js";
import { Organisation } from "../organisations/organisations.type.js";
import { exposeEnum } from "../platform/enums.js";
import { typeNameOf } from "../platform/node.type.js";
import type { FocusAreaRow } from "../taxonomy/taxonomy.table.js";
import { FocusArea } from "../taxonomy/taxonomy.type.js";
import { type Suggested, type SuggestionKindName, suggestionKinds } from "./suggestion-index.js";

const SuggestionKind = exposeEnum(
  { enumValues: suggestionKinds },
  "SuggestionKind",
  "What a suggestion is.",
  {
    METHOD: "A method; `node` is it.",
    MUNICIPALITY: "A municipality; `node` is its organisation, `code` its kommunkod.",
    FOCUS_AREA: "A focus area; `node` is it.",
    TERM: "A word or a phrase that the bank's records are about, to search for.",
    CASE_STUDY: "A case study; `node` is it.",
  },
);

/** The record of a suggestion. */
export type SuggestedRow = CaseStudyRow | FocusAreaRow | MethodRow | OrganisationRow;

const SuggestedNode = createUnionType({
  name: "SuggestedNode",
  description: "A record that can be suggested.",
  types: () => [CaseStudy, FocusArea, Method, Organisation] as const,
  resolveType: typeNameOf,
});

@ObjectType({
  description: "Something that may be meant by what has been typed so far.",
  simpleResolvers: true,
})
export class Suggestion implements Omit<Suggested, "id" | "popularity"> {
  @Field(() => SuggestionKind, { description: "What it is." })
  kind!: SuggestionKindName;

  @Field(() => String, {
    description:
      "What to show, and to put into the search box: a focus area's name in the language typed.",
  })
  text!: string;

  @Field(() => String, {
    nullable: true,
    description:
      "`text` as HTML: escaped, with `<mark>` around what was typed. Null when nothing was typed, or " +
      "when it was found by another name.",
  })
  highlighted!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The other name by which it was found: "district heating" of `fjärrvärme`.',
  })
  otherName!: string | null;

  @Field(() => String, { nullable: true, description: "The record's slug; null for a term." })
  slug!: string | null;

  @Field(() => String, { nullable: true, description: "The kommunkod; of municipalities only." })
  code!: string | null;

  @Field(() => SuggestedNode, { nullable: true, description: "The record; null for a term." })
  node!: SuggestedRow | null;
}
