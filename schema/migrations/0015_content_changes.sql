-- What visitors are answered from memory must be dropped when what it was read from changes: every
-- committed statement on such a table tells so, also one made with psql. One transaction tells once.
CREATE FUNCTION content_tell_changes() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('content_changes', '');
  RETURN NULL;
END $$;
--> statement-breakpoint
-- Watches tables. A test finds the tables that visitors are answered from and that aren't watched.
CREATE FUNCTION content_watch(VARIADIC watched regclass[]) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  one regclass;
BEGIN
  FOREACH one IN ARRAY watched LOOP
    EXECUTE format('CREATE TRIGGER content_changed AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON %s
      FOR EACH STATEMENT EXECUTE FUNCTION content_tell_changes()', one);
  END LOOP;
END $$;
--> statement-breakpoint
SELECT content_watch(
  'case_studies', 'case_study_organisations', 'case_study_focus_areas', 'case_study_goals',
  'case_study_objectives', 'related_case_studies', 'sources', 'lessons', 'results', 'adoption_results',
  'methods', 'method_case_studies', 'method_focus_areas', 'method_goals', 'method_objectives',
  'related_methods', 'adoptions', 'adoption_case_studies', 'organisations', 'municipality_profiles',
  'municipality_populations', 'municipality_emissions', 'municipality_targets', 'participations',
  'contacts', 'contact_case_studies', 'contact_methods', 'contact_focus_areas', 'support_offers',
  'support_offer_focus_areas', 'support_offer_case_studies', 'events', 'climate_contracts',
  'climate_contract_signatories', 'commitments', 'commitment_case_studies', 'commitment_adoptions',
  'focus_areas', 'sustainable_development_goals', 'environmental_objectives', 'national_targets');
