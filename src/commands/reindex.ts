import { processConfig } from "../config.js";
import { reindex } from "../search/reindex.js";
import { runCommand, say } from "./run-command.js";
import { openServices } from "./services.js";

await runCommand(async ({ signal, onEnd }) => {
  const services = await openServices(processConfig(), say, { join: true, signal });
  onEnd(() => services.stop());
  const started = performance.now();
  const { database, meili } = services;
  const count = await reindex({
    database,
    meili,
    onProgress: (done, total) => say(`Indexed ${done} of ${total} documents.`),
  });
  const seconds = (performance.now() - started) / 1_000;
  say(`The index holds ${count} documents; it was rebuilt in ${seconds.toFixed(1)} s.`);
});
