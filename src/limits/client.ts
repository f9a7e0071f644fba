import type { Actor, Context } from "../platform/context.js";
import type { Client } from "./budget-keeper.js";

declare module "../platform/context.js" {
  interface Context {
    /** Whose budget the request draws on; absent where nobody is limited. */
    readonly client?: Client | undefined;
  }
}

/** The budget's client of a request, where it has one. */
export const clientOf = (context: Context): Client | undefined => context.client;

/** The first four groups of an IPv6 address: what a household or a server is given. */
function network(address: string): string {
  const [head = "", tail = ""] = address.split("::");
  const before = head.split(":").filter(Boolean);
  const after = tail.split(":").filter(Boolean);
  const zeros = Array.from({ length: Math.max(0, 8 - before.length - after.length) }, () => "0");
  return [...before, ...zeros, ...after]
    .slice(0, 4)
    .map((group) => parseInt(group, 16).toString(16))
    .join(":");
}

const isLoopback = (address: string): boolean =>
  address === "::1" || /^(::ffff:)?127\./.test(address);

/**
 * Whose budget an actor's request draws on. Undefined for visitors of the machine itself: they are its
 * operator. One who comes on behalf of somebody else isn't: that is a proxy which TRUST_PROXY doesn't
 * name, and all who come through it share one budget.
 * @param address the client's, as far as the proxies are trusted
 * @param isForwarded whether the request says that it comes on somebody's behalf
 */
export function budgetClient(
  actor: Actor,
  address: string,
  isForwarded: boolean,
): Client | undefined {
  if (actor.kind === "OPERATOR") return undefined;
  if (actor.id !== null) return { kind: actor.kind === "CLIENT" ? "key" : "member", id: actor.id };
  if (isLoopback(address) && !isForwarded) return undefined;
  const v4 = /^(?:::ffff:)?(\d+\.\d+\.\d+\.\d+)$/.exec(address)?.[1];
  return { kind: "anonymous", id: v4 ?? network(address) };
}
