-- The life of minutes: row level security, and what a PV forbids once it is approved, signed, sealed.

ALTER TABLE minutes ENABLE ROW LEVEL SECURITY;
ALTER TABLE minutes FORCE ROW LEVEL SECURITY;
CREATE POLICY of_association ON minutes USING (association_id = (SELECT current_association()));
--> statement-breakpoint
ALTER TABLE minutes_versions ENABLE ROW LEVEL SECURITY;
ALTER TABLE minutes_versions FORCE ROW LEVEL SECURITY;
CREATE POLICY of_association ON minutes_versions USING (association_id = (SELECT current_association()));
--> statement-breakpoint
ALTER TABLE minutes_remarks ENABLE ROW LEVEL SECURITY;
ALTER TABLE minutes_remarks FORCE ROW LEVEL SECURITY;
CREATE POLICY of_association ON minutes_remarks USING (association_id = (SELECT current_association()));
--> statement-breakpoint
ALTER TABLE minutes_signatures ENABLE ROW LEVEL SECURITY;
ALTER TABLE minutes_signatures FORCE ROW LEVEL SECURITY;
CREATE POLICY of_association ON minutes_signatures USING (association_id = (SELECT current_association()));
--> statement-breakpoint
ALTER TABLE certificates ENABLE ROW LEVEL SECURITY;
ALTER TABLE certificates FORCE ROW LEVEL SECURITY;
CREATE POLICY of_association ON certificates USING (association_id = (SELECT current_association()));
--> statement-breakpoint
ALTER TABLE minutes_seals ENABLE ROW LEVEL SECURITY;
ALTER TABLE minutes_seals FORCE ROW LEVEL SECURITY;
CREATE POLICY of_association ON minutes_seals USING (association_id = (SELECT current_association()));
--> statement-breakpoint
ALTER TABLE minutes_rectifications ENABLE ROW LEVEL SECURITY;
ALTER TABLE minutes_rectifications FORCE ROW LEVEL SECURITY;
CREATE POLICY of_association ON minutes_rectifications USING (association_id = (SELECT current_association()));
--> statement-breakpoint

-- What goes leaves what spoke of it behind.
ALTER TABLE minutes_remarks ADD CONSTRAINT remark_item FOREIGN KEY (association_id, item_id)
  REFERENCES agenda_items (association_id, id) ON DELETE SET NULL (item_id);
ALTER TABLE agenda_items ADD CONSTRAINT item_minutes_of FOREIGN KEY (association_id, minutes_of_id)
  REFERENCES meetings (association_id, id) ON DELETE SET NULL (minutes_of_id);
--> statement-breakpoint

-- What was sent, signed and sealed is a proof: it is never rewritten.
CREATE TRIGGER minutes_version_is_append_only BEFORE UPDATE OR DELETE ON minutes_versions
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER minutes_signature_is_append_only BEFORE UPDATE OR DELETE ON minutes_signatures
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER minutes_seal_is_append_only BEFORE UPDATE OR DELETE ON minutes_seals
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint

-- A PV goes forward: to approved, signed, sealed; back from approved to sent only, while nobody has signed.
CREATE FUNCTION keep_minutes_going() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF (OLD.state, NEW.state) IN (('sent', 'sent'), ('sent', 'approved'), ('approved', 'sent'), ('approved', 'signed'))
      OR (OLD.state = 'approved' AND NEW.state = 'approved' AND OLD.version = NEW.version)
      OR (OLD.state = 'signed' AND NEW.state = 'sealed'
        AND to_jsonb(OLD) - 'state' = to_jsonb(NEW) - 'state'
        AND EXISTS (SELECT FROM minutes_seals WHERE association_id = NEW.association_id AND meeting_id = NEW.meeting_id))
    THEN
      RETURN NEW;
    END IF;
  END IF;
  RAISE EXCEPTION 'the minutes of % are %', OLD.meeting_id, OLD.state
    USING ERRCODE = 'restrict_violation', CONSTRAINT = 'minutes_go_forward';
END $$;
--> statement-breakpoint
CREATE TRIGGER minutes_go_forward BEFORE UPDATE OR DELETE ON minutes
  FOR EACH ROW EXECUTE FUNCTION keep_minutes_going();
--> statement-breakpoint

