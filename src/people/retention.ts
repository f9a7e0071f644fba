import { and, eq, isNull, lt, sql } from "drizzle-orm";
import type { Database } from "../platform/database.js";
import { idempotencyKeys } from "../publishing/publishing.table.js";
import { operator, visitor } from "../platform/context.js";
import { endedSessions } from "./actor.repository.js";
import { eraseUser } from "./erasure.repository.js";
import { forgetInTexts } from "./mentions.service.js";
import { audit } from "./people.audit.js";
import { auditLog, sessions, signInLinks, users } from "./people.table.js";

const hourMs = 3_600_000;
/** Accounts that are erased in one go, so that no transaction becomes long. */
const atOnce = 100;

/**
 * Removes what is kept no longer: ended sign-in links and sessions, replayed answers after a day, the
 * audit log after two years; erases accounts whose invitation wasn't taken up within 90 days, and those
 * that weren't used for two years. Administrators stay, so that nobody is locked out.
 * @returns how many accounts were erased
 */
export async function keepRetention({ orm }: Database): Promise<number> {
  return orm.transaction(async (tx) => {
    // Any fixed number serves; whoever comes second has nothing to do.
    const [lock] = await tx.execute<{ ours: boolean }>(
      sql`select pg_try_advisory_xact_lock(7211032) as ours`,
    );
    if (!lock?.ours) return 0;
    await tx.delete(signInLinks).where(lt(signInLinks.expiresAt, sql`now() - interval '1 day'`));
    await tx.delete(sessions).where(endedSessions());
    await tx
      .delete(idempotencyKeys)
      .where(lt(idempotencyKeys.createdAt, sql`now() - interval '1 day'`));
    await tx.delete(auditLog).where(lt(auditLog.at, sql`now() - interval '2 years'`));
    const unused = await tx
      .select()
      .from(users)
      .where(
        and(
          isNull(users.erasedAt),
          eq(users.isAdmin, false),
          sql`case when ${users.lastSignInAt} is null
            then ${users.createdAt} < now() - interval '90 days'
            else ${users.lastSignInAt} < now() - interval '2 years' end`,
        ),
      )
      .limit(atOnce)
      .for("update", { skipLocked: true });
    for (const user of unused) {
      await eraseUser(tx, user);
      // As if it had erased itself; most who were never there have no name that anybody could have written.
      const mentionedIn = user.name === null ? [] : (await forgetInTexts(visitor, tx, [user])).all;
      await audit(
        { actor: operator, orm: tx },
        {
          action: "ERASE_USER",
          entity: "User",
          entityId: user.id,
          details: { by: "RETENTION", mentionedIn },
        },
      );
    }
    return unused.length;
  });
}

/** Keeps the retention rules every hour, the first time at once. */
export function startRetention(
  database: Database,
  log: { warn(details: object, message: string): void },
): { stop(): Promise<void> } {
  let underWay: Promise<unknown> = Promise.resolve();
  const run = (): void => {
    underWay = keepRetention(database).catch((error: unknown) => {
      log.warn({ err: error }, "retention: failed, trying again in an hour");
    });
  };
  const timer = setInterval(run, hourMs);
  run();
  return {
    async stop() {
      clearInterval(timer);
      await underWay;
    },
  };
}
