/** What the explorer offers to try, one tab each. */
export const explorerQueries: readonly string[] = [
  `# Sök i lärdomarna / search the lessons
query Sok {
  search(query: "koldioxidbudget", first: 10) {
    totalCount
    degraded
    edges {
      score
      node {
        __typename
        ... on CaseStudy { slug title }
        ... on Method { slug name }
        ... on Lesson { kind text caseStudy { slug title } }
      }
      highlights { field snippet }
    }
    facets { field values { value label count } }
  }
}
`,
  `# Who in Kalmar's SKR group has tried freight consolidation, what it gave, what went wrong, whom to ask
query SamordnadVarudistribution {
  municipality(code: "0880") { name municipality { skrGroupCode skrGroup } }
  adoptions(filter: { methods: ["samordnad-varudistribution"], skrGroups: ["B3"] }) {
    nodes {
      organisation { name }
      status
      outcome
      outcomeNote
      stoppedReason
      results { indicator value unit kind sourceUrl }
      lessons { kind text basis }
      contacts { name role email organisation { name } }
    }
  }
}
`,
  `# What is known of a method, over all who have tried it
query Metod {
  method(slug: "koldioxidbudget") {
    name
    summary
    evidence {
      adoptionCount
      municipalityCount
      adoptionsByStatus { status count }
      adoptionsByOutcome { outcome count }
      results { indicator unit kind count min median max }
    }
    adoptions(first: 50) { nodes { organisation { name } status outcome } }
  }
}
`,
  `# What has been given up, and why
query Avbrutet {
  adoptions(filter: { statuses: [STOPPED] }) {
    nodes { organisation { name } method { name } outcome stoppedReason lessons { kind text } }
  }
}
`,
  `# What help an energikontor offers
query Stod {
  organisation(slug: "energikontor-syd") {
    name
    kind
    supportOffers { nodes { title description audience } }
    caseStudies { totalCount }
  }
}
`,
  `# Would it work in Kalmar?
query Har {
  search(query: "fjärrvärme", likeMunicipality: "0880", first: 5) {
    edges { score why node { ... on CaseStudy { slug title } ... on Method { slug name } } }
  }
  method(slug: "samordnad-varudistribution") { fit(municipality: "0880") { score why } }
}
`,
];
