import type { Orm } from "./database.js";
import { hasCause } from "./errors.js";

/**
 * What PostgreSQL reports when somebody else was faster: each waited for the other, a row was made with
 * the same key, or the row that was named is gone.
 */
const collisions: ReadonlySet<unknown> = new Set(["40P01", "40001", "23505", "23503"]);

/** How often a transaction is tried; more would keep somebody waiting for an error of ours. */
const mostTries = 5;

/**
 * Runs a transaction, and anew when it collides with another one: what it then finds it answers for
 * itself, as a stale version or a name that is taken.
 * @param work must do nothing that outlives a transaction that is taken back
 */
export async function transactWhole<Value>(
  orm: Orm,
  work: (orm: Orm) => Promise<Value>,
): Promise<Value> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await orm.transaction(work);
    } catch (error) {
      if (tries === mostTries || !isCollision(error)) throw error;
    }
  }
}

const isCollision = (error: unknown): boolean =>
  hasCause(error, (cause) => "code" in cause && collisions.has(cause.code));
