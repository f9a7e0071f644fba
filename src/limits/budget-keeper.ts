import { createHash } from "node:crypto";
import type { Database } from "../platform/database.js";
import { type Lease, forgetFullBudgets, returnLeases, takeLeases } from "./budgets.repository.js";
import type { Budget, ClientKind, Limits } from "./limits.js";

/** Whose budget a request draws on. */
export interface Client {
  kind: ClientKind;
  /** A user's or key's id, or an address. */
  id: string;
}

/** What became of a request for a part of a budget. */
export type Verdict =
  | { granted: true; reserved: number; remaining: number; budget: Budget }
  | { granted: false; remaining: number; budget: Budget; retryAfterSeconds: number };

/** What goes wrong is told here. */
interface KeeperLog {
  warn(details: object, message: string): void;
}

/** The part of a client's budget that this process holds. */
interface Account {
  place: number;
  budget: Budget;
  held: number;
  /** What each of the requests needs that wait for a lease. */
  waiting: Set<{ cost: number }>;
  /** What PostgreSQL had left for everybody, and when it said so; on this process's steady clock. */
  remaining: number;
  heardAtMs: number;
  usedAtMs: number;
}

const kinds: readonly ClientKind[] = ["anonymous", "member", "key"];
const placesPerKind = 2 ** 20;
/** Leases are a part of the budget: a client that asks many processes leaves that much at each. */
const leaseShare = 1 / 20;
/**
 * The most that is reserved for a request before it is answered. A prediction is a bound, often ten times
 * what the answer costs: a client with such requests could do only one at a time. What an answer costs
 * beyond is owed, and paid before the client's next requests.
 */
const reserveShare = 1 / 10;
/** How long what a process holds may lie unused before it gives it back. */
const idleMs = 5_000;
const sweepMs = 2_500;
/** How often budgets that are full again are removed. */
const forgetMs = 60_000;
/** How often a lease is asked for, when others take what comes in. */
const mostAttempts = 8;

/** The place of a client in the table: its kind's, and 20 bits of its hash. */
export function placeOf({ kind, id }: Client): number {
  const hash = createHash("sha256").update(`${kind}:${id}`).digest().readUInt32BE(0);
  return kinds.indexOf(kind) * placesPerKind + (hash % placesPerKind);
}

/**
 * Keeps the budgets of clients over all processes. What a process spends it has taken from PostgreSQL
 * before, in leases large enough that most requests need no statement: whatever the number of processes,
 * a client never gets more than its burst and what has come back since. When PostgreSQL is away, budgets
 * don't count: nothing much can be answered then.
 */
export class BudgetKeeper {
  private readonly database: Pick<Database, "client">;
  private readonly budgets: Limits["budgets"];
  private readonly log: KeeperLog;
  private readonly accounts = new Map<number, Account>();
  private flushing: Promise<void> | undefined;
  private readonly sweeper: NodeJS.Timeout | undefined;
  private forgottenAtMs = performance.now();

  constructor(database: Pick<Database, "client">, budgets: Limits["budgets"], log: KeeperLog) {
    this.database = database;
    this.budgets = budgets;
    this.log = log;
    if (Object.keys(budgets).length > 0) {
      this.sweeper = setInterval(() => void this.sweep(), sweepMs).unref();
    }
  }

  /** Reserves what a request may cost in its client's budget; undefined for clients that have none. */
  async reserve(client: Client, predicted: number): Promise<Verdict | undefined> {
    const budget = this.budgets[client.kind];
    if (!budget) return undefined;
    const cost = Math.min(predicted, Math.ceil(budget.burst * reserveShare));
    const account = this.accountOf(client, budget);
    account.usedAtMs = performance.now();
    for (let attempt = 0; attempt < mostAttempts && account.held < cost; attempt += 1) {
      // What others hold may come back, but nothing comes in faster than this.
      if (this.atMost(account) < cost) return refusal(account, cost, this.atMost(account));
      const request = { cost };
      account.waiting.add(request);
      try {
        await this.lease();
      } catch (error) {
        this.log.warn({ error: (error as Error).message }, "limits: budgets can't be read");
        return { granted: true, reserved: 0, remaining: account.remaining, budget };
      } finally {
        account.waiting.delete(request);
      }
    }
    if (account.held < cost) return refusal(account, cost, this.atMost(account));
    account.held -= cost;
    const remaining = Math.floor(account.held + account.remaining);
    return { granted: true, reserved: cost, remaining, budget };
  }

