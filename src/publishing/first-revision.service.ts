import { type ContentKind, type ContentRow, readContent } from "./content.js";
import type { Opened } from "./opening.service.js";
import { insertRevision, listRevisions } from "./publishing.repository.js";

const nobody = { userId: null, clientId: null };

/** Makes what was published without us, as the seeds, the first revision, before it is changed or archived. */
export async function keepFirstRevision<Row extends ContentRow, Content extends object>(
  { inner: { orm }, row, record }: Opened<Row, Content>,
  kind: ContentKind<Row, Content>,
): Promise<void> {
  if (record.draft !== null || (await listRevisions(orm, kind.name, row.id, 1)).length > 0) return;
  const published =
    "publishedAt" in row && row.publishedAt instanceof Date ? row.publishedAt : undefined;
  await insertRevision(
    orm,
    kind.name,
    row.id,
    await readContent(orm, kind, row.id),
    nobody,
    published,
  );
}
