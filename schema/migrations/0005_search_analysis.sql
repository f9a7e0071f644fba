ALTER TABLE "search_documents" ADD COLUMN "vector" "bytea" DEFAULT ''::bytea NOT NULL;--> statement-breakpoint
ALTER TABLE "search_documents" ADD COLUMN "surface" text[] DEFAULT '{}'::text[] NOT NULL;