DROP INDEX "case_studies_title";--> statement-breakpoint
DROP INDEX "contacts_name";--> statement-breakpoint
DROP INDEX "methods_name";--> statement-breakpoint
DROP INDEX "organisations_name";--> statement-breakpoint
DROP INDEX "support_offers_title";--> statement-breakpoint
CREATE INDEX "case_studies_published" ON "case_studies" USING btree (coalesce("published_at", "created_at"),"id");--> statement-breakpoint
CREATE INDEX "lessons_created" ON "lessons" USING btree ("created_at","id");--> statement-breakpoint
CREATE INDEX "case_studies_title" ON "case_studies" USING btree ("title" collate "sv-x-icu","id");--> statement-breakpoint
CREATE INDEX "contacts_name" ON "contacts" USING btree ("name" collate "sv-x-icu","id");--> statement-breakpoint
CREATE INDEX "methods_name" ON "methods" USING btree ("name" collate "sv-x-icu","id");--> statement-breakpoint
CREATE INDEX "organisations_name" ON "organisations" USING btree ("name" collate "sv-x-icu","id");--> statement-breakpoint
CREATE INDEX "support_offers_title" ON "support_offers" USING btree ("title" collate "sv-x-icu","id");