  /** Gives back what a request has cost less than was reserved, or takes what it has cost more. */
  settle(client: Client, reserved: number, actual: number): void {
    const budget = this.budgets[client.kind];
    if (budget) this.accountOf(client, budget).held += reserved - actual;
  }

  /** Takes what an answer costs that is there already; false when there isn't enough left. */
  async spend(client: Client, cost: number): Promise<boolean> {
    const verdict = await this.reserve(client, cost);
    if (verdict?.granted) this.settle(client, verdict.reserved, cost);
    return verdict?.granted ?? true;
  }

  /** Gives back all that is held. */
  async close(): Promise<void> {
    clearInterval(this.sweeper);
    await this.giveBack([...this.accounts.values()]);
  }

  private accountOf(client: Client, budget: Budget): Account {
    const place = placeOf(client);
    const known = this.accounts.get(place);
    if (known) return known;
    const now = performance.now();
    const account: Account = {
      place,
      budget,
      held: 0,
      waiting: new Set(),
      remaining: budget.burst,
      heardAtMs: now,
      usedAtMs: now,
    };
    this.accounts.set(place, account);
    return account;
  }

  /** The most that can be had for a client now, as far as this process can know. */
  private atMost({ held, remaining, heardAtMs, budget }: Account): number {
    const since = (performance.now() - heardAtMs) / 1_000;
    return held + Math.min(budget.burst, remaining + since * budget.perSecond);
  }

  /** One statement at a time for all that is waited for. */
  private lease(): Promise<void> {
    this.flushing ??= new Promise<void>((resolve) => {
      setImmediate(resolve);
    }).then(() => this.flush());
    return this.flushing;
  }

  private async flush(): Promise<void> {
    // Who comes later waits for the next statement.
    this.flushing = undefined;
    const accounts = [...this.accounts.values()].filter(({ waiting }) => waiting.size > 0);
    const demands = accounts.map(({ place, budget, held, waiting }) => {
      const costs = [...waiting].map(({ cost }) => cost);
      const all = costs.reduce((sum, cost) => sum + cost, 0);
      return {
        place,
        budget,
        // A part that no request can use would only be withheld from other processes.
        least: Math.min(...costs) - held,
        most: Math.max(budget.burst * leaseShare, all - held),
      };
    });
    const leases = await takeLeases(this.database.client, demands);
    for (const lease of leases) this.receive(lease);
  }

  private receive({ place, given, remaining }: Lease): void {
    const account = this.accounts.get(place);
    if (!account) return;
    account.held += given;
    account.remaining = remaining;
    account.heardAtMs = performance.now();
  }

  private async sweep(): Promise<void> {
    const now = performance.now();
    const idle = [...this.accounts.values()].filter(
      ({ usedAtMs, waiting }) => waiting.size === 0 && now - usedAtMs > idleMs,
    );
    await this.giveBack(idle);
    if (now - this.forgottenAtMs < forgetMs) return;
    this.forgottenAtMs = now;
    const fillSeconds = Object.values(this.budgets).map(
      ({ burst, perSecond }) => burst / perSecond,
    );
    await forgetFullBudgets(this.database.client, Math.max(...fillSeconds)).catch(() => {});
  }

  private async giveBack(accounts: readonly Account[]): Promise<void> {
    for (const { place } of accounts) this.accounts.delete(place);
    const unused = accounts
      .filter(({ held }) => held !== 0)
      .map(({ place, held, budget }) => ({ place, amount: held, burst: budget.burst }));
    if (unused.length === 0) return;
    // What can't be given back comes back with time.
    await returnLeases(this.database.client, unused).catch(() => {});
  }
}

function refusal({ budget }: Account, cost: number, available: number): Verdict {
  const seconds = Math.ceil((cost - available) / budget.perSecond);
  return {
    granted: false,
    remaining: Math.max(0, Math.floor(available)),
    budget,
    retryAfterSeconds: Math.max(1, seconds),
  };
}
