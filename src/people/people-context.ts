import type { Context } from "../platform/context.js";
import type { Mailer } from "../platform/mailer.js";
import type { Throttle } from "../platform/throttle.js";

/** The request that an actor came with, as far as signing in and out needs it. */
export interface Visit {
  /** The session that it uses; null without one. */
  readonly sessionId: string | null;
  /** Where it comes from. */
  readonly address: string;
  /** What the browser or program says of itself, shortened. */
  readonly device: string | null;
  /** Whether another site's page may have had the browser send it. */
  readonly isFromElsewhere: boolean;
  /** Has the browser keep a session's token, or forget it. */
  keepToken(session: { token: string; expiresAt: Date } | null): void;
}

/** What writing to people needs; one for the whole process. */
export interface Correspondence {
  /** Where users reach the service. */
  readonly publicUrl: string;
  readonly mailer: Mailer;
  /** How often an address may ask for sign-in links, whoever they are for. */
  readonly linkThrottle: Throttle;
}

declare module "../platform/context.js" {
  interface Context {
    readonly visit: Visit;
    readonly correspondence: Correspondence;
  }
}

/** The request that an actor came with. */
export const visitOf = (context: Context): Visit => context.visit;
