import { mkdirSync, writeFileSync } from "node:fs";
import { availableParallelism, totalmem } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { projectPath } from "../../src/platform/project-root.js";
import { moveChanges } from "../../src/search/change-queue.js";
import { storeDueDocuments } from "../../src/search/projector.js";
import { type CachedFigures, measureCached } from "./cached.js";
import { measureFreshness } from "./freshness.js";
import { measureImport } from "./import.js";
import type { LoadFigures } from "./load.js";
import { measureNested } from "./nested.js";
import { type PageTimes, measurePages } from "./pages.js";
import { type PathFigures, measureSearch } from "./search.js";
import { measureStartup } from "./startup.js";
import { countStatements } from "./statements.js";
import { measureSuggest } from "./suggest.js";
import { withBank } from "./synthetic/server.js";

const print = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

/** The figures that can be asked for by name; without a name, all of them. Each prints and answers them. */
const parts: Record<string, () => Promise<unknown>> = {
  async startup() {
    const figures = await measureStartup();
    const { first, warm } = figures;
    print(
      `start-up     first start to first answered search   ${first.toFixed(1)} s   (goal: 30 s)`,
    );
    print(`start-up     warm start to first answered search    ${warm.toFixed(1)} s   (goal: 5 s)`);
    return figures;
  },
  async statements() {
    const figures = await countStatements();
    for (const { rows, statements } of figures) {
      print(
        `statements   nested list of ${String(rows).padStart(2)} case studies        ${statements} SQL statements (goal: not more with more rows)`,
      );
    }
    return figures;
  },
  async nested() {
    const figures = await measureNested({ rounds: 3, seconds: 5 });
    const { loads, peer } = figures;
    const show = (load: LoadFigures, what: string): void => {
      const { perSecond, p50, p97_5, processorMs, residentMiB } = load;
      print(
        `nested       ${what.padEnd(34)}${perSecond.toFixed(0).padStart(6)}/s   p50 ${p50} ms, p97.5 ${p97_5} ms, processor ${processorMs.toFixed(2)} ms, resident ${residentMiB.toFixed(0)} MiB`,
      );
    };
    const ratio = (one: LoadFigures, other: LoadFigures): string =>
      (one.perSecond / other.perSecond).toFixed(2);
    show(loads.limit, "Fastify with one SQL statement");
    show(loads.ours, "ours, nothing remembered");
    print(`nested       ratio ${ratio(loads.ours, loads.limit)} (goal: 0.80)`);
    if ("missing" in peer) {
      print(`nested       PostGraphile 5 is skipped, it can't be installed: ${peer.missing}`);
    } else if (loads.postGraphile) {
      show(loads.postGraphile, `PostGraphile ${peer.version}, Node ${peer.node}`);
      print(
        `nested       ratio ${ratio(loads.ours, loads.postGraphile)} (goal: 1.50), the same data in ${peer.ours} bytes from ours, ${peer.postGraphile} from PostGraphile`,
      );
    }
    show(loads.fixed, "Fastify with a fixed string");
    show(loads.anonymousGet, "ours, anonymous GET");
    print(`nested       ratio ${ratio(loads.anonymousGet, loads.fixed)} (goal: 0.80)`);
    return figures;
  },
  async cached() {
    const figures = await measureCached({ rounds: 9, seconds: 2 });
    const { loads, bytes } = figures;
    const show = (name: keyof CachedFigures["loads"], what: string): void => {
      const { perSecond, p50, p97_5, processorMs, residentMiB } = loads[name];
      print(
        `cached       ${what.padEnd(44)}${perSecond.toFixed(0).padStart(6)}/s   p50 ${p50} ms, p97.5 ${p97_5} ms, processor ${processorMs.toFixed(3)} ms, resident ${residentMiB.toFixed(0)} MiB`,
      );
    };
    show("fixed", `Fastify with a fixed string of ${bytes} bytes`);
    show("ours", "ours, anonymous GET of the same bytes");
    print(
      `cached       ratio ${(loads.ours.perSecond / loads.fixed.perSecond).toFixed(2)} (goal: 0.80)`,
    );
    show("unchanged", "ours, with the tag of what is known: 304");
    return figures;
  },
  async freshness() {
    const figures = await measureFreshness();
    const { p50, p99, samples } = figures;
    print(
      `freshness    commit to searchable, ${samples} samples       p50 ${p50.toFixed(0)} ms, p99 ${p99.toFixed(0)} ms   (goal: p99 1,000 ms)`,
    );
    return figures;
  },
  async import() {
    const figures = await measureImport(20_000);
    const { cases, first, again, exported } = figures;
    print(
      `import       ${cases} synthetic cases, judged and published   ${first.toFixed(0)}/s   (goal: 3,000/s)`,
    );
    print(`import       once more ${again.toFixed(0)}/s, exported ${exported.toFixed(0)}/s`);
    return figures;
  },
  async suggest() {
    const figures = await withBank({ lessons: 0 }, async ({ database }) => {
      while ((await moveChanges(database)) > 0);
      while ((await storeDueDocuments(database, false)) > 0);
      return measureSuggest(database);
    });
    const { first, p50, p99, samples } = figures;
    print(
      `suggest      after each letter, ${samples} samples        p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms, first ${first.toFixed(0)} ms   (goal: p50 20 ms)`,
    );
    return figures;
  },
  async pages() {
    const all = [];
    for (const lessons of sizes) {
      const times = await measurePages(lessons);
      const smallest: PageTimes[] = all[0]?.times ?? times;
      all.push({ lessons, times });
      for (const [at, { what, p50, p95 }] of times.entries()) {
        const ratio = p95 / (smallest[at]?.p95 ?? p95);
        print(
          `pages        ${lessons.toLocaleString("en")} lessons, ${what}`.padEnd(46) +
            `p50 ${p50.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms, ${ratio.toFixed(2)} of the smallest bank's (goal: 1.5)`,
        );
      }
    }
    return all;
  },
  async search() {
    const all = [];
    for (const lessons of sizes) {
      const figures = await measureSearch(lessons, (line) => process.stderr.write(`${line}\n`));
      const { graphql, again, againByGet, straight } = figures;
      const label = `search       ${lessons.toLocaleString("en")} lessons`.padEnd(32);
      const describe = ({ p50, p95, cpuMs, perSecond }: PathFigures): string =>
        `p50 ${p50.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms, ${perSecond.toFixed(0)} searches/s, ${cpuMs.toFixed(1)} ms of processor each`;
      const compare = (other: PathFigures): string =>
        `${(graphql.perSecond / other.perSecond).toFixed(2)} (goal: 0.80), ${(graphql.p50 - other.p50).toFixed(1)} ms added at the median (goal: 3)`;
      for (const line of [
        `through GraphQL     ${describe(graphql)}`,
        `asked before        ${again.toFixed(0)} searches/s of 200 that repeat: what was found is remembered`,
        `asked by GET before ${againByGet.toFixed(0)} searches/s of the same by visitors: whole answers are kept`,
        ...(straight
          ? [
              `straight            ${describe(straight.page)}   (the same page from Meilisearch as it comes)`,
              `straight, bare      ${describe(straight.bare)}   (no places marked, hits only estimated)`,
              `ratio               ${compare(straight.page)}`,
              `ratio to bare       ${compare(straight.bare)}`,
              `ratio, asked before ${(again / straight.page.perSecond).toFixed(2)} of the same page straight, which Meilisearch finds anew each time`,
            ]
          : []),
        `indexing            ${figures.documents} documents: ${figures.storedPerSecond.toFixed(0)}/s analysed and stored, ${figures.indexedPerSecond.toFixed(0)}/s reindexed (goal: 5,000)`,
        ...(straight
          ? [
              `indexing straight   ${straight.filledPerSecond.toFixed(0)}/s taken by Meilisearch as it comes: the texts and facets of the same documents`,
            ]
          : []),
        `size                index ${figures.indexMiB.toFixed(0)} MiB, stored documents ${figures.storedMiB.toFixed(0)} MiB`,
        `resident            API ${figures.apiMiB.toFixed(0)} MiB under load (goal: 250), Meilisearch ${figures.meiliMiB.toFixed(0)} MiB`,
      ])
        print(label + line);
      all.push(figures);
    }
    return all;
  },
};

