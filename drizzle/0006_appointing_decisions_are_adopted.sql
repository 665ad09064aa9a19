-- Only what was adopted appoints, and what appointed stays adopted. Decisions stand in a room above that of mandates and
-- of renewals. The decision is locked while it is looked at: whoever corrects it waits, and finds what rests on it.
CREATE FUNCTION keep_decision_adopted() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  cited uuid := (to_jsonb(NEW) ->> TG_ARGV[0])::uuid;
  outcome text;
BEGIN
  SELECT verdict ->> 'outcome' INTO outcome FROM decisions
    WHERE association_id = NEW.association_id AND id = cited FOR SHARE;
  -- A decision that is not there is for the foreign key to refuse.
  IF outcome <> 'adopted' THEN
    RAISE EXCEPTION '% % rests on a decision that is %', TG_TABLE_NAME, NEW.id, outcome
      USING ERRCODE = 'restrict_violation', CONSTRAINT = 'decision_adopted';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER mandate_begun_by_adopted BEFORE INSERT ON mandates
  FOR EACH ROW WHEN (NEW.appointing_decision_id IS NOT NULL)
  EXECUTE FUNCTION keep_decision_adopted('appointing_decision_id');
CREATE TRIGGER mandate_kept_by_adopted BEFORE UPDATE OF appointing_decision_id ON mandates
  FOR EACH ROW WHEN (NEW.appointing_decision_id IS DISTINCT FROM OLD.appointing_decision_id)
  EXECUTE FUNCTION keep_decision_adopted('appointing_decision_id');
CREATE TRIGGER renewal_drafted_by_adopted BEFORE INSERT ON renewals
  FOR EACH ROW WHEN (NEW.decision_id IS NOT NULL)
  EXECUTE FUNCTION keep_decision_adopted('decision_id');
CREATE TRIGGER renewal_applied_by_adopted BEFORE UPDATE OF decision_id ON renewals
  FOR EACH ROW WHEN (NEW.decision_id IS DISTINCT FROM OLD.decision_id)
  EXECUTE FUNCTION keep_decision_adopted('decision_id');
--> statement-breakpoint

-- The other way round: the names are those of the foreign keys, which say the same of a decision that goes.
CREATE FUNCTION keep_adopted_under_appointments() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  resting text;
BEGIN
  SELECT CASE
    WHEN EXISTS (SELECT FROM mandates
      WHERE association_id = NEW.association_id AND appointing_decision_id = NEW.id) THEN 'mandate_appointing_decision'
    WHEN EXISTS (SELECT FROM renewals
      WHERE association_id = NEW.association_id AND decision_id = NEW.id) THEN 'renewal_decision'
  END INTO resting;
  IF resting IS NOT NULL THEN
    RAISE EXCEPTION 'decision % would not be adopted any more', NEW.id
      USING ERRCODE = 'restrict_violation', CONSTRAINT = resting;
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER decision_adopted_under_appointments BEFORE UPDATE OF verdict ON decisions
  FOR EACH ROW WHEN (OLD.verdict ->> 'outcome' = 'adopted' AND NEW.verdict ->> 'outcome' <> 'adopted')
  EXECUTE FUNCTION keep_adopted_under_appointments();
