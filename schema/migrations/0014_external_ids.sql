CREATE TABLE "external_ids" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"organisation_id" uuid,
	"client_id" uuid,
	"external_id" text NOT NULL,
	"case_study_id" uuid NOT NULL,
	CONSTRAINT "external_ids_owner" CHECK (num_nonnulls("external_ids"."organisation_id", "external_ids"."client_id") = 1),
	CONSTRAINT "external_ids_length" CHECK (char_length("external_ids"."external_id") between 1 and 200)
);
--> statement-breakpoint
ALTER TABLE "external_ids" ADD CONSTRAINT "external_ids_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "external_ids" ADD CONSTRAINT "external_ids_client_id_api_clients_id_fk" FOREIGN KEY ("client_id") REFERENCES "public"."api_clients"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "external_ids" ADD CONSTRAINT "external_ids_case_study_id_case_studies_id_fk" FOREIGN KEY ("case_study_id") REFERENCES "public"."case_studies"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "external_ids_organisation" ON "external_ids" USING btree ("organisation_id","external_id");--> statement-breakpoint
CREATE UNIQUE INDEX "external_ids_client" ON "external_ids" USING btree ("client_id","external_id");--> statement-breakpoint
CREATE INDEX "external_ids_case_study" ON "external_ids" USING btree ("case_study_id");