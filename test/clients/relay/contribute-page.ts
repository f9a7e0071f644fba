import { graphql } from "relay-runtime";
import type { contributePageBeginMutation } from "./__generated__/contributePageBeginMutation.graphql.js";
import type { contributePageWriteMutation } from "./__generated__/contributePageWriteMutation.graphql.js";
import type { contributePage_answer$key } from "./__generated__/contributePage_answer.graphql.js";
import type { Contribution, Draft } from "../sample-app.js";
import type { RelayClient } from "./client.js";

const begin = graphql`
  mutation contributePageBeginMutation($input: CaseStudyInput!, $key: String) {
    createCaseStudy(input: $input, idempotencyKey: $key) {
      caseStudy {
        id
        version
      }
      ...contributePage_answer
    }
  }
`;

const write = graphql`
  mutation contributePageWriteMutation($id: ID!, $version: Int!, $input: CaseStudyInput!) {
    updateCaseStudy(id: $id, version: $version, input: $input) {
      ...contributePage_answer
    }
  }
`;

const answer = graphql`
  fragment contributePage_answer on CaseStudyPayload {
    caseStudy {
      slug
      state
      version
      summary
    }
    userErrors {
      field
      code
      message(locale: EN)
    }
  }
`;

/** Begins a case study, and writes its summary when that was carried out. */
export async function contribute(client: RelayClient, draft: Draft): Promise<Contribution> {
  const { title, organisation, summary } = draft;
  const { createCaseStudy } = await client.commit<contributePageBeginMutation>(begin, {
    input: { title, status: "PLANNED", organisations: [{ organisation, role: "LEAD" }] },
    key: `${organisation} ${title}`.slice(0, 200),
  });
  const read = (key: contributePage_answer$key): Contribution => {
    const { caseStudy, userErrors } = client.read(answer, key);
    return {
      draft: caseStudy ?? undefined,
      problems: userErrors.map(({ field, code }) => `${field} ${code}`),
    };
  };
  if (!createCaseStudy.caseStudy) return read(createCaseStudy);
  const { id, version } = createCaseStudy.caseStudy;
  const { updateCaseStudy } = await client.commit<contributePageWriteMutation>(write, {
    id,
    version,
    input: { summary },
  });
  return read(updateCaseStudy);
}
