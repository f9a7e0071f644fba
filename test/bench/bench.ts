import { availableParallelism, totalmem } from "node:os";
import { parseArgs } from "node:util";
import { measureFreshness } from "./freshness.js";
import { measureSearch } from "./search.js";
import { measureStartup } from "./startup.js";
import { countStatements } from "./statements.js";

const print = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

/** The figures that can be asked for by name; without a name, all of them. */
const parts: Record<string, () => Promise<void>> = {
  async startup() {
    const { first, warm } = await measureStartup();
    print(
      `start-up     first start to first answered search   ${first.toFixed(1)} s   (goal: 30 s)`,
    );
    print(`start-up     warm start to first answered search    ${warm.toFixed(1)} s   (goal: 5 s)`);
  },
  async statements() {
    for (const { rows, statements } of await countStatements()) {
      print(
        `statements   nested list of ${String(rows).padStart(2)} case studies        ${statements} SQL statements (goal: not more with more rows)`,
      );
    }
  },
  async freshness() {
    const { p50, p99, samples } = await measureFreshness();
    print(
      `freshness    commit to searchable, ${samples} samples       p50 ${p50.toFixed(0)} ms, p99 ${p99.toFixed(0)} ms   (goal: p99 1,000 ms)`,
    );
  },
  async search() {
    for (const lessons of sizes) {
      const figures = await measureSearch(lessons, (line) => process.stderr.write(`${line}\n`));
      const { graphql, direct, graphqlPerSecond, directPerSecond } = figures;
      const label = `search       ${lessons.toLocaleString("en")} lessons`.padEnd(32);
      const ms = ({ p50, p95 }: { p50: number; p95: number }): string =>
        `p50 ${p50.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms`;
      for (const line of [
        `through GraphQL     ${ms(graphql)}, ${graphqlPerSecond.toFixed(0)} searches/s`,
        `straight            ${ms(direct)}, ${directPerSecond.toFixed(0)} searches/s   (the same requests to Meilisearch)`,
        `ratio               ${(graphqlPerSecond / directPerSecond).toFixed(2)} (goal: 0.80), ${(graphql.p50 - direct.p50).toFixed(1)} ms added at the median (goal: 3)`,
        `indexing            ${figures.documents} documents: ${figures.storedPerSecond.toFixed(0)}/s analysed and stored, ${figures.indexedPerSecond.toFixed(0)}/s reindexed (goal: 5,000)`,
        `size                index ${figures.indexMiB.toFixed(0)} MiB, stored documents ${figures.storedMiB.toFixed(0)} MiB`,
        `resident            API ${figures.apiMiB.toFixed(0)} MiB (goal: 250), Meilisearch ${figures.meiliMiB.toFixed(0)} MiB`,
      ])
        print(label + line);
    }
  },
};

const { values, positionals: wanted } = parseArgs({
  allowPositionals: true,
  options: { lessons: { type: "string", default: "1000,10000" } },
});
/** How many synthetic lessons the search is measured with: `--lessons 1000,100000,1000000`. */
const sizes = values.lessons.split(",").map(Number);
const unknown = wanted.find((name) => !(name in parts));
if (unknown !== undefined) {
  process.stderr.write(
    `There is no bench ${unknown}; there are ${Object.keys(parts).join(", ")}.\n`,
  );
  process.exitCode = 1;
} else {
  const gigabytes = Math.round(totalmem() / 2 ** 30);
  print(
    `Node ${process.version}, ${availableParallelism()} cores, ${gigabytes} GiB, ${new Date().toISOString().slice(0, 10)}`,
  );
  for (const name of wanted.length > 0 ? wanted : Object.keys(parts)) await parts[name]?.();
}
