import { LRUCache } from "lru-cache";
import { ClientError } from "./errors.js";

/** Lets each of many do something a limited number of times within a while; each process by itself. */
export class Throttle {
  private readonly uses: LRUCache<string, { count: number }>;
  private readonly limit: number;

  /** @param windowMs milliseconds from somebody's first time after which the count begins anew */
  constructor(limit: number, windowMs: number) {
    this.limit = limit;
    this.uses = new LRUCache({ max: 10_000, ttl: windowMs });
  }

  /** @throws RATE_LIMITED when it is too often */
  count(who: string): void {
    const use = this.uses.get(who) ?? { count: 0 };
    use.count += 1;
    if (use.count === 1) this.uses.set(who, use);
    if (use.count <= this.limit) return;
    const retryAfter = Math.ceil(this.uses.getRemainingTTL(who) / 1_000);
    throw new ClientError("RATE_LIMITED", `Too often; try again in ${retryAfter} s.`, {
      retryAfter,
    });
  }
}
