import { graphql } from "relay-runtime";
import type { casePageQuery } from "./__generated__/casePageQuery.graphql.js";
import type { casePage_learned$key } from "./__generated__/casePage_learned.graphql.js";
import type { CasePage } from "../sample-app.js";
import type { RelayClient } from "./client.js";

const query = graphql`
  query casePageQuery($slug: String!) {
    caseStudy(slug: $slug) {
      id
      title
      summary
      status
      startYear
      endYear
      organisations {
        role
        organisation {
          name
        }
      }
      methods {
        slug
        name
      }
      focusAreas {
        name
      }
      sdgs {
        number
        name(locale: EN)
      }
      sources {
        title
        url
      }
      completeness {
        score
        missing
      }
      ...casePage_learned
    }
  }
`;

const learned = graphql`
  fragment casePage_learned on CaseStudy {
    lessons {
      kind
      text
      basis
    }
    results {
      indicator
      value
      unit
      kind
      period {
        start
        end
      }
      sourceUrl
    }
    contacts {
      name
      role
      organisation {
        name
      }
    }
  }
`;

/** What the page of a case study shows; undefined when there is none with the slug. */
export async function casePage(
  client: RelayClient,
  variables: casePageQuery["variables"],
): Promise<CasePage | undefined> {
  const { caseStudy } = await client.load<casePageQuery>(query, variables);
  if (!caseStudy) return undefined;
  const key: casePage_learned$key = caseStudy;
  const { lessons, results } = client.read(learned, key);
  return {
    title: caseStudy.title,
    methods: caseStudy.methods.map(({ name }) => name),
    lessons: lessons.map(({ text }) => text),
    results: results.map(({ indicator, value, unit }) => `${indicator}: ${value} ${unit}`),
  };
}
