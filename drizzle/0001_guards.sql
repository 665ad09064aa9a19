-- What Drizzle's tables cannot say: row level security, exclusion constraints, deferred order, append-only journal.

CREATE EXTENSION IF NOT EXISTS btree_gist;
CREATE EXTENSION IF NOT EXISTS unaccent;
--> statement-breakpoint

-- Names are sorted as French readers expect (Éveil after Espas, not after Zone), whatever the database was created with.
CREATE COLLATION french (provider = icu, locale = 'fr-BE');
--> statement-breakpoint
ALTER TABLE accounts ALTER COLUMN name TYPE text COLLATE french;
ALTER TABLE associations ALTER COLUMN name TYPE text COLLATE french;
ALTER TABLE organisations ALTER COLUMN name TYPE text COLLATE french;
ALTER TABLE people ALTER COLUMN family_name TYPE text COLLATE french, ALTER COLUMN given_name TYPE text COLLATE french;
--> statement-breakpoint

-- Each transaction says for which association it works (set_config('collegial.association', …, true)).
-- Outside, the setting is NULL or '' and no row is visible. FORCE: the owner of the tables is subject to it as well.
CREATE FUNCTION current_association() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
  RETURN nullif(current_setting('collegial.association', true), '')::uuid;
--> statement-breakpoint

ALTER TABLE association_roles ENABLE ROW LEVEL SECURITY;
ALTER TABLE association_roles FORCE ROW LEVEL SECURITY;
CREATE POLICY of_association ON association_roles USING (association_id = (SELECT current_association()));
--> statement-breakpoint
ALTER TABLE settings ENABLE ROW LEVEL SECURITY;
ALTER TABLE settings FORCE ROW LEVEL SECURITY;
CREATE POLICY of_association ON settings USING (association_id = (SELECT current_association()));
--> statement-breakpoint
ALTER TABLE organisations ENABLE ROW LEVEL SECURITY;
ALTER TABLE organisations FORCE ROW LEVEL SECURITY;
CREATE POLICY of_association ON organisations USING (association_id = (SELECT current_association()));
--> statement-breakpoint
ALTER TABLE people ENABLE ROW LEVEL SECURITY;
ALTER TABLE people FORCE ROW LEVEL SECURITY;
CREATE POLICY of_association ON people USING (association_id = (SELECT current_association()));
--> statement-breakpoint
ALTER TABLE bodies ENABLE ROW LEVEL SECURITY;
ALTER TABLE bodies FORCE ROW LEVEL SECURITY;
CREATE POLICY of_association ON bodies USING (association_id = (SELECT current_association()));
--> statement-breakpoint
ALTER TABLE mandates ENABLE ROW LEVEL SECURITY;
ALTER TABLE mandates FORCE ROW LEVEL SECURITY;
CREATE POLICY of_association ON mandates USING (association_id = (SELECT current_association()));
--> statement-breakpoint
ALTER TABLE political_terms ENABLE ROW LEVEL SECURITY;
ALTER TABLE political_terms FORCE ROW LEVEL SECURITY;
CREATE POLICY of_association ON political_terms USING (association_id = (SELECT current_association()));
--> statement-breakpoint
ALTER TABLE meetings ENABLE ROW LEVEL SECURITY;
ALTER TABLE meetings FORCE ROW LEVEL SECURITY;
CREATE POLICY of_association ON meetings USING (association_id = (SELECT current_association()));
--> statement-breakpoint
ALTER TABLE agenda_items ENABLE ROW LEVEL SECURITY;
ALTER TABLE agenda_items FORCE ROW LEVEL SECURITY;
CREATE POLICY of_association ON agenda_items USING (association_id = (SELECT current_association()));
--> statement-breakpoint
ALTER TABLE item_notes ENABLE ROW LEVEL SECURITY;
ALTER TABLE item_notes FORCE ROW LEVEL SECURITY;
CREATE POLICY of_association ON item_notes USING (association_id = (SELECT current_association()));
--> statement-breakpoint
ALTER TABLE attendances ENABLE ROW LEVEL SECURITY;
ALTER TABLE attendances FORCE ROW LEVEL SECURITY;
CREATE POLICY of_association ON attendances USING (association_id = (SELECT current_association()));
--> statement-breakpoint
ALTER TABLE decisions ENABLE ROW LEVEL SECURITY;
ALTER TABLE decisions FORCE ROW LEVEL SECURITY;
CREATE POLICY of_association ON decisions USING (association_id = (SELECT current_association()));
--> statement-breakpoint
ALTER TABLE decision_tallies ENABLE ROW LEVEL SECURITY;
ALTER TABLE decision_tallies FORCE ROW LEVEL SECURITY;
CREATE POLICY of_association ON decision_tallies USING (association_id = (SELECT current_association()));
--> statement-breakpoint

