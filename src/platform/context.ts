import type { Orm } from "./database.js";

/** Who asks. Until sign-in exists, everybody is a visitor, who reads what is published and PUBLIC. */
export interface Actor {
  readonly kind: "VISITOR";
}

/** The actor of every request that isn't signed in. */
export const visitor: Actor = { kind: "VISITOR" };

/**
 * What one request has at hand: the seam between the API and the features. A feature that needs a
 * service of its own there declares it by merging this interface.
 */
export interface Context {
  readonly actor: Actor;
  readonly orm: Orm;
}