const { values, positionals: wanted } = parseArgs({
  allowPositionals: true,
  options: { lessons: { type: "string", default: "1000,10000" } },
});
/** How many synthetic lessons pages and search are measured with: `--lessons 1000,100000,1000000`. */
const sizes = values.lessons.split(",").map(Number);
const unknown = wanted.find((name) => !(name in parts));
if (unknown !== undefined) {
  process.stderr.write(
    `There is no bench ${unknown}; there are ${Object.keys(parts).join(", ")}.\n`,
  );
  process.exitCode = 1;
} else {
  const machine = {
    node: process.version,
    cores: availableParallelism(),
    gigabytes: Math.round(totalmem() / 2 ** 30),
    date: new Date().toISOString().slice(0, 10),
  };
  print(
    `Node ${machine.node}, ${machine.cores} cores, ${machine.gigabytes} GiB, ${machine.date}; written to dist/bench/`,
  );
  const folder = projectPath("dist/bench");
  mkdirSync(folder, { recursive: true });
  for (const name of wanted.length > 0 ? wanted : Object.keys(parts)) {
    const figures = await parts[name]?.();
    writeFileSync(
      join(folder, `${name}.json`),
      JSON.stringify({ part: name, ...machine, figures }, undefined, 2),
    );
  }
}
