import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { loadSeeds } from "../../seeds/format.js";
import { startEmbedded } from "../../src/embedded/embedded.js";
import { type Database, connectDatabase, migrateDatabase } from "../../src/platform/database.js";
import { projectPath } from "../../src/platform/project-root.js";
import type { MeiliAddress } from "../../src/search/meili.js";
import { startSearchWorker } from "../../src/search/search-worker.js";
import { seedDatabase } from "../../src/seeding/seed-database.js";
import { type Judgement, queryClasses, readJudgements } from "./judgements.js";
import { type QueryFigures, type Summary, measure, summarise } from "./metrics.js";
import { switchWithin } from "./switch.js";
import { type System, makeSystems } from "./systems.js";

/** How one system answered one query. */
interface Row {
  judgement: Judgement;
  ranking: string[];
  figures: QueryFigures;
}

const titles = {
  dev: "Development half (tuned on)",
  heldout: "Held-out half (never tuned on)",
  fresh: "Fresh set (not seen before)",
};
const worstShown = 20;
const resultsShown = 6;
const print = (line = ""): void => {
  process.stdout.write(`${line}\n`);
};

/** Runs `use` on the seeded and indexed bank, on servers of its own. */
async function withSeededBank(
  use: (database: Database, meili: MeiliAddress) => Promise<void>,
): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), "lardomsbanken-eval-"));
  // PostgreSQL doesn't run as root: the user it runs as must get in.
  chmodSync(dataDir, 0o711);
  const embedded = await startEmbedded({
    dataDir,
    postgres: true,
    meilisearch: true,
    durable: false,
    log: () => {},
  });
  const { databaseUrl, meili } = embedded;
  const database = connectDatabase({ url: databaseUrl ?? "" });
  try {
    if (!meili) throw new Error("There is no Meilisearch for this platform to compare with.");
    await migrateDatabase(database);
    await seedDatabase(database, await loadSeeds(projectPath("seeds")));
    const log = { info: () => {}, warn: () => {} };
    const worker = startSearchWorker({ database, meili, log });
    await worker.idle();
    await worker.stop();
    await use(database, meili);
  } finally {
    await database.close();
    await embedded.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function answerAll(system: System, judgements: readonly Judgement[]): Promise<Row[]> {
  const rows: Row[] = [];
  for (const judgement of judgements) {
    const ranking = await system.rank(judgement.query, judgement.target);
    rows.push({ judgement, ranking, figures: measure(judgement, ranking) });
  }
  return rows;
}

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`.padStart(8);
const cells = ({ ndcg, recall, zero, falseFriends }: Summary): string =>
  `${ndcg.toFixed(3).padStart(8)}${recall.toFixed(3).padStart(10)}${percent(zero)}   ${percent(falseFriends)}`;

function printTable(title: string, rowsOf: ReadonlyMap<string, readonly Row[]>): void {
  print();
  print(title);
  print(`${" ".repeat(42)}nDCG@10 recall@20    zero   false friends in top 5`);
  for (const part of [...queryClasses, "all"] as const) {
    for (const [name, rows] of rowsOf) {
      const chosen = rows.filter(({ judgement }) => part === "all" || judgement.class === part);
      if (chosen.length === 0) continue;
      const summary = summarise(chosen);
      const label = `${part} (${summary.queries})`.padEnd(20);
      print(`${label}${name.padEnd(26)}${cells(summary)}`);
    }
  }
}

/** Shows what the worst answered queries should have found, and what they did. */
async function printWorst(system: System, rows: readonly Row[]): Promise<void> {
  const badness = ({ figures }: Row): number =>
    1 - (figures.ndcg ?? 1) + (figures.hasFalseFriend ? 1 : 0);
  print();
  print(`The worst ${worstShown} queries of ours on Meilisearch`);
  for (const row of rows.toSorted((a, b) => badness(b) - badness(a)).slice(0, worstShown)) {
    const { judgement, ranking, figures } = row;
    const { id, query, target, relevant, forbidden } = judgement;
    print();
    print(`${id} ${target} "${query}"  nDCG@10 ${figures.ndcg?.toFixed(2) ?? "–"}`);
    const wanted = Object.entries(relevant).toSorted(([, a], [, b]) => b - a);
    print(
      `  wanted  ${wanted.map(([slug, grade]) => `${slug}:${grade}(#${ranking.indexOf(slug) + 1 || "–"})`).join(" ")}`,
    );
    const explained = await system.explain?.(query, target);
    for (const slug of ranking.slice(0, resultsShown)) {
      const sign = forbidden.includes(slug) ? "!" : " ";
      print(`  found  ${sign}${slug}:${relevant[slug] ?? 0}  ${explained?.get(slug) ?? ""}`);
    }
  }
}

const { values } = parseArgs({
  options: {
    why: { type: "boolean" },
    switch: { type: "boolean" },
    split: { type: "string", default: "all" },
  },
});
const splits = (["dev", "heldout", "fresh"] as const).filter((split) =>
  [split, "all"].includes(values.split),
);
if (splits.length === 0) throw new Error("--split must be dev, heldout, fresh or all.");

await withSeededBank(async (database, meili) => {
  const judgements = readJudgements();
  if (values.switch) {
    const { searches, degraded, errors, different } = await switchWithin(
      database,
      meili,
      judgements,
    );
    print(`${searches} searches, Meilisearch cut off in the middle and back again`);
    print(`  answered by PostgreSQL ${degraded}, errors ${errors}, other answers ${different}`);
    return;
  }
  const systems = await makeSystems(database, meili);
  for (const split of splits) {
    const chosen = judgements.filter((judgement) => judgement.split === split);
    const rowsOf = new Map<string, Row[]>();
    for (const system of systems) rowsOf.set(system.name, await answerAll(system, chosen));
    printTable(titles[split], rowsOf);
    const [own] = systems;
    if (values.why && own) await printWorst(own, rowsOf.get(own.name) ?? []);
  }
});
