import { graphql } from "./__generated__/index.js";
import type { MunicipalityPageQueryVariables } from "./__generated__/graphql.js";
import type { MunicipalityPage } from "../sample-app.js";
import type { Execute } from "./execute.js";

const query = graphql(`
  query MunicipalityPage($code: String!) {
    municipality(code: $code) {
      name
      municipality {
        county
        population
        skrGroup
      }
      peers(first: 3) {
        score
        why(locale: EN)
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
`);

/** What the page of a municipality shows; undefined when no municipality has the code. */
export async function municipalityPage(
  execute: Execute,
  variables: MunicipalityPageQueryVariables,
): Promise<MunicipalityPage | undefined> {
  const { municipality } = await execute(query, variables);
  if (!municipality?.municipality) return undefined;
  return {
    name: municipality.name,
    county: municipality.municipality.county,
    peers: municipality.peers.map(({ organisation }) => organisation.name),
    caseCount: municipality.caseStudies.totalCount,
  };
}
