-- What Drizzle's tables cannot say of the meetings: row level security, and what points from a lower room to a higher one.

ALTER TABLE meeting_series ENABLE ROW LEVEL SECURITY;
ALTER TABLE meeting_series FORCE ROW LEVEL SECURITY;
CREATE POLICY of_association ON meeting_series USING (association_id = (SELECT current_association()));
--> statement-breakpoint
ALTER TABLE calendar_feeds ENABLE ROW LEVEL SECURITY;
ALTER TABLE calendar_feeds FORCE ROW LEVEL SECURITY;
CREATE POLICY of_association ON calendar_feeds USING (association_id = (SELECT current_association()));
--> statement-breakpoint
ALTER TABLE date_polls ENABLE ROW LEVEL SECURITY;
ALTER TABLE date_polls FORCE ROW LEVEL SECURITY;
CREATE POLICY of_association ON date_polls USING (association_id = (SELECT current_association()));
--> statement-breakpoint
ALTER TABLE date_poll_dates ENABLE ROW LEVEL SECURITY;
ALTER TABLE date_poll_dates FORCE ROW LEVEL SECURITY;
CREATE POLICY of_association ON date_poll_dates USING (association_id = (SELECT current_association()));
--> statement-breakpoint
ALTER TABLE date_poll_answers ENABLE ROW LEVEL SECURITY;
ALTER TABLE date_poll_answers FORCE ROW LEVEL SECURITY;
CREATE POLICY of_association ON date_poll_answers USING (association_id = (SELECT current_association()));
--> statement-breakpoint
ALTER TABLE agenda_templates ENABLE ROW LEVEL SECURITY;
ALTER TABLE agenda_templates FORCE ROW LEVEL SECURITY;
CREATE POLICY of_association ON agenda_templates USING (association_id = (SELECT current_association()));
--> statement-breakpoint
ALTER TABLE member_requests ENABLE ROW LEVEL SECURITY;
ALTER TABLE member_requests FORCE ROW LEVEL SECURITY;
CREATE POLICY of_association ON member_requests USING (association_id = (SELECT current_association()));
--> statement-breakpoint
ALTER TABLE member_request_supporters ENABLE ROW LEVEL SECURITY;
ALTER TABLE member_request_supporters FORCE ROW LEVEL SECURITY;
CREATE POLICY of_association ON member_request_supporters USING (association_id = (SELECT current_association()));
--> statement-breakpoint
ALTER TABLE files ENABLE ROW LEVEL SECURITY;
ALTER TABLE files FORCE ROW LEVEL SECURITY;
CREATE POLICY of_association ON files USING (association_id = (SELECT current_association()));
--> statement-breakpoint
ALTER TABLE file_chunks ENABLE ROW LEVEL SECURITY;
ALTER TABLE file_chunks FORCE ROW LEVEL SECURITY;
CREATE POLICY of_association ON file_chunks USING (association_id = (SELECT current_association()));
--> statement-breakpoint
ALTER TABLE annexes ENABLE ROW LEVEL SECURITY;
ALTER TABLE annexes FORCE ROW LEVEL SECURITY;
CREATE POLICY of_association ON annexes USING (association_id = (SELECT current_association()));
--> statement-breakpoint
ALTER TABLE annex_versions ENABLE ROW LEVEL SECURITY;
ALTER TABLE annex_versions FORCE ROW LEVEL SECURITY;
CREATE POLICY of_association ON annex_versions USING (association_id = (SELECT current_association()));
--> statement-breakpoint
ALTER TABLE packs ENABLE ROW LEVEL SECURITY;
ALTER TABLE packs FORCE ROW LEVEL SECURITY;
CREATE POLICY of_association ON packs USING (association_id = (SELECT current_association()));
--> statement-breakpoint
ALTER TABLE convocations ENABLE ROW LEVEL SECURITY;
ALTER TABLE convocations FORCE ROW LEVEL SECURITY;
CREATE POLICY of_association ON convocations USING (association_id = (SELECT current_association()));
--> statement-breakpoint
ALTER TABLE convocation_recipients ENABLE ROW LEVEL SECURITY;
ALTER TABLE convocation_recipients FORCE ROW LEVEL SECURITY;
CREATE POLICY of_association ON convocation_recipients USING (association_id = (SELECT current_association()));
--> statement-breakpoint
ALTER TABLE personal_links ENABLE ROW LEVEL SECURITY;
ALTER TABLE personal_links FORCE ROW LEVEL SECURITY;
CREATE POLICY of_association ON personal_links USING (association_id = (SELECT current_association()));
--> statement-breakpoint
ALTER TABLE attendance_replies ENABLE ROW LEVEL SECURITY;
ALTER TABLE attendance_replies FORCE ROW LEVEL SECURITY;
CREATE POLICY of_association ON attendance_replies USING (association_id = (SELECT current_association()));
--> statement-breakpoint
ALTER TABLE proxies ENABLE ROW LEVEL SECURITY;
ALTER TABLE proxies FORCE ROW LEVEL SECURITY;
CREATE POLICY of_association ON proxies USING (association_id = (SELECT current_association()));
--> statement-breakpoint
ALTER TABLE written_questions ENABLE ROW LEVEL SECURITY;
ALTER TABLE written_questions FORCE ROW LEVEL SECURITY;
CREATE POLICY of_association ON written_questions USING (association_id = (SELECT current_association()));
--> statement-breakpoint
ALTER TABLE private_notes ENABLE ROW LEVEL SECURITY;
ALTER TABLE private_notes FORCE ROW LEVEL SECURITY;
CREATE POLICY of_association ON private_notes USING (association_id = (SELECT current_association()));
--> statement-breakpoint
ALTER TABLE sittings ENABLE ROW LEVEL SECURITY;
ALTER TABLE sittings FORCE ROW LEVEL SECURITY;
CREATE POLICY of_association ON sittings USING (association_id = (SELECT current_association()));
--> statement-breakpoint
ALTER TABLE sitting_events ENABLE ROW LEVEL SECURITY;
ALTER TABLE sitting_events FORCE ROW LEVEL SECURITY;
CREATE POLICY of_association ON sitting_events USING (association_id = (SELECT current_association()));
--> statement-breakpoint
ALTER TABLE conflicts_of_interest ENABLE ROW LEVEL SECURITY;
ALTER TABLE conflicts_of_interest FORCE ROW LEVEL SECURITY;
CREATE POLICY of_association ON conflicts_of_interest USING (association_id = (SELECT current_association()));
--> statement-breakpoint
ALTER TABLE speakers ENABLE ROW LEVEL SECURITY;
ALTER TABLE speakers FORCE ROW LEVEL SECURITY;
CREATE POLICY of_association ON speakers USING (association_id = (SELECT current_association()));
--> statement-breakpoint
ALTER TABLE check_ins ENABLE ROW LEVEL SECURITY;
ALTER TABLE check_ins FORCE ROW LEVEL SECURITY;
CREATE POLICY of_association ON check_ins USING (association_id = (SELECT current_association()));
--> statement-breakpoint
ALTER TABLE tellers ENABLE ROW LEVEL SECURITY;
ALTER TABLE tellers FORCE ROW LEVEL SECURITY;
CREATE POLICY of_association ON tellers USING (association_id = (SELECT current_association()));
--> statement-breakpoint
ALTER TABLE written_procedures ENABLE ROW LEVEL SECURITY;
ALTER TABLE written_procedures FORCE ROW LEVEL SECURITY;
CREATE POLICY of_association ON written_procedures USING (association_id = (SELECT current_association()));
--> statement-breakpoint
ALTER TABLE written_answers ENABLE ROW LEVEL SECURITY;
ALTER TABLE written_answers FORCE ROW LEVEL SECURITY;
CREATE POLICY of_association ON written_answers USING (association_id = (SELECT current_association()));
--> statement-breakpoint

ALTER TABLE date_polls ADD CONSTRAINT poll_meeting
  FOREIGN KEY (association_id, meeting_id, body_id) REFERENCES meetings (association_id, id, body_id);
ALTER TABLE member_requests ADD CONSTRAINT request_meeting
  FOREIGN KEY (association_id, meeting_id, body_id) REFERENCES meetings (association_id, id, body_id);
--> statement-breakpoint

-- The first meeting of a body after a day that still stands; null for none. Meetings stand in a room above that of
-- bodies, which asks here before it archives one.
CREATE FUNCTION body_meets_after(of_association uuid, of_body uuid, of_day date) RETURNS date LANGUAGE sql STABLE
  RETURN (SELECT min(held_on) FROM meetings
    WHERE association_id = of_association AND body_id = of_body AND held_on > of_day AND cancelled_at IS NULL);
--> statement-breakpoint

-- What was sent is a proof: it is never rewritten, and what is noted of it only grows.
CREATE TRIGGER convocation_is_append_only BEFORE UPDATE OR DELETE ON convocations
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER file_is_unchanging BEFORE UPDATE ON files
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER file_chunk_is_unchanging BEFORE UPDATE ON file_chunks
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
