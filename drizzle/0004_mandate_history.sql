CREATE INDEX "journal_by_subject" ON "journal_entries" USING btree ("association_id","subject_kind","subject_id");--> statement-breakpoint

-- The last meeting that counted a mandate, by its presence or its presidency; null for none. Meetings stand in a room
-- above that of mandates, which asks here before it changes who sat, for whom, or with which vote.
CREATE FUNCTION mandate_last_counted_on(of_association uuid, of_mandate uuid) RETURNS date LANGUAGE sql STABLE
  RETURN (SELECT max(m.held_on) FROM meetings m
    WHERE m.association_id = of_association
      AND (m.presided_by_mandate_id = of_mandate OR EXISTS (SELECT FROM attendances a
        WHERE a.association_id = m.association_id AND a.meeting_id = m.id AND a.mandate_id = of_mandate)));
