ALTER TABLE propositions ENABLE ROW LEVEL SECURITY;
ALTER TABLE propositions FORCE ROW LEVEL SECURITY;
CREATE POLICY of_association ON propositions USING (association_id = (SELECT current_association()));
--> statement-breakpoint
ALTER TABLE paper_votes ENABLE ROW LEVEL SECURITY;
ALTER TABLE paper_votes FORCE ROW LEVEL SECURITY;
CREATE POLICY of_association ON paper_votes USING (association_id = (SELECT current_association()));
--> statement-breakpoint
ALTER TABLE paper_counts ENABLE ROW LEVEL SECURITY;
ALTER TABLE paper_counts FORCE ROW LEVEL SECURITY;
CREATE POLICY of_association ON paper_counts USING (association_id = (SELECT current_association()));
--> statement-breakpoint

-- A text whose vote was withdrawn is to be voted again.
ALTER TABLE propositions ADD CONSTRAINT proposition_decision
  FOREIGN KEY (association_id, decision_id) REFERENCES decisions (association_id, id) ON DELETE SET NULL (decision_id);
--> statement-breakpoint

-- The text that was voted does not change afterwards, nor what was voted on it; only the vote itself can be withdrawn.
CREATE FUNCTION keep_voted_text() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.decision_id IS NOT NULL AND NEW.decision_id IS NOT NULL
    AND (NEW.decision_id, NEW.text, NEW.role, NEW.parent_id, NEW.amended_text)
      IS DISTINCT FROM (OLD.decision_id, OLD.text, OLD.role, OLD.parent_id, OLD.amended_text) THEN
    RAISE EXCEPTION 'a text that was voted does not change' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER proposition_voted_text BEFORE UPDATE ON propositions
  FOR EACH ROW EXECUTE FUNCTION keep_voted_text();
--> statement-breakpoint

-- What a vote on paper is judged upon is frozen when it opens.
CREATE FUNCTION keep_paper_vote() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'an open vote does not change' USING ERRCODE = 'restrict_violation';
END $$;
--> statement-breakpoint
CREATE TRIGGER paper_vote_is_frozen BEFORE UPDATE ON paper_votes
  FOR EACH ROW EXECUTE FUNCTION keep_paper_vote();
