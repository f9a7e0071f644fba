import { createWriteStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { processConfig } from "../config.js";
import { exportCaseStudies } from "../exchange/export.service.js";
import { formatOf } from "../exchange/file-format.js";
import { runCommand, say } from "./run-command.js";
import { openServices } from "./services.js";

await runCommand(async ({ signal, onEnd }) => {
  const [file, ...rest] = process.argv.slice(2);
  if (file === undefined || rest.length > 0 || file.startsWith("-")) {
    throw new Error("Usage: npm run export -- FILE\n\n  FILE  .ndjson, .jsonl or .csv");
  }
  const format = formatOf(file);
  const services = await openServices(processConfig(), say, { join: true, signal });
  onEnd(() => services.stop());
  const records = Readable.from(exportCaseStudies(services.database.orm, format));
  await pipeline(records, createWriteStream(file), { signal });
  say(`Everything that is published is in ${file}.`);
});
