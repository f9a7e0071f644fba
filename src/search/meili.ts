import { type EnqueuedTaskPromise, Meilisearch, MeilisearchApiError, type Task } from "meilisearch";

/** Where Meilisearch is; absent where only PostgreSQL is to answer. */
export interface MeiliAddress {
  url: string;
  apiKey?: string | undefined;
}

/** How long a task may take; shorter than the lease of what it delivers. */
export const taskLimitMs = 90_000;

/**
 * Opens Meilisearch.
 * @param timeoutMs the longest that a request may take; writing may take its time
 */
export const connectMeili = (address: MeiliAddress, timeoutMs = 30_000): Meilisearch =>
  new Meilisearch({
    host: address.url,
    ...(address.apiKey === undefined ? {} : { apiKey: address.apiKey }),
    timeout: timeoutMs,
    // A compressed answer comes in pieces, of which the last waits 40 ms for TCP's delayed
    // acknowledgement: forty times what a search takes.
    requestInit: { headers: { "accept-encoding": "identity" } },
  });

/** Meilisearch refused the content it was sent: sending it again won't help. */
export class RefusedError extends Error {}

/** Milliseconds between two questions whether a task is done: more the longer it takes. */
const firstPauseMs = 5;
const longestPauseMs = 250;
const pauseGrowth = 1.25;

/** Not the client's own wait, which adds a listener for each question, and asks at a fixed pace. */
async function finish(meili: Meilisearch, taskUid: number): Promise<Task> {
  const deadline = performance.now() + taskLimitMs;
  for (let pause = firstPauseMs; ; pause = Math.min(longestPauseMs, pause * pauseGrowth)) {
    const task = await meili.tasks.getTask(taskUid);
    if (task.status !== "enqueued" && task.status !== "processing") return task;
    if (performance.now() > deadline) throw new Error(explainDelay(taskUid));
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}

/** It goes on trying a task that it can't write down. */
const explainDelay = (taskUid: number): string =>
  `Meilisearch hasn't done task ${taskUid} after ${taskLimitMs / 1_000} s: it has too much to do, or its disk is full.`;

/** On a full disk Meilisearch reads back what found room there of what it was sent, and blames the sender. */
const truncated = "malformed_payload";

const explainTruncation = (message: string): string =>
  `Meilisearch couldn't keep what it was sent; most likely its disk is full. It says: ${message}`;

/**
 * Waits until Meilisearch has done what it was asked.
 * @throws RefusedError when it answered that it can't; any other error means that it is in trouble
 */
export async function confirm(meili: Meilisearch, asked: EnqueuedTaskPromise): Promise<void> {
  let done;
  try {
    done = await finish(meili, (await asked).taskUid);
  } catch (error) {
    if (!(error instanceof MeilisearchApiError)) throw error;
    if (error.cause?.code === truncated) {
      throw new Error(explainTruncation(error.message), { cause: error });
    }
    if (isRefusal(error)) throw new RefusedError(error.message);
    throw error;
  }
  if (done.status === "succeeded") return;
  const { code, message } = done.error ?? { code: "unknown", message: `task ${done.status}` };
  if (
    done.status === "failed" &&
    !/^(internal|index_not_found|no_space_left|too_many_open_files|io_error)/.test(code)
  ) {
    throw new RefusedError(`${code}: ${message}`);
  }
  throw new Error(`${code}: ${message}`);
}

/** 4xx answers concern what was sent, save those about access, pace and a missing index. */
function isRefusal({ response }: MeilisearchApiError): boolean {
  const { status } = response;
  return status >= 400 && status < 500 && ![401, 403, 404, 408, 429].includes(status);
}

/** Whether the server answered that there is no such index. */
export const isMissingIndex = (error: unknown): boolean =>
  error instanceof MeilisearchApiError && error.cause?.code === "index_not_found";
