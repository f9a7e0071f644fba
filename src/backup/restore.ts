import { once } from "node:events";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Writable } from "node:stream";
import { finished } from "node:stream/promises";
import type { TransactionSql } from "postgres";
import { type Database, migrateDatabase } from "../platform/database.js";
import { projectPath } from "../platform/project-root.js";
import type { BackupSummary } from "./backup.js";
import { type BackupHead, readBackup } from "./backup-file.js";

interface Journal {
  entries: { when: number }[];
}

/** Reads a backup to its end. @throws when it isn't whole */
async function check(file: string): Promise<BackupHead> {
  let head: BackupHead | undefined;
  for await (const part of readBackup(file)) if (part.kind === "head") head = part.head;
  if (!head) throw new Error(`${file} is no backup.`);
  return head;
}

async function requireEmpty({ client }: Database): Promise<void> {
  const tables = await client`
    select from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')`;
  if (tables.length > 0) {
    throw new Error(
      "The database isn't empty, and nothing is written over. Restore into a new one: another DATA_DIR, " +
        "or a DATABASE_URL with a database that was just created.",
    );
  }
}

/** Brings the database to the schema that the backup's had. */
async function migrateTo(database: Database, { migration }: BackupHead): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "lardomsbanken-restore-"));
  try {
    cpSync(projectPath("schema/migrations"), folder, { recursive: true });
    const file = join(folder, "meta/_journal.json");
    const journal = JSON.parse(readFileSync(file, "utf8")) as Journal;
    if (!journal.entries.some(({ when }) => when === migration)) {
      throw new Error("The backup was made by a newer version of this program: use that one.");
    }
    const entries = journal.entries.filter(({ when }) => when <= migration);
    writeFileSync(file, JSON.stringify({ ...journal, entries }));
    await migrateDatabase(database, folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface ForeignKey {
  table: string;
  name: string;
  definition: string;
}

/** Does something while no trigger and no foreign key looks; afterwards the keys hold again, or it fails. */
async function unwatched<Result>(
  sql: TransactionSql,
  work: () => Promise<Result>,
): Promise<Result> {
  const tables = await sql<{ name: string }[]>`
    select oid::regclass::text as name from pg_class
    where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')`;
  const keys = await sql<ForeignKey[]>`
    select conrelid::regclass::text as table, quote_ident(conname) as name,
      pg_get_constraintdef(oid) as definition
    from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace
      and conparentid = 0`;
  const alter = (table: string, change: string) => sql.unsafe(`alter table ${table} ${change}`);
  for (const { table, name } of keys) await alter(table, `drop constraint ${name}`);
  for (const { name } of tables) await alter(name, "disable trigger user");
  // Migrations may have written rows, which the backup has too.
  await sql.unsafe(`truncate ${tables.map(({ name }) => name).join(", ")}`);
  const result = await work();
  for (const { name } of tables) await alter(name, "enable trigger user");
  for (const { table, name, definition } of keys) {
    await alter(table, `add constraint ${name} ${definition}`);
  }
  return result;
}

const lineEnd = Buffer.from("\n");

async function load(sql: TransactionSql, file: string): Promise<BackupSummary> {
  const summary: BackupSummary = { tables: 0, rows: 0 };
  let rows: Writable | undefined;
  const finish = async (): Promise<void> => {
    rows?.end();
    if (rows) await finished(rows);
    rows = undefined;
  };
  for await (const part of readBackup(file)) {
    if (part.kind === "row") {
      summary.rows += 1;
      if (rows?.write(Buffer.concat([part.row, lineEnd])) === false) await once(rows, "drain");
      continue;
    }
    await finish();
    if (part.kind === "table") {
      const { table, columns } = part.table;
      summary.tables += 1;
      rows = await sql.unsafe(`copy ${table} (${columns.join(", ")}) from stdin`).writable();
    }
    if (part.kind === "sequence") {
      const { sequence, value, isCalled } = part.sequence;
      await sql`select setval(${sequence}::regclass, ${value}::bigint, ${isCalled})`;
    }
  }
  await finish();
  return summary;
}

/**
 * Fills an empty database from a backup, and brings it to the newest schema. Search documents and the
 * index aren't part of it: they are to be built again.
 * @throws before anything is written when the backup isn't whole, is of a newer version, or the database
 *   isn't empty
 */
export async function restore(database: Database, file: string): Promise<BackupSummary> {
  const head = await check(file);
  await requireEmpty(database);
  await migrateTo(database, head);
  const summary = await database.client.begin((sql) => unwatched(sql, () => load(sql, file)));
  await migrateDatabase(database);
  return summary;
}
