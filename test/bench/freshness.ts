import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { loadSeeds } from "../../seeds/format.js";
import { startEmbedded } from "../../src/embedded/embedded.js";
import { connectDatabase, migrateDatabase } from "../../src/platform/database.js";
import { projectPath } from "../../src/platform/project-root.js";
import { createSearchService } from "../../src/search/search-service.js";
import { startSearchWorker } from "../../src/search/search-worker.js";
import { seedDatabase } from "../../src/seeding/seed-database.js";
import { quantile } from "./quantile.js";

const samples = 200;

/** How long a commit takes to be found by the search, in milliseconds. */
export interface FreshnessFigures {
  p50: number;
  p99: number;
  samples: number;
}

/** In the seeded bank: commits one case study after another, each with a word of its own, and searches until it is found. */
export async function measureFreshness(): Promise<FreshnessFigures> {
  const dataDir = mkdtempSync(join(tmpdir(), "lardomsbanken-bench-"));
  chmodSync(dataDir, 0o711);
  const log = pino({ level: "silent" });
  const embedded = await startEmbedded({
    dataDir,
    postgres: true,
    meilisearch: true,
    log: () => {},
  });
  const database = connectDatabase({ url: embedded.databaseUrl ?? "" });
  try {
    await migrateDatabase(database);
    await seedDatabase(database, await loadSeeds(projectPath("seeds")));
    const { meili } = embedded;
    const worker = startSearchWorker({ database, meili, log });
    await worker.idle();
    const search = createSearchService({ database, meili, log, rememberedBytes: 8 * 2 ** 20 });
    const times: number[] = [];
    for (let n = 0; n < samples; n += 1) {
      const word = `provord${n.toString(36)}x${(n * 7_919).toString(36)}`;
      await database.client`
        insert into case_studies (slug, title, summary, status, state, published_at)
        values (${`prov-${n}`}, ${`Syntetiskt prov ${word}`}, 'Syntetisk post.', 'ONGOING', 'PUBLISHED', now())`;
      const committed = performance.now();
      for (;;) {
        const request = {
          query: `"${word}"`,
          filter: { lists: {} },
          offset: 0,
          limit: 1,
          facets: false,
          highlights: false,
          matches: false,
        };
        const answer = await search.search(request);
        if (answer.totalCount > 0 && !answer.degraded) break;
        if (performance.now() - committed > 30_000) throw new Error(`${word} was never found.`);
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
      times.push(performance.now() - committed);
    }
    await Promise.all([worker.stop(), search.close()]);
    return { p50: quantile(times, 0.5), p99: quantile(times, 0.99), samples };
  } finally {
    await database.close();
    await embedded.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}
