import { createReadStream } from "node:fs";
import { createGunzip } from "node:zlib";
import { z } from "zod";

/** What stands at the head of a backup. */
const head = z.object({
  format: z.literal("lardomsbanken-backup"),
  version: z.literal(1),
  takenAt: z.string(),
  /** When the last migration was made that the database had: names it. */
  migration: z.number(),
});
const tableHead = z.object({ table: z.string(), columns: z.array(z.string()).min(1) });
const sequence = z.object({ sequence: z.string(), value: z.string(), isCalled: z.boolean() });
const end = z.object({ end: z.literal(true), tables: z.number(), rows: z.number() });

/** The head of a backup. */
export type BackupHead = z.infer<typeof head>;
/** Which table's rows follow, in PostgreSQL's COPY text format, and their columns. */
export type BackupTable = z.infer<typeof tableHead>;
/** Where a sequence stood. */
export type BackupSequence = z.infer<typeof sequence>;

/** A part of a backup, in the order in which they come; rows follow their table. */
export type BackupPart =
  | { kind: "head"; head: BackupHead }
  | { kind: "table"; table: BackupTable }
  | { kind: "row"; row: Buffer }
  | { kind: "sequence"; sequence: BackupSequence };

/** What ends a table's rows: no row can look like it. */
export const endOfRows = "\\.";

async function* linesOf(stream: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let rest = Buffer.alloc(0);
  for await (const chunk of stream) {
    let text = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
    for (let at = text.indexOf(10); at >= 0; at = text.indexOf(10)) {
      yield text.subarray(0, at);
      text = text.subarray(at + 1);
    }
    rest = Buffer.from(text);
  }
  if (rest.length > 0) throw new Error("it ends within a line");
}

async function* partsOf(file: string): AsyncGenerator<BackupPart> {
  const input = createReadStream(file);
  const unzipped = input.pipe(createGunzip());
  input.once("error", (error) => unzipped.destroy(error));
  let hasHead = false;
  let hasEnd = false;
  let table: BackupTable | undefined;
  let rows = 0;
  let tables = 0;
  for await (const line of linesOf(unzipped)) {
    if (hasEnd) throw new Error("something follows its end");
    if (table) {
      if (line.length === endOfRows.length && line.toString() === endOfRows) table = undefined;
      else {
        rows += 1;
        yield { kind: "row", row: line };
      }
      continue;
    }
    const content: unknown = JSON.parse(line.toString());
    if (!hasHead) {
      yield { kind: "head", head: head.parse(content) };
      hasHead = true;
      continue;
    }
    const ended = end.safeParse(content);
    if (ended.success) {
      hasEnd = ended.data.tables === tables && ended.data.rows === rows;
      if (!hasEnd) throw new Error("rows are missing");
      continue;
    }
    const stood = sequence.safeParse(content);
    if (stood.success) {
      yield { kind: "sequence", sequence: stood.data };
      continue;
    }
    table = tableHead.parse(content);
    tables += 1;
    yield { kind: "table", table };
  }
  if (!hasEnd) throw new Error("its end is missing");
}

/**
 * Reads a backup, part by part.
 * @throws at the end at the latest, when it isn't a whole backup
 */
export async function* readBackup(file: string): AsyncGenerator<BackupPart> {
  try {
    yield* partsOf(file);
  } catch (error) {
    const { message } = error as Error;
    throw new Error(`${file} is no backup that can be used: ${message}`, { cause: error });
  }
}
