ALTER TABLE house_styles ENABLE ROW LEVEL SECURITY;
ALTER TABLE house_styles FORCE ROW LEVEL SECURITY;
CREATE POLICY of_association ON house_styles USING (association_id = (SELECT current_association()));
--> statement-breakpoint
-- A style is adopted once and never changes: documents that were written in it can be written again.
CREATE FUNCTION keep_house_style() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND OLD.adopted_at IS NULL
     AND (NEW.association_id, NEW.version, NEW.style, NEW.saved_at, NEW.saved_by)
       IS NOT DISTINCT FROM (OLD.association_id, OLD.version, OLD.style, OLD.saved_at, OLD.saved_by) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'a house style never changes' USING ERRCODE = 'restrict_violation';
END $$;
--> statement-breakpoint
CREATE TRIGGER house_style_stays BEFORE UPDATE OR DELETE ON house_styles
  FOR EACH ROW EXECUTE FUNCTION keep_house_style();
