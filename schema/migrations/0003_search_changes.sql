-- Every committed change of what a search document holds is recorded in the writing transaction, also
-- one made with psql. The record is append only: writers never wait for each other.
CREATE FUNCTION search_record_changes() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
  rows_changed text;
  pairs text := '';
  recorded bigint;
BEGIN
  IF TG_OP = 'TRUNCATE' THEN
    INSERT INTO search_changes (entity) VALUES ('EVERYTHING');
    PERFORM pg_notify('search_changes', '');
    RETURN NULL;
  END IF;
  rows_changed := CASE TG_OP
    WHEN 'INSERT' THEN 'TABLE new_rows'
    WHEN 'DELETE' THEN 'TABLE old_rows'
    -- An update that changes nothing is no change; one that moves a row concerns both its places.
    ELSE '(TABLE new_rows EXCEPT TABLE old_rows) UNION ALL (TABLE old_rows EXCEPT TABLE new_rows)'
  END;
  FOR i IN 0 .. TG_NARGS / 2 - 1 LOOP
    pairs := pairs || CASE WHEN i > 0 THEN ', ' ELSE '' END
      || format('(%L, changed.%I)', TG_ARGV[2 * i], TG_ARGV[2 * i + 1]);
  END LOOP;
  EXECUTE format(
    'INSERT INTO search_changes (entity, entity_id)
     SELECT DISTINCT pair.entity, pair.entity_id
     FROM (%s) AS changed CROSS JOIN LATERAL (VALUES %s) AS pair(entity, entity_id)
     WHERE pair.entity_id IS NOT NULL', rows_changed, pairs);
  GET DIAGNOSTICS recorded = ROW_COUNT;
  IF recorded > 0 THEN
    PERFORM pg_notify('search_changes', '');
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
-- Watches a table; the arguments are pairs of an entity and the column that holds its id.
CREATE FUNCTION search_watch(watched regclass, VARIADIC arguments text[]) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  list text := (SELECT string_agg(quote_literal(argument), ', ') FROM unnest(arguments) AS argument);
BEGIN
  EXECUTE format('CREATE TRIGGER search_inserted AFTER INSERT ON %s REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION search_record_changes(%s)', watched, list);
  EXECUTE format('CREATE TRIGGER search_updated AFTER UPDATE ON %s
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION search_record_changes(%s)', watched, list);
  EXECUTE format('CREATE TRIGGER search_deleted AFTER DELETE ON %s REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT EXECUTE FUNCTION search_record_changes(%s)', watched, list);
  EXECUTE format('CREATE TRIGGER search_truncated AFTER TRUNCATE ON %s
    FOR EACH STATEMENT EXECUTE FUNCTION search_record_changes()', watched);
END $$;
--> statement-breakpoint
SELECT search_watch('case_studies', 'CASE_STUDY', 'id');--> statement-breakpoint
SELECT search_watch('case_study_organisations', 'CASE_STUDY', 'case_study_id');--> statement-breakpoint
SELECT search_watch('case_study_focus_areas', 'CASE_STUDY_LESSONS', 'case_study_id');--> statement-breakpoint
SELECT search_watch('case_study_goals', 'CASE_STUDY_LESSONS', 'case_study_id');--> statement-breakpoint
SELECT search_watch('case_study_objectives', 'CASE_STUDY_LESSONS', 'case_study_id');--> statement-breakpoint
SELECT search_watch('methods', 'METHOD', 'id');--> statement-breakpoint
SELECT search_watch('method_case_studies', 'CASE_STUDY_LESSONS', 'case_study_id', 'METHOD_ALONE', 'method_id');--> statement-breakpoint
SELECT search_watch('method_focus_areas', 'METHOD', 'method_id');--> statement-breakpoint
SELECT search_watch('method_goals', 'METHOD', 'method_id');--> statement-breakpoint
SELECT search_watch('method_objectives', 'METHOD', 'method_id');--> statement-breakpoint
SELECT search_watch('adoptions', 'ADOPTION', 'id', 'METHOD_ALONE', 'method_id');--> statement-breakpoint
SELECT search_watch('adoption_case_studies', 'ADOPTION', 'adoption_id', 'CASE_STUDY_LESSONS', 'case_study_id');--> statement-breakpoint
SELECT search_watch('lessons', 'LESSON', 'id', 'CASE_STUDY_ALONE', 'case_study_id', 'ADOPTION_METHOD', 'adoption_id');--> statement-breakpoint
SELECT search_watch('results', 'CASE_STUDY', 'case_study_id', 'ADOPTION', 'adoption_id');--> statement-breakpoint
SELECT search_watch('organisations', 'ORGANISATION', 'id');--> statement-breakpoint
SELECT search_watch('municipality_profiles', 'ORGANISATION', 'organisation_id');--> statement-breakpoint
SELECT search_watch('municipality_populations', 'ORGANISATION', 'organisation_id');--> statement-breakpoint
SELECT search_watch('focus_areas', 'FOCUS_AREA', 'id');--> statement-breakpoint
SELECT search_watch('sustainable_development_goals', 'GOAL', 'id');--> statement-breakpoint
SELECT search_watch('environmental_objectives', 'OBJECTIVE', 'id');--> statement-breakpoint
-- What was written before this migration is indexed too.
INSERT INTO search_changes (entity) VALUES ('EVERYTHING');
