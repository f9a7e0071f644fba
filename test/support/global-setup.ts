import { execFileSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { loadSeeds } from "../../seeds/format.js";
import { startEmbedded } from "../../src/embedded/embedded.js";
import { connectDatabase, migrateDatabase } from "../../src/platform/database.js";
import { projectPath } from "../../src/platform/project-root.js";
import { seedDatabase } from "../../src/seeding/seed-database.js";

declare module "vitest" {
  interface ProvidedContext {
    /** The server's address, with its maintenance database. */
    databaseUrl: string;
    meili: { url: string; apiKey: string } | null;
  }
}

/** Templates that test databases are copied from: the schema alone, and the schema with the seeds. */
export const templates = { empty: "lb_empty", seeded: "lb_seeded" } as const;

/** Starts real servers for all tests and makes the templates; everything is gone afterwards. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  // Some tests start the program as an operator does, all at once: one build for them all.
  execFileSync("npm", ["run", "--silent", "build"], { cwd: projectPath("."), stdio: "inherit" });
  const dataDir = mkdtempSync(join(tmpdir(), "lardomsbanken-test-"));
  // PostgreSQL doesn't run as root: the user it runs as must get in.
  chmodSync(dataDir, 0o711);
  const embedded = await startEmbedded({
    dataDir,
    postgres: true,
    meilisearch: true,
    durable: false,
    log: (line) => process.stderr.write(`${line}\n`),
  });
  const teardown = async (): Promise<void> => {
    await embedded.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
  try {
    const { databaseUrl } = embedded;
    if (databaseUrl === undefined) throw new Error("No embedded PostgreSQL was started.");
    await makeTemplates(databaseUrl);
    project.provide("databaseUrl", databaseUrl);
    project.provide("meili", embedded.meili ?? null);
  } catch (error) {
    await teardown();
    throw error;
  }
  return teardown;
}

async function makeTemplates(databaseUrl: string): Promise<void> {
  const server = connectDatabase({ url: databaseUrl, poolSize: 1 });
  const urlOf = (name: string): string => databaseUrl.replace(/[^/]*$/, name);
  await server.client.unsafe(`create database ${templates.empty}`);
  const empty = connectDatabase({ url: urlOf(templates.empty), poolSize: 2 });
  await migrateDatabase(empty);
  await empty.close();
  await server.client.unsafe(
    `create database ${templates.seeded} template ${templates.empty} strategy file_copy`,
  );
  const seeded = connectDatabase({ url: urlOf(templates.seeded), poolSize: 2 });
  await seedDatabase(seeded, await loadSeeds(projectPath("seeds")));
  await seeded.close();
  await server.close();
}
