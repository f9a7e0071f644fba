import { createWriteStream } from "node:fs";
import { open, rename, rm } from "node:fs/promises";
import { once } from "node:events";
import { dirname } from "node:path";
import type { Writable } from "node:stream";
import { finished } from "node:stream/promises";
import { createGzip } from "node:zlib";
import type { TransactionSql } from "postgres";
import type { Database } from "../platform/database.js";
import {
  type BackupHead,
  type BackupSequence,
  type BackupTable,
  endOfRows,
} from "./backup-file.js";

/** What can be made again from the rest. Unlogged tables are worth nothing, and left out too. */
const rebuilt: readonly string[] = ["search_changes", "search_queue", "search_documents"];

/** What a backup holds. */
export interface BackupSummary {
  tables: number;
  rows: number;
}

/** The tables that a backup holds, and their columns but for those that PostgreSQL computes. */
const listTables = (sql: TransactionSql): Promise<BackupTable[]> => sql<BackupTable[]>`
  select quote_ident(relname) as table,
    array_agg(quote_ident(attname::text) order by attnum) as columns
  from pg_class
  join pg_attribute on attrelid = pg_class.oid and attnum > 0 and not attisdropped
    and attgenerated = ''
  where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and relpersistence = 'p'
    and not relispartition and relname <> all(${[...rebuilt]})
  group by relname order by relname`;

const listSequences = (sql: TransactionSql): Promise<BackupSequence[]> => sql<BackupSequence[]>`
  select quote_ident(sequencename) as sequence, last_value::text as value, true as "isCalled"
  from pg_sequences where schemaname = 'public' and last_value is not null order by sequencename`;

async function write(output: Writable, content: string | Buffer): Promise<void> {
  if (!output.write(content)) await once(output, "drain");
}

const writeLine = (output: Writable, content: object): Promise<void> =>
  write(output, `${JSON.stringify(content)}\n`);

/** Writes a table's rows. @returns how many there are */
async function writeRows(
  sql: TransactionSql,
  output: Writable,
  table: string,
  columns: readonly string[],
): Promise<number> {
  // Postgres.js never ends the stream of a table without rows.
  if ((await sql.unsafe(`select from ${table} limit 1`)).length === 0) return 0;
  let rows = 0;
  const copy = sql.unsafe(`copy ${table} (${columns.join(", ")}) to stdout`);
  for await (const chunk of await copy.readable()) {
    const text = chunk as Buffer;
    for (let at = text.indexOf(10); at >= 0; at = text.indexOf(10, at + 1)) rows += 1;
    await write(output, text);
  }
  return rows;
}

async function writeDatabase(sql: TransactionSql, output: Writable): Promise<BackupSummary> {
  const [last] = await sql<{ migration: string }[]>`
    select max(created_at)::text as migration from drizzle.__drizzle_migrations`;
  const head: BackupHead = {
    format: "lardomsbanken-backup",
    version: 1,
    takenAt: new Date().toISOString(),
    migration: Number(last?.migration),
  };
  await writeLine(output, head);
  const tables = await listTables(sql);
  let rows = 0;
  for (const { table, columns } of tables) {
    await writeLine(output, { table, columns });
    rows += await writeRows(sql, output, table, columns);
    await write(output, `${endOfRows}\n`);
  }
  for (const stood of await listSequences(sql)) await writeLine(output, stood);
  const summary = { tables: tables.length, rows };
  await writeLine(output, { end: true, ...summary });
  return summary;
}

/** Sees to it that a file, or a folder's list of files, is on the disk. */
async function sync(path: string): Promise<void> {
  const handle = await open(path, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/**
 * Writes the whole bank to a file, as it was at one moment, while others go on writing. The file holds
 * personal data and the hashes of secrets: only its owner may read it. It is there when it is whole.
 */
export async function backUp(database: Database, file: string): Promise<BackupSummary> {
  const unfinished = `${file}.unfinished`;
  const output = createGzip();
  const written = output.pipe(createWriteStream(unfinished, { mode: 0o600 }));
  const failed = new Promise<never>((_resolve, reject) => {
    output.once("error", reject);
    written.once("error", reject);
  });
  failed.catch(() => {});
  try {
    const work = database.client.begin("isolation level repeatable read read only", (sql) =>
      writeDatabase(sql, output),
    );
    const summary = await Promise.race([work, failed]);
    output.end();
    await Promise.race([finished(written), failed]);
    await sync(unfinished);
    await rename(unfinished, file);
    await sync(dirname(file));
    return summary;
  } catch (error) {
    output.destroy();
    written.destroy();
    // The file may only now be being opened: taken away before that, it would come after all.
    if (!written.closed) await new Promise<void>((resolve) => void written.once("close", resolve));
    await rm(unfinished, { force: true });
    throw error;
  }
}
