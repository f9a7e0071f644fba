import { graphql } from "relay-runtime";
import moreHits, { type searchPageMoreQuery } from "./__generated__/searchPageMoreQuery.graphql.js";
import type { searchPageQuery } from "./__generated__/searchPageQuery.graphql.js";
import type { searchPage_case$key } from "./__generated__/searchPage_case.graphql.js";
import type { searchPage_hits$key } from "./__generated__/searchPage_hits.graphql.js";
import type { RelayClient } from "./client.js";

const query = graphql`
  query searchPageQuery(
    $query: String!
    $kinds: [SearchKind!]
    $municipality: String
    $first: Int!
  ) {
    ...searchPage_hits @arguments(first: $first)
  }
`;

const hits = graphql`
  fragment searchPage_hits on Query
  @argumentDefinitions(first: { type: "Int!" }, after: { type: "String" })
  @refetchable(queryName: "searchPageMoreQuery") {
    search(
      query: $query
      filter: { kinds: $kinds }
      likeMunicipality: $municipality
      first: $first
      after: $after
    ) @connection(key: "searchPage_search", filters: ["query", "filter", "likeMunicipality"]) {
      totalCount
      degraded
      facets {
        field
        values {
          value
          label(locale: EN)
          count
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        score
        why
        highlights {
          field
          snippet
        }
        node {
          __typename
          ...searchPage_case @alias(as: "case")
          ... on Method {
            name
          }
          ... on Lesson {
            kind
            text
          }
        }
      }
    }
  }
`;

const caseCard = graphql`
  fragment searchPage_case on CaseStudy {
    slug
    title
    organisations {
      role
      organisation {
        name
      }
    }
  }
`;

/** Lines of the hits; of two pages where there are two. */
export async function searchPage(
  client: RelayClient,
  variables: searchPageQuery["variables"],
): Promise<{ totalCount: number; lines: string[] }> {
  const reference: searchPage_hits$key = await client.load<searchPageQuery>(query, variables);
  const { pageInfo } = client.read(hits, reference).search;
  if (pageInfo.hasNextPage) {
    await client.load<searchPageMoreQuery>(moreHits, { ...variables, after: pageInfo.endCursor });
  }
  const { edges, totalCount } = client.read(hits, reference).search;
  const lineOf = (node: (typeof edges)[number]["node"]): string => {
    if (node.kind !== undefined) return `${node.kind}: ${node.text}`;
    // At last: a kind of record that was added after this app was built.
    if (!node.case) return node.name ?? node.__typename;
    const key: searchPage_case$key = node.case;
    const { title, organisations } = client.read(caseCard, key);
    return `${title} (${organisations.map(({ organisation }) => organisation.name).join(", ")})`;
  };
  return { totalCount, lines: edges.map(({ node }) => lineOf(node)) };
}
