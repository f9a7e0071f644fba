-- A revision is what was published then; only who did it may be forgotten, and whom it named. The erasure
-- of a person says so for its transaction, so that nothing else changes a revision by mistake.
CREATE OR REPLACE FUNCTION revisions_never_change() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.kind, NEW.entity_id, NEW.number, NEW.published_at)
    IS DISTINCT FROM (OLD.kind, OLD.entity_id, OLD.number, OLD.published_at)
    OR (NEW.content IS DISTINCT FROM OLD.content
      AND current_setting('lardomsbanken.erasing', true) IS DISTINCT FROM 'on') THEN
    RAISE EXCEPTION 'revisions never change' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
