import { graphql } from "./__generated__/index.js";
import type { MethodPageQueryVariables } from "./__generated__/graphql.js";
import type { MethodPage } from "../sample-app.js";
import type { Execute } from "./execute.js";

const query = graphql(`
  query MethodPage($slug: String!, $first: Int!, $after: String, $filter: AdoptionFilterInput) {
    method(slug: $slug) {
      name
      evidence {
        adoptionsByStatus {
          status
          count
        }
      }
      adoptions(first: $first, after: $after, filter: $filter) {
        totalCount
        pageInfo {
          hasNextPage
          endCursor
        }
        nodes {
          status
          outcome
          organisation {
            name
          }
        }
      }
    }
  }
`);

/** Who has tried a method, read page by page to the end; undefined when there is no such method. */
export async function methodPage(
  execute: Execute,
  variables: MethodPageQueryVariables,
): Promise<MethodPage | undefined> {
  const adopters: string[] = [];
  let after: string | null | undefined;
  for (;;) {
    const { method } = await execute(query, { ...variables, after });
    if (!method) return undefined;
    const { totalCount, nodes, pageInfo } = method.adoptions;
    adopters.push(...nodes.map(({ organisation }) => organisation.name));
    if (!pageInfo.hasNextPage) return { name: method.name, totalCount, adopters };
    after = pageInfo.endCursor;
  }
}
