ALTER TABLE votes ENABLE ROW LEVEL SECURITY;
ALTER TABLE votes FORCE ROW LEVEL SECURITY;
CREATE POLICY of_association ON votes USING (association_id = (SELECT current_association()));
--> statement-breakpoint
ALTER TABLE vote_rights ENABLE ROW LEVEL SECURITY;
ALTER TABLE vote_rights FORCE ROW LEVEL SECURITY;
CREATE POLICY of_association ON vote_rights USING (association_id = (SELECT current_association()));
--> statement-breakpoint
ALTER TABLE named_ballots ENABLE ROW LEVEL SECURITY;
ALTER TABLE named_ballots FORCE ROW LEVEL SECURITY;
CREATE POLICY of_association ON named_ballots USING (association_id = (SELECT current_association()));
--> statement-breakpoint
ALTER TABLE secret_ballots ENABLE ROW LEVEL SECURITY;
ALTER TABLE secret_ballots FORCE ROW LEVEL SECURITY;
CREATE POLICY of_association ON secret_ballots USING (association_id = (SELECT current_association()));
--> statement-breakpoint
ALTER TABLE vote_receipts ENABLE ROW LEVEL SECURITY;
ALTER TABLE vote_receipts FORCE ROW LEVEL SECURITY;
CREATE POLICY of_association ON vote_receipts USING (association_id = (SELECT current_association()));
--> statement-breakpoint

-- A withdrawn decision leaves its vote behind, as it was counted.
ALTER TABLE votes ADD CONSTRAINT vote_decision_recorded
  FOREIGN KEY (association_id, decision_id) REFERENCES decisions (association_id, id) ON DELETE SET NULL (decision_id);
--> statement-breakpoint

-- One vote of a meeting at a time waits for its end.
ALTER TABLE votes ADD CONSTRAINT one_vote_at_a_time EXCLUDE USING gist
  (association_id WITH =, meeting_id WITH =) WHERE (state IN ('open', 'closed'));
--> statement-breakpoint

-- What a vote was opened with never changes, its states follow each other one way, and it closes only when there are as
-- many ballots as voices cast.
CREATE FUNCTION keep_vote() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  taken bigint;
  ballots bigint;
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'a vote is kept' USING ERRCODE = 'restrict_violation';
  END IF;
  IF (NEW.id, NEW.meeting_id, NEW.body_id, NEW.item_id, NEW.kind, NEW.proposal, NEW.secret,
      NEW.may_change, NEW.blank_allowed, NEW.facts, NEW.opened_at, NEW.opened_by)
    IS DISTINCT FROM
     (OLD.id, OLD.meeting_id, OLD.body_id, OLD.item_id, OLD.kind, OLD.proposal, OLD.secret,
      OLD.may_change, OLD.blank_allowed, OLD.facts, OLD.opened_at, OLD.opened_by)
  THEN
    RAISE EXCEPTION 'the terms of a vote are frozen' USING ERRCODE = 'restrict_violation';
  END IF;
  IF OLD.state <> 'open' AND (NEW.closed_at, NEW.verdict, NEW.cancel_reason)
    IS DISTINCT FROM (OLD.closed_at, OLD.verdict, OLD.cancel_reason)
  THEN
    RAISE EXCEPTION 'a vote that is over stays as it was counted' USING ERRCODE = 'restrict_violation';
  END IF;
  IF NEW.state <> OLD.state
    AND (OLD.state, NEW.state) NOT IN (('open', 'closed'), ('open', 'cancelled'), ('closed', 'published'))
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
CREATE TRIGGER vote_is_kept BEFORE UPDATE OR DELETE ON votes
  FOR EACH ROW EXECUTE FUNCTION keep_vote();
--> statement-breakpoint

-- Rights and ballots are written while their vote is open, by whoever holds it open: closing waits for them, and nothing
-- comes after. The argument says for which votes a table is: 'secret', 'named' or 'any'.
CREATE FUNCTION refuse_after_closing() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  written record;
  vote record;
BEGIN
  IF TG_OP = 'DELETE' THEN written := OLD; ELSE written := NEW; END IF;
  SELECT state, secret INTO vote FROM votes
    WHERE association_id = written.association_id AND id = written.vote_id FOR SHARE;
  IF vote.state <> 'open' THEN
    RAISE EXCEPTION 'this vote is over' USING ERRCODE = 'restrict_violation';
  END IF;
  IF TG_ARGV[0] <> 'any' AND (TG_ARGV[0] = 'secret') <> vote.secret THEN
    RAISE EXCEPTION 'not a ballot of this vote' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN written;
END $$;
--> statement-breakpoint
CREATE TRIGGER right_while_open BEFORE INSERT OR UPDATE OR DELETE ON vote_rights
  FOR EACH ROW EXECUTE FUNCTION refuse_after_closing('any');
CREATE TRIGGER named_ballot_while_open BEFORE INSERT OR UPDATE OR DELETE ON named_ballots
  FOR EACH ROW EXECUTE FUNCTION refuse_after_closing('named');
CREATE TRIGGER secret_ballot_while_open BEFORE INSERT OR DELETE ON secret_ballots
  FOR EACH ROW EXECUTE FUNCTION refuse_after_closing('secret');
CREATE TRIGGER secret_ballot_is_unchanging BEFORE UPDATE ON secret_ballots
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER receipt_while_open BEFORE INSERT OR DELETE ON vote_receipts
  FOR EACH ROW EXECUTE FUNCTION refuse_after_closing('secret');
CREATE TRIGGER receipt_is_unchanging BEFORE UPDATE ON vote_receipts
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint

-- Whether a vote of a meeting still waits for its end. Votes stand in a room above that of meetings, which asks here
-- before it closes a sitting.
CREATE FUNCTION meeting_awaits_vote(of_association uuid, of_meeting uuid) RETURNS boolean LANGUAGE sql STABLE
  RETURN EXISTS (SELECT FROM votes
    WHERE association_id = of_association AND meeting_id = of_meeting AND state IN ('open', 'closed'));
