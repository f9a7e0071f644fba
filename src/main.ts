import { createServer } from "node:net";
import { setFlagsFromString } from "node:v8";
import type { FastifyInstance } from "fastify";
import { loadSeeds } from "../seeds/format.js";
import { type Run, atMost, runCommand, say } from "./commands/run-command.js";
import { type Services, openMailer, openServices } from "./commands/services.js";
import { type Config, processConfig } from "./config.js";
import { welcomeFirstAdministrator } from "./people/first-administrator.service.js";
import { startRetention } from "./people/retention.js";
import { signInMail } from "./people/sign-in.mail.js";
import type { Mailer } from "./platform/mailer.js";
import { projectPath } from "./platform/project-root.js";
import { messageOf } from "./search/search-log.js";
import { createSearchService } from "./search/search-service.js";
import { startSearchWorker } from "./search/search-worker.js";
import { isEmpty, seedDatabase } from "./seeding/seed-database.js";

/** How long a freshly seeded bank may take to be indexed before it is served anyway. */
const indexingLimitMs = 20_000;

/** How long requests and index work under way may take when the process is to end. */
const drainLimitMs = 5_000;

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

/** As long as no administrator has signed in, tells how to. */
async function welcome({ database }: Services, config: Config, mailer: Mailer): Promise<void> {
  const { publicUrl, adminEmail, smtpUrl } = config;
  const offer = await welcomeFirstAdministrator(database.orm, publicUrl, adminEmail);
  if (!offer) return;
  const { address, link } = offer;
  if (adminEmail !== undefined && smtpUrl !== undefined) {
    mailer.sendLater(async () => signInMail(address, link));
    say(`  Sign in      a link was sent to the administrator, ${address}`);
    return;
  }
  say(`  Sign in      ${link}`);
  say(`               as the administrator, ${address}; once, within 15 minutes`);
  say("               (a new link: npm run admin -- link)");
}

/** Lets balancers and clients know before requests can't be answered any more. */
async function drain(app: FastifyInstance, milliseconds: number): Promise<void> {
  app.startDraining();
  await new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** Of what searches found; the size of `ANSWER_CACHE_BYTES` is for answers to GET. */
const mostRememberedBytes = 8 * 2 ** 20;

async function start(config: Config, { signal, onEnd }: Run): Promise<void> {
  const started = performance.now();
  const servesApi = config.role !== "worker";
  if (servesApi) await requireFreePort(config);
  say("Lärdomsbanken starts …");
  // What takes long to load is loaded while the servers get up.
  const [services, api] = await Promise.all([
    openServices(config, (line) => say(`  Note         ${line}`), { signal }),
    servesApi ? import("./api/server.js") : undefined,
  ]);
  onEnd(() => services.stop());
  const { database, meili, log, embedded } = services;
  say(`  PostgreSQL   ${config.databaseUrl ? "as DATABASE_URL says" : "embedded"}`);
  say(
    `  Meilisearch  ${config.meili ? "as MEILI_URL says" : meili ? "embedded" : "none: PostgreSQL answers searches"}`,
  );
  if (embedded) say(`  Data         ${config.dataDir}`);
  const seeded = await seedIfEmpty(services, config);
  signal.throwIfAborted();

  if (config.role !== "api") {
    const retention = startRetention(database, log);
    onEnd(() => atMost(drainLimitMs, retention.stop()));
    const worker = startSearchWorker({ database, meili, log });
    onEnd(() => atMost(drainLimitMs, worker.stop()));
    if (seeded) await atMost(indexingLimitMs, worker.idle());
    signal.throwIfAborted();
  }
  if (api) {
    // A pool of its own: what requests ask is ended in time, what keeps the index may take longer.
    const readers = services.connect({ statementMs: config.limits.requestMs });
    const { publicUrl, limits, trustProxy, execution, corsOrigins } = config;
    const { metricsToken, answerBytes } = config;
    const rememberedBytes = Math.min(mostRememberedBytes, answerBytes);
    const search = createSearchService({ database: readers, meili, log, rememberedBytes });
    onEnd(() => search.close());
    const mailer = openMailer(config, log, say);
    onEnd(() => atMost(drainLimitMs, mailer.idle()));
    const served = { publicUrl, limits, trustProxy, execution, corsOrigins };
    const options = { ...served, metricsToken, answerBytes };
    const { oidcIssuers, sessionSecret } = config;
    const signIn = { mailer, oidcIssuers, sessionSecret };
    const app = await api.createApi({ database: readers, search, log, ...signIn, ...options });
    onEnd(() => atMost(drainLimitMs, app.close()));
    onEnd(() => drain(app, config.drainMs));
    signal.throwIfAborted();
    await app
      .listen({ port: config.port, host: config.host })
      .catch((error: NodeJS.ErrnoException) =>
        Promise.reject(explainListening(error, config.port)),
      );
    // The dictionary and what can be suggested are read now rather than while somebody types.
    search.suggest("", 1).catch((error: unknown) => {
      log.warn({ error: messageOf(error) }, "search: can't read what can be suggested yet");
    });
    const seconds = ((performance.now() - started) / 1_000).toFixed(1);
    say(`  Ready        ${config.publicUrl}/graphql (after ${seconds} s)`);
    await welcome(services, config, mailer);
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

// V8 would let the heap grow to several times of what is in use, for little: the dictionary and the
// vocabulary stay all along, and requests leave little behind. Measured: a quarter less memory.
setFlagsFromString("--heap-growing-percent=35");

await runCommand(async (run) => {
  await start(processConfig(), run);
  await run.toldToEnd;
});
