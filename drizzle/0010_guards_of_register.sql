ALTER TABLE register_entries ENABLE ROW LEVEL SECURITY;
ALTER TABLE register_entries FORCE ROW LEVEL SECURITY;
CREATE POLICY of_association ON register_entries USING (association_id = (SELECT current_association()));
--> statement-breakpoint

-- A withdrawn decision leaves its number behind, for nobody else.
ALTER TABLE register_entries ADD CONSTRAINT register_decision
  FOREIGN KEY (association_id, decision_id) REFERENCES decisions (association_id, id) ON DELETE SET NULL (decision_id);
ALTER TABLE register_entries ADD CONSTRAINT register_decision_once UNIQUE (association_id, decision_id);
--> statement-breakpoint

-- A number is allotted once: it neither changes nor goes, and nothing takes its place.
CREATE FUNCTION keep_register() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND NEW.decision_id IS NULL
    AND (NEW.association_id, NEW.body_id, NEW.year, NEW.number) = (OLD.association_id, OLD.body_id, OLD.year, OLD.number) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'the register is append-only' USING ERRCODE = 'restrict_violation';
END $$;
--> statement-breakpoint
CREATE TRIGGER register_is_append_only BEFORE UPDATE OR DELETE ON register_entries
  FOR EACH ROW EXECUTE FUNCTION keep_register();
--> statement-breakpoint

-- Words are found whatever their accents and their inflections.
CREATE TEXT SEARCH CONFIGURATION french_search (COPY = french);
ALTER TEXT SEARCH CONFIGURATION french_search
  ALTER MAPPING FOR hword, hword_part, word WITH unaccent, french_stem;
--> statement-breakpoint
CREATE INDEX decisions_by_words ON decisions USING gin (to_tsvector('french_search', proposal));
CREATE INDEX agenda_items_by_words ON agenda_items USING gin (to_tsvector('french_search', title));
--> statement-breakpoint

-- What was decided before is numbered in the order in which it was recorded. The owner of the tables sees every
-- association only while row security is not forced on it.
ALTER TABLE register_entries NO FORCE ROW LEVEL SECURITY;
ALTER TABLE decisions NO FORCE ROW LEVEL SECURITY;
ALTER TABLE meetings NO FORCE ROW LEVEL SECURITY;
INSERT INTO register_entries (association_id, body_id, year, number, decision_id, allotted_at)
  SELECT m.association_id, m.body_id, extract(year FROM m.held_on),
    row_number() OVER (PARTITION BY m.association_id, m.body_id, extract(year FROM m.held_on)
      ORDER BY m.held_on, d.recorded_at, d.position, d.id),
    d.id, d.recorded_at
  FROM decisions d JOIN meetings m ON m.association_id = d.association_id AND m.id = d.meeting_id;
ALTER TABLE register_entries FORCE ROW LEVEL SECURITY;
ALTER TABLE decisions FORCE ROW LEVEL SECURITY;
ALTER TABLE meetings FORCE ROW LEVEL SECURITY;
