import { type FragmentType, graphql, readFragment } from "./__generated__/index.js";
import type { Contribution, Draft } from "../sample-app.js";
import type { Execute } from "./execute.js";

const begin = graphql(`
  mutation Begin($input: CaseStudyInput!, $key: String) {
    createCaseStudy(input: $input, idempotencyKey: $key) {
      caseStudy {
        id
        version
      }
      ...Answer
    }
  }
`);

const write = graphql(`
  mutation Write($id: ID!, $version: Int!, $input: CaseStudyInput!) {
    updateCaseStudy(id: $id, version: $version, input: $input) {
      ...Answer
    }
  }
`);

const answer = graphql(`
  fragment Answer on CaseStudyPayload {
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
`);

const read = (reference: FragmentType<typeof answer>): Contribution => {
  const { caseStudy, userErrors } = readFragment(answer, reference);
  return {
    draft: caseStudy ?? undefined,
    problems: userErrors.map(({ field, code }) => `${field} ${code}`),
  };
};

/** Begins a case study, and writes its summary when that was carried out. */
export async function contribute(execute: Execute, draft: Draft): Promise<Contribution> {
  const { title, organisation, summary } = draft;
  const { createCaseStudy } = await execute(begin, {
    input: { title, status: "PLANNED", organisations: [{ organisation, role: "LEAD" }] },
    key: `${organisation} ${title}`.slice(0, 200),
  });
  if (!createCaseStudy.caseStudy) return read(createCaseStudy);
  const { id, version } = createCaseStudy.caseStudy;
  const { updateCaseStudy } = await execute(write, { id, version, input: { summary } });
  return read(updateCaseStudy);
}
