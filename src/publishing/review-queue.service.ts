import { loadCaseStudy } from "../case-studies/case-studies.loader.js";
import { loadAdoption, loadMethod } from "../methods/methods.loader.js";
import type { Context } from "../platform/context.js";
import type { Load } from "../platform/loader.js";
import { asNode } from "../platform/node.type.js";
import type { Edge, Page, PageArguments } from "../platform/pagination.js";
import { requireSignIn } from "../platform/sign-in-floor.js";
import type { ContentRow } from "./content.js";
import type { ContentKindName, ContentRecordRow } from "./publishing.table.js";
import { listSubmissions } from "./review-queue.repository.js";

/**
 * Finds what waits for a reviewer, the oldest first; of others than the actor's organisations for staff
 * only.
 * @throws UNAUTHENTICATED for a visitor
 */
export async function findSubmissions(
  context: Context,
  args: PageArguments,
): Promise<Page<ContentRow>> {
  requireSignIn(context);
  const page = await listSubmissions(context, args);
  const found = await Promise.all(page.edges.map((edge) => toRecord(context, edge)));
  const edges = found.flat();
  return { ...page, edges, nodes: edges.map(({ node }) => node) };
}

const loaders: Record<
  ContentKindName,
  { typeName: string; load: Load<string, ContentRow | null> }
> = {
  CASE_STUDY: { typeName: "CaseStudy", load: loadCaseStudy },
  METHOD: { typeName: "Method", load: loadMethod },
  ADOPTION: { typeName: "Adoption", load: loadAdoption },
};

/** The record that was submitted; none when it was taken away while the queue was read. */
async function toRecord(
  context: Context,
  { cursor, node: { kind, id } }: Edge<ContentRecordRow>,
): Promise<Edge<ContentRow>[]> {
  const { typeName, load } = loaders[kind];
  const row = await load(context, id);
  return row ? [{ cursor, node: asNode(row, typeName) }] : [];
}
