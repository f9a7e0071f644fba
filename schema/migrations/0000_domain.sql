CREATE TYPE "public"."case_study_role" AS ENUM('LEAD', 'PARTNER');--> statement-breakpoint
CREATE TYPE "public"."case_study_status" AS ENUM('PLANNED', 'ONGOING', 'COMPLETED', 'STOPPED');--> statement-breakpoint
CREATE TYPE "public"."control" AS ENUM('OWN_OPERATIONS', 'MUNICIPAL_COMPANY', 'PERMIT_OR_PLAN', 'INFLUENCE');--> statement-breakpoint
CREATE TYPE "public"."contact_visibility" AS ENUM('PUBLIC', 'MEMBERS');--> statement-breakpoint
CREATE TYPE "public"."lesson_basis" AS ENUM('SOURCE', 'OWN_CONCLUSION');--> statement-breakpoint
CREATE TYPE "public"."lesson_kind" AS ENUM('SUCCESS_FACTOR', 'OBSTACLE', 'FAILURE', 'ADVICE');--> statement-breakpoint
CREATE TYPE "public"."adoption_outcome" AS ENUM('WORKED', 'PARTLY', 'FAILED', 'TOO_EARLY');--> statement-breakpoint
CREATE TYPE "public"."adoption_status" AS ENUM('CONSIDERING', 'TESTING', 'ADOPTED', 'STOPPED');--> statement-breakpoint
CREATE TYPE "public"."organisation_kind" AS ENUM('MUNICIPALITY', 'AGENCY', 'PROGRAMME', 'ENERGY_AGENCY', 'REGION', 'ACADEMIA', 'COMPANY', 'CIVIL_SOCIETY');--> statement-breakpoint
CREATE TYPE "public"."date_precision" AS ENUM('DAY', 'MONTH', 'YEAR');--> statement-breakpoint
CREATE TYPE "public"."publication_state" AS ENUM('DRAFT', 'IN_REVIEW', 'PUBLISHED', 'ARCHIVED');--> statement-breakpoint
CREATE TYPE "public"."result_kind" AS ENUM('MEASURED', 'REPORTED', 'CALCULATED', 'FORECAST', 'TARGET');--> statement-breakpoint
CREATE TYPE "public"."focus_area_kind" AS ENUM('EMISSION_AREA', 'LEVER');--> statement-breakpoint
CREATE TABLE "case_studies" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"slug" text NOT NULL,
	"state" "publication_state" DEFAULT 'DRAFT' NOT NULL,
	"title" text NOT NULL,
	"summary" text NOT NULL,
	"challenge" text,
	"solution" text,
	"status" "case_study_status" NOT NULL,
	"start_year" smallint,
	"start_year_approximate" boolean DEFAULT false NOT NULL,
	"end_year" smallint,
	"end_year_approximate" boolean DEFAULT false NOT NULL,
	"partner_names" text[] DEFAULT '{}'::text[] NOT NULL,
	"conditions_for_success" text,
	"advice" text,
	"cost_amount" double precision,
	"cost_currency" char(3),
	"funder" text,
	"funding_note" text,
	"staffing" text,
	"lead_time" text,
	"control" "control",
	"language" char(2) DEFAULT 'sv' NOT NULL,
	"licence" text DEFAULT 'CC BY 4.0' NOT NULL,
	"note" text,
	"published_at" timestamp with time zone,
	"last_reviewed_on" date,
	"review_due_on" date,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "case_studies_slug_unique" UNIQUE("slug"),
	CONSTRAINT "case_studies_slug_format" CHECK ("case_studies"."slug" ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
	CONSTRAINT "case_studies_title_length" CHECK (char_length("case_studies"."title") between 1 and 120),
	CONSTRAINT "case_studies_summary_length" CHECK (char_length("case_studies"."summary") between 1 and 500),
	CONSTRAINT "case_studies_years" CHECK ("case_studies"."start_year" <= "case_studies"."end_year"),
	CONSTRAINT "case_studies_start_year" CHECK ("case_studies"."start_year" between 1950 and 2100),
	CONSTRAINT "case_studies_end_year" CHECK ("case_studies"."end_year" between 1950 and 2100),
	CONSTRAINT "case_studies_cost" CHECK ("case_studies"."cost_amount" >= 0),
	CONSTRAINT "case_studies_cost_currency" CHECK (("case_studies"."cost_amount" is null) = ("case_studies"."cost_currency" is null)),
	CONSTRAINT "case_studies_published_at" CHECK ("case_studies"."state" <> 'PUBLISHED' or "case_studies"."published_at" is not null)
);
--> statement-breakpoint
CREATE TABLE "case_study_focus_areas" (
	"case_study_id" uuid NOT NULL,
	"focus_area_id" uuid NOT NULL,
	CONSTRAINT "case_study_focus_areas_case_study_id_focus_area_id_pk" PRIMARY KEY("case_study_id","focus_area_id")
);
--> statement-breakpoint
CREATE TABLE "case_study_goals" (
	"case_study_id" uuid NOT NULL,
	"goal_id" uuid NOT NULL,
	CONSTRAINT "case_study_goals_case_study_id_goal_id_pk" PRIMARY KEY("case_study_id","goal_id")
);
--> statement-breakpoint
CREATE TABLE "case_study_objectives" (
	"case_study_id" uuid NOT NULL,
	"objective_id" uuid NOT NULL,
	CONSTRAINT "case_study_objectives_case_study_id_objective_id_pk" PRIMARY KEY("case_study_id","objective_id")
);
--> statement-breakpoint
CREATE TABLE "case_study_organisations" (
	"case_study_id" uuid NOT NULL,
	"organisation_id" uuid NOT NULL,
	"role" "case_study_role" NOT NULL,
	CONSTRAINT "case_study_organisations_case_study_id_organisation_id_pk" PRIMARY KEY("case_study_id","organisation_id")
);
--> statement-breakpoint
CREATE TABLE "related_case_studies" (
	"case_study_id" uuid NOT NULL,
	"related_id" uuid NOT NULL,
	CONSTRAINT "related_case_studies_case_study_id_related_id_pk" PRIMARY KEY("case_study_id","related_id"),
	CONSTRAINT "related_case_studies_ordered" CHECK ("related_case_studies"."case_study_id" < "related_case_studies"."related_id")
);
--> statement-breakpoint
CREATE TABLE "sources" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"case_study_id" uuid NOT NULL,
	"position" smallint NOT NULL,
	"url" text NOT NULL,
	"title" text,
	"publisher" text,
	"published_on" date,
	CONSTRAINT "sources_url_http" CHECK ("sources"."url" ~ '^https?://')
);
--> statement-breakpoint
CREATE TABLE "contact_case_studies" (
	"contact_id" uuid NOT NULL,
	"case_study_id" uuid NOT NULL,
	CONSTRAINT "contact_case_studies_contact_id_case_study_id_pk" PRIMARY KEY("contact_id","case_study_id")
);
--> statement-breakpoint
CREATE TABLE "contact_focus_areas" (
	"contact_id" uuid NOT NULL,
	"focus_area_id" uuid NOT NULL,
	CONSTRAINT "contact_focus_areas_contact_id_focus_area_id_pk" PRIMARY KEY("contact_id","focus_area_id")
);
--> statement-breakpoint
CREATE TABLE "contact_methods" (
	"contact_id" uuid NOT NULL,
	"method_id" uuid NOT NULL,
	CONSTRAINT "contact_methods_contact_id_method_id_pk" PRIMARY KEY("contact_id","method_id")
);
--> statement-breakpoint
CREATE TABLE "contacts" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"slug" text NOT NULL,
	"organisation_id" uuid NOT NULL,
	"name" text NOT NULL,
	"role" text,
	"email" text,
	"phone" text,
	"visibility" "contact_visibility" DEFAULT 'MEMBERS' NOT NULL,
	"last_confirmed_on" date,
	"successor_id" uuid,
	"note" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "contacts_slug_unique" UNIQUE("slug"),
	CONSTRAINT "contacts_reachable" CHECK (num_nonnulls("contacts"."email", "contacts"."phone") >= 1),
	CONSTRAINT "contacts_email" CHECK ("contacts"."email" ~ '^[^@[:space:]]+@[^@[:space:]]+$'),
	CONSTRAINT "contacts_not_own_successor" CHECK ("contacts"."successor_id" <> "contacts"."id")
);
--> statement-breakpoint
CREATE TABLE "climate_contract_signatories" (
	"contract_id" uuid NOT NULL,
	"organisation_id" uuid NOT NULL,
	CONSTRAINT "climate_contract_signatories_contract_id_organisation_id_pk" PRIMARY KEY("contract_id","organisation_id")
);
--> statement-breakpoint
CREATE TABLE "climate_contracts" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"year" smallint NOT NULL,
	"signed_on" date NOT NULL,
	"title" text NOT NULL,
	"note" text,
	"source_urls" text[] DEFAULT '{}'::text[] NOT NULL,
	CONSTRAINT "climate_contracts_year_unique" UNIQUE("year"),
	CONSTRAINT "climate_contracts_signed_that_year" CHECK (extract(year from "climate_contracts"."signed_on") = "climate_contracts"."year")
);
--> statement-breakpoint
CREATE TABLE "commitment_adoptions" (
	"commitment_id" uuid NOT NULL,
	"adoption_id" uuid NOT NULL,
	CONSTRAINT "commitment_adoptions_commitment_id_adoption_id_pk" PRIMARY KEY("commitment_id","adoption_id")
);
--> statement-breakpoint
CREATE TABLE "commitment_case_studies" (
	"commitment_id" uuid NOT NULL,
	"case_study_id" uuid NOT NULL,
	CONSTRAINT "commitment_case_studies_commitment_id_case_study_id_pk" PRIMARY KEY("commitment_id","case_study_id")
);
--> statement-breakpoint
CREATE TABLE "commitments" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"contract_id" uuid NOT NULL,
	"organisation_id" uuid NOT NULL,
	"text" text NOT NULL,
	"source_url" text,
	CONSTRAINT "commitments_source_http" CHECK ("commitments"."source_url" ~ '^https?://')
);
--> statement-breakpoint
CREATE TABLE "lessons" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"slug" text NOT NULL,
	"case_study_id" uuid,
	"adoption_id" uuid,
	"position" smallint NOT NULL,
	"kind" "lesson_kind" NOT NULL,
	"basis" "lesson_basis" NOT NULL,
	"text" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "lessons_slug_unique" UNIQUE("slug"),
	CONSTRAINT "lessons_belong" CHECK (num_nonnulls("lessons"."case_study_id", "lessons"."adoption_id") >= 1),
	CONSTRAINT "lessons_text_length" CHECK (char_length("lessons"."text") between 1 and 5000)
);
--> statement-breakpoint
CREATE TABLE "adoption_case_studies" (
	"adoption_id" uuid NOT NULL,
	"case_study_id" uuid NOT NULL,
	CONSTRAINT "adoption_case_studies_adoption_id_case_study_id_pk" PRIMARY KEY("adoption_id","case_study_id")
);
--> statement-breakpoint
CREATE TABLE "adoptions" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"organisation_id" uuid NOT NULL,
	"method_id" uuid NOT NULL,
	"state" "publication_state" DEFAULT 'DRAFT' NOT NULL,
	"status" "adoption_status" NOT NULL,
	"started_on" date,
	"started_precision" date_precision,
	"ended_on" date,
	"ended_precision" date_precision,
	"adaptation" text,
	"outcome" "adoption_outcome",
	"outcome_note" text,
	"stopped_reason" text,
	"learned_from_id" uuid,
	"note" text,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "adoptions_once" UNIQUE("organisation_id","method_id"),
	CONSTRAINT "adoptions_period" CHECK ("adoptions"."ended_on" >= "adoptions"."started_on"),
	CONSTRAINT "adoptions_not_from_itself" CHECK ("adoptions"."learned_from_id" <> "adoptions"."organisation_id")
);
--> statement-breakpoint
CREATE TABLE "method_case_studies" (
	"method_id" uuid NOT NULL,
	"case_study_id" uuid NOT NULL,
	CONSTRAINT "method_case_studies_method_id_case_study_id_pk" PRIMARY KEY("method_id","case_study_id")
);
--> statement-breakpoint
CREATE TABLE "method_focus_areas" (
	"method_id" uuid NOT NULL,
	"focus_area_id" uuid NOT NULL,
	CONSTRAINT "method_focus_areas_method_id_focus_area_id_pk" PRIMARY KEY("method_id","focus_area_id")
);
--> statement-breakpoint
CREATE TABLE "method_goals" (
	"method_id" uuid NOT NULL,
	"goal_id" uuid NOT NULL,
	CONSTRAINT "method_goals_method_id_goal_id_pk" PRIMARY KEY("method_id","goal_id")
);
--> statement-breakpoint
CREATE TABLE "method_objectives" (
	"method_id" uuid NOT NULL,
	"objective_id" uuid NOT NULL,
	CONSTRAINT "method_objectives_method_id_objective_id_pk" PRIMARY KEY("method_id","objective_id")
);
--> statement-breakpoint
CREATE TABLE "methods" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"slug" text NOT NULL,
	"state" "publication_state" DEFAULT 'DRAFT' NOT NULL,
	"name" text NOT NULL,
	"summary" text NOT NULL,
	"description" text,
	"fits_when" text,
	"fits_not_when" text,
	"advantages" text,
	"disadvantages" text,
	"conditions" text,
	"typical_cost" text,
	"typical_time" text,
	"note" text,
	"published_at" timestamp with time zone,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "methods_slug_unique" UNIQUE("slug"),
	CONSTRAINT "methods_slug_format" CHECK ("methods"."slug" ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
	CONSTRAINT "methods_name_length" CHECK (char_length("methods"."name") between 1 and 120),
	CONSTRAINT "methods_summary_length" CHECK (char_length("methods"."summary") between 1 and 500),
	CONSTRAINT "methods_published_at" CHECK ("methods"."state" <> 'PUBLISHED' or "methods"."published_at" is not null)
);
--> statement-breakpoint
CREATE TABLE "related_methods" (
	"method_id" uuid NOT NULL,
	"related_id" uuid NOT NULL,
	CONSTRAINT "related_methods_method_id_related_id_pk" PRIMARY KEY("method_id","related_id"),
	CONSTRAINT "related_methods_ordered" CHECK ("related_methods"."method_id" < "related_methods"."related_id")
);
--> statement-breakpoint
CREATE TABLE "municipality_emissions" (
	"organisation_id" uuid NOT NULL,
	"year" smallint NOT NULL,
	"tonnes_co2e" double precision NOT NULL,
	CONSTRAINT "municipality_emissions_organisation_id_year_pk" PRIMARY KEY("organisation_id","year"),
	CONSTRAINT "municipality_emissions_year" CHECK ("municipality_emissions"."year" between 1990 and 2100),
	CONSTRAINT "municipality_emissions_amount" CHECK ("municipality_emissions"."tonnes_co2e" >= 0)
);
--> statement-breakpoint
CREATE TABLE "municipality_populations" (
	"organisation_id" uuid NOT NULL,
	"date" date NOT NULL,
	"population" integer NOT NULL,
	CONSTRAINT "municipality_populations_organisation_id_date_pk" PRIMARY KEY("organisation_id","date"),
	CONSTRAINT "municipality_populations_positive" CHECK ("municipality_populations"."population" > 0)
);
--> statement-breakpoint
CREATE TABLE "municipality_profiles" (
	"organisation_id" uuid PRIMARY KEY NOT NULL,
	"code" char(4) NOT NULL,
	"county_code" char(2) NOT NULL,
	"county" text NOT NULL,
	"land_area_km2" double precision,
	"land_area_year" smallint,
	"skr_group_code" text NOT NULL,
	"skr_group" text NOT NULL,
	"skr_main_group_code" text NOT NULL,
	"skr_main_group" text NOT NULL,
	"skr_edition" smallint NOT NULL,
	"latitude" double precision,
	"longitude" double precision,
	"coordinate_source" text,
	"eu_mission_city" boolean DEFAULT false NOT NULL,
	"eu_mission_label_year" smallint,
	"note" text,
	CONSTRAINT "municipality_profiles_code_unique" UNIQUE("code"),
	CONSTRAINT "municipality_profiles_code_format" CHECK ("municipality_profiles"."code" ~ '^[0-9]{4}$'),
	CONSTRAINT "municipality_profiles_county_of_code" CHECK ("municipality_profiles"."county_code" = left("municipality_profiles"."code", 2)),
	CONSTRAINT "municipality_profiles_latitude" CHECK ("municipality_profiles"."latitude" between 55 and 70),
	CONSTRAINT "municipality_profiles_longitude" CHECK ("municipality_profiles"."longitude" between 10 and 25),
	CONSTRAINT "municipality_profiles_area" CHECK ("municipality_profiles"."land_area_km2" > 0)
);
--> statement-breakpoint
CREATE TABLE "municipality_targets" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"organisation_id" uuid NOT NULL,
	"text" text NOT NULL,
	"source_url" text NOT NULL,
	"note" text,
	CONSTRAINT "municipality_targets_source_http" CHECK ("municipality_targets"."source_url" ~ '^https?://')
);
--> statement-breakpoint
CREATE TABLE "organisations" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"slug" text NOT NULL,
	"kind" "organisation_kind" NOT NULL,
	"name" text NOT NULL,
	"name_en" text,
	"official_name" text,
	"website" text,
	"description" text,
	"note" text,
	"source_urls" text[] DEFAULT '{}'::text[] NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "organisations_slug_unique" UNIQUE("slug"),
	CONSTRAINT "organisations_slug_format" CHECK ("organisations"."slug" ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
	CONSTRAINT "organisations_website_http" CHECK ("organisations"."website" ~ '^https?://')
);
--> statement-breakpoint
CREATE TABLE "participations" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"organisation_id" uuid NOT NULL,
	"from_date" date NOT NULL,
	"from_precision" date_precision DEFAULT 'DAY' NOT NULL,
	"until_date" date,
	"phase" smallint,
	"note" text,
	"source_urls" text[] DEFAULT '{}'::text[] NOT NULL,
	CONSTRAINT "participations_period" CHECK ("participations"."until_date" > "participations"."from_date")
);
--> statement-breakpoint
CREATE TABLE "results" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"case_study_id" uuid,
	"adoption_id" uuid,
	"position" smallint NOT NULL,
	"indicator" text NOT NULL,
	"value" double precision NOT NULL,
	"unit" text NOT NULL,
	"period_start" date,
	"period_end" date,
	"kind" "result_kind" NOT NULL,
	"source_url" text,
	"note" text,
	CONSTRAINT "results_belong" CHECK (num_nonnulls("results"."case_study_id", "results"."adoption_id") >= 1),
	CONSTRAINT "results_finite" CHECK ("results"."value" not in ('NaN', 'Infinity', '-Infinity')),
	CONSTRAINT "results_period" CHECK ("results"."period_end" >= "results"."period_start"),
	CONSTRAINT "results_source_http" CHECK ("results"."source_url" ~ '^https?://')
);
--> statement-breakpoint
CREATE TABLE "events" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"slug" text NOT NULL,
	"organisation_id" uuid NOT NULL,
	"title" text NOT NULL,
	"description" text,
	"starts_on" date NOT NULL,
	"precision" date_precision DEFAULT 'DAY' NOT NULL,
	"ends_on" date,
	"source_url" text,
	CONSTRAINT "events_slug_unique" UNIQUE("slug"),
	CONSTRAINT "events_period" CHECK ("events"."ends_on" >= "events"."starts_on"),
	CONSTRAINT "events_source_http" CHECK ("events"."source_url" ~ '^https?://')
);
--> statement-breakpoint
CREATE TABLE "support_offer_case_studies" (
	"support_offer_id" uuid NOT NULL,
	"case_study_id" uuid NOT NULL,
	CONSTRAINT "support_offer_case_studies_support_offer_id_case_study_id_pk" PRIMARY KEY("support_offer_id","case_study_id")
);
--> statement-breakpoint
CREATE TABLE "support_offer_focus_areas" (
	"support_offer_id" uuid NOT NULL,
	"focus_area_id" uuid NOT NULL,
	CONSTRAINT "support_offer_focus_areas_support_offer_id_focus_area_id_pk" PRIMARY KEY("support_offer_id","focus_area_id")
);
--> statement-breakpoint
CREATE TABLE "support_offers" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"slug" text NOT NULL,
	"organisation_id" uuid NOT NULL,
	"title" text NOT NULL,
	"description" text NOT NULL,
	"audience" text,
	"source_title" text,
	"source_url" text,
	"note" text,
	CONSTRAINT "support_offers_slug_unique" UNIQUE("slug"),
	CONSTRAINT "support_offers_source_http" CHECK ("support_offers"."source_url" ~ '^https?://')
);
--> statement-breakpoint
CREATE TABLE "environmental_objectives" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"number" smallint NOT NULL,
	"slug" text NOT NULL,
	"name_sv" text NOT NULL,
	"name_en" text NOT NULL,
	CONSTRAINT "environmental_objectives_number_unique" UNIQUE("number"),
	CONSTRAINT "environmental_objectives_slug_unique" UNIQUE("slug"),
	CONSTRAINT "environmental_objectives_number" CHECK ("environmental_objectives"."number" between 1 and 16)
);
--> statement-breakpoint
CREATE TABLE "focus_areas" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"slug" text NOT NULL,
	"kind" "focus_area_kind" NOT NULL,
	"name_sv" text NOT NULL,
	"name_en" text NOT NULL,
	"description_sv" text,
	"source_urls" text[] DEFAULT '{}'::text[] NOT NULL,
	CONSTRAINT "focus_areas_slug_unique" UNIQUE("slug")
);
--> statement-breakpoint
CREATE TABLE "national_targets" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"slug" text NOT NULL,
	"year" smallint NOT NULL,
	"title_sv" text NOT NULL,
	"summary_sv" text NOT NULL,
	"value" double precision,
	"unit" text,
	"baseline_year" smallint,
	"supplementary_max_pp" double precision,
	"status" text NOT NULL,
	"note" text,
	"source_urls" text[] DEFAULT '{}'::text[] NOT NULL,
	CONSTRAINT "national_targets_slug_unique" UNIQUE("slug")
);
--> statement-breakpoint
CREATE TABLE "sustainable_development_goals" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"number" smallint NOT NULL,
	"name_sv" text NOT NULL,
	"name_en" text NOT NULL,
	"color" char(7) NOT NULL,
	CONSTRAINT "sustainable_development_goals_number_unique" UNIQUE("number"),
	CONSTRAINT "sustainable_development_goals_number" CHECK ("sustainable_development_goals"."number" between 1 and 17),
	CONSTRAINT "sustainable_development_goals_color" CHECK ("sustainable_development_goals"."color" ~ '^#[0-9A-F]{6}$')
);
--> statement-breakpoint
ALTER TABLE "case_study_focus_areas" ADD CONSTRAINT "case_study_focus_areas_case_study_id_case_studies_id_fk" FOREIGN KEY ("case_study_id") REFERENCES "public"."case_studies"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_study_focus_areas" ADD CONSTRAINT "case_study_focus_areas_focus_area_id_focus_areas_id_fk" FOREIGN KEY ("focus_area_id") REFERENCES "public"."focus_areas"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_study_goals" ADD CONSTRAINT "case_study_goals_case_study_id_case_studies_id_fk" FOREIGN KEY ("case_study_id") REFERENCES "public"."case_studies"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_study_goals" ADD CONSTRAINT "case_study_goals_goal_id_sustainable_development_goals_id_fk" FOREIGN KEY ("goal_id") REFERENCES "public"."sustainable_development_goals"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_study_objectives" ADD CONSTRAINT "case_study_objectives_case_study_id_case_studies_id_fk" FOREIGN KEY ("case_study_id") REFERENCES "public"."case_studies"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_study_objectives" ADD CONSTRAINT "case_study_objectives_objective_id_environmental_objectives_id_fk" FOREIGN KEY ("objective_id") REFERENCES "public"."environmental_objectives"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_study_organisations" ADD CONSTRAINT "case_study_organisations_case_study_id_case_studies_id_fk" FOREIGN KEY ("case_study_id") REFERENCES "public"."case_studies"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_study_organisations" ADD CONSTRAINT "case_study_organisations_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "related_case_studies" ADD CONSTRAINT "related_case_studies_case_study_id_case_studies_id_fk" FOREIGN KEY ("case_study_id") REFERENCES "public"."case_studies"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "related_case_studies" ADD CONSTRAINT "related_case_studies_related_id_case_studies_id_fk" FOREIGN KEY ("related_id") REFERENCES "public"."case_studies"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sources" ADD CONSTRAINT "sources_case_study_id_case_studies_id_fk" FOREIGN KEY ("case_study_id") REFERENCES "public"."case_studies"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contact_case_studies" ADD CONSTRAINT "contact_case_studies_contact_id_contacts_id_fk" FOREIGN KEY ("contact_id") REFERENCES "public"."contacts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contact_case_studies" ADD CONSTRAINT "contact_case_studies_case_study_id_case_studies_id_fk" FOREIGN KEY ("case_study_id") REFERENCES "public"."case_studies"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contact_focus_areas" ADD CONSTRAINT "contact_focus_areas_contact_id_contacts_id_fk" FOREIGN KEY ("contact_id") REFERENCES "public"."contacts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contact_focus_areas" ADD CONSTRAINT "contact_focus_areas_focus_area_id_focus_areas_id_fk" FOREIGN KEY ("focus_area_id") REFERENCES "public"."focus_areas"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contact_methods" ADD CONSTRAINT "contact_methods_contact_id_contacts_id_fk" FOREIGN KEY ("contact_id") REFERENCES "public"."contacts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contact_methods" ADD CONSTRAINT "contact_methods_method_id_methods_id_fk" FOREIGN KEY ("method_id") REFERENCES "public"."methods"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contacts" ADD CONSTRAINT "contacts_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contacts" ADD CONSTRAINT "contacts_successor_id_contacts_id_fk" FOREIGN KEY ("successor_id") REFERENCES "public"."contacts"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "climate_contract_signatories" ADD CONSTRAINT "climate_contract_signatories_contract_id_climate_contracts_id_fk" FOREIGN KEY ("contract_id") REFERENCES "public"."climate_contracts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "climate_contract_signatories" ADD CONSTRAINT "climate_contract_signatories_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "commitment_adoptions" ADD CONSTRAINT "commitment_adoptions_commitment_id_commitments_id_fk" FOREIGN KEY ("commitment_id") REFERENCES "public"."commitments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "commitment_adoptions" ADD CONSTRAINT "commitment_adoptions_adoption_id_adoptions_id_fk" FOREIGN KEY ("adoption_id") REFERENCES "public"."adoptions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "commitment_case_studies" ADD CONSTRAINT "commitment_case_studies_commitment_id_commitments_id_fk" FOREIGN KEY ("commitment_id") REFERENCES "public"."commitments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "commitment_case_studies" ADD CONSTRAINT "commitment_case_studies_case_study_id_case_studies_id_fk" FOREIGN KEY ("case_study_id") REFERENCES "public"."case_studies"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "commitments" ADD CONSTRAINT "commitments_contract_id_climate_contracts_id_fk" FOREIGN KEY ("contract_id") REFERENCES "public"."climate_contracts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "commitments" ADD CONSTRAINT "commitments_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lessons" ADD CONSTRAINT "lessons_case_study_id_case_studies_id_fk" FOREIGN KEY ("case_study_id") REFERENCES "public"."case_studies"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lessons" ADD CONSTRAINT "lessons_adoption_id_adoptions_id_fk" FOREIGN KEY ("adoption_id") REFERENCES "public"."adoptions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "adoption_case_studies" ADD CONSTRAINT "adoption_case_studies_adoption_id_adoptions_id_fk" FOREIGN KEY ("adoption_id") REFERENCES "public"."adoptions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "adoption_case_studies" ADD CONSTRAINT "adoption_case_studies_case_study_id_case_studies_id_fk" FOREIGN KEY ("case_study_id") REFERENCES "public"."case_studies"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "adoptions" ADD CONSTRAINT "adoptions_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "adoptions" ADD CONSTRAINT "adoptions_method_id_methods_id_fk" FOREIGN KEY ("method_id") REFERENCES "public"."methods"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "adoptions" ADD CONSTRAINT "adoptions_learned_from_id_organisations_id_fk" FOREIGN KEY ("learned_from_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "method_case_studies" ADD CONSTRAINT "method_case_studies_method_id_methods_id_fk" FOREIGN KEY ("method_id") REFERENCES "public"."methods"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "method_case_studies" ADD CONSTRAINT "method_case_studies_case_study_id_case_studies_id_fk" FOREIGN KEY ("case_study_id") REFERENCES "public"."case_studies"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "method_focus_areas" ADD CONSTRAINT "method_focus_areas_method_id_methods_id_fk" FOREIGN KEY ("method_id") REFERENCES "public"."methods"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "method_focus_areas" ADD CONSTRAINT "method_focus_areas_focus_area_id_focus_areas_id_fk" FOREIGN KEY ("focus_area_id") REFERENCES "public"."focus_areas"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "method_goals" ADD CONSTRAINT "method_goals_method_id_methods_id_fk" FOREIGN KEY ("method_id") REFERENCES "public"."methods"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "method_goals" ADD CONSTRAINT "method_goals_goal_id_sustainable_development_goals_id_fk" FOREIGN KEY ("goal_id") REFERENCES "public"."sustainable_development_goals"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "method_objectives" ADD CONSTRAINT "method_objectives_method_id_methods_id_fk" FOREIGN KEY ("method_id") REFERENCES "public"."methods"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "method_objectives" ADD CONSTRAINT "method_objectives_objective_id_environmental_objectives_id_fk" FOREIGN KEY ("objective_id") REFERENCES "public"."environmental_objectives"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "related_methods" ADD CONSTRAINT "related_methods_method_id_methods_id_fk" FOREIGN KEY ("method_id") REFERENCES "public"."methods"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "related_methods" ADD CONSTRAINT "related_methods_related_id_methods_id_fk" FOREIGN KEY ("related_id") REFERENCES "public"."methods"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "municipality_emissions" ADD CONSTRAINT "municipality_emissions_organisation_id_municipality_profiles_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."municipality_profiles"("organisation_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "municipality_populations" ADD CONSTRAINT "municipality_populations_organisation_id_municipality_profiles_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."municipality_profiles"("organisation_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "municipality_profiles" ADD CONSTRAINT "municipality_profiles_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "municipality_targets" ADD CONSTRAINT "municipality_targets_organisation_id_municipality_profiles_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."municipality_profiles"("organisation_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "participations" ADD CONSTRAINT "participations_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "results" ADD CONSTRAINT "results_case_study_id_case_studies_id_fk" FOREIGN KEY ("case_study_id") REFERENCES "public"."case_studies"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "results" ADD CONSTRAINT "results_adoption_id_adoptions_id_fk" FOREIGN KEY ("adoption_id") REFERENCES "public"."adoptions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "events" ADD CONSTRAINT "events_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "support_offer_case_studies" ADD CONSTRAINT "support_offer_case_studies_support_offer_id_support_offers_id_fk" FOREIGN KEY ("support_offer_id") REFERENCES "public"."support_offers"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "support_offer_case_studies" ADD CONSTRAINT "support_offer_case_studies_case_study_id_case_studies_id_fk" FOREIGN KEY ("case_study_id") REFERENCES "public"."case_studies"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "support_offer_focus_areas" ADD CONSTRAINT "support_offer_focus_areas_support_offer_id_support_offers_id_fk" FOREIGN KEY ("support_offer_id") REFERENCES "public"."support_offers"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "support_offer_focus_areas" ADD CONSTRAINT "support_offer_focus_areas_focus_area_id_focus_areas_id_fk" FOREIGN KEY ("focus_area_id") REFERENCES "public"."focus_areas"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "support_offers" ADD CONSTRAINT "support_offers_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "case_studies_title" ON "case_studies" USING btree ("title","id");--> statement-breakpoint
CREATE INDEX "case_studies_updated" ON "case_studies" USING btree ("updated_at","id");--> statement-breakpoint
CREATE INDEX "case_studies_start_year_order" ON "case_studies" USING btree (coalesce("start_year", 0),"id");--> statement-breakpoint
CREATE INDEX "case_study_focus_areas_focus_area" ON "case_study_focus_areas" USING btree ("focus_area_id","case_study_id");--> statement-breakpoint
CREATE INDEX "case_study_goals_goal" ON "case_study_goals" USING btree ("goal_id","case_study_id");--> statement-breakpoint
CREATE INDEX "case_study_objectives_objective" ON "case_study_objectives" USING btree ("objective_id","case_study_id");--> statement-breakpoint
CREATE INDEX "case_study_organisations_organisation" ON "case_study_organisations" USING btree ("organisation_id","case_study_id");--> statement-breakpoint
CREATE INDEX "related_case_studies_related" ON "related_case_studies" USING btree ("related_id");--> statement-breakpoint
CREATE INDEX "sources_case_study" ON "sources" USING btree ("case_study_id","position");--> statement-breakpoint
CREATE INDEX "contact_case_studies_case_study" ON "contact_case_studies" USING btree ("case_study_id");--> statement-breakpoint
CREATE INDEX "contact_focus_areas_focus_area" ON "contact_focus_areas" USING btree ("focus_area_id");--> statement-breakpoint
CREATE INDEX "contact_methods_method" ON "contact_methods" USING btree ("method_id");--> statement-breakpoint
CREATE INDEX "contacts_organisation" ON "contacts" USING btree ("organisation_id");--> statement-breakpoint
CREATE INDEX "contacts_name" ON "contacts" USING btree ("name","id");--> statement-breakpoint
CREATE INDEX "climate_contract_signatories_organisation" ON "climate_contract_signatories" USING btree ("organisation_id");--> statement-breakpoint
CREATE INDEX "commitment_adoptions_adoption" ON "commitment_adoptions" USING btree ("adoption_id");--> statement-breakpoint
CREATE INDEX "commitment_case_studies_case_study" ON "commitment_case_studies" USING btree ("case_study_id");--> statement-breakpoint
CREATE INDEX "commitments_contract" ON "commitments" USING btree ("contract_id");--> statement-breakpoint
CREATE INDEX "commitments_organisation" ON "commitments" USING btree ("organisation_id");--> statement-breakpoint
CREATE INDEX "lessons_case_study" ON "lessons" USING btree ("case_study_id","position");--> statement-breakpoint
CREATE INDEX "lessons_adoption" ON "lessons" USING btree ("adoption_id","position");--> statement-breakpoint
CREATE INDEX "adoption_case_studies_case_study" ON "adoption_case_studies" USING btree ("case_study_id","adoption_id");--> statement-breakpoint
CREATE INDEX "adoptions_method" ON "adoptions" USING btree ("method_id","id");--> statement-breakpoint
CREATE INDEX "adoptions_learned_from" ON "adoptions" USING btree ("learned_from_id");--> statement-breakpoint
CREATE INDEX "method_case_studies_case_study" ON "method_case_studies" USING btree ("case_study_id","method_id");--> statement-breakpoint
CREATE INDEX "method_focus_areas_focus_area" ON "method_focus_areas" USING btree ("focus_area_id","method_id");--> statement-breakpoint
CREATE INDEX "method_goals_goal" ON "method_goals" USING btree ("goal_id","method_id");--> statement-breakpoint
CREATE INDEX "method_objectives_objective" ON "method_objectives" USING btree ("objective_id","method_id");--> statement-breakpoint
CREATE INDEX "methods_name" ON "methods" USING btree ("name","id");--> statement-breakpoint
CREATE INDEX "related_methods_related" ON "related_methods" USING btree ("related_id");--> statement-breakpoint
CREATE INDEX "municipality_profiles_skr_group" ON "municipality_profiles" USING btree ("skr_group_code");--> statement-breakpoint
CREATE INDEX "municipality_profiles_county" ON "municipality_profiles" USING btree ("county_code");--> statement-breakpoint
CREATE UNIQUE INDEX "municipality_targets_once" ON "municipality_targets" USING btree ("organisation_id","text");--> statement-breakpoint
CREATE INDEX "organisations_name" ON "organisations" USING btree ("name","id");--> statement-breakpoint
CREATE INDEX "participations_organisation" ON "participations" USING btree ("organisation_id");--> statement-breakpoint
CREATE INDEX "results_case_study" ON "results" USING btree ("case_study_id","position");--> statement-breakpoint
CREATE INDEX "results_adoption" ON "results" USING btree ("adoption_id","position");--> statement-breakpoint
CREATE INDEX "events_starts_on" ON "events" USING btree ("starts_on","id");--> statement-breakpoint
CREATE INDEX "events_organisation" ON "events" USING btree ("organisation_id");--> statement-breakpoint
CREATE INDEX "support_offer_case_studies_case_study" ON "support_offer_case_studies" USING btree ("case_study_id");--> statement-breakpoint
CREATE INDEX "support_offer_focus_areas_focus_area" ON "support_offer_focus_areas" USING btree ("focus_area_id");--> statement-breakpoint
CREATE INDEX "support_offers_organisation" ON "support_offers" USING btree ("organisation_id");--> statement-breakpoint
CREATE INDEX "support_offers_title" ON "support_offers" USING btree ("title","id");