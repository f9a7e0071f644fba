CREATE TABLE "client_budgets" (
	"place" integer PRIMARY KEY NOT NULL,
	"remaining" double precision NOT NULL,
	"counted_at" timestamp with time zone DEFAULT now() NOT NULL,
	"given" double precision NOT NULL
);--> statement-breakpoint
-- Written often and worth nothing after a crash: every budget is full again then. Not part of a backup.
ALTER TABLE "client_budgets" SET UNLOGGED;
