import { type FragmentType, graphql, readFragment } from "./__generated__/index.js";
import type { SearchPageQueryVariables } from "./__generated__/graphql.js";
import type { Execute } from "./execute.js";

const query = graphql(`
  query SearchPage($query: String!, $filter: SearchFilterInput, $first: Int = 5, $after: String) {
    search(query: $query, filter: $filter, first: $first, after: $after) {
      totalCount
      degraded
      facets {
        field
        values {
          value
          label
          count
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        score
        why(locale: EN)
        highlights {
          field
          snippet
        }
        node {
          __typename
          ... on CaseStudy {
            ...CaseCard
          }
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
`);

const caseCard = graphql(`
  fragment CaseCard on CaseStudy {
    slug
    title
    status
    organisations {
      role
      organisation {
        name
      }
    }
  }
`);

const cardLine = (reference: FragmentType<typeof caseCard>): string => {
  const { title, organisations } = readFragment(caseCard, reference);
  return `${title} (${organisations.map(({ organisation }) => organisation.name).join(", ")})`;
};

/** Lines of the hits, and where the next page begins. */
export async function searchPage(
  execute: Execute,
  variables: SearchPageQueryVariables,
): Promise<{ totalCount: number; lines: string[]; next: string | undefined }> {
  const { search } = await execute(query, variables);
  const lines = search.edges.map(({ node }) => {
    switch (node.__typename) {
      case "CaseStudy":
        return cardLine(node);
      case "Method":
        return node.name;
      case "Lesson":
        return `${node.kind}: ${node.text}`;
      default:
        // What the contract lets come: a kind of record that this app doesn't know yet.
        return "";
    }
  });
  const { hasNextPage, endCursor } = search.pageInfo;
  return {
    totalCount: search.totalCount,
    lines,
    next: hasNextPage ? (endCursor ?? undefined) : undefined,
  };
}
