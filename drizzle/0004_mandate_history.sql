CREATE INDEX "journal_by_subject" ON "journal_entries" USING btree ("association_id","subject_kind","subject_id");--> statement-breakpoint

-- What a meeting counted is not changed under it: who sat, for whom, and with which vote. The detail is the last such day.
CREATE FUNCTION keep_counted_mandate() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  counted date;
BEGIN
  SELECT max(m.held_on) INTO counted FROM meetings m
    WHERE m.association_id = NEW.association_id AND m.body_id = NEW.body_id
      AND (m.presided_by_mandate_id = NEW.id OR EXISTS (SELECT FROM attendances a
        WHERE a.association_id = m.association_id AND a.meeting_id = m.id AND a.mandate_id = NEW.id));
  IF counted IS NOT NULL THEN
    RAISE EXCEPTION 'mandate % was counted on %', NEW.id, counted
      USING ERRCODE = 'restrict_violation', CONSTRAINT = 'mandate_counted', DETAIL = counted::text;
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER mandate_counted BEFORE UPDATE OF person_id, organisation_id, sector, voting ON mandates
  FOR EACH ROW WHEN ((OLD.person_id, OLD.organisation_id, OLD.sector, OLD.voting)
    IS DISTINCT FROM (NEW.person_id, NEW.organisation_id, NEW.sector, NEW.voting))
  EXECUTE FUNCTION keep_counted_mandate();
