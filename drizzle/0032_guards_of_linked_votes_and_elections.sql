ALTER TABLE linked_items ENABLE ROW LEVEL SECURITY;
ALTER TABLE linked_items FORCE ROW LEVEL SECURITY;
CREATE POLICY of_association ON linked_items USING (association_id = (SELECT current_association()));
--> statement-breakpoint
ALTER TABLE election_withdrawals ENABLE ROW LEVEL SECURITY;
ALTER TABLE election_withdrawals FORCE ROW LEVEL SECURITY;
CREATE POLICY of_association ON election_withdrawals USING (association_id = (SELECT current_association()));
--> statement-breakpoint

-- The items that one vote decides, the election of which it is a round and the names on its ballots are frozen with the rest;
-- the count of a round stays as it was, as a verdict does.
CREATE OR REPLACE FUNCTION keep_vote() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  taken bigint;
  ballots bigint;
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'a vote is kept' USING ERRCODE = 'restrict_violation';
  END IF;
  IF (NEW.id, NEW.meeting_id, NEW.body_id, NEW.item_id, NEW.kind, NEW.proposal, NEW.secret,
      NEW.may_change, NEW.blank_allowed, NEW.linked, NEW.election_id, NEW.round, NEW.names)
    IS DISTINCT FROM
     (OLD.id, OLD.meeting_id, OLD.body_id, OLD.item_id, OLD.kind, OLD.proposal, OLD.secret,
      OLD.may_change, OLD.blank_allowed, OLD.linked, OLD.election_id, OLD.round, OLD.names)
    OR ((OLD.state, NEW.state) IS DISTINCT FROM ('advance', 'open')
      AND (NEW.proposition_id, NEW.facts, NEW.opened_at, NEW.opened_by)
      IS DISTINCT FROM (OLD.proposition_id, OLD.facts, OLD.opened_at, OLD.opened_by))
    OR ((OLD.state, NEW.state) IS DISTINCT FROM ('advance', 'advance')
      AND (NEW.advance_until, NEW.reminded_on) IS DISTINCT FROM (OLD.advance_until, OLD.reminded_on))
    OR (OLD.advance_until IS NULL) <> (NEW.advance_until IS NULL)
  THEN
    RAISE EXCEPTION 'the terms of a vote are frozen' USING ERRCODE = 'restrict_violation';
  END IF;
  IF OLD.state NOT IN ('advance', 'open') AND (NEW.closed_at, NEW.verdict, NEW.round_count, NEW.cancel_reason)
    IS DISTINCT FROM (OLD.closed_at, OLD.verdict, OLD.round_count, OLD.cancel_reason)
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

-- Nobody withdraws once the election is over, and a withdrawal does not change.
CREATE TRIGGER withdrawal_is_kept BEFORE INSERT OR UPDATE OR DELETE ON election_withdrawals
  FOR EACH ROW EXECUTE FUNCTION keep_election_round();
--> statement-breakpoint

-- What still waits for its end in a meeting, with its item. Votes and elections stand in a room above that of meetings, which
-- asks here before it closes a sitting.
DROP FUNCTION meeting_awaits_vote(uuid, uuid);
--> statement-breakpoint
CREATE FUNCTION what_meeting_awaits(of_association uuid, of_meeting uuid) RETURNS TABLE (item_id uuid, what text)
LANGUAGE sql STABLE AS $$
  SELECT item_id, CASE WHEN state = 'advance' THEN 'advance' ELSE 'vote' END FROM votes
    WHERE association_id = of_association AND meeting_id = of_meeting AND state IN ('advance', 'open', 'closed')
  UNION ALL SELECT item_id, 'papers' FROM paper_votes
    WHERE association_id = of_association AND meeting_id = of_meeting
  UNION ALL SELECT item_id, 'election' FROM elections
    WHERE association_id = of_association AND meeting_id = of_meeting AND running
$$;
