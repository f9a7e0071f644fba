-- What searches found is remembered until something else may be found: when a document changes, and
-- when what had to go to the index has arrived there and leaves the queue.
CREATE FUNCTION search_tell_changes() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('search_changes', '');
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER search_told AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON search_documents
  FOR EACH STATEMENT EXECUTE FUNCTION search_tell_changes();
--> statement-breakpoint
CREATE TRIGGER search_told AFTER DELETE OR TRUNCATE ON search_queue
  FOR EACH STATEMENT EXECUTE FUNCTION search_tell_changes();
