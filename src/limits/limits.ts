/** Whose budget a request draws on. */
export type ClientKind = "anonymous" | "member" | "key";

/** What a client may ask for over time, in objects: see {@link Limits.cost}. */
export interface Budget {
  /** How much comes back each second. */
  perSecond: number;
  /** How much can be saved up: what a client that was idle may ask for at once. */
  burst: number;
}

/** What one document, one request and one client may ask for. */
export interface Limits {
  /** Lexical tokens of a document. */
  tokens: number;
  /** Fields within fields. */
  depth: number;
  /** How often one selection set may ask for the same field again, under other names or its own. */
  aliases: number;
  /** Directives at one place; those of the schema leave no use for more than a few. */
  directives: number;
  /** Fragments that one selection set may spread. */
  fragments: number;
  /** Fields of an operation after its fragments are put in. */
  fields: number;
  /** Items of all lists in the variables of a query. */
  listItems: number;
  /** Objects that a request may have to be answered with. */
  cost: number;
  /** Budgets of each client; absent: unlimited. */
  budgets: Partial<Record<ClientKind, Budget>>;
  /** Requests of one client that are answered at the same time, by one process. */
  inFlight: number;
  /** Milliseconds that a request may take; then what it still does is ended. */
  requestMs: number;
  /** Bytes of a request's body. */
  bodyBytes: number;
  /**
   * Milliseconds by which a process may be late with its work, averaged over a second, before it turns
   * requests away; 0: it never does.
   */
  lagMs: number;
  /** Statements of all requests that a process may have under way, before it turns requests away. */
  statements: number;
}

/** What applies where nothing else is said; no client has a budget. */
export const defaultLimits: Limits = {
  // The explorer's introspection needs 300 tokens and a depth of 15.
  tokens: 5_000,
  depth: 20,
  aliases: 50,
  directives: 4,
  fragments: 100,
  fields: 5_000,
  listItems: 1_000,
  // A bound, ten times what such answers hold: 100 case studies with three lists each, within each three.
  cost: 1_000_000,
  budgets: {},
  inFlight: 64,
  requestMs: 15_000,
  bodyBytes: 1_048_576,
  lagMs: 1_500,
  statements: 1_000,
};
