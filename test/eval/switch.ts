import { setTimeout } from "node:timers/promises";
import type { Database } from "../../src/platform/database.js";
import type { MeiliAddress } from "../../src/search/meili.js";
import { createSearchService } from "../../src/search/search-service.js";
import type { Judgement } from "./judgements.js";
import { startRelay } from "./relay.js";

/** What clients saw while Meilisearch went away and came back. */
export interface SwitchFigures {
  searches: number;
  /** Answered by PostgreSQL. */
  degraded: number;
  errors: number;
  /** Answers that differ from those before the cut. */
  different: number;
}

const clients = 8;
/** How long after its return Meilisearch may stay unused (ms); see `restMs` of the search service. */
const untilBack = 2_500;

/**
 * Asks all queries three times with several clients: with Meilisearch, while it is cut off in the
 * middle of them, and after it has come back.
 */
export async function switchWithin(
  database: Database,
  meili: MeiliAddress,
  judgements: readonly Judgement[],
): Promise<SwitchFigures> {
  const relay = await startRelay(meili.url);
  const log = { info: () => {}, warn: () => {} };
  const service = createSearchService({ database, meili: { ...meili, url: relay.url }, log });
  const figures: SwitchFigures = { searches: 0, degraded: 0, errors: 0, different: 0 };
  const known = new Map<string, string>();
  const ask = async ({ id, query, target }: Judgement): Promise<void> => {
    figures.searches++;
    try {
      const answer = await service.search({
        query,
        filter: { lists: { kinds: [target] } },
        offset: 0,
        limit: 20,
        facets: true,
        highlights: true,
        matches: true,
      });
      if (answer.degraded) figures.degraded++;
      const said = JSON.stringify([answer.totalCount, answer.hits.map((hit) => hit.entityId)]);
      if (said !== (known.get(id) ?? said)) figures.different++;
      known.set(id, said);
    } catch {
      figures.errors++;
    }
  };
  const askAll = async (at: (asked: number) => void): Promise<void> => {
    let next = 0;
    const client = async (): Promise<void> => {
      for (let judgement = judgements[next++]; judgement; judgement = judgements[next++]) {
        at(next);
        await ask(judgement);
      }
    };
    await Promise.all(Array.from({ length: clients }, client));
  };
  const middle = Math.floor(judgements.length / 2);
  try {
    await askAll(() => {});
    await askAll((asked) => {
      if (asked === middle) relay.cut();
    });
    relay.mend();
    await setTimeout(untilBack);
    await askAll(() => {});
  } finally {
    await relay.close();
  }
  return figures;
}
