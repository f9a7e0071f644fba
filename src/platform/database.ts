import { drizzle } from "drizzle-orm/postgres-js";
import { migrate } from "drizzle-orm/postgres-js/migrator";
import postgres from "postgres";
import { projectPath } from "./project-root.js";

/** Called with the text of every SQL statement that is sent: tests count with it. */
export type StatementObserver = (sql: string) => void;

/** What {@link connectDatabase} is given. */
export interface DatabaseOptions {
  /** A `postgres://` address. */
  url: string;
  /** Connections in the pool; 10 unless told. */
  poolSize?: number;
  /** Sees every statement; for tests and for tracing. */
  onStatement?: StatementObserver;
}

/** The oldest PostgreSQL that has `uuidv7()`. */
const oldestSupportedMajor = 18;

/** Opens a pool on PostgreSQL. Nothing is sent before the first query. */
export function connectDatabase(options: DatabaseOptions) {
  const client = postgres(options.url, {
    max: options.poolSize ?? 10,
    onnotice: () => {},
    // Cursors hold timestamps as text: every connection must write them alike.
    connection: { application_name: "lardomsbanken", TimeZone: "UTC", DateStyle: "ISO" },
  });
  const { onStatement } = options;
  const orm = drizzle(client, onStatement ? { logger: { logQuery: onStatement } } : {});
  return { client, orm, close: () => client.end({ timeout: 5 }) };
}

/** An open pool: `orm` for typed queries, `client` for LISTEN and raw statements. */
export type Database = ReturnType<typeof connectDatabase>;
/** The typed query builder, on the pool or inside a transaction. */
export type Orm = Database["orm"] | Parameters<Parameters<Database["orm"]["transaction"]>[0]>[0];

/**
 * Brings the database to the newest schema. Runs that start at the same time wait for each other.
 * @throws a readable error when the server is older than PostgreSQL 18.
 */
export async function migrateDatabase(database: Database): Promise<void> {
  const [server] = await database.client<{ major: number }[]>`
    select current_setting('server_version_num')::int / 10000 as major`;
  if (server && server.major < oldestSupportedMajor) {
    throw new Error(
      `DATABASE_URL: PostgreSQL ${server.major} is too old, ${oldestSupportedMajor} or newer is needed.`,
    );
  }
  const lock = await database.client.reserve();
  try {
    // Any fixed number serves: it only has to be the same in every process.
    await lock`select pg_advisory_lock(7211030)`;
    await migrate(database.orm, { migrationsFolder: projectPath("schema/migrations") });
  } finally {
    await lock`select pg_advisory_unlock(7211030)`.catch(() => {});
    lock.release();
  }
}
