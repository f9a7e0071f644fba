import type { ExchangeFormat } from "./row-reading.js";

/**
 * Tells a file's format by its name.
 * @throws a message for the operator when it tells none
 */
export function formatOf(name: string): ExchangeFormat {
  if (/\.(ndjson|jsonl)$/i.test(name)) return "NDJSON";
  if (/\.csv$/i.test(name)) return "CSV";
  throw new Error(`${name}: name the file .ndjson, .jsonl or .csv, so that its format is known.`);
}