-- Only what was adopted approves and rectifies, and it stays adopted. The decision is locked while it is looked at.
CREATE FUNCTION keep_minutes_by_adopted() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  outcome text;
BEGIN
  SELECT verdict ->> 'outcome' INTO outcome FROM decisions
    WHERE association_id = NEW.association_id AND id = (to_jsonb(NEW) ->> TG_ARGV[0])::uuid FOR SHARE;
  IF outcome <> 'adopted' THEN
    RAISE EXCEPTION 'minutes of % rest on a decision that is %', NEW.meeting_id, outcome
      USING ERRCODE = 'restrict_violation', CONSTRAINT = 'decision_adopted';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER minutes_approved_by_adopted BEFORE INSERT OR UPDATE OF approved_by_decision_id ON minutes
  FOR EACH ROW WHEN (NEW.approved_by_decision_id IS NOT NULL)
  EXECUTE FUNCTION keep_minutes_by_adopted('approved_by_decision_id');
CREATE TRIGGER minutes_rectified_by_adopted BEFORE INSERT ON minutes_rectifications
  FOR EACH ROW EXECUTE FUNCTION keep_minutes_by_adopted('decision_id');
--> statement-breakpoint
CREATE FUNCTION keep_adopted_under_minutes() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  resting text;
BEGIN
  SELECT CASE
    WHEN EXISTS (SELECT FROM minutes
      WHERE association_id = NEW.association_id AND approved_by_decision_id = NEW.id) THEN 'minutes_approving_decision'
    WHEN EXISTS (SELECT FROM minutes_rectifications
      WHERE association_id = NEW.association_id AND decision_id = NEW.id) THEN 'minutes_rectifying_decision'
  END INTO resting;
  IF resting IS NOT NULL THEN
    RAISE EXCEPTION 'decision % would not be adopted any more', NEW.id
      USING ERRCODE = 'restrict_violation', CONSTRAINT = resting;
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER decision_adopted_under_minutes BEFORE UPDATE OF verdict ON decisions
  FOR EACH ROW WHEN (OLD.verdict ->> 'outcome' = 'adopted' AND NEW.verdict ->> 'outcome' <> 'adopted')
  EXECUTE FUNCTION keep_adopted_under_minutes();
--> statement-breakpoint

-- From the approval on, what the PV says stays as it is: the meeting, its agenda, notes, attendance, sitting, decisions.
CREATE FUNCTION refuse_change_of_fixed(of_association uuid, of_meeting uuid) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM meetings
    WHERE association_id = of_association AND id = of_meeting AND minutes_fixed_at IS NOT NULL) THEN
    RAISE EXCEPTION 'the minutes of % are approved', of_meeting
      USING ERRCODE = 'restrict_violation', CONSTRAINT = 'minutes_fixed';
  END IF;
END $$;
--> statement-breakpoint
CREATE FUNCTION keep_fixed_minutes() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  row_of jsonb := coalesce(to_jsonb(OLD), to_jsonb(NEW));
  of_association uuid := (row_of ->> 'association_id')::uuid;
  of_meeting uuid := (row_of ->> 'meeting_id')::uuid;
BEGIN
  IF TG_TABLE_NAME = 'item_notes' THEN
    SELECT meeting_id INTO of_meeting FROM agenda_items
      WHERE association_id = of_association AND id = (row_of ->> 'item_id')::uuid;
  ELSIF TG_TABLE_NAME = 'decision_tallies' THEN
    SELECT meeting_id INTO of_meeting FROM decisions
      WHERE association_id = of_association AND id = (row_of ->> 'decision_id')::uuid;
  END IF;
  PERFORM refuse_change_of_fixed(of_association, of_meeting);
  -- Nothing enters by an update either.
  IF TG_OP = 'UPDATE' AND to_jsonb(NEW) ? 'meeting_id' THEN
    PERFORM refuse_change_of_fixed(of_association, (to_jsonb(NEW) ->> 'meeting_id')::uuid);
  END IF;
  RETURN coalesce(NEW, OLD);
END $$;
--> statement-breakpoint
CREATE TRIGGER fixed_minutes BEFORE INSERT OR UPDATE OR DELETE ON agenda_items
  FOR EACH ROW EXECUTE FUNCTION keep_fixed_minutes();
CREATE TRIGGER fixed_minutes BEFORE INSERT OR UPDATE OR DELETE ON item_notes
  FOR EACH ROW EXECUTE FUNCTION keep_fixed_minutes();
CREATE TRIGGER fixed_minutes BEFORE INSERT OR UPDATE OR DELETE ON attendances
  FOR EACH ROW EXECUTE FUNCTION keep_fixed_minutes();
