import { graphql } from "relay-runtime";
import type { municipalityPageQuery } from "./__generated__/municipalityPageQuery.graphql.js";
import type { MunicipalityPage } from "../sample-app.js";
import type { RelayClient } from "./client.js";

const query = graphql`
  query municipalityPageQuery($code: String!) {
    municipality(code: $code) {
      name
      municipality {
        code
        county
        population
        skrGroup
      }
      peers(first: 3) {
        score
        why
        organisation {
          name
        }
      }
      caseStudies(first: 5, orderBy: { field: START_YEAR, direction: DESC }) {
        totalCount
        nodes {
          title
        }
      }
    }
  }
`;

/** What the page of a municipality shows; undefined when no municipality has the code. */
export async function municipalityPage(
  client: RelayClient,
  variables: municipalityPageQuery["variables"],
): Promise<MunicipalityPage | undefined> {
  const { municipality } = await client.load<municipalityPageQuery>(query, variables);
  if (!municipality?.municipality) return undefined;
  return {
    name: municipality.name,
    county: municipality.municipality.county,
    peers: municipality.peers.map(({ organisation }) => organisation.name),
    caseCount: municipality.caseStudies.totalCount,
  };
}
