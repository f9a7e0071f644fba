import type { Orm } from "./database.js";

/**
 * Who asks, and what it may do: worked out once for each request, from what is stored. Policies read
 * nothing else.
 */
export interface Actor {
  readonly kind: "VISITOR" | "USER" | "CLIENT" | "OPERATOR";
  /** The key of the user or the API client; null for a visitor and the operator. */
  readonly id: string | null;
  /** Programme staff: reviews, publishes, edits for anyone. */
  readonly isStaff: boolean;
  /** Administers users, organisations and API clients. */
  readonly isAdmin: boolean;
  /** Whether it reads the details that are for members of participating organisations. */
  readonly isMember: boolean;
  /** The organisations whose drafts it reads, and to which it may propose drafts. */
  readonly memberOf: readonly string[];
  /** The organisations whose content it writes and submits; each is one of `memberOf` too. */
  readonly editorOf: readonly string[];
  /** The organisations whose content it publishes without review; each is one of `editorOf` too. */
  readonly publisherOf: readonly string[];
  /** Whether it may change anything at all: an API key with the scope READ may not. */
  readonly writes: boolean;
}

/** The actor of every request that isn't signed in: reads what is published and PUBLIC. */
export const visitor: Actor = {
  kind: "VISITOR",
  id: null,
  isStaff: false,
  isAdmin: false,
  isMember: false,
  memberOf: [],
  editorOf: [],
  publisherOf: [],
  writes: false,
};

/** Whoever has a terminal on the server: may administer everything. */
export const operator: Actor = {
  ...visitor,
  kind: "OPERATOR",
  isStaff: true,
  isAdmin: true,
  isMember: true,
  writes: true,
};

/** Who writes: the user, when it is one. */
export const authorOf = (actor: Actor): { userId: string | null; clientId: string | null } => ({
  userId: actor.kind === "USER" ? actor.id : null,
  clientId: actor.kind === "CLIENT" ? actor.id : null,
});

/**
 * What one request has at hand: the seam between the API and the features. A feature that needs a
 * service of its own there declares it by merging this interface.
 */
export interface Context {
  readonly actor: Actor;
  readonly orm: Orm;
}
