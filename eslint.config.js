// Lints the contract only; TypeScript is oxlint's.
import graphql from "@graphql-eslint/eslint-plugin";

const schema = "schema/schema.graphql";

/**
 * Output types without an id: parts, figures and answers that are nothing by themselves. A type
 * with a life of its own implements Node and never stands here.
 */
const valueTypes = [
  "CaseStudyOrganisation",
  "Completeness",
  "Erased",
  "Facet",
  "FacetValue",
  "ImportReport",
  "ImportedRow",
  "Membership",
  "FieldChange",
  "MethodEvidence",
  "MethodFit",
  "MethodFitExample",
  "MunicipalityEmission",
  "MunicipalityPopulation",
  "MunicipalityProfile",
  "MunicipalityTarget",
  "NewApiKey",
  "OutcomeCount",
  "PageInfo",
  "Participation",
  "Passage",
  "Peer",
  "Period",
  "ResultSummary",
  "ReviewComment",
  "SearchHighlight",
  "SimilarCaseStudy",
  "SimilarMethod",
  "Source",
  "StatusCount",
  "UserError",
  "Viewer",
];

export default [
  {
    files: [schema],
    plugins: { "@graphql-eslint": graphql },
    languageOptions: {
      parser: graphql.parser,
      parserOptions: { graphQLConfig: { schema } },
    },
    rules: {
      ...graphql.configs["flat/schema-recommended"].rules,
      ...graphql.configs["flat/schema-relay"].rules,
      "@graphql-eslint/strict-id-in-types": [
        "error",
        {
          exceptions: {
            types: valueTypes,
            suffixes: [
              "Connection",
              "Content",
              "Draft",
              "Edge",
              "Payload",
              "Revision",
              "Suggestion",
            ],
          },
        },
      ],
      // Lists that the case study's template bounds are plain lists, and connections have `nodes`:
      // only what grows with the bank is paged. The rule's other demands on edges stay.
      "@graphql-eslint/relay-edge-types": ["error", { listTypeCanWrapOnlyEdgeType: false }],
    },
  },
];
