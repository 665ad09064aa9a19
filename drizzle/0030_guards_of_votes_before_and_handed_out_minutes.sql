-- Until the sitting takes it over, the deadline of a vote before the sitting may be put off or brought forward, and those who have not
-- voted reminded. What it is about and its secrecy never change.
CREATE OR REPLACE FUNCTION keep_vote() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  taken bigint;
  ballots bigint;
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'a vote is kept' USING ERRCODE = 'restrict_violation';
  END IF;
  IF (NEW.id, NEW.meeting_id, NEW.body_id, NEW.item_id, NEW.kind, NEW.proposal, NEW.secret,
      NEW.may_change, NEW.blank_allowed)
    IS DISTINCT FROM
     (OLD.id, OLD.meeting_id, OLD.body_id, OLD.item_id, OLD.kind, OLD.proposal, OLD.secret,
      OLD.may_change, OLD.blank_allowed)
    OR ((OLD.state, NEW.state) IS DISTINCT FROM ('advance', 'open')
      AND (NEW.proposition_id, NEW.facts, NEW.opened_at, NEW.opened_by)
      IS DISTINCT FROM (OLD.proposition_id, OLD.facts, OLD.opened_at, OLD.opened_by))
    OR ((OLD.state, NEW.state) IS DISTINCT FROM ('advance', 'advance')
      AND (NEW.advance_until, NEW.reminded_on) IS DISTINCT FROM (OLD.advance_until, OLD.reminded_on))
    OR (OLD.advance_until IS NULL) <> (NEW.advance_until IS NULL)
  THEN
    RAISE EXCEPTION 'the terms of a vote are frozen' USING ERRCODE = 'restrict_violation';
  END IF;
  IF OLD.state NOT IN ('advance', 'open') AND (NEW.closed_at, NEW.verdict, NEW.cancel_reason)
    IS DISTINCT FROM (OLD.closed_at, OLD.verdict, OLD.cancel_reason)
  THEN
    RAISE EXCEPTION 'a vote that is over stays as it was counted' USING ERRCODE = 'restrict_violation';
  END IF;
  IF NEW.state <> OLD.state
    AND (OLD.state, NEW.state) NOT IN (('advance', 'open'), ('advance', 'cancelled'), ('open', 'closed'),
      ('open', 'cancelled'), ('closed', 'published'))
  THEN
    RAISE EXCEPTION 'a vote does not go from % to %', OLD.state, NEW.state USING ERRCODE = 'restrict_violation';
  END IF;
  IF OLD.state = 'open' AND NEW.state = 'closed' THEN
    SELECT count(*) INTO taken FROM vote_rights
      WHERE association_id = OLD.association_id AND vote_id = OLD.id AND "cast";
    IF OLD.secret THEN
      SELECT count(*) INTO ballots FROM secret_ballots
        WHERE association_id = OLD.association_id AND vote_id = OLD.id;
    ELSE
      SELECT count(*) INTO ballots FROM named_ballots
        WHERE association_id = OLD.association_id AND vote_id = OLD.id;
    END IF;
    IF ballots <> taken THEN
      RAISE EXCEPTION '% ballots for % voices cast', ballots, taken USING ERRCODE = 'restrict_violation';
    END IF;
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint

-- Items on which members vote already say so. The policies of the tables bind their owner too: for this they are lifted.
ALTER TABLE agenda_items NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE votes NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
UPDATE agenda_items SET vote_before_until = votes.advance_until FROM votes
WHERE votes.association_id = agenda_items.association_id AND votes.item_id = agenda_items.id AND votes.state = 'advance';
--> statement-breakpoint
SET CONSTRAINTS ALL IMMEDIATE;
--> statement-breakpoint
ALTER TABLE votes FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE agenda_items FORCE ROW LEVEL SECURITY;
