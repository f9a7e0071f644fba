import { availableParallelism, totalmem } from "node:os";
import { measureFreshness } from "./freshness.js";
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
};

const wanted = process.argv.slice(2).filter((argument) => !argument.startsWith("-"));
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