CREATE TRIGGER fixed_minutes BEFORE INSERT OR UPDATE OR DELETE ON decisions
  FOR EACH ROW EXECUTE FUNCTION keep_fixed_minutes();
CREATE TRIGGER fixed_minutes BEFORE INSERT OR UPDATE OR DELETE ON decision_tallies
  FOR EACH ROW EXECUTE FUNCTION keep_fixed_minutes();
CREATE TRIGGER fixed_minutes BEFORE INSERT OR UPDATE OR DELETE ON sittings
  FOR EACH ROW EXECUTE FUNCTION keep_fixed_minutes();
CREATE TRIGGER fixed_minutes BEFORE INSERT OR UPDATE OR DELETE ON sitting_events
  FOR EACH ROW EXECUTE FUNCTION keep_fixed_minutes();
CREATE TRIGGER fixed_minutes BEFORE INSERT OR UPDATE OR DELETE ON conflicts_of_interest
  FOR EACH ROW EXECUTE FUNCTION keep_fixed_minutes();
CREATE TRIGGER fixed_minutes BEFORE INSERT OR UPDATE OR DELETE ON tellers
  FOR EACH ROW EXECUTE FUNCTION keep_fixed_minutes();
CREATE TRIGGER fixed_minutes BEFORE INSERT OR UPDATE OR DELETE ON propositions
  FOR EACH ROW EXECUTE FUNCTION keep_fixed_minutes();
CREATE TRIGGER fixed_minutes BEFORE INSERT OR UPDATE OR DELETE ON paper_votes
  FOR EACH ROW EXECUTE FUNCTION keep_fixed_minutes();
CREATE TRIGGER fixed_minutes BEFORE INSERT OR UPDATE OR DELETE ON votes
  FOR EACH ROW EXECUTE FUNCTION keep_fixed_minutes();
--> statement-breakpoint
-- The pointer to the secretary follows a person of whom two sheets become one: it names the same person.
CREATE FUNCTION keep_fixed_meeting() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF to_jsonb(NEW) - 'secretary_person_id' - 'version' = to_jsonb(OLD) - 'secretary_person_id' - 'version' THEN
      RETURN NEW;
    END IF;
    IF NEW.minutes_fixed_at IS NULL AND to_jsonb(NEW) - 'minutes_fixed_at' = to_jsonb(OLD) - 'minutes_fixed_at'
      AND NOT EXISTS (SELECT FROM minutes
        WHERE association_id = OLD.association_id AND meeting_id = OLD.id AND state <> 'sent') THEN
      RETURN NEW;
    END IF;
  END IF;
  RAISE EXCEPTION 'the minutes of % are approved', OLD.id
    USING ERRCODE = 'restrict_violation', CONSTRAINT = 'minutes_fixed';
END $$;
--> statement-breakpoint
CREATE TRIGGER fixed_minutes BEFORE UPDATE OR DELETE ON meetings
  FOR EACH ROW WHEN (OLD.minutes_fixed_at IS NOT NULL) EXECUTE FUNCTION keep_fixed_meeting();
--> statement-breakpoint

-- Remarks and their answers end with the approval.
CREATE FUNCTION keep_remarks() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM minutes WHERE association_id = OLD.association_id AND meeting_id = OLD.meeting_id
    AND state IN ('signed', 'sealed')) AND NOT (TG_OP = 'UPDATE' AND to_jsonb(NEW) - 'item_id' = to_jsonb(OLD) - 'item_id') THEN
    RAISE EXCEPTION 'the minutes of % are signed', OLD.meeting_id
      USING ERRCODE = 'restrict_violation', CONSTRAINT = 'minutes_fixed';
  END IF;
  RETURN coalesce(NEW, OLD);
END $$;
--> statement-breakpoint
CREATE TRIGGER remarks_end BEFORE UPDATE OR DELETE ON minutes_remarks
  FOR EACH ROW EXECUTE FUNCTION keep_remarks();
--> statement-breakpoint

-- An item that is taken up again still approves the same PV, whoever copies it.
CREATE FUNCTION carry_minutes_to_approve() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  SELECT minutes_of_id INTO NEW.minutes_of_id FROM agenda_items
    WHERE association_id = NEW.association_id AND id = NEW.carried_from_id;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER carried_item_approves_minutes BEFORE INSERT ON agenda_items
  FOR EACH ROW WHEN (NEW.carried_from_id IS NOT NULL AND NEW.minutes_of_id IS NULL)
  EXECUTE FUNCTION carry_minutes_to_approve();
