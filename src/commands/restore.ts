import { restore } from "../backup/restore.js";
import { processConfig } from "../config.js";
import { reindex } from "../search/reindex.js";
import { runCommand, say } from "./run-command.js";
import { openServices } from "./services.js";

/** `npm run restore -- FILE`: fills an empty database from a backup, and builds the search again. */
await runCommand(async ({ signal, onEnd }) => {
  const [file] = process.argv.slice(2);
  if (file === undefined) throw new Error("Say what from: npm run restore -- FILE");
  const services = await openServices(processConfig(), say, {
    join: true,
    migrates: false,
    signal,
  });
  onEnd(() => services.stop());
  const { database, meili } = services;
  const { tables, rows } = await restore(database, file);
  say(`Restored ${rows} rows of ${tables} tables.`);
  const documents = await reindex({ database, meili });
  say(`The search holds ${documents} documents again.`);
});
