import { type ApiProcess, withApi, withServer } from "./api-process.js";
import { type Contender, type LoadFigures, loadSideBySide } from "./load.js";
import { nestedList } from "./nested.js";
import { withBank } from "./synthetic/server.js";

/** What the servers that answer the same bytes did, side by side. */
export interface CachedFigures {
  loads: Record<"fixed" | "ours" | "unchanged", LoadFigures>;
  /** Bytes of the answer. */
  bytes: number;
}

const path = `/graphql?query=${encodeURIComponent(nestedList)}`;
const lessons = 2_000;

/**
 * Measures the nested list asked for by GET without credentials, again and again, beside Fastify with the
 * same bytes as a fixed string; and asked for with the tag of the answer, which is 304.
 */
export function measureCached(load: { rounds: number; seconds: number }): Promise<CachedFigures> {
  return withBank({ lessons, meilisearch: false }, async (bank) => {
    const environment = { DATABASE_URL: bank.databaseUrl, SEED: "never", LOG_LEVEL: "warn" };
    return withApi(environment, async (ours) => {
      const { tag, body } = await warm(ours);
      const script = ["--import", "tsx", "test/bench/fixed-server.ts"];
      return withServer(script, { FIXED_FROM: ours.url + path }, async (fixed) => {
        const same = await (await fetch(fixed.url + path)).text();
        if (same !== body) throw new Error("The servers don't answer the same.");
        const loads = await loadSideBySide(
          [
            contender("fixed", fixed),
            contender("ours", ours),
            contender("unchanged", ours, { "if-none-match": tag }),
          ],
          load,
        );
        return { loads, bytes: Buffer.byteLength(body) };
      });
    });
  });
}

/** Asks until the answer comes from memory. */
async function warm({ url }: ApiProcess): Promise<{ tag: string; body: string }> {
  for (let n = 0; n < 100; n += 1) {
    const reply = await fetch(url + path);
    const body = await reply.text();
    const metrics = await (await fetch(`${url}/metrics`)).text();
    if (/lb_answer_cache_total\{outcome="hit"\} [1-9]/.test(metrics)) {
      return { tag: reply.headers.get("etag") ?? "", body };
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error("Nothing is answered from memory.");
}

const contender = <Name extends string>(
  name: Name,
  { url, pid }: ApiProcess,
  headers: Record<string, string> = {},
): Contender & { name: Name } => ({ name, url, pid, request: { method: "GET", path, headers } });
