import type { Sql } from "postgres";

/** Opens a connection of its own. Whoever is called must not throw. */
export type OpenFeed = (heard: () => void, lost: () => void) => Sql;

/** How often PostgreSQL is asked whether it is still there; what it has told comes before its answer. */
const beatMs = 250;
/** For how long an answer vouches that nothing was missed: less than the second that a change may take. */
const leaseMs = 800;
/** How long an answer may take before the connection is given up: it may be dead without a word. */
const patienceMs = 2_000;

/**
 * Tells of committed changes, by LISTEN on a connection of its own, which is opened when it is first
 * asked. A notification that is lost with the connection is never sent again; therefore the feed also
 * says whether it can know of all changes, and takes a new connection for a change.
 */
export class ChangeFeed {
  private readonly open: OpenFeed;
  private readonly channel: string;
  private readonly onChange: () => void;
  private client: Sql | undefined;
  private timer: NodeJS.Timeout | undefined;
  private isClosed = false;
  private currentUntil = Number.NEGATIVE_INFINITY;
  private backend = "";
  private sentAt: number | undefined;

  /** @param onChange called when something may have changed */
  constructor(open: OpenFeed, channel: string, onChange: () => void) {
    this.open = open;
    this.channel = channel;
    this.onChange = onChange;
  }

  /** Whether `onChange` has been called for everything that was committed until a second ago. */
  isCurrent(): boolean {
    if (this.timer === undefined && !this.isClosed) {
      this.timer = setInterval(() => this.beat(), beatMs).unref();
      this.beat();
    }
    return performance.now() < this.currentUntil;
  }

  /** Hangs up. Nothing is current any more. */
  async close(): Promise<void> {
    this.isClosed = true;
    clearInterval(this.timer);
    await this.hangUp();
  }

  private beat(): void {
    const now = performance.now();
    if (this.sentAt === undefined) void this.ask(now);
    else if (now - this.sentAt > patienceMs) void this.hangUp();
  }

  /** LISTEN is the question itself: on a connection that listens already it does nothing. */
  private async ask(sentAt: number): Promise<void> {
    this.sentAt = sentAt;
    this.client ??= this.open(this.onChange, () => this.lose());
    const { client } = this;
    try {
      const { state } = await client.unsafe(`listen ${this.channel}`);
      if (client !== this.client) return;
      const backend = `${state.pid} ${state.secret}`;
      if (backend !== this.backend) {
        this.backend = backend;
        this.onChange();
      }
      this.currentUntil = sentAt + leaseMs;
    } catch {
      // The lease ends by itself, and the next beat tries again.
    } finally {
      if (client === this.client) this.sentAt = undefined;
    }
  }

  private lose(): void {
    this.currentUntil = Number.NEGATIVE_INFINITY;
  }

  private async hangUp(): Promise<void> {
    const { client } = this;
    this.client = undefined;
    this.sentAt = undefined;
    this.lose();
    await client?.end({ timeout: 0 });
  }
}