-- Which associations know an account, by a role or as a person. Kept here, so that no way of writing forgets it.
CREATE FUNCTION know_account() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'DELETE' AND NEW.account_id IS NOT NULL THEN
    INSERT INTO account_associations (account_id, association_id) VALUES (NEW.account_id, NEW.association_id)
      ON CONFLICT DO NOTHING;
  END IF;
  IF TG_OP <> 'INSERT' THEN
    DELETE FROM account_associations known
      WHERE known.account_id = OLD.account_id AND known.association_id = OLD.association_id
        AND NOT EXISTS (SELECT FROM association_roles role
          WHERE role.account_id = OLD.account_id AND role.association_id = OLD.association_id)
        AND NOT EXISTS (SELECT FROM people person
          WHERE person.account_id = OLD.account_id AND person.association_id = OLD.association_id);
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER role_makes_known AFTER INSERT OR UPDATE OR DELETE ON association_roles
  FOR EACH ROW EXECUTE FUNCTION know_account();
CREATE TRIGGER person_makes_known AFTER INSERT OR UPDATE OF account_id OR DELETE ON people
  FOR EACH ROW EXECUTE FUNCTION know_account();
--> statement-breakpoint

-- A setting of a body cannot point at a body of another association.
ALTER TABLE settings ADD CONSTRAINT setting_body
  FOREIGN KEY (association_id, body_id) REFERENCES bodies (association_id, id);
--> statement-breakpoint

-- A person sits once at a time in a body; a body has one chair and one vice-chair at a time. Both days are included.
ALTER TABLE mandates ADD CONSTRAINT mandate_person_once EXCLUDE USING gist (
  association_id WITH =, body_id WITH =, person_id WITH =, daterange(from_day, to_day, '[]') WITH &&
) WHERE (person_id IS NOT NULL);
ALTER TABLE mandates ADD CONSTRAINT mandate_office_once EXCLUDE USING gist (
  association_id WITH =, body_id WITH =, office WITH =, daterange(from_day, to_day, '[]') WITH &&
) WHERE (office IN ('chair', 'vice-chair', 'treasurer'));
--> statement-breakpoint

-- Political terms follow one another: no day is in two of them.
ALTER TABLE political_terms ADD CONSTRAINT term_once EXCLUDE USING gist (
  association_id WITH =, daterange(begins_on, ends_on, '[]') WITH &&
);
--> statement-breakpoint

-- A mandate covers the meetings where its presence or its presidency is recorded. The detail is the last such day.
CREATE FUNCTION keep_mandate_over_meetings() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  uncovered date;
BEGIN
  SELECT max(m.held_on) INTO uncovered FROM meetings m
    WHERE m.association_id = NEW.association_id AND m.body_id = NEW.body_id
      AND NOT daterange(NEW.from_day, NEW.to_day, '[]') @> m.held_on
      AND (m.presided_by_mandate_id = NEW.id OR EXISTS (SELECT FROM attendances a
        WHERE a.association_id = m.association_id AND a.meeting_id = m.id AND a.mandate_id = NEW.id));
  IF uncovered IS NOT NULL THEN
    RAISE EXCEPTION 'mandate % does not cover %', NEW.id, uncovered
      USING ERRCODE = 'restrict_violation', CONSTRAINT = 'mandate_covers_attendance', DETAIL = uncovered::text;
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER mandate_covers_attendance BEFORE UPDATE OF from_day, to_day ON mandates
  FOR EACH ROW EXECUTE FUNCTION keep_mandate_over_meetings();
--> statement-breakpoint

-- Deferred: a move rewrites several positions in one statement after another.
ALTER TABLE agenda_items ADD CONSTRAINT item_position_once
  UNIQUE NULLS NOT DISTINCT (association_id, meeting_id, parent_id, position) DEFERRABLE INITIALLY DEFERRED;
--> statement-breakpoint

ALTER TABLE journal_entries ADD CONSTRAINT journal_chain
  CHECK (chain = coalesce(association_id, '00000000-0000-0000-0000-000000000000'::uuid));
ALTER TABLE journal_entries ADD CONSTRAINT journal_association FOREIGN KEY (association_id) REFERENCES associations (id);
ALTER TABLE journal_entries ENABLE ROW LEVEL SECURITY;
ALTER TABLE journal_entries FORCE ROW LEVEL SECURITY;
-- Inside an association: its chain. Outside: the chain of the installation (accounts, operator), never an association's.
CREATE POLICY of_chain ON journal_entries USING (association_id IS NOT DISTINCT FROM (SELECT current_association()));
--> statement-breakpoint
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
--> statement-breakpoint
CREATE TRIGGER journal_is_append_only BEFORE UPDATE OR DELETE ON journal_entries
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER journal_is_never_emptied BEFORE TRUNCATE ON journal_entries
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
