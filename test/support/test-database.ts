import { randomBytes } from "node:crypto";
import { inject } from "vitest";
import {
  type Database,
  type DatabaseOptions,
  type StatementObserver,
  connectDatabase,
} from "../../src/platform/database.js";
import { templates } from "./global-setup.js";

/** A database of its own for one test file. */
export interface TestDatabase {
  database: Database;
  url: string;
  /** Opens another pool on it. */
  connect(onStatement?: StatementObserver, options?: Partial<DatabaseOptions>): Database;
  /** Closes every pool and removes the database. */
  drop(): Promise<void>;
}

/** Copies a template: the schema, and the seeds where they are wanted. */
export async function createTestDatabase(options: {
  seeded: boolean;
  onStatement?: StatementObserver;
}): Promise<TestDatabase> {
  const serverUrl = inject("databaseUrl");
  const name = `lb_test_${randomBytes(6).toString("hex")}`;
  const template = options.seeded ? templates.seeded : templates.empty;
  await onServer(serverUrl, `create database ${name} template ${template} strategy file_copy`);
  const url = serverUrl.replace(/[^/]*$/, name);
  const pools: Database[] = [];
  const connect: TestDatabase["connect"] = (onStatement, others = {}) => {
    const observed = onStatement ? { onStatement } : {};
    const pool = connectDatabase({ url, poolSize: 5, ...observed, ...others });
    pools.push(pool);
    return pool;
  };
  return {
    database: connect(options.onStatement),
    url,
    connect,
    async drop() {
      await Promise.all(pools.map((pool) => pool.close()));
      await onServer(serverUrl, `drop database ${name} with (force)`);
    },
  };
}

async function onServer(url: string, statement: string): Promise<void> {
  const server = connectDatabase({ url, poolSize: 1 });
  try {
    await server.client.unsafe(statement);
  } finally {
    await server.close();
  }
}
