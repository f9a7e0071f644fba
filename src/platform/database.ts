import type { SQL } from "drizzle-orm";
import { PgDialect } from "drizzle-orm/pg-core";
import { PostgresJsDatabase, PostgresJsSession, drizzle } from "drizzle-orm/postgres-js";
import { migrate } from "drizzle-orm/postgres-js/migrator";
import { type Cancellation, type StatementCount, cancellable } from "./cancellation.js";
import { ChangeFeed } from "./change-feed.js";
import { postgres } from "./postgres-driver.js";
import { DatabaseLink } from "./database-link.js";
import { projectPath } from "./project-root.js";
import { hasCause } from "./errors.js";

/** Called with the text of every SQL statement that is sent: tests count with it. */
export type StatementObserver = (sql: string) => void;

/** What {@link connectDatabase} is given. */
export interface DatabaseOptions {
  /** A `postgres://` address. */
  url: string;
  /** Connections in the pool; 10 unless told. */
  poolSize?: number;
  /** Milliseconds after which PostgreSQL ends a statement; absent: never. */
  statementMs?: number;
  /** Sees every statement; for tests and for tracing. */
  onStatement?: StatementObserver;
}

/** The oldest PostgreSQL that has `uuidv7()`. */
const oldestSupportedMajor = 18;

/** Seconds that a connection may take, the sign-in included. */
const connectLimit = 5;
/** Seconds between two attempts to connect, which are made only while somebody waits for an answer. */
const connectPause = 0.1;

/** Opens a pool on PostgreSQL. Nothing is sent before the first query. */
export function connectDatabase(options: DatabaseOptions) {
  const link = new DatabaseLink();
  // Not in the types of postgres.js, but in its documentation.
  const sockets: object = { socket: link.open };
  const shared = {
    connect_timeout: connectLimit,
    // Constant: an API that is asked should answer as soon as the database is back.
    backoff: () => connectPause,
    ...sockets,
    onnotice: () => {},
    // Cursors hold timestamps as text: every connection must write them alike.
    connection: {
      application_name: "lardomsbanken",
      TimeZone: "UTC",
      DateStyle: "ISO",
      ...(options.statementMs ? { statement_timeout: options.statementMs } : {}),
    },
  };
  const poolSize = options.poolSize ?? 10;
  const client = postgres(options.url, { ...shared, max: poolSize });
  const { onStatement } = options;
  const logger = onStatement ? { logger: { logQuery: onStatement } } : {};
  const orm = drizzle(client, logger);
  const dialect = new PgDialect();
  const requests: StatementCount = { running: 0 };
  return {
    client,
    orm,
    /** The statements of {@link within} that are under way, those that wait for a connection included. */
    requests: requests as Readonly<StatementCount>,
    /** Connections that the pool may have. */
    poolSize,
    /** Connections that are open, with those that follow changes. */
    connections: () => link.connections,
    /** `orm` for one request, whose reads end when it is cancelled. */
    within(cancellation: Cancellation): PostgresJsDatabase & { $client: typeof client } {
      // What `drizzle` does, without what needs doing only once.
      const own = cancellable(client, cancellation, requests);
      const session = new PostgresJsSession(own, dialect, undefined, logger);
      return Object.assign(new PostgresJsDatabase(dialect, session, undefined), { $client: own });
    },
    /** Follows what is told on a channel; see {@link ChangeFeed}. Who follows ends it. */
    follow: (channel: string, onChange: () => void): ChangeFeed =>
      new ChangeFeed(
        (heard, lost) => {
          // Not in the types of postgres.js, which uses it for its own listening.
          const hearing: object = { onnotify: heard };
          const kept = { max: 1, max_lifetime: null, fetch_types: false };
          return postgres(options.url, { ...shared, ...kept, ...hearing, onclose: lost });
        },
        channel,
        onChange,
      ),
    /** To be called when an answer takes long: see {@link DatabaseLink.check}. */
    check: () => link.check(),
    /** @param patience seconds that statements under way may take; then they fail */
    async close(patience = 5): Promise<void> {
      link.close();
      await client.end({ timeout: patience });
    },
  };
}

/** An open pool: `orm` for typed queries, `client` for LISTEN and raw statements. */
export type Database = ReturnType<typeof connectDatabase>;
/** The typed query builder, on the pool or inside a transaction. */
export type Orm = Database["orm"] | Parameters<Parameters<Database["orm"]["transaction"]>[0]>[0];

/** What a query builder holds, and its types don't tell. */
interface Builder {
  session: { client: Database["client"]; logger: { logQuery: StatementObserver } };
}
const dialect = new PgDialect();

/**
 * Reads one value as JSON: what a statement selects as its one column of one row. It goes to the driver
 * without the way through the query builder, which takes longer than most statements.
 */
export async function readJson<Value>(orm: Orm, statement: SQL): Promise<Value> {
  const { sql, params } = dialect.sqlToQuery(statement);
  const { client, logger } = (orm as unknown as Builder).session;
  logger.logQuery(sql);
  const [row] = await client.unsafe<{ json: Value }[]>(sql, params as never[]);
  if (!row) throw new Error("A statement has answered no row.");
  return row.json;
}

/** How postgres.js and Node say that a server can't be reached, and PostgreSQL that it isn't ready. */
const unavailable: ReadonlySet<unknown> = new Set(
  (
    "CONNECT_TIMEOUT CONNECTION_CLOSED CONNECTION_DESTROYED CONNECTION_ENDED " +
    "ECONNREFUSED ECONNRESET EPIPE ETIMEDOUT EHOSTUNREACH ENETUNREACH ENOTFOUND EAI_AGAIN " +
    // Shutting down, crashed, starting; too many connections.
    "57P01 57P02 57P03 53300"
  ).split(" "),
);

/** Whether an error of a query means that the database can't be used now, whatever is asked of it. */
export const isUnavailable = (error: unknown): boolean =>
  hasCause(
    error,
    (cause) =>
      ("code" in cause && unavailable.has(cause.code)) ||
      // Node tries a name's addresses in turn, and tells of all at once.
      (cause instanceof AggregateError && cause.errors.some(isUnavailable)),
  );

/**
 * Brings the database to the newest schema. Runs that start at the same time wait for each other.
 * @throws a readable error when the server is older than PostgreSQL 18.
 */
export async function migrateDatabase(
  database: Database,
  migrationsFolder = projectPath("schema/migrations"),
): Promise<void> {
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
    await migrate(database.orm, { migrationsFolder });
  } finally {
    await lock`select pg_advisory_unlock(7211030)`.catch(() => {});
    lock.release();
  }
}
