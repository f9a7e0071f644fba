import { loadSeeds } from "../../seeds/format.js";
import { processConfig } from "../config.js";
import { projectPath } from "../platform/project-root.js";
import { seedDatabase } from "../seeding/seed-database.js";
import { runCommand, say } from "./run-command.js";
import { openServices } from "./services.js";

await runCommand(async ({ signal, onEnd }) => {
  // A malformed file is found before anything is started.
  const seeds = await loadSeeds(projectPath("seeds"));
  const services = await openServices(processConfig(), say, { join: true, signal });
  onEnd(() => services.stop());
  const summary = await seedDatabase(services.database, seeds);
  say(`Seeded: ${summary.records} records, ${summary.changed} rows written.`);
});
