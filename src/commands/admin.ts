import { processConfig } from "../config.js";
import { administer } from "./administer.js";
import { createOperatorContext } from "./operator.js";
import { runCommand, say } from "./run-command.js";
import { openServices } from "./services.js";

await runCommand(({ signal, onEnd }) =>
  administer(
    process.argv.slice(2),
    async () => {
      const config = processConfig();
      const services = await openServices(config, say, { join: true, signal });
      onEnd(() => services.stop());
      return createOperatorContext(services, config, say);
    },
    say,
  ),
);
