import "../platform/context.js";

/** The request that an actor came with, as far as signing in and out needs it. */
export interface Visit {
  /** The session that it uses; null without one. */
  readonly sessionId: string | null;
  /** Where it comes from. */
  readonly address: string;
  /** What the browser or program says of itself, shortened. */
  readonly device: string | null;
  /** Has the browser keep a session's token, or forget it. */
  keepToken(session: { token: string; expiresAt: Date } | null): void;
}

declare module "../platform/context.js" {
  interface Context {
    readonly visit: Visit;
  }
}
