import { findFreePort } from "../../src/embedded/server-process.js";
import { openBalancer } from "./balancer.js";
import { createWriterKey, openFaultBank } from "./fault-bank.js";
import { type MutationClient, createCase, findLostMutations } from "./mutations.js";
import { type Launched, launch } from "./processes.js";

/** What happened while processes were replaced. */
export interface RestartReport {
  restarts: number;
  requests: number;
  /** What failed, a line for each. */
  failed: string[];
  lost: string[];
  doubled: string[];
}

/** Reads and writes of a bank that never stops being used. */
const reads = [
  "{ caseStudies(first: 5) { totalCount nodes { slug title } } }",
  '{ search(query: "koldioxidbudget") { totalCount degraded } }',
  "{ methods(first: 10) { nodes { name } } }",
];

/** Asks without a pause, on several lanes at once; whoever fails is told of, and not asked again. */
function startLoad(client: MutationClient, lanes: number) {
  const failed: string[] = [];
  const acknowledged = new Set<string>();
  let requests = 0;
  let running = true;
  const read = async (query: string): Promise<void> => {
    const reply = await fetch(`${client.url}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ query }),
    });
    const text = await reply.text();
    if (!reply.ok || text.includes('"errors"')) throw new Error(`${reply.status} ${text}`);
  };
  const write = async (number: number): Promise<void> => {
    acknowledged.add(await createCase(client, number));
  };
  const lane = async (): Promise<void> => {
    while (running) {
      requests += 1;
      const query = reads[requests % (reads.length + 1)];
      await (query === undefined ? write(requests) : read(query)).catch((error: Error) => {
        const cause = error.cause instanceof Error ? ` ${error.cause.message}` : "";
        failed.push(`${error.message}${cause}`.slice(0, 300));
      });
    }
  };
  const done = Promise.all(Array.from({ length: lanes }, lane));
  return {
    failed,
    acknowledged,
    async stop() {
      running = false;
      await done;
      return requests;
    },
  };
}

/**
 * Replaces one of two API processes after the other, as an operator brings out a new version, while
 * others read and write without a pause.
 */
export async function runRestarts(restarts: number): Promise<RestartReport> {
  const bank = await openFaultBank({ seeded: true });
  const { database, databaseUrl, meili } = bank;
  try {
    const balancer = await openBalancer();
    bank.onEnd(() => balancer.close());
    const environment = {
      DATABASE_URL: databaseUrl,
      MEILI_URL: meili.url,
      MEILI_API_KEY: meili.apiKey,
      BUDGET_ANONYMOUS: "off",
      BUDGET_KEY: "off",
      DRAIN_SECONDS: "5",
      // What is turned away because the machine is busy isn't this test's matter.
      MAX_LAG_MS: "0",
    };
    const running: { url: string; launched: Launched }[] = [];
    const start = async (attempts = 3): Promise<void> => {
      const port = await findFreePort();
      const url = `http://127.0.0.1:${port}`;
      const launched = launch("api", port, environment);
      bank.onEnd(async () => launched.child.kill("SIGKILL"));
      const isUp = balancer.add(url).then(() => true);
      if (await Promise.race([isUp, launched.ended.then(() => false)])) {
        running.push({ url, launched });
        return;
      }
      // Somebody else has taken its port meanwhile, mostly: a supervisor starts it again.
      balancer.remove(url);
      if (attempts === 1) throw new Error("A process ended as it started, three times.");
      await start(attempts - 1);
    };
    await start();
    await start();
    const headers = await createWriterKey(database);
    const load = startLoad({ url: balancer.url, headers }, 4);
    const failed: string[] = [];
    for (let count = 0; count < restarts; count += 1) {
      await start();
      const old = running.shift();
      old?.launched.child.kill("SIGTERM");
      const code = await old?.launched.ended;
      if (code !== 0) failed.push(`A process that was told to end did so with ${code}.`);
      if (old) balancer.remove(old.url);
    }
    const requests = await load.stop();
    failed.push(...load.failed);
    return {
      restarts,
      requests,
      failed,
      ...(await findLostMutations(database, load.acknowledged)),
    };
  } finally {
    await bank.stop();
  }
}
