import type { Logger } from "pino";
import type { Config } from "../config.js";
import { type Embedded, findRunningEmbedded, startEmbedded } from "../embedded/embedded.js";
import {
  type Database,
  type DatabaseOptions,
  connectDatabase,
  migrateDatabase,
} from "../platform/database.js";
import { createLog } from "../platform/log.js";
import { type Mailer, createMailer } from "../platform/mailer.js";
import type { MeiliAddress } from "../search/meili.js";

/** The servers that a command works with, whether configured or started by it. */
export interface Services {
  database: Database;
  /** Absent: only PostgreSQL answers searches. */
  meili: MeiliAddress | undefined;
  log: Logger;
  /** Absent: both servers are configured. */
  embedded: Embedded | undefined;
  /** Opens another pool on the same database; it is closed with the others. */
  connect(options: Omit<DatabaseOptions, "url">): Database;
  /** Closes what was opened and stops what was started. */
  stop(): Promise<void>;
}

/** How {@link openServices} goes about it. */
export interface ServicesOptions {
  /** Whether to use the servers that a running `npm start` has started. */
  join?: boolean;
  /** Whether the database is brought to the newest schema; it is unless told. */
  migrates?: boolean;
  /** Aborted while they are opened: all is ended at once, and the opening fails. */
  signal?: AbortSignal;
}

/**
 * Connects to the configured servers, starts those that aren't, and brings the database to the newest
 * schema. What was started is stopped again when anything fails.
 * @param say is told what the operator may want to read, a line at a time
 */
export async function openServices(
  config: Config,
  say: (line: string) => void,
  { join = false, migrates = true, signal }: ServicesOptions = {},
): Promise<Services> {
  const log = createLog(config.logLevel);
  const needsPostgres = config.databaseUrl === undefined;
  // Processes that share their work must share their index too: only one that does all may bring one.
  const needsMeilisearch = config.meili === undefined && config.role === "all";
  const running =
    join && (needsPostgres || needsMeilisearch) ? findRunningEmbedded(config.dataDir) : undefined;
  const embedded =
    !running && (needsPostgres || needsMeilisearch)
      ? await startEmbedded({
          dataDir: config.dataDir,
          postgres: needsPostgres,
          meilisearch: needsMeilisearch,
          log: (line) => log.warn({}, line),
          signal,
        })
      : undefined;
  for (const note of embedded?.notes ?? []) say(note);
  const url = config.databaseUrl ?? running?.databaseUrl ?? embedded?.databaseUrl;
  if (url === undefined) throw new Error("DATABASE_URL: no PostgreSQL is configured or embedded.");
  const database = connectDatabase({ url });
  const others: Database[] = [];
  const stop = async (): Promise<void> => {
    await Promise.all([database, ...others].map((pool) => pool.close()));
    await embedded?.stop();
  };
  const cut = (): void => void database.close(0);
  signal?.addEventListener("abort", cut);
  try {
    signal?.throwIfAborted();
    if (migrates) await migrateDatabase(database);
  } catch (error) {
    await stop();
    throw explainDatabase(error, config);
  } finally {
    signal?.removeEventListener("abort", cut);
  }
  return {
    database,
    meili: config.meili ?? running?.meili ?? embedded?.meili,
    log,
    embedded,
    connect(poolOptions) {
      const pool = connectDatabase({ url, ...poolOptions });
      others.push(pool);
      return pool;
    },
    stop,
  };
}

/** Makes the mailer that the configuration asks for. */
export const openMailer = (
  { smtpUrl, mailFrom }: Config,
  log: Logger,
  print: (text: string) => void,
): Mailer => createMailer({ smtpUrl, from: mailFrom, print, log });

/** Names the variable when a database can't be used; Node leaves some messages empty. */
function explainDatabase(error: unknown, { databaseUrl, dataDir }: Config): Error {
  const { message = "", code = "" } = error as { message?: string; code?: string };
  if (message.startsWith("DATABASE_URL")) return error as Error;
  const subject = databaseUrl
    ? "DATABASE_URL: the database"
    : `DATA_DIR: the database of ${dataDir}`;
  return new Error(`${subject} can't be used: ${message || code}`, { cause: error });
}
