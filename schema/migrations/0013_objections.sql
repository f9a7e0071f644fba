CREATE TABLE "objections" (
	"identifier_hash" "bytea" PRIMARY KEY NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "objections_hash" CHECK (octet_length("objections"."identifier_hash") = 32)
);
