import { Readable, pipeline } from "node:stream";
import { CsvError, parse } from "csv-parse";
import { type Problem, type Problems, problem } from "../platform/problems.js";
import { fromCell, isColumn, judgeHeader, unknownColumn } from "./columns.js";

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
): AsyncGenerator<RawRow> =>
  format === "CSV" ? readCsv(textsOf(source)) : readNdjson(textsOf(source));

/** A file's texts; other letters than UTF-8's would silently become wrong ones. */
async function* textsOf(
  source: AsyncIterable<string | Uint8Array> | Iterable<string>,
): AsyncGenerator<string> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  const decode = (...given: Parameters<typeof decoder.decode>): string => {
    try {
      return decoder.decode(...given);
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      throw problem(
        "rows",
        "INVALID",
        "Filens tecken är inte UTF-8; spara den med den kodningen.",
        "The file's characters aren't UTF-8; save it in that encoding.",
      );
    }
  };
  for await (const chunk of source) {
    yield typeof chunk === "string" ? chunk : decode(chunk, { stream: true });
  }
  yield decode();
}

async function* readNdjson(source: AsyncIterable<string>): AsyncGenerator<RawRow> {
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

async function* linesOf(source: AsyncIterable<string>): AsyncGenerator<string> {
  let rest = "";
  for await (const chunk of source) {
    rest += chunk;
    const lines = rest.split("\n");
    rest = lines.pop() ?? "";
    if (rest.length > longestRecord) throw tooLong();
    yield* lines;
  }
  yield rest;
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

async function* readCsv(source: AsyncIterable<string>): AsyncGenerator<RawRow> {
  const parser = parse({
    bom: true,
    max_record_size: longestRecord,
    skip_empty_lines: true,
    // Spreadsheets leave such rows behind.
    skip_records_with_empty_values: true,
  });
  // An error of either ends the loop below.
  pipeline(Readable.from(source), parser, () => {});
  let names: readonly string[] | undefined;
  let row = 0;
  try {
    for await (const cells of parser as AsyncIterable<string[]>) {
      if (!names) {
        names = cells.map((name) => name.trim());
        const problems = judgeHeader(names);
        if (problems.length === 0) continue;
        yield { row: 0, value: {}, problems };
        return;
      }
      row += 1;
      const value = Object.fromEntries(
        names.map((name, at) => [name, fromCell(name, cells[at] ?? "")]),
      );
      yield { row, value, problems: [] };
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw brokenCsv(error, names ?? []);
  }
}

/** Says where a CSV file is broken: its parser is ahead of the rows that were read. */
function brokenCsv({ code, records, record }: CsvError, names: readonly string[]): Problems {
  const row = Number(records);
  const field = `rows.${row}`;
  if (code === "CSV_RECORD_INCONSISTENT_FIELDS_LENGTH" && Array.isArray(record)) {
    return problem(
      field,
      "INVALID",
      `Rad ${row} har ${record.length} celler och rubriken ${names.length}; sätt text med kommatecken inom citattecken.`,
      `Row ${row} has ${record.length} cells, and the header ${names.length}; put texts with commas into quotation marks.`,
    );
  }
  if (row === 0) {
    return problem(
      field,
      "INVALID",
      "Filens första rad är inte kolumnernas namn med kommatecken emellan; välj NDJSON om den är skriven så.",
      "The file's first row isn't the columns' names with commas between them; choose NDJSON if it is written so.",
    );
  }
  return problem(
    field,
    "INVALID",
    `Filen är inte giltig CSV från rad ${row}: kontrollera att varje citattecken i texten är dubbelt och att varje citat avslutas.`,
    `The file isn't valid CSV from row ${row}: check that every quotation mark within a text is doubled, and every quotation ends.`,
  );
}
