/**
 * Prints what Swedish analysis costs: loading time, memory, and time per record and per query, cold
 * (no word seen before) and warm. Run with `node --expose-gc --import tsx test/bench/analysis.ts`.
 */
import { readFileSync } from "node:fs";
import { createAnalyser } from "../../src/search/analysis/analysis.js";
import { projectPath } from "../../src/platform/project-root.js";

const recordLength = 2000;
const rounds = 300;

/** Text of the length of a record, made of the thesaurus's names: dense in compounds, so a hard case. */
function texts(): string[] {
  const data = JSON.parse(readFileSync(projectPath("seeds/thesaurus.json"), "utf8")) as {
    concepts: { sv: string[] }[];
  };
  const filler =
    "kommunen har under året arbetat med att minska utsläppen och det har visat sig att";
  const words = data.concepts.flatMap(({ sv }) => sv).flatMap((term) => [filler, term]);
  const all = words.join(" ");
  const found: string[] = [];
  for (let at = 0; at + recordLength <= all.length; at += recordLength)
    found.push(all.slice(at, at + recordLength));
  return found;
}

const queries = [
  "elbussar",
  "inköp av mat",
  "hur har andra minskat utsläpp från varutransporter?",
  "fjärr värme",
  "atervinning av byggavfall",
  "district heating from waste heat",
  "laddstolpar i flerbostadshus",
  "koldioxidinfångning",
];

const { gc } = globalThis;
const heap = (): number => {
  gc?.();
  return process.memoryUsage().heapUsed / 1e6;
};
const print = (what: string, value: number, unit: string): void => {
  process.stdout.write(`${what.padEnd(44)}${value.toFixed(3).padStart(10)} ${unit}\n`);
};
const median = (values: number[]): number =>
  values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
const time = (run: () => unknown): number => {
  const start = performance.now();
  run();
  return performance.now() - start;
};

const records = texts();
if (gc === undefined)
  process.stdout.write("Without --expose-gc the memory figures include garbage.\n");
const before = heap();
const analyser = createAnalyser();
print(
  "load on first use",
  time(() => analyser.load()),
  "ms",
);
print("heap after loading", heap() - before, "MB");
const cold = records.map((text) => time(() => analyser.indexTerms(text)));
print("record of 2,000 characters, first", cold[0] ?? 0, "ms");
print("record of 2,000 characters, cold, median", median(cold), "ms");
const warm = Array.from({ length: rounds }, (_, round) =>
  time(() => analyser.indexTerms(records[round % 5] ?? "")),
);
print("record of 2,000 characters, warm, median", median(warm), "ms");
print(
  "query, cold, mean",
  time(() => queries.map((query) => analyser.queryTerms(query))) / queries.length,
  "ms",
);
const asked = Array.from({ length: rounds }, (_, round) =>
  time(() => analyser.queryTerms(queries[round % queries.length] ?? "")),
);
print("query, warm, median", median(asked), "ms");
print("query, warm, slowest of 300", asked.at(-1) ?? 0, "ms");
print("heap after all this", heap() - before, "MB");
