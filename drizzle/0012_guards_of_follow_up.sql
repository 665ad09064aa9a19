ALTER TABLE decision_links ENABLE ROW LEVEL SECURITY;
ALTER TABLE decision_links FORCE ROW LEVEL SECURITY;
CREATE POLICY of_association ON decision_links USING (association_id = (SELECT current_association()));
--> statement-breakpoint
ALTER TABLE decision_executions ENABLE ROW LEVEL SECURITY;
ALTER TABLE decision_executions FORCE ROW LEVEL SECURITY;
CREATE POLICY of_association ON decision_executions USING (association_id = (SELECT current_association()));
