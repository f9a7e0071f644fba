import type { Context } from "../platform/context.js";
import type { ImportKnowledgeInput, ImportReport } from "./exchange.type.js";
import { type RowOutcome, importCaseStudies } from "./import.service.js";

/** Records that one request may import. */
const mostRecords = 1_000;

/**
 * Imports a file that a request brings along: at most 1,000 records, in one transaction.
 * @throws as {@link importCaseStudies}
 */
export async function importText(
  context: Context,
  { format, content, organisation, publish, dryRun }: ImportKnowledgeInput,
): Promise<ImportReport> {
  const outcomes: RowOutcome[] = [];
  const summary = await importCaseStudies(context, {
    open: () => [content],
    format,
    organisation: organisation ?? null,
    publish: publish ?? false,
    dryRun: dryRun ?? false,
    most: mostRecords,
    onRow: (outcome) => outcomes.push(outcome),
  });
  return { ...summary, outcomes };
}
