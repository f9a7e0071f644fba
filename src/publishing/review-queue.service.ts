import { loadCaseStudy } from "../case-studies/case-studies.loader.js";
import { loadAdoption, loadMethod } from "../methods/methods.loader.js";
import type { Context } from "../platform/context.js";
import type { Load } from "../platform/loader.js";
import type { Page, PageArguments } from "../platform/pagination.js";
import { requireSignIn } from "../platform/sign-in-floor.js";
import type { ContentKindName, ContentRecordRow } from "./publishing.table.js";
import { listSubmissions } from "./review-queue.repository.js";

/** What is kept beside a submitted record. */
export type Submission = ContentRecordRow;

/**
 * Finds what waits for a reviewer, the oldest first; of others than the actor's organisations for staff
 * only.
 * @throws UNAUTHENTICATED for a visitor
 */
export async function findSubmissions(
  context: Context,
  args: PageArguments,
): Promise<Page<Submission>> {
  requireSignIn(context);
  return listSubmissions(context, args);
}

const loaders: Record<ContentKindName, { typeName: string; load: Load<string, object | null> }> = {
  CASE_STUDY: { typeName: "CaseStudy", load: loadCaseStudy },
  METHOD: { typeName: "Method", load: loadMethod },
  ADOPTION: { typeName: "Adoption", load: loadAdoption },
};

/** The record that was submitted; the queue holds only what its reader may see. */
export async function loadSubmitted(
  context: Context,
  { kind, id }: Submission,
): Promise<{ row: object; typeName: string }> {
  const { typeName, load } = loaders[kind];
  const row = await load(context, id);
  if (!row) throw new Error("What is in the queue can't be seen.");
  return { row, typeName };
}
