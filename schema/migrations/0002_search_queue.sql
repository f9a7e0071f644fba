CREATE TYPE "public"."search_kind" AS ENUM('CASE_STUDY', 'METHOD', 'LESSON');--> statement-breakpoint
CREATE TABLE "search_changes" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "search_changes_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"entity" text NOT NULL,
	"entity_id" uuid,
	"changed_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "search_documents" (
	"kind" "search_kind" NOT NULL,
	"entity_id" uuid NOT NULL,
	"document" jsonb NOT NULL,
	"hash" text NOT NULL,
	"words" "tsvector" NOT NULL,
	"sort_at" bigint NOT NULL,
	"stored_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "search_documents_kind_entity_id_pk" PRIMARY KEY("kind","entity_id")
);
--> statement-breakpoint
CREATE TABLE "search_queue" (
	"kind" "search_kind" NOT NULL,
	"entity_id" uuid NOT NULL,
	"generation" bigint DEFAULT 1 NOT NULL,
	"stored_generation" bigint DEFAULT 0 NOT NULL,
	"queued_at" timestamp with time zone DEFAULT now() NOT NULL,
	"due_at" timestamp with time zone DEFAULT now() NOT NULL,
	"leased_until" timestamp with time zone,
	"leased_by" uuid,
	"attempts" integer DEFAULT 0 NOT NULL,
	"last_error" text,
	CONSTRAINT "search_queue_kind_entity_id_pk" PRIMARY KEY("kind","entity_id"),
	CONSTRAINT "search_queue_stored" CHECK ("search_queue"."stored_generation" between 0 and "search_queue"."generation")
);
--> statement-breakpoint
CREATE INDEX "search_documents_words" ON "search_documents" USING gin ("words");--> statement-breakpoint
CREATE INDEX "search_documents_newest" ON "search_documents" USING btree ("sort_at" DESC NULLS LAST,"entity_id");--> statement-breakpoint
CREATE INDEX "search_queue_to_store" ON "search_queue" USING btree ("due_at") WHERE "search_queue"."stored_generation" < "search_queue"."generation";--> statement-breakpoint
CREATE INDEX "search_queue_to_deliver" ON "search_queue" USING btree ("due_at") WHERE "search_queue"."stored_generation" = "search_queue"."generation";