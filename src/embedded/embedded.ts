import { DataFolder, type Occupancy } from "./data-folder.js";
import { startMeilisearch } from "./meilisearch.js";
import { startPostgres } from "./postgres.js";
import type { Child } from "./server-process.js";

/** What {@link startEmbedded} is given. */
export interface EmbeddedOptions {
  /** Where everything is kept: data, passwords, logs. Absolute. */
  dataDir: string;
  postgres: boolean;
  meilisearch: boolean;
  /** Told of what happens while the servers run, a line at a time. */
  log: (line: string) => void;
  /** Whether a commit must survive a power cut; true unless told. */
  durable?: boolean;
  /** Aborted while they start: all that runs is ended at once, and the start fails. */
  signal?: AbortSignal | undefined;
}

/** Servers that run as child processes. */
export interface Embedded {
  databaseUrl?: string;
  meili?: { url: string; apiKey: string };
  /** What the operator should know. */
  notes: string[];
  /** The processes that run now. */
  pids(): number[];
  /** Ends them. */
  stop(): Promise<void>;
}

/**
 * Starts PostgreSQL and Meilisearch on loopback, with passwords of their own. Data is kept between
 * starts; what a killed predecessor has left running is ended first; a server that dies is started
 * again.
 * @throws a message for the operator when PostgreSQL can't be had, or the folder is in use; the
 *   signal's reason when it is aborted
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const { log, signal, durable = true } = options;
  const folder = new DataFolder(options.dataDir);
  await folder.occupy();
  const notes: string[] = [];
  const addresses: Pick<Occupancy, "databaseUrl" | "meili"> = {};
  const children: Child[] = [];
  const record = (): void =>
    folder.record({ ...addresses, children: children.flatMap((child) => child.running ?? []) });
  const shared = {
    folder,
    log,
    note: (line: string) => notes.push(line),
    onChange: record,
    // Known before it is started, so that nothing is left behind by an end or a crash in between.
    onCreate: (child: Child) => {
      signal?.throwIfAborted();
      children.push(child);
    },
  };
  const endAll = (): Promise<unknown> => Promise.all(children.map((child) => child.stop()));
  const stop = async (): Promise<void> => {
    await endAll();
    folder.leave();
  };

  const cut = (): void => void endAll();
  signal?.addEventListener("abort", cut);
  const [postgres, meilisearch] = await Promise.allSettled([
    options.postgres ? startPostgres({ ...shared, durable }) : undefined,
    options.meilisearch ? startMeilisearch(shared) : undefined,
  ]);
  signal?.removeEventListener("abort", cut);
  if (signal?.aborted || postgres.status === "rejected") {
    await stop();
    signal?.throwIfAborted();
    throw (postgres as PromiseRejectedResult).reason;
  }
  if (postgres.value !== undefined) addresses.databaseUrl = postgres.value;
  if (meilisearch.status === "rejected") {
    // Searches have a stand-in; a bank without its database has none.
    notes.push(`${messageOf(meilisearch.reason)}\nPostgreSQL answers searches instead.`);
  } else if (meilisearch.value) {
    addresses.meili = meilisearch.value;
  }
  record();
  return {
    ...addresses,
    notes,
    pids: () => children.flatMap((child) => child.running?.pid ?? []),
    stop,
  };
}

/** The servers that another process has started on a data folder; undefined when there are none. */
export function findRunningEmbedded(
  dataDir: string,
): Pick<Occupancy, "databaseUrl" | "meili"> | undefined {
  return new DataFolder(dataDir).occupant();
}

const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);
