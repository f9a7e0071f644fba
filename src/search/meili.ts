import { type EnqueuedTaskPromise, Meilisearch, MeilisearchApiError } from "meilisearch";

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

/**
 * Waits until Meilisearch has done what it was asked.
 * @throws RefusedError when it answered that it can't; any other error means that it is in trouble
 */
export async function confirm(task: EnqueuedTaskPromise): Promise<void> {
  let done;
  try {
    done = await task.waitTask({ timeout: taskLimitMs, interval: 10 });
  } catch (error) {
    if (isRefusal(error)) throw new RefusedError((error as Error).message);
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
function isRefusal(error: unknown): boolean {
  if (!(error instanceof MeilisearchApiError)) return false;
  const { status } = error.response;
  return status >= 400 && status < 500 && ![401, 403, 404, 408, 429].includes(status);
}

/** Whether the server answered that there is no such index. */
export const isMissingIndex = (error: unknown): boolean =>
  error instanceof MeilisearchApiError && error.cause?.code === "index_not_found";
