import { backUp } from "../backup/backup.js";
import { processConfig } from "../config.js";
import { runCommand, say } from "./run-command.js";
import { openServices } from "./services.js";

/** `npm run backup -- FILE`: writes the whole bank to a file while it runs. */
await runCommand(async ({ signal, onEnd }) => {
  const [file] = process.argv.slice(2);
  if (file === undefined) throw new Error("Say where to: npm run backup -- FILE");
  const services = await openServices(processConfig(), say, {
    join: true,
    migrates: false,
    signal,
  });
  onEnd(() => services.stop());
  const { tables, rows } = await backUp(services.database, file);
  say(`${file} holds ${rows} rows of ${tables} tables. It holds personal data: keep it as such.`);
});
