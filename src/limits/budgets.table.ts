import { doublePrecision, integer, pgTable, timestamp } from "drizzle-orm/pg-core";

/**
 * What is left of the budgets of clients that have asked for something lately. A client has one of 2^20
 * places by its hash, so the table is bounded and tells nobody's address; two clients that happen to have
 * the same place share a budget. Unlogged: after a crash of PostgreSQL every budget is full again.
 */
export const clientBudgets = pgTable("client_budgets", {
  place: integer("place").primaryKey(),
  /** Objects that were left at `countedAt`. */
  remaining: doublePrecision("remaining").notNull(),
  countedAt: timestamp("counted_at", { withTimezone: true }).notNull().defaultNow(),
  /** How many were given out last. */
  given: doublePrecision("given").notNull(),
});
