ALTER TABLE elections ENABLE ROW LEVEL SECURITY;
ALTER TABLE elections FORCE ROW LEVEL SECURITY;
CREATE POLICY of_association ON elections USING (association_id = (SELECT current_association()));
--> statement-breakpoint
ALTER TABLE election_rounds ENABLE ROW LEVEL SECURITY;
ALTER TABLE election_rounds FORCE ROW LEVEL SECURITY;
CREATE POLICY of_association ON election_rounds USING (association_id = (SELECT current_association()));
--> statement-breakpoint
ALTER TABLE election_ties ENABLE ROW LEVEL SECURITY;
ALTER TABLE election_ties FORCE ROW LEVEL SECURITY;
CREATE POLICY of_association ON election_ties USING (association_id = (SELECT current_association()));
--> statement-breakpoint

-- What an election is for, who stands and its rule are frozen when it opens; a cancelled one stays as it is, and one whose
-- mandates were given keeps its result.
CREATE FUNCTION keep_election() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF to_jsonb(NEW) - '{association_id,running,decision_id,elected,applied_at,cancelled_at,cancel_reason}'::text[]
      IS DISTINCT FROM
      to_jsonb(OLD) - '{association_id,running,decision_id,elected,applied_at,cancelled_at,cancel_reason}'::text[]
    OR (OLD.cancelled_at IS NOT NULL OR OLD.applied_at IS NOT NULL)
      AND to_jsonb(NEW) - 'association_id' IS DISTINCT FROM to_jsonb(OLD) - 'association_id' THEN
    RAISE EXCEPTION 'an election that is open does not change' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER election_is_frozen BEFORE UPDATE ON elections
  FOR EACH ROW EXECUTE FUNCTION keep_election();
--> statement-breakpoint

-- A count and the settling of a tie never change. Nothing is added or erased once the election is over.
CREATE FUNCTION keep_election_round() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  row_of jsonb := coalesce(to_jsonb(OLD), to_jsonb(NEW));
BEGIN
  IF TG_OP = 'UPDATE' THEN
    RAISE EXCEPTION 'the count of a round does not change' USING ERRCODE = 'restrict_violation';
  END IF;
  IF EXISTS (SELECT FROM elections WHERE association_id = (row_of ->> 'association_id')::uuid
    AND id = (row_of ->> 'election_id')::uuid AND running IS NULL) THEN
    RAISE EXCEPTION 'the election is over' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN coalesce(NEW, OLD);
END $$;
--> statement-breakpoint
CREATE TRIGGER round_is_kept BEFORE INSERT OR UPDATE OR DELETE ON election_rounds
  FOR EACH ROW EXECUTE FUNCTION keep_election_round();
CREATE TRIGGER tie_is_kept BEFORE INSERT OR UPDATE OR DELETE ON election_ties
  FOR EACH ROW EXECUTE FUNCTION keep_election_round();
--> statement-breakpoint

-- Once the minutes are approved nothing of an election changes, but for the mandates that it gives.
CREATE TRIGGER fixed_minutes BEFORE INSERT OR DELETE ON elections
  FOR EACH ROW EXECUTE FUNCTION keep_fixed_minutes();
CREATE TRIGGER fixed_minutes_update BEFORE UPDATE ON elections
  FOR EACH ROW WHEN (OLD.decision_id IS DISTINCT FROM NEW.decision_id OR OLD.cancelled_at IS DISTINCT FROM NEW.cancelled_at)
  EXECUTE FUNCTION keep_fixed_minutes();
