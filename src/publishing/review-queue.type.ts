import { createUnionType } from "type-graphql";
import { CaseStudy } from "../case-studies/case-studies.type.js";
import { Adoption, Method } from "../methods/methods.type.js";
import { defineConnection } from "../platform/connection.type.js";
import { typeNameOf } from "../platform/node.type.js";

const SubmittedRecord = createUnionType({
  name: "SubmittedRecord",
  description: "What can be submitted to the reviewers.",
  types: () => [CaseStudy, Method, Adoption] as const,
  resolveType: typeNameOf,
});

export const ReviewQueueConnection = defineConnection(
  "ReviewQueue",
  () => SubmittedRecord,
  "submitted records",
);
