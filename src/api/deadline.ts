import type { FastifyReply } from "fastify";
import { Cancellation } from "../platform/cancellation.js";

/** The request took longer than it may. */
export class DeadlineError extends Error {}

/** The client has gone: nobody reads the answer. */
export class ClientGone extends Error {}

/**
 * Cancels a request when its client goes away, or when it takes longer than `limitMs`.
 * @param onLeave called when the client has gone
 */
export function watchRequest(
  reply: FastifyReply,
  limitMs: number,
  onLeave: () => void,
): Cancellation {
  const cancellation = new Cancellation();
  const timer = setTimeout(
    () => cancellation.cancel(new DeadlineError(`The request took longer than ${limitMs} ms.`)),
    limitMs,
  ).unref();
  reply.raw.once("close", () => {
    clearTimeout(timer);
    // What goes on after the answer isn't the request's any more.
    if (reply.raw.writableEnded) return;
    onLeave();
    cancellation.cancel(new ClientGone("The client has gone."));
  });
  return cancellation;
}
