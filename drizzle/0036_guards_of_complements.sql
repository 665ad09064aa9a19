-- What completes the sentences of a PV belongs to it: to its association alone, and fixed with it from the approval on.
ALTER TABLE minutes_complements ENABLE ROW LEVEL SECURITY;
ALTER TABLE minutes_complements FORCE ROW LEVEL SECURITY;
CREATE POLICY of_association ON minutes_complements USING (association_id = (SELECT current_association()));
--> statement-breakpoint
CREATE TRIGGER fixed_minutes BEFORE INSERT OR UPDATE OR DELETE ON minutes_complements
  FOR EACH ROW EXECUTE FUNCTION keep_fixed_minutes();
