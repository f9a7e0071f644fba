import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadSeeds } from "../../seeds/format.js";
import { startEmbedded } from "../../src/embedded/embedded.js";
import { connectDatabase, migrateDatabase } from "../../src/platform/database.js";
import { projectPath } from "../../src/platform/project-root.js";
import { seedDatabase } from "../../src/seeding/seed-database.js";
import { createTestApi } from "../support/test-api.js";

/** The nested list of the measures: case studies with organisation, lessons, methods and contacts. */
const nestedList = (first: number): string => `{
  caseStudies(first: ${first}) {
    nodes { title organisations { organisation { name } } lessons { text } methods { name } contacts { name } }
  }
}`;

/** Counts the SQL statements of the nested list for several lengths. */
export async function countStatements(): Promise<{ rows: number; statements: number }[]> {
  const dataDir = mkdtempSync(join(tmpdir(), "lardomsbanken-bench-"));
  chmodSync(dataDir, 0o711);
  const log = (): void => {};
  const embedded = await startEmbedded({
    dataDir,
    postgres: true,
    meilisearch: false,
    durable: false,
    log,
  });
  let statements = 0;
  const database = connectDatabase({
    url: embedded.databaseUrl ?? "",
    onStatement: () => (statements += 1),
  });
  try {
    await migrateDatabase(database);
    await seedDatabase(database, await loadSeeds(projectPath("seeds")));
    const api = await createTestApi(database);
    const counts = [];
    for (const rows of [1, 20, 64]) {
      statements = 0;
      await api.read(nestedList(rows));
      counts.push({ rows, statements });
    }
    await api.close();
    return counts;
  } finally {
    await database.close();
    await embedded.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}
