// Type-graphql asks for it when decorators run, so it has to come first.
import "reflect-metadata";
import type { GraphQLSchema } from "graphql";
import { type NonEmptyArray, buildSchemaSync } from "type-graphql";
import { NodeResolver } from "./api/node.resolver.js";
import * as caseStudies from "./case-studies/case-studies.resolver.js";
import * as completeness from "./completeness/completeness.resolver.js";
import * as contacts from "./contacts/contacts.resolver.js";
import * as contracts from "./contracts/contracts.resolver.js";
import * as drafting from "./drafting/drafting.resolver.js";
import * as evidence from "./evidence/evidence.resolver.js";
import * as likeness from "./likeness/likeness.resolver.js";
import * as methodFit from "./likeness/method-fit.resolver.js";
import * as lessons from "./lessons/lessons.resolver.js";
import * as adoptions from "./methods/adoptions.resolver.js";
import * as methods from "./methods/methods.resolver.js";
import * as organisations from "./organisations/organisations.resolver.js";
import * as apiClients from "./people/api-clients.resolver.js";
import * as auditLog from "./people/audit-log.resolver.js";
import * as members from "./people/members.resolver.js";
import * as personalData from "./people/personal-data.resolver.js";
import * as signIn from "./people/sign-in.resolver.js";
import * as viewer from "./people/viewer.resolver.js";
import { addSignInFloor } from "./platform/sign-in-floor.js";
import { type LongTexts, addTextFormats } from "./platform/text-format.js";
import { UserErrorResolver } from "./platform/user-error.type.js";
import * as directory from "./publishing/directory/directory.resolver.js";
import * as parts from "./publishing/parts.resolver.js";
import * as publishing from "./publishing/publishing.resolver.js";
import * as reviewQueue from "./publishing/review-queue.resolver.js";
import * as results from "./results/results.resolver.js";
import * as exchange from "./exchange/exchange.resolver.js";
import * as facetSearch from "./search/facet-search.resolver.js";
import * as search from "./search/search.resolver.js";
import * as similar from "./search/similar.resolver.js";
import * as suggestions from "./search/suggestions.resolver.js";
import * as support from "./support/support.resolver.js";
import * as taxonomy from "./taxonomy/taxonomy.resolver.js";

/** Every resolver of the API: a module that isn't named here is not part of it. */
const modules = [
  adoptions,
  apiClients,
  auditLog,
  caseStudies,
  completeness,
  contacts,
  contracts,
  directory,
  drafting,
  evidence,
  exchange,
  facetSearch,
  lessons,
  likeness,
  members,
  methodFit,
  methods,
  organisations,
  parts,
  publishing,
  personalData,
  results,
  reviewQueue,
  search,
  signIn,
  similar,
  suggestions,
  support,
  taxonomy,
  viewer,
];

/** The mutations that a visitor may use. */
const openMutations: ReadonlySet<string> = new Set([
  "requestSignInLink",
  "confirmSignIn",
  "signOut",
]);

/** The fields whose text is CommonMark. */
const longTexts: LongTexts = {
  Adoption: ["adaptation", "outcomeNote", "stoppedReason"],
  CaseStudy: ["challenge", "solution", "conditionsForSuccess", "advice"],
  Event: ["description"],
  Lesson: ["text"],
  Method: ["description", "fitsWhen", "fitsNotWhen", "advantages", "disadvantages", "conditions"],
  ReviewComment: ["text"],
  SupportOffer: ["description"],
};

/** Builds the public schema from the resolvers. */
export function buildApiSchema(): GraphQLSchema {
  const schema = buildSchemaSync({
    resolvers: [
      NodeResolver,
      UserErrorResolver,
      ...modules.flatMap((module) => Object.values(module)),
    ] satisfies NonEmptyArray<unknown>,
    // Inputs are checked by the services, whose errors name the field and the remedy.
    validate: false,
    // Only what a resolver leads to is part of the contract.
    orphanedTypes: [],
  });
  addSignInFloor(schema, openMutations);
  const query = schema.getQueryType();
  if (query)
    query.description = "Everything that can be read. Start with `search`, or with a list.";
  const mutation = schema.getMutationType();
  if (mutation)
    mutation.description =
      "Everything that can be changed. What its user can mend is in `userErrors`; nothing is written then.";
  return addTextFormats(schema, longTexts);
}
