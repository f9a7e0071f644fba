import { randomUUID } from "node:crypto";
import { type Database, connectDatabase } from "../../src/platform/database.js";

/** What was written, as the one who asked for it remembers it. */
export interface Ledger {
  /** The title that each acknowledged case study has, by its slug. */
  acknowledged: Map<string, string>;
  /** What was removed, and acknowledged to be. */
  removed: Set<string>;
  /** Titles that may have been written: the answer never came. */
  uncertain: Map<string, Set<string | null>>;
  attempts: number;
  failures: number;
  /** What the database refused, which it never should. */
  refused: string[];
}

/** Writes one thing; resolves when it is acknowledged. Called again with the same arguments after a failure. */
export interface Writes {
  create(slug: string, title: string): Promise<void>;
  rename(slug: string, title: string): Promise<void>;
  remove(slug: string): Promise<void>;
  close(): Promise<void>;
}

/** Writes by SQL, as psql or an importer does; a retried creation is recognised by its slug. */
export function writeBySql(url: string): Writes {
  const database: Database = connectDatabase({ url, poolSize: 4 });
  const { client } = database;
  return {
    async create(slug, title) {
      await client.begin(async (sql) => {
        const [row] = await sql<{ id: string }[]>`
          insert into case_studies (slug, title, summary, status, state, published_at)
          values (${slug}, ${title}, 'Syntetisk post ur ett feltest', 'ONGOING', 'PUBLISHED', now())
          on conflict (slug) do nothing returning id`;
        if (!row) return;
        await sql`
          insert into lessons (slug, case_study_id, kind, text, basis, position)
          values (${slug}, ${row.id}, 'ADVICE', ${`Syntetisk lärdom om ${title}`}, 'SOURCE', 0)`;
      });
    },
    async rename(slug, title) {
      await client`update case_studies set title = ${title} where slug = ${slug}`;
    },
    async remove(slug) {
      await client`delete from case_studies where slug = ${slug}`;
    },
    close: () => database.close(1),
  };
}

/** What analysis and engines may choke on. */
const poison = [
  "",
  " 👩‍👩‍👧",
  " <script>",
  " \u202E\u200B",
  " a\\b'c\"d",
  " ÅÄÖ".repeat(15),
  " {}[]:,",
  " 0-0-0",
];

const newSlug = (): string => `feltest-${randomUUID()}`;
const newTitle = (random: () => number): string =>
  `Feltest ${randomUUID()}${poison[Math.floor(random() * poison.length)]}`;

/** Writes without a pause until it is stopped, and remembers what it was told. */
export function startWriter(
  writes: Writes,
  random: () => number,
): { ledger: Ledger; stop(): Promise<void> } {
  const ledger: Ledger = {
    acknowledged: new Map(),
    removed: new Set(),
    uncertain: new Map(),
    attempts: 0,
    failures: 0,
    refused: [],
  };
  let running = true;
  const suspect = (slug: string, title: string | null): void => {
    const titles = ledger.uncertain.get(slug) ?? new Set();
    ledger.uncertain.set(slug, titles.add(title));
  };
  /** Tries until it is acknowledged, as a client with patience does. */
  const insist = async (slug: string, title: string | null, write: () => Promise<void>) => {
    suspect(slug, title);
    while (running) {
      ledger.attempts += 1;
      try {
        await write();
        ledger.uncertain.delete(slug);
        if (title === null) {
          ledger.acknowledged.delete(slug);
          ledger.removed.add(slug);
        } else ledger.acknowledged.set(slug, title);
        return;
      } catch (error) {
        ledger.failures += 1;
        // What is refused is refused for ever: the test itself is wrong.
        if (/violates|invalid/.test(String(error))) ledger.refused.push(String(error));
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    }
  };
  const lane = async (): Promise<void> => {
    const own: string[] = [];
    while (running) {
      const dice = random();
      const slug = own[Math.floor(random() * own.length)];
      if (slug === undefined || dice < 0.6) {
        const [made, title] = [newSlug(), newTitle(random)];
        own.push(made);
        await insist(made, title, () => writes.create(made, title));
      } else if (dice < 0.9) {
        const title = newTitle(random);
        await insist(slug, title, () => writes.rename(slug, title));
      } else {
        own.splice(own.indexOf(slug), 1);
        await insist(slug, null, () => writes.remove(slug));
      }
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  };
  const lanes = [lane(), lane(), lane()];
  return {
    ledger,
    async stop() {
      running = false;
      await Promise.all(lanes);
      await writes.close();
    },
  };
}
