import { createServer } from "node:net";
import { loadSeeds } from "../seeds/format.js";
import { createApi } from "./api/server.js";
import { runCommand, say } from "./commands/run-command.js";
import { type Services, openServices } from "./commands/services.js";
import { type Config, processConfig } from "./config.js";
import { projectPath } from "./platform/project-root.js";
import { createSearchService } from "./search/search-service.js";
import { startSearchWorker } from "./search/search-worker.js";
import { isEmpty, seedDatabase } from "./seeding/seed-database.js";

/** How long a freshly seeded bank may take to be indexed before it is served anyway. */
const indexingLimitMs = 20_000;

/** Things to end when the process does, in the reverse order of their start. */
const endings: (() => Promise<unknown>)[] = [];
let ending: Promise<void> | undefined;

function end(): Promise<void> {
  ending ??= (async () => {
    for (const stop of endings.splice(0).toReversed()) await stop();
  })();
  return ending;
}

/** @throws a message that names the port and the variable when it is taken */
async function requireFreePort({ port, host }: Config): Promise<void> {
  const probe = createServer();
  await new Promise<void>((resolve, reject) => {
    probe.once("error", (error: NodeJS.ErrnoException) => reject(explainListening(error, port)));
    probe.listen({ port, host }, () => probe.close(() => resolve()));
  });
}

function explainListening(error: NodeJS.ErrnoException, port: number): Error {
  const causes: Record<string, string> = {
    EADDRINUSE: `PORT: port ${port} is taken by another program. Stop it, or choose another port, for example PORT=${port + 1} npm start`,
    EACCES: `PORT: port ${port} needs more rights than this user has. Choose one above 1023, for example PORT=4000 npm start`,
    EADDRNOTAVAIL:
      "HOST: this machine has no such address. Use 127.0.0.1, or 0.0.0.0 for all of them.",
  };
  return new Error(causes[error.code ?? ""] ?? `PORT/HOST: can't listen: ${error.message}`);
}

async function seedIfEmpty({ database }: Services, config: Config): Promise<boolean> {
  if (config.seed === "never" || !(await isEmpty(database))) return false;
  const summary = await seedDatabase(database, await loadSeeds(projectPath("seeds")));
  say(`  Seeds        ${summary.records} records written into the empty database`);
  return true;
}

async function start(config: Config): Promise<void> {
  const started = performance.now();
  const servesApi = config.role !== "worker";
  if (servesApi) await requireFreePort(config);
  say("Lärdomsbanken starts …");
  const services = await openServices(config, (line) => say(`  Note         ${line}`));
  endings.push(() => services.stop());
  const { database, meili, log, embedded } = services;
  say(`  PostgreSQL   ${config.databaseUrl ? "as DATABASE_URL says" : "embedded"}`);
  say(
    `  Meilisearch  ${config.meili ? "as MEILI_URL says" : meili ? "embedded" : "none: PostgreSQL answers searches"}`,
  );
  if (embedded) say(`  Data         ${config.dataDir}`);
  const seeded = await seedIfEmpty(services, config);

  if (config.role !== "api") {
    const worker = startSearchWorker({ database, meili, log });
    endings.push(() => worker.stop());
    if (seeded) await Promise.race([worker.idle(), wait(indexingLimitMs)]);
  }
  if (servesApi) {
    const search = createSearchService({ database, meili, log });
    const app = await createApi({ database, search, log });
    endings.push(() => app.close());
    await app
      .listen({ port: config.port, host: config.host })
      .catch((error: NodeJS.ErrnoException) =>
        Promise.reject(explainListening(error, config.port)),
      );
    const seconds = ((performance.now() - started) / 1_000).toFixed(1);
    say(`  Ready        ${config.publicUrl}/graphql (after ${seconds} s)`);
    say(`\nTry it: open ${config.publicUrl}/graphql in a browser, or`);
    say(
      `  curl ${config.publicUrl}/graphql -H 'content-type: application/json' \\\n` +
        `    -d '{"query":"{ search(query: \\"koldioxidbudget\\") { totalCount nodes { ... on CaseStudy { title } } } }"}'`,
    );
  } else {
    say("  Ready        the worker keeps the search index up to date");
  }
  say("Ctrl-C stops everything that was started.");
}

const wait = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, milliseconds).unref();
  });

await runCommand(async () => {
  const config = processConfig();
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    // Npm passes Ctrl-C on to a process that has had it already: more than one is normal.
    process.on(signal, () => {
      if (!ending) say("\nStopping …");
      void end().then(() => process.exit());
    });
  }
  try {
    await start(config);
  } catch (error) {
    await end();
    throw error;
  }
});
