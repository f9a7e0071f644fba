import { createReadStream } from "node:fs";
import { access } from "node:fs/promises";
import { parseArgs } from "node:util";
import { processConfig } from "../config.js";
import { formatOf } from "../exchange/file-format.js";
import { importCaseStudies } from "../exchange/import.service.js";
import { Problems } from "../platform/problems.js";
import { createOperatorContext } from "./operator.js";
import { runCommand, say } from "./run-command.js";
import { openServices } from "./services.js";

const usage = `npm run import -- FILE [--organisation SLUG] [--publish] [--dry-run]

  FILE                 .ndjson, .jsonl or .csv; its columns are in the README.
  --organisation SLUG  Whose ids the column externalId holds.
  --publish            Publishes what is imported; otherwise it becomes drafts.
  --dry-run            Judges every record, and writes nothing.`;

/** Batches that are written at the same time: more than one process of PostgreSQL works. */
const lanes = 4;

const options = {
  organisation: { type: "string" },
  publish: { type: "boolean", default: false },
  "dry-run": { type: "boolean", default: false },
  help: { type: "boolean", default: false },
} as const;

function readArguments() {
  try {
    const { values, positionals } = parseArgs({ options, allowPositionals: true });
    const [file] = positionals;
    if (values.help || file === undefined || positionals.length > 1) throw new Error("");
    return { file, format: formatOf(file), ...values };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new Error(`${message}\nUsage: ${usage}`.trim(), { cause: error });
  }
}

await runCommand(async ({ signal, onEnd }) => {
  const { file, format, organisation, publish, "dry-run": dryRun } = readArguments();
  await access(file);
  const config = processConfig();
  const services = await openServices(config, say, { join: true, signal });
  onEnd(() => services.stop());
  const context = createOperatorContext(services, config, say);
  const started = performance.now();
  try {
    const { rows, counts } = await importCaseStudies(context, {
      open: () => createReadStream(file, { signal }),
      format,
      organisation: organisation ?? null,
      publish,
      dryRun,
      lanes,
      onProgress: (step, done, total) => say(`${done} of ${total} records are ${step}.`),
    });
    const seconds = (performance.now() - started) / 1_000;
    say(
      `${dryRun ? "Nothing was written. Would be" : "Done"}: ${counts.CREATE} created, ${counts.UPDATE} updated, ` +
        `${counts.DRAFT} drafted beside published ones, ${counts.UNCHANGED} unchanged; ${rows} records in ${seconds.toFixed(1)} s.`,
    );
  } catch (error) {
    if (!(error instanceof Problems)) throw error;
    for (const { field, message } of error.problems) say(`${field ?? "file"}: ${message.en}`);
    throw new Error(
      `Problems: ${error.problems.length}. Mend them and start the import again: what is written already is left as it is.`,
      { cause: error },
    );
  }
});
