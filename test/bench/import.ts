import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadSeeds } from "../../seeds/format.js";
import { startEmbedded } from "../../src/embedded/embedded.js";
import { exportCaseStudies } from "../../src/exchange/export.service.js";
import { importCaseStudies } from "../../src/exchange/import.service.js";
import { type Context, operator } from "../../src/platform/context.js";
import { connectDatabase, migrateDatabase } from "../../src/platform/database.js";
import { projectPath } from "../../src/platform/project-root.js";
import { seedDatabase } from "../../src/seeding/seed-database.js";

/** A synthetic case study with what a usual one has below it. */
const syntheticCase = (number: number, leads: readonly string[], areas: readonly string[]) => ({
  externalId: `syntetisk-${number}`,
  title: `Syntetisk fallstudie nummer ${number}`,
  summary: `Syntetisk sammanfattning ${number}, gjord för att mäta importen.`,
  challenge: `Syntetisk utmaning ${number}. `.repeat(12),
  solution: `Syntetisk lösning ${number}. `.repeat(12),
  status: "ONGOING",
  startYear: 2000 + (number % 25),
  organisations: [{ organisation: leads[number % leads.length], role: "LEAD" }],
  focusAreas: [areas[number % areas.length]],
  sdgs: [7, 11, 13],
  sources: [{ url: `https://example.org/syntetisk/${number}`, title: "Syntetisk källa" }],
  lessons: [1, 2, 3].map((lesson) => ({
    kind: "ADVICE",
    basis: "SOURCE",
    text: `Syntetisk lärdom ${lesson} av fallstudie ${number}, några ord lång som de brukar vara.`,
  })),
  results: [1, 2].map((result) => ({
    indicator: `Syntetiskt utfall ${result}`,
    value: number / 10,
    unit: "ton",
    kind: "CALCULATED",
  })),
});

/** How many case studies there are, and how many go through each second. */
export interface ImportFigures {
  cases: number;
  /** Into a bank that lacks them, judging included. */
  first: number;
  /** The same file once more. */
  again: number;
  exported: number;
}

/** Imports a synthetic NDJSON file twice into an embedded bank as the server runs it, and exports it. */
export async function measureImport(cases: number): Promise<ImportFigures> {
  const dataDir = mkdtempSync(join(tmpdir(), "lardomsbanken-bench-"));
  chmodSync(dataDir, 0o711);
  const log = (): void => {};
  const embedded = await startEmbedded({ dataDir, postgres: true, meilisearch: false, log });
  const database = connectDatabase({ url: embedded.databaseUrl ?? "" });
  try {
    await migrateDatabase(database);
    const seeds = await loadSeeds(projectPath("seeds"));
    await seedDatabase(database, seeds);
    const leads = seeds.organisations.map(({ slug }) => slug);
    const areas = seeds.focusAreas.map(({ slug }) => slug);
    const lines = Array.from(
      { length: cases },
      (_, number) => `${JSON.stringify(syntheticCase(number, leads, areas))}\n`,
    );
    // An import needs no more of a context.
    const context = { orm: database.orm, actor: operator } as Context;
    const run = async (): Promise<number> => {
      const started = performance.now();
      await importCaseStudies(context, {
        open: () => lines,
        format: "NDJSON",
        organisation: leads[0] ?? null,
        publish: true,
        dryRun: false,
        lanes: 4,
      });
      return cases / ((performance.now() - started) / 1_000);
    };
    const [first, again] = [await run(), await run()];
    const started = performance.now();
    let exported = 0;
    for await (const part of exportCaseStudies(database.orm, "NDJSON")) {
      exported += part.split("\n").length - 1;
    }
    return {
      cases,
      first,
      again,
      exported: exported / ((performance.now() - started) / 1_000),
    };
  } finally {
    await database.close();
    await embedded.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}
