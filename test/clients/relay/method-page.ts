import { graphql } from "relay-runtime";
import moreAdoptions, {
  type methodPageMoreQuery,
} from "./__generated__/methodPageMoreQuery.graphql.js";
import type { methodPageQuery } from "./__generated__/methodPageQuery.graphql.js";
import type { methodPage_adoptions$key } from "./__generated__/methodPage_adoptions.graphql.js";
import type { MethodPage } from "../sample-app.js";
import type { RelayClient } from "./client.js";

const query = graphql`
  query methodPageQuery($slug: String!, $count: Int!) {
    method(slug: $slug) {
      id
      name
      evidence {
        municipalityCount
        results {
          indicator
          unit
          kind
          median
        }
      }
      ...methodPage_adoptions @arguments(count: $count)
    }
  }
`;

const adoptions = graphql`
  fragment methodPage_adoptions on Method
  @argumentDefinitions(count: { type: "Int!" }, cursor: { type: "String" })
  @refetchable(queryName: "methodPageMoreQuery") {
    adoptions(first: $count, after: $cursor) @connection(key: "methodPage_adoptions") {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        node {
          status
          outcome
          startedOn
          organisation {
            name
          }
        }
      }
    }
  }
`;

/** Who has tried a method, read page by page to the end; undefined when there is no such method. */
export async function methodPage(
  client: RelayClient,
  variables: methodPageQuery["variables"],
): Promise<MethodPage | undefined> {
  const { method } = await client.load<methodPageQuery>(query, variables);
  if (!method) return undefined;
  const key: methodPage_adoptions$key = method;
  for (;;) {
    const { totalCount, pageInfo, edges } = client.read(adoptions, key).adoptions;
    if (!pageInfo.hasNextPage) {
      const adopters = edges.map(({ node }) => node.organisation.name);
      return { name: method.name, totalCount, adopters };
    }
    const { count } = variables;
    const cursor = pageInfo.endCursor;
    await client.load<methodPageMoreQuery>(moreAdoptions, { id: method.id, count, cursor });
  }
}
