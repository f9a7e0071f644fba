import { Readable, pipeline } from "node:stream";
import { CsvError, parse } from "csv-parse";
import { type Problem, problem } from "../platform/problems.js";
import { fromCell, isColumn, unknownColumn } from "./columns.js";

/** The formats of imported and exported files. */
export const exchangeFormats = ["NDJSON", "CSV"] as const;
export type ExchangeFormat = (typeof exchangeFormats)[number];

/** One record of a file, as it was written there. */
export interface RawRow {
  /** Counted from 1; the header of a CSV file isn't counted. */
  row: number;
  value: Readonly<Record<string, unknown>>;
  problems: readonly Problem[];
}

/** Characters of one record; more is a broken file. */
const longestRecord = 2_000_000;

/**
 * Reads a file's records one by one: no more of it is held than the record.
 * @throws Problems where the file is so broken that no further record can be told
 */
export const readRows = (
  source: AsyncIterable<string | Uint8Array> | Iterable<string>,
  format: ExchangeFormat,
): AsyncGenerator<RawRow> => (format === "CSV" ? readCsv(source) : readNdjson(source));

async function* readNdjson(
  source: AsyncIterable<string | Uint8Array> | Iterable<string>,
): AsyncGenerator<RawRow> {
  let row = 0;
  for await (const line of linesOf(source)) {
    if (line.trim() === "") continue;
    row += 1;
    const value = parseObject(line);
    if (value === undefined) {
      const message = {
        sv: "Raden är inte ett JSON-objekt; rätta den.",
        en: "The line isn't a JSON object; correct it.",
      };
      yield { row, value: {}, problems: [{ field: `rows.${row}`, code: "INVALID", message }] };
      continue;
    }
    const strange = Object.keys(value).filter((name) => !isColumn(name));
    yield { row, value, problems: strange.map((name) => unknownColumn(row, name)) };
  }
}

async function* linesOf(
  source: AsyncIterable<string | Uint8Array> | Iterable<string>,
): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = "";
  for await (const chunk of source) {
    rest += typeof chunk === "string" ? chunk : decoder.decode(chunk, { stream: true });
    const lines = rest.split("\n");
    rest = lines.pop() ?? "";
    if (rest.length > longestRecord) throw tooLong();
    yield* lines;
  }
  yield rest + decoder.decode();
}

const tooLong = () =>
  problem(
    "rows",
    "TOO_LONG",
    `En post har över ${longestRecord} tecken; kontrollera filens format.`,
    `A record has more than ${longestRecord} characters; check the file's format.`,
  );

function parseObject(line: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(line.replace(/^\uFEFF/, ""));
    if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
    return { ...value };
  } catch {
    return undefined;
  }
}

async function* readCsv(
  source: AsyncIterable<string | Uint8Array> | Iterable<string>,
): AsyncGenerator<RawRow> {
  const parser = parse({ bom: true, max_record_size: longestRecord, skip_empty_lines: true });
  // An error of either ends the loop below.
  pipeline(Readable.from(source), parser, () => {});
  let names: readonly string[] | undefined;
  let row = 0;
  try {
    for await (const cells of parser as AsyncIterable<string[]>) {
      if (!names) {
        names = cells.map((name) => name.trim());
        const strange = names.filter((name, at) => !isColumn(name) || names?.indexOf(name) !== at);
        if (strange.length > 0) {
          yield { row: 0, value: {}, problems: strange.map((name) => unknownColumn(0, name)) };
          return;
        }
        continue;
      }
      row += 1;
      const value = Object.fromEntries(
        names.map((name, at) => [name, fromCell(name, cells[at] ?? "")]),
      );
      yield { row, value, problems: [] };
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw problem(
      `rows.${row + 1}`,
      "INVALID",
      `Filen är inte giltig CSV från rad ${row + 1}; skriv den med kommatecken, citattecken och lika många celler på varje rad.`,
      `The file isn't valid CSV from row ${row + 1}; write it with commas, quotation marks and the same number of cells in every row.`,
    );
  }
}
