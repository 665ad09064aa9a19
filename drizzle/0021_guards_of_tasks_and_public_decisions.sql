ALTER TABLE tasks ENABLE ROW LEVEL SECURITY;
ALTER TABLE tasks FORCE ROW LEVEL SECURITY;
CREATE POLICY of_association ON tasks USING (association_id = (SELECT current_association()));
ALTER TABLE task_reminders ENABLE ROW LEVEL SECURITY;
ALTER TABLE task_reminders FORCE ROW LEVEL SECURITY;
CREATE POLICY of_association ON task_reminders USING (association_id = (SELECT current_association()));
ALTER TABLE task_links ENABLE ROW LEVEL SECURITY;
ALTER TABLE task_links FORCE ROW LEVEL SECURITY;
CREATE POLICY of_association ON task_links USING (association_id = (SELECT current_association()));
ALTER TABLE decision_effects ENABLE ROW LEVEL SECURITY;
ALTER TABLE decision_effects FORCE ROW LEVEL SECURITY;
CREATE POLICY of_association ON decision_effects USING (association_id = (SELECT current_association()));
ALTER TABLE decision_steps ENABLE ROW LEVEL SECURITY;
ALTER TABLE decision_steps FORCE ROW LEVEL SECURITY;
CREATE POLICY of_association ON decision_steps USING (association_id = (SELECT current_association()));
ALTER TABLE publications ENABLE ROW LEVEL SECURITY;
ALTER TABLE publications FORCE ROW LEVEL SECURITY;
CREATE POLICY of_association ON publications USING (association_id = (SELECT current_association()));
ALTER TABLE register_words ENABLE ROW LEVEL SECURITY;
ALTER TABLE register_words FORCE ROW LEVEL SECURITY;
CREATE POLICY of_association ON register_words USING (association_id = (SELECT current_association()));
--> statement-breakpoint

-- A task outlives the item that it came from.
ALTER TABLE tasks ADD CONSTRAINT task_item_of_meeting
  FOREIGN KEY (association_id, item_id, meeting_id) REFERENCES agenda_items (association_id, id, meeting_id)
  ON DELETE SET NULL (item_id, meeting_id);
ALTER TABLE tasks ADD CONSTRAINT task_entry
  FOREIGN KEY (association_id, entry_id) REFERENCES register_entries (association_id, id);
--> statement-breakpoint

-- A number is allotted once, to a vote or to a decision in writing: a withdrawn vote leaves it behind, and nothing else
-- of it changes.
CREATE OR REPLACE FUNCTION keep_register() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND NEW.decision_id IS NULL AND OLD.procedure_id IS NULL AND NEW.procedure_id IS NULL
    AND (NEW.association_id, NEW.id, NEW.body_id, NEW.year, NEW.number)
      = (OLD.association_id, OLD.id, OLD.body_id, OLD.year, OLD.number) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'the register is append-only' USING ERRCODE = 'restrict_violation';
END $$;
--> statement-breakpoint

-- The words of a decision follow what it says and the title of its item; a withdrawn one has none. Entries are added all
-- at once, so that an import of thousands takes one statement.
CREATE FUNCTION words_of_new_entries() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO register_words (association_id, word, entry_id)
    SELECT DISTINCT e.association_id, w.word, e.id
    FROM added e
    LEFT JOIN decisions d ON d.association_id = e.association_id AND d.id = e.decision_id
    LEFT JOIN agenda_items i ON i.association_id = d.association_id AND i.id = d.item_id
    LEFT JOIN written_procedures p ON p.association_id = e.association_id AND p.id = e.procedure_id
    CROSS JOIN LATERAL unnest(tsvector_to_array(
      to_tsvector('french_search', concat_ws(' ', d.proposal, i.title, p.proposal)))) AS w(word);
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE FUNCTION words_of_withdrawn_entry() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM register_words WHERE association_id = NEW.association_id AND entry_id = NEW.id;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE FUNCTION write_register_words(of_association uuid, of_entry uuid) RETURNS void LANGUAGE sql AS $$
  DELETE FROM register_words WHERE association_id = of_association AND entry_id = of_entry;
  INSERT INTO register_words (association_id, word, entry_id)
    SELECT DISTINCT e.association_id, w.word, e.id
    FROM register_entries e
    JOIN decisions d ON d.association_id = e.association_id AND d.id = e.decision_id
    JOIN agenda_items i ON i.association_id = d.association_id AND i.id = d.item_id
    CROSS JOIN LATERAL unnest(tsvector_to_array(
      to_tsvector('french_search', concat_ws(' ', d.proposal, i.title)))) AS w(word)
    WHERE e.association_id = of_association AND e.id = of_entry;
