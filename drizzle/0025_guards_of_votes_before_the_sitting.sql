-- A vote may begin before the sitting: the sitting then opens it, and what is true there (who is present, who presides, which text of a
-- chain says its words) is frozen with that. What it is about, its secrecy and its deadline never change.
CREATE OR REPLACE FUNCTION keep_vote() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  taken bigint;
  ballots bigint;
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'a vote is kept' USING ERRCODE = 'restrict_violation';
  END IF;
  IF (NEW.id, NEW.meeting_id, NEW.body_id, NEW.item_id, NEW.kind, NEW.proposal, NEW.secret,
      NEW.may_change, NEW.blank_allowed, NEW.advance_until)
    IS DISTINCT FROM
     (OLD.id, OLD.meeting_id, OLD.body_id, OLD.item_id, OLD.kind, OLD.proposal, OLD.secret,
      OLD.may_change, OLD.blank_allowed, OLD.advance_until)
    OR ((OLD.state, NEW.state) IS DISTINCT FROM ('advance', 'open')
      AND (NEW.proposition_id, NEW.facts, NEW.opened_at, NEW.opened_by)
      IS DISTINCT FROM (OLD.proposition_id, OLD.facts, OLD.opened_at, OLD.opened_by))
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

-- Ballots come before the sitting as well.
CREATE OR REPLACE FUNCTION refuse_after_closing() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  written record;
  vote record;
BEGIN
  IF TG_OP = 'DELETE' THEN written := OLD; ELSE written := NEW; END IF;
  SELECT state, secret INTO vote FROM votes
    WHERE association_id = written.association_id AND id = written.vote_id FOR SHARE;
  IF vote.state NOT IN ('advance', 'open') THEN
    RAISE EXCEPTION 'this vote is over' USING ERRCODE = 'restrict_violation';
  END IF;
  IF TG_ARGV[0] <> 'any' AND (TG_ARGV[0] = 'secret') <> vote.secret THEN
    RAISE EXCEPTION 'not a ballot of this vote' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN written;
END $$;
--> statement-breakpoint

-- A vote that members cast before the sitting waits for its end, too.
CREATE OR REPLACE FUNCTION meeting_awaits_vote(of_association uuid, of_meeting uuid) RETURNS boolean LANGUAGE sql STABLE
  RETURN EXISTS (SELECT FROM votes
    WHERE association_id = of_association AND meeting_id = of_meeting AND state IN ('advance', 'open', 'closed'));
