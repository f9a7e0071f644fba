ALTER TABLE "case_studies" DROP CONSTRAINT "case_studies_summary_length";--> statement-breakpoint
ALTER TABLE "methods" DROP CONSTRAINT "methods_summary_length";--> statement-breakpoint
ALTER TABLE "case_studies" ADD CONSTRAINT "case_studies_summary_given" CHECK ("case_studies"."summary" <> '' or "case_studies"."state" <> 'PUBLISHED');--> statement-breakpoint
ALTER TABLE "case_studies" ADD CONSTRAINT "case_studies_summary_length" CHECK (char_length("case_studies"."summary") <= 500);--> statement-breakpoint
ALTER TABLE "methods" ADD CONSTRAINT "methods_summary_given" CHECK ("methods"."summary" <> '' or "methods"."state" <> 'PUBLISHED');--> statement-breakpoint
ALTER TABLE "methods" ADD CONSTRAINT "methods_summary_length" CHECK (char_length("methods"."summary") <= 500);