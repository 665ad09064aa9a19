-- Until now the title alone told accounts and budgets. The policies of the table bind its owner too: for this they are lifted.
ALTER TABLE agenda_items NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
UPDATE agenda_items
SET subject = CASE WHEN title ~* '\mcomptes\M(?!\s+rendus)' THEN 'accounts' ELSE 'budget' END
WHERE title ~* '\mcomptes\M(?!\s+rendus)' OR title ~* '\mbudgets?\M';
--> statement-breakpoint
SET CONSTRAINTS ALL IMMEDIATE;
--> statement-breakpoint
ALTER TABLE agenda_items FORCE ROW LEVEL SECURITY;
