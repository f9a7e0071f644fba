import { loadSeeds } from "../../seeds/format.js";
import { processConfig } from "../config.js";
import { projectPath } from "../platform/project-root.js";
import { seedDatabase } from "../seeding/seed-database.js";
import { runCommand, say } from "./run-command.js";
import { openServices } from "./services.js";

await runCommand(async () => {
  // A malformed file is found before anything is started.
  const seeds = await loadSeeds(projectPath("seeds"));
  const services = await openServices(processConfig(), say, true);
  try {
    const summary = await seedDatabase(services.database, seeds);
    say(`Seeded: ${summary.records} records, ${summary.changed} rows written.`);
  } finally {
    await services.stop();
  }
});
