CREATE EXTENSION IF NOT EXISTS btree_gist;
--> statement-breakpoint
ALTER TABLE "participations" ADD CONSTRAINT "participations_never_overlap"
  EXCLUDE USING gist ("organisation_id" WITH =, daterange("from_date", "until_date", '[)') WITH &&);
