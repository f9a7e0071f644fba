import { and, asc, desc, eq, inArray, or } from "drizzle-orm";
import type { Context } from "../platform/context.js";
import { defineLoader, defineGroupLoader, groupBy } from "../platform/loader.js";
import {
  type ContentKindName,
  type ContentRecordRow,
  contentRecords,
  reviewComments,
  revisions,
} from "./publishing.table.js";

/** Names a record of any kind. */
export interface RecordKey {
  kind: ContentKindName;
  id: string;
}

const textOf = ({ kind, id }: RecordKey): string => `${kind} ${id}`;

const idsByKind = (keys: readonly RecordKey[]) =>
  [...groupBy(keys, ({ kind }) => kind)].map(
    ([kind, group]) => [kind, group.map(({ id }) => id)] as const,
  );

/** Loads what is kept beside a record, whoever asks; null where nothing was kept yet. */
export const loadContentRecord = defineLoader(
  async ({ orm }: Context, keys: readonly RecordKey[]): Promise<Map<unknown, ContentRecordRow>> => {
    const rows = await orm
      .select()
      .from(contentRecords)
      .where(
        or(
          ...idsByKind(keys).map(([kind, ids]) =>
            and(eq(contentRecords.kind, kind), inArray(contentRecords.id, ids)),
          ),
        ),
      );
    return new Map(rows.map((row) => [textOf({ kind: row.kind, id: row.id }), row]));
  },
  () => null,
  textOf,
);

/** Loads a record's revisions by its key, the newest first, whoever asks. Keys are unique over all kinds. */
export const loadRevisions = defineGroupLoader(({ orm }, ids) =>
  orm
    .select({ parentId: revisions.entityId, row: revisions })
    .from(revisions)
    .where(inArray(revisions.entityId, [...ids]))
    .orderBy(desc(revisions.number)),
);

/** Loads what was said in a record's reviews by its key, the oldest first, whoever asks. */
export const loadReviewComments = defineGroupLoader(({ orm }, ids) =>
  orm
    .select({ parentId: reviewComments.entityId, row: reviewComments })
    .from(reviewComments)
    .where(inArray(reviewComments.entityId, [...ids]))
    .orderBy(asc(reviewComments.createdAt), asc(reviewComments.id)),
);
