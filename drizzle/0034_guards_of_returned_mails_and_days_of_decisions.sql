-- The day of a decision follows that of its meeting; nothing else of an entry changes, and its words stay.
CREATE OR REPLACE FUNCTION keep_register() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE'
    AND (NEW.decision_id IS NULL OR NEW.decision_id = OLD.decision_id)
    AND (NEW.decided_on = OLD.decided_on OR NEW.decided_on = (
      SELECT m.held_on FROM decisions d JOIN meetings m ON m.association_id = d.association_id AND m.id = d.meeting_id
      WHERE d.association_id = NEW.association_id AND d.id = NEW.decision_id))
    AND (NEW.association_id, NEW.id, NEW.body_id, NEW.year, NEW.number, NEW.procedure_id, NEW.allotted_at)
      IS NOT DISTINCT FROM (OLD.association_id, OLD.id, OLD.body_id, OLD.year, OLD.number, OLD.procedure_id, OLD.allotted_at) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'the register is append-only' USING ERRCODE = 'restrict_violation';
END $$;
--> statement-breakpoint
DROP TRIGGER withdrawn_entry_words ON register_entries;
CREATE TRIGGER withdrawn_entry_words AFTER UPDATE ON register_entries
  FOR EACH ROW WHEN (OLD.decision_id IS NOT NULL AND NEW.decision_id IS NULL) EXECUTE FUNCTION words_of_withdrawn_entry();
--> statement-breakpoint
CREATE FUNCTION day_of_decisions() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE register_entries e SET decided_on = NEW.held_on FROM decisions d
    WHERE d.association_id = NEW.association_id AND d.meeting_id = NEW.id
      AND e.association_id = d.association_id AND e.decision_id = d.id;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER meeting_day_of_decisions AFTER UPDATE OF held_on ON meetings
  FOR EACH ROW WHEN (OLD.held_on <> NEW.held_on) EXECUTE FUNCTION day_of_decisions();
--> statement-breakpoint

-- The day of what was decided before; of what was withdrawn, the last of its year. The owner of the tables sees every
-- association only while row security is not forced on it.
ALTER TABLE register_entries NO FORCE ROW LEVEL SECURITY;
ALTER TABLE decisions NO FORCE ROW LEVEL SECURITY;
ALTER TABLE meetings NO FORCE ROW LEVEL SECURITY;
ALTER TABLE written_procedures NO FORCE ROW LEVEL SECURITY;
ALTER TABLE register_entries DISABLE TRIGGER USER;
UPDATE register_entries e SET decided_on = coalesce(
  (SELECT m.held_on FROM decisions d JOIN meetings m ON m.association_id = d.association_id AND m.id = d.meeting_id
    WHERE d.association_id = e.association_id AND d.id = e.decision_id),
  (SELECT (p.settled_at AT TIME ZONE 'Europe/Brussels')::date FROM written_procedures p
    WHERE p.association_id = e.association_id AND p.id = e.procedure_id),
  make_date(e.year, 12, 31));
ALTER TABLE register_entries ENABLE TRIGGER USER;
ALTER TABLE register_entries ALTER COLUMN decided_on SET NOT NULL;
ALTER TABLE register_entries FORCE ROW LEVEL SECURITY;
ALTER TABLE decisions FORCE ROW LEVEL SECURITY;
ALTER TABLE meetings FORCE ROW LEVEL SECURITY;
ALTER TABLE written_procedures FORCE ROW LEVEL SECURITY;
