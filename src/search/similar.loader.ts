import type { Context } from "../platform/context.js";
import { type Load, defineLoader } from "../platform/loader.js";
import { readWindow } from "../platform/pagination.js";
import type { SearchKindName } from "./change-queue.js";
import { searchOf } from "./search-context.js";
import type { Similar } from "./similar.js";
import type { SimilarRow } from "./similar.type.js";

const defineSimilarLoader = (kind: SearchKindName): Load<string, Similar[]> =>
  defineLoader(
    (context, ids: readonly string[]) => searchOf(context).similar(kind, ids),
    () => [],
  );

/** Loads the case studies that are similar to one. */
export const loadSimilarCaseStudies = defineSimilarLoader("CASE_STUDY");
/** Loads the methods that are similar to one. */
export const loadSimilarMethods = defineSimilarLoader("METHOD");

/**
 * Reads the first similar records; one that the actor may not see (any more) is left out.
 * @throws BAD_USER_INPUT when `first` is out of bounds
 */
export async function withRows<Row>(
  context: Context,
  loadSimilar: Load<string, Similar[]>,
  loadRow: Load<string, Row | null>,
  id: string,
  first: number,
): Promise<SimilarRow<Row>[]> {
  const { size } = readWindow({ first });
  const similar = await loadSimilar(context, id);
  const rows = await Promise.all(
    similar.slice(0, size).map(async (each): Promise<SimilarRow<Row>[]> => {
      const row = await loadRow(context, each.entityId);
      return row ? [{ ...each, row }] : [];
    }),
  );
  return rows.flat();
}
