import { graphql } from "./__generated__/index.js";
import type { CasePageQueryVariables } from "./__generated__/graphql.js";
import type { CasePage } from "../sample-app.js";
import type { Execute } from "./execute.js";

const query = graphql(`
  query CasePage($slug: String!) {
    caseStudy(slug: $slug) {
      id
      title
      summary
      status
      publishedAt
      organisations {
        role
        organisation {
          slug
          name
        }
      }
      methods {
        slug
        name
      }
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
      }
      sources {
        title
        url
        publishedOn
      }
      environmentalObjectives {
        name(locale: EN)
      }
      completeness {
        score
        missing
      }
    }
  }
`);

/** What the page of a case study shows; undefined when there is none with the slug. */
export async function casePage(
  execute: Execute,
  variables: CasePageQueryVariables,
): Promise<CasePage | undefined> {
  const { caseStudy } = await execute(query, variables);
  if (!caseStudy) return undefined;
  const { title, methods, lessons, results } = caseStudy;
  return {
    title,
    methods: methods.map(({ name }) => name),
    lessons: lessons.map(({ text }) => text),
    results: results.map(({ indicator, value, unit }) => `${indicator}: ${value} ${unit}`),
  };
}
