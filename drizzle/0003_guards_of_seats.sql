-- What Drizzle's tables cannot say of seats, renewals, imports and alerts.

ALTER TABLE seats ENABLE ROW LEVEL SECURITY;
ALTER TABLE seats FORCE ROW LEVEL SECURITY;
CREATE POLICY of_association ON seats USING (association_id = (SELECT current_association()));
--> statement-breakpoint
ALTER TABLE renewals ENABLE ROW LEVEL SECURITY;
ALTER TABLE renewals FORCE ROW LEVEL SECURITY;
CREATE POLICY of_association ON renewals USING (association_id = (SELECT current_association()));
--> statement-breakpoint
ALTER TABLE renewal_places ENABLE ROW LEVEL SECURITY;
ALTER TABLE renewal_places FORCE ROW LEVEL SECURITY;
CREATE POLICY of_association ON renewal_places USING (association_id = (SELECT current_association()));
--> statement-breakpoint
ALTER TABLE formalities ENABLE ROW LEVEL SECURITY;
ALTER TABLE formalities FORCE ROW LEVEL SECURITY;
CREATE POLICY of_association ON formalities USING (association_id = (SELECT current_association()));
--> statement-breakpoint
ALTER TABLE imports ENABLE ROW LEVEL SECURITY;
ALTER TABLE imports FORCE ROW LEVEL SECURITY;
CREATE POLICY of_association ON imports USING (association_id = (SELECT current_association()));
--> statement-breakpoint
ALTER TABLE alert_mails ENABLE ROW LEVEL SECURITY;
ALTER TABLE alert_mails FORCE ROW LEVEL SECURITY;
CREATE POLICY of_association ON alert_mails USING (association_id = (SELECT current_association()));
--> statement-breakpoint

-- The assembly is composed by right. The owner is subject to row level security only while it is forced.
ALTER TABLE bodies NO FORCE ROW LEVEL SECURITY;
UPDATE bodies SET composed = 'by-right' WHERE kind = 'general-assembly';
ALTER TABLE bodies FORCE ROW LEVEL SECURITY;
--> statement-breakpoint

ALTER TABLE mandates ADD CONSTRAINT mandate_appointing_decision
  FOREIGN KEY (association_id, appointing_decision_id) REFERENCES decisions (association_id, id);
ALTER TABLE renewals ADD CONSTRAINT renewal_decision
  FOREIGN KEY (association_id, decision_id) REFERENCES decisions (association_id, id);
--> statement-breakpoint

-- One person at a time holds a seat; a substitute stands beside. One secretary at a time, like the other officers.
ALTER TABLE mandates ADD CONSTRAINT mandate_seat_once EXCLUDE USING gist (
  association_id WITH =, seat_id WITH =, daterange(from_day, to_day, '[]') WITH &&
) WHERE (seat_id IS NOT NULL AND office <> 'substitute');
ALTER TABLE mandates DROP CONSTRAINT mandate_office_once;
ALTER TABLE mandates ADD CONSTRAINT mandate_office_once EXCLUDE USING gist (
  association_id WITH =, body_id WITH =, office WITH =, daterange(from_day, to_day, '[]') WITH &&
) WHERE (office IN ('chair', 'vice-chair', 'treasurer', 'secretary'));
--> statement-breakpoint

-- A mandate lies inside the life of its body and of its seat, and a seat inside that of its body. What contains is
-- locked while it is looked at: whoever shortens it waits, and finds what began.
CREATE FUNCTION keep_inside_body() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  life daterange;
BEGIN
  SELECT daterange(from_day, to_day, '[]') INTO life FROM bodies
    WHERE association_id = NEW.association_id AND id = NEW.body_id FOR SHARE;
  IF NOT life @> daterange(NEW.from_day, NEW.to_day, '[]') THEN
    RAISE EXCEPTION '% % outside the life of its body', TG_TABLE_NAME, NEW.id
      USING ERRCODE = 'restrict_violation', CONSTRAINT = 'inside_body_life', DETAIL = life::text;
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE FUNCTION keep_inside_seat() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  life daterange;
BEGIN
  SELECT daterange(from_day, to_day, '[]') INTO life FROM seats
    WHERE association_id = NEW.association_id AND id = NEW.seat_id FOR SHARE;
  IF NOT life @> daterange(NEW.from_day, NEW.to_day, '[]') THEN
    RAISE EXCEPTION 'mandate % outside the life of its seat', NEW.id
      USING ERRCODE = 'restrict_violation', CONSTRAINT = 'inside_seat_life', DETAIL = life::text;
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER mandate_inside_body BEFORE INSERT OR UPDATE OF body_id, from_day, to_day ON mandates
  FOR EACH ROW EXECUTE FUNCTION keep_inside_body();
CREATE TRIGGER mandate_inside_seat BEFORE INSERT OR UPDATE OF seat_id, from_day, to_day ON mandates
  FOR EACH ROW WHEN (NEW.seat_id IS NOT NULL) EXECUTE FUNCTION keep_inside_seat();
CREATE TRIGGER seat_inside_body BEFORE INSERT OR UPDATE OF body_id, from_day, to_day ON seats
  FOR EACH ROW EXECUTE FUNCTION keep_inside_body();
--> statement-breakpoint

-- The other way round: a body or a seat is not cut short under what lies inside. The detail says what sticks out.
CREATE FUNCTION keep_around_contents() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  life daterange := daterange(NEW.from_day, NEW.to_day, '[]');
  outside daterange;
BEGIN
  IF TG_TABLE_NAME = 'bodies' THEN
    SELECT range INTO outside FROM (
      SELECT daterange(from_day, to_day, '[]') AS range FROM mandates
        WHERE association_id = NEW.association_id AND body_id = NEW.id
      UNION ALL
      SELECT daterange(from_day, to_day, '[]') FROM seats
        WHERE association_id = NEW.association_id AND body_id = NEW.id
    ) contents WHERE NOT life @> range ORDER BY range LIMIT 1;
  ELSE
    SELECT daterange(from_day, to_day, '[]') INTO outside FROM mandates
      WHERE association_id = NEW.association_id AND seat_id = NEW.id
        AND NOT life @> daterange(from_day, to_day, '[]') ORDER BY from_day LIMIT 1;
  END IF;
  IF outside IS NOT NULL THEN
    RAISE EXCEPTION '% % would leave % outside', TG_TABLE_NAME, NEW.id, outside
      USING ERRCODE = 'restrict_violation', CONSTRAINT = 'around_contents', DETAIL = outside::text;
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER body_around_contents BEFORE UPDATE OF from_day, to_day ON bodies
  FOR EACH ROW EXECUTE FUNCTION keep_around_contents();
CREATE TRIGGER seat_around_contents BEFORE UPDATE OF from_day, to_day ON seats
  FOR EACH ROW EXECUTE FUNCTION keep_around_contents();
