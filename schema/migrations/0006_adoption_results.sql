CREATE TABLE "adoption_results" (
	"adoption_id" uuid NOT NULL,
	"result_id" uuid NOT NULL,
	CONSTRAINT "adoption_results_adoption_id_result_id_pk" PRIMARY KEY("adoption_id","result_id")
);
--> statement-breakpoint
ALTER TABLE "adoption_results" ADD CONSTRAINT "adoption_results_adoption_id_adoptions_id_fk" FOREIGN KEY ("adoption_id") REFERENCES "public"."adoptions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "adoption_results" ADD CONSTRAINT "adoption_results_result_id_results_id_fk" FOREIGN KEY ("result_id") REFERENCES "public"."results"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "adoption_results_result" ON "adoption_results" USING btree ("result_id","adoption_id");--> statement-breakpoint
-- What was written before the two checks: the end of a project isn't the end of a use.
UPDATE "adoptions" SET "ended_on" = NULL, "ended_precision" = NULL, "version" = "version" + 1, "updated_at" = now()
  WHERE "ended_on" IS NOT NULL AND "status" NOT IN ('TESTING', 'STOPPED');--> statement-breakpoint
UPDATE "adoptions" SET "stopped_reason" = NULL, "version" = "version" + 1, "updated_at" = now()
  WHERE "stopped_reason" IS NOT NULL AND "status" <> 'STOPPED';--> statement-breakpoint
ALTER TABLE "adoptions" ADD CONSTRAINT "adoptions_ended" CHECK ("adoptions"."ended_on" is null or "adoptions"."status" in ('TESTING', 'STOPPED'));--> statement-breakpoint
ALTER TABLE "adoptions" ADD CONSTRAINT "adoptions_stopped" CHECK ("adoptions"."stopped_reason" is null or "adoptions"."status" = 'STOPPED');