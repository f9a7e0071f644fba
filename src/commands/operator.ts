import type { Config } from "../config.js";
import { type Context, operator } from "../platform/context.js";
import { Throttle } from "../platform/throttle.js";
import { createSearchService } from "../search/search-service.js";
import { openMailer, type Services } from "./services.js";

/** What the terminal's commands hand the services: they act as the operator, without a browser. */
export function createOperatorContext(
  { database, meili, log }: Pick<Services, "database" | "meili" | "log">,
  config: Config,
  say: (line: string) => void,
): Context {
  return {
    actor: operator,
    orm: database.orm,
    search: createSearchService({ database, meili, log }),
    visit: {
      sessionId: null,
      address: "terminal",
      device: "terminal",
      isFromElsewhere: false,
      keepToken: () => {},
    },
    correspondence: {
      publicUrl: config.publicUrl,
      mailer: openMailer(config, log, say),
      linkThrottle: new Throttle(Infinity, 1_000),
    },
  };
}
