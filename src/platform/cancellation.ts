import type { Sql } from "postgres";
import { fail, findTracer, startStatement } from "./tracing.js";

/**
 * How long a statement that nobody waits for any more may still take. PostgreSQL is asked to cancel
 * whatever a connection is doing when it hears of it, which may be another's statement by then: one that
 * is likely to end meanwhile is left alone.
 */
const graceMs = 250;

/** Counts the statements of requests that are under way, those that wait for a connection included. */
export interface StatementCount {
  running: number;
}

/** The end of a request before its answer. An AbortSignal with a listener costs 20 µs, this nothing. */
export class Cancellation {
  private reason: Error | undefined;
  private readonly pending = new Set<{ cancel(): void }>();

  /** Lets no more statements be sent, and has those that were sent cancelled in PostgreSQL. */
  cancel(reason: Error): void {
    this.reason ??= reason;
    if (this.pending.size === 0) return;
    setTimeout(() => {
      for (const statement of this.pending) statement.cancel();
    }, graceMs);
  }

  /** @throws the reason when it is cancelled */
  throwIfCancelled(): void {
    if (this.reason) throw this.reason;
  }

  /** Notes a statement that is to be cancelled with the request. */
  add(statement: { cancel(): void }): void {
    this.pending.add(statement);
  }

  /** Forgets one that has ended. */
  remove(statement: { cancel(): void }): void {
    this.pending.delete(statement);
  }
}

/** Makes a client for one request, whose statements end with it. A transaction that has begun doesn't. */
export function cancellable<Client extends Sql>(
  client: Client,
  cancellation: Cancellation,
  count: StatementCount,
): Client {
  const tracer = findTracer();
  const own: Client = Object.create(client) as Client;
  own.unsafe = (text, parameters, options) => {
    cancellation.throwIfCancelled();
    const span = tracer && startStatement(tracer, text);
    const statement = client.unsafe(text, parameters, options);
    const end = (): void => {
      count.running -= 1;
      cancellation.remove(statement);
      span?.end();
    };
    count.running += 1;
    cancellation.add(statement);
    statement.then(end, () => {
      if (span) fail(span);
      end();
    });
    return statement as never;
  };
  return own;
}