$$;
--> statement-breakpoint
CREATE FUNCTION words_of_decision() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM write_register_words(e.association_id, e.id) FROM register_entries e
    WHERE e.association_id = NEW.association_id AND e.decision_id = NEW.id;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE FUNCTION words_of_item() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM write_register_words(e.association_id, e.id)
    FROM decisions d JOIN register_entries e ON e.association_id = d.association_id AND e.decision_id = d.id
    WHERE d.association_id = NEW.association_id AND d.item_id = NEW.id;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER register_entry_words AFTER INSERT ON register_entries
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION words_of_new_entries();
CREATE TRIGGER withdrawn_entry_words AFTER UPDATE ON register_entries
  FOR EACH ROW EXECUTE FUNCTION words_of_withdrawn_entry();
CREATE TRIGGER decision_words AFTER UPDATE OF proposal ON decisions
  FOR EACH ROW WHEN (OLD.proposal IS DISTINCT FROM NEW.proposal) EXECUTE FUNCTION words_of_decision();
CREATE TRIGGER item_words AFTER UPDATE OF title ON agenda_items
  FOR EACH ROW WHEN (OLD.title IS DISTINCT FROM NEW.title) EXECUTE FUNCTION words_of_item();
--> statement-breakpoint
DROP INDEX decisions_by_words;
DROP INDEX agenda_items_by_words;
--> statement-breakpoint

-- What was decided in writing before takes the numbers that follow, in the order of its end. The owner of the tables sees
-- every association only while row security is not forced on it.
ALTER TABLE register_entries NO FORCE ROW LEVEL SECURITY;
ALTER TABLE register_words NO FORCE ROW LEVEL SECURITY;
ALTER TABLE written_procedures NO FORCE ROW LEVEL SECURITY;
ALTER TABLE decisions NO FORCE ROW LEVEL SECURITY;
ALTER TABLE agenda_items NO FORCE ROW LEVEL SECURITY;
INSERT INTO register_entries (association_id, body_id, year, number, procedure_id, allotted_at)
  SELECT p.association_id, p.body_id, p.year,
    coalesce((SELECT max(e.number) FROM register_entries e
      WHERE e.association_id = p.association_id AND e.body_id = p.body_id AND e.year = p.year), 0)
      + row_number() OVER (PARTITION BY p.association_id, p.body_id, p.year ORDER BY p.settled_at, p.id),
    p.id, p.settled_at
  FROM (SELECT *, extract(year FROM settled_at AT TIME ZONE 'Europe/Brussels')::smallint AS year
    FROM written_procedures WHERE state = 'adopted') p;
SELECT write_register_words(association_id, id) FROM register_entries WHERE decision_id IS NOT NULL;
ALTER TABLE register_entries FORCE ROW LEVEL SECURITY;
ALTER TABLE register_words FORCE ROW LEVEL SECURITY;
ALTER TABLE written_procedures FORCE ROW LEVEL SECURITY;
ALTER TABLE decisions FORCE ROW LEVEL SECURITY;
ALTER TABLE agenda_items FORCE ROW LEVEL SECURITY;
