CREATE TABLE "written_answers" (
	"association_id" uuid NOT NULL,
	"procedure_id" uuid NOT NULL,
	"body_id" uuid NOT NULL,
	"mandate_id" uuid NOT NULL,
	"answer" text NOT NULL,
	"answered_at" timestamp with time zone NOT NULL,
	"via" text NOT NULL,
	"entered_by" text,
	CONSTRAINT "written_answers_association_id_procedure_id_mandate_id_pk" PRIMARY KEY("association_id","procedure_id","mandate_id"),
	CONSTRAINT "written_answer" CHECK ("written_answers"."answer" in ('agrees', 'refuses')),
	CONSTRAINT "written_answer_via" CHECK ("written_answers"."via" in ('member', 'secretary', 'paper')),
	CONSTRAINT "written_answer_entered" CHECK (("written_answers"."via" = 'member') = ("written_answers"."entered_by" is null))
);
--> statement-breakpoint
CREATE TABLE "written_procedures" (
	"association_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"body_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"proposal" text NOT NULL,
	"explanation" text DEFAULT '' NOT NULL,
	"opened_at" timestamp with time zone NOT NULL,
	"opened_by" text NOT NULL,
	"closes_on" date NOT NULL,
	"state" text DEFAULT 'open' NOT NULL,
	"settled_at" timestamp with time zone,
	"verdict" jsonb,
	CONSTRAINT "written_procedures_association_id_id_pk" PRIMARY KEY("association_id","id"),
	CONSTRAINT "procedure_of_body" UNIQUE("association_id","id","body_id"),
	CONSTRAINT "procedure_kind" CHECK ("written_procedures"."kind" in ('ordinary', 'exclusion', 'dissolution')),
	CONSTRAINT "procedure_state" CHECK ("written_procedures"."state" in ('open', 'adopted', 'rejected', 'withdrawn')),
	CONSTRAINT "procedure_settled" CHECK (("written_procedures"."state" = 'open') = ("written_procedures"."settled_at" is null)),
	CONSTRAINT "procedure_verdict" CHECK (("written_procedures"."state" in ('adopted', 'rejected')) = ("written_procedures"."verdict" is not null))
);
--> statement-breakpoint
CREATE TABLE "agenda_templates" (
	"association_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"name" text NOT NULL,
	"body_id" uuid,
	"kind" text,
	"items" jsonb NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "agenda_templates_association_id_id_pk" PRIMARY KEY("association_id","id"),
	CONSTRAINT "template_name_once" UNIQUE("association_id","name"),
	CONSTRAINT "template_kind" CHECK ("agenda_templates"."kind" in ('ordinary', 'extraordinary'))
);
--> statement-breakpoint
CREATE TABLE "member_request_supporters" (
	"association_id" uuid NOT NULL,
	"request_id" uuid NOT NULL,
	"mandate_id" uuid NOT NULL,
	"body_id" uuid NOT NULL,
	"signed_at" timestamp with time zone NOT NULL,
	"via" text NOT NULL,
	CONSTRAINT "member_request_supporters_association_id_request_id_mandate_id_pk" PRIMARY KEY("association_id","request_id","mandate_id"),
	CONSTRAINT "supporter_via" CHECK ("member_request_supporters"."via" in ('member', 'secretary', 'paper'))
);
--> statement-breakpoint
CREATE TABLE "member_requests" (
	"association_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"kind" text NOT NULL,
	"body_id" uuid NOT NULL,
	"meeting_id" uuid,
	"title" text NOT NULL,
	"text" text DEFAULT '' NOT NULL,
	"submitted_at" timestamp with time zone NOT NULL,
	"state" text DEFAULT 'open' NOT NULL,
	"answer" text,
	"answered_at" timestamp with time zone,
	"answered_by" text,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "member_requests_association_id_id_pk" PRIMARY KEY("association_id","id"),
	CONSTRAINT "request_of_body" UNIQUE("association_id","id","body_id"),
	CONSTRAINT "request_kind" CHECK ("member_requests"."kind" in ('item', 'assembly')),
	CONSTRAINT "request_state" CHECK ("member_requests"."state" in ('open', 'accepted', 'declined', 'withdrawn')),
	CONSTRAINT "request_answered" CHECK (("member_requests"."state" in ('accepted', 'declined')) = ("member_requests"."answered_at" is not null))
);
--> statement-breakpoint
CREATE TABLE "annex_versions" (
	"association_id" uuid NOT NULL,
	"annex_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"file_id" uuid NOT NULL,
	"added_at" timestamp with time zone NOT NULL,
	"added_by" text NOT NULL,
	CONSTRAINT "annex_versions_association_id_annex_id_number_pk" PRIMARY KEY("association_id","annex_id","number"),
	CONSTRAINT "annex_version_number" CHECK ("annex_versions"."number" > 0)
);
--> statement-breakpoint
CREATE TABLE "annexes" (
	"association_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"meeting_id" uuid NOT NULL,
	"item_id" uuid,
	"title" text NOT NULL,
	"confidential" boolean DEFAULT false NOT NULL,
	"position" integer NOT NULL,
	"removed_at" timestamp with time zone,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "annexes_association_id_id_pk" PRIMARY KEY("association_id","id")
);
--> statement-breakpoint
CREATE TABLE "packs" (
	"association_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"meeting_id" uuid NOT NULL,
	"audience" text NOT NULL,
	"fingerprint" text NOT NULL,
	"state" text NOT NULL,
	"done" integer DEFAULT 0 NOT NULL,
	"total" integer NOT NULL,
	"file_id" uuid,
	"failure" text,
	"requested_at" timestamp with time zone NOT NULL,
	"alive_at" timestamp with time zone,
	CONSTRAINT "packs_association_id_id_pk" PRIMARY KEY("association_id","id"),
	CONSTRAINT "pack_once" UNIQUE("association_id","meeting_id","audience","fingerprint"),
	CONSTRAINT "pack_audience" CHECK ("packs"."audience" in ('confidential', 'open')),
	CONSTRAINT "pack_state" CHECK ("packs"."state" in ('waiting', 'building', 'ready', 'failed')),
	CONSTRAINT "pack_ready" CHECK (("packs"."state" = 'ready') = ("packs"."file_id" is not null)),
	CONSTRAINT "pack_failed" CHECK (("packs"."state" = 'failed') = ("packs"."failure" is not null))
);
--> statement-breakpoint
CREATE TABLE "convocation_recipients" (
	"association_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"convocation_id" uuid NOT NULL,
	"mandate_id" uuid,
	"name" text NOT NULL,
	"organisation" text,
	"capacity" text NOT NULL,
	"channel" text NOT NULL,
	"address" text,
	"mail_id" uuid,
	"posted_at" timestamp with time zone,
	"returned_at" timestamp with time zone,
	"opened_at" timestamp with time zone,
	CONSTRAINT "convocation_recipients_association_id_id_pk" PRIMARY KEY("association_id","id"),
	CONSTRAINT "recipient_once" UNIQUE("association_id","convocation_id","mandate_id"),
	CONSTRAINT "recipient_capacity" CHECK ("convocation_recipients"."capacity" in ('member', 'director', 'auditor', 'guest')),
	CONSTRAINT "recipient_channel" CHECK ("convocation_recipients"."channel" in ('mail', 'letter')),
	CONSTRAINT "recipient_mail" CHECK (("convocation_recipients"."channel" = 'mail') = ("convocation_recipients"."mail_id" is not null))
);
--> statement-breakpoint
CREATE TABLE "convocations" (
	"association_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"meeting_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"sent_at" timestamp with time zone NOT NULL,
	"sent_by" text NOT NULL,
	"message" text DEFAULT '' NOT NULL,
	"late_reason" text,
	"content" jsonb NOT NULL,
	"reminds_on" date,
	CONSTRAINT "convocations_association_id_id_pk" PRIMARY KEY("association_id","id"),
	CONSTRAINT "reminder_once" UNIQUE("association_id","meeting_id","reminds_on"),
	CONSTRAINT "convocation_kind" CHECK ("convocations"."kind" in ('notice', 'change', 'reminder', 'cancellation')),
	CONSTRAINT "convocation_reminds" CHECK (("convocations"."kind" = 'reminder') = ("convocations"."reminds_on" is not null))
);
--> statement-breakpoint
CREATE TABLE "personal_links" (
	"association_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"purpose" text NOT NULL,
	"subject_id" uuid NOT NULL,
	"mandate_id" uuid NOT NULL,
	"token_hash" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"revoked_at" timestamp with time zone,
	"opened_at" timestamp with time zone,
	CONSTRAINT "personal_links_association_id_id_pk" PRIMARY KEY("association_id","id"),
	CONSTRAINT "link_token_once" UNIQUE("association_id","token_hash"),
	CONSTRAINT "link_purpose" CHECK ("personal_links"."purpose" in ('meeting', 'date-poll', 'written-procedure'))
);
--> statement-breakpoint
CREATE TABLE "attendance_replies" (
	"association_id" uuid NOT NULL,
	"meeting_id" uuid NOT NULL,
	"mandate_id" uuid NOT NULL,
	"body_id" uuid NOT NULL,
	"reply" text NOT NULL,
	"replied_at" timestamp with time zone NOT NULL,
	"via" text NOT NULL,
	CONSTRAINT "attendance_replies_association_id_meeting_id_mandate_id_pk" PRIMARY KEY("association_id","meeting_id","mandate_id"),
	CONSTRAINT "reply" CHECK ("attendance_replies"."reply" in ('in-person', 'remote', 'excused', 'represented')),
	CONSTRAINT "reply_via" CHECK ("attendance_replies"."via" in ('member', 'secretary', 'paper'))
);
--> statement-breakpoint
CREATE TABLE "private_notes" (
	"association_id" uuid NOT NULL,
	"item_id" uuid NOT NULL,
	"mandate_id" uuid NOT NULL,
	"text" text NOT NULL,
	"version" integer NOT NULL,
	"saved_at" timestamp with time zone NOT NULL,
	CONSTRAINT "private_notes_association_id_item_id_mandate_id_pk" PRIMARY KEY("association_id","item_id","mandate_id")
);
--> statement-breakpoint
CREATE TABLE "proxies" (
	"association_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"meeting_id" uuid NOT NULL,
	"body_id" uuid NOT NULL,
	"principal_mandate_id" uuid NOT NULL,
	"holder_mandate_id" uuid,
	"holder_name" text,
	"instructions" text DEFAULT '' NOT NULL,
	"given_at" timestamp with time zone NOT NULL,
	"via" text NOT NULL,
	"revoked_at" timestamp with time zone,
	CONSTRAINT "proxies_association_id_id_pk" PRIMARY KEY("association_id","id"),
	CONSTRAINT "proxy_holder_known" CHECK (("proxies"."holder_mandate_id" is null) <> ("proxies"."holder_name" is null)),
	CONSTRAINT "proxy_is_for_another" CHECK ("proxies"."principal_mandate_id" <> "proxies"."holder_mandate_id"),
	CONSTRAINT "proxy_via" CHECK ("proxies"."via" in ('member', 'secretary', 'paper'))
);
--> statement-breakpoint
CREATE TABLE "written_questions" (
	"association_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"meeting_id" uuid NOT NULL,
	"item_id" uuid,
	"body_id" uuid NOT NULL,
	"mandate_id" uuid NOT NULL,
	"text" text NOT NULL,
	"asked_at" timestamp with time zone NOT NULL,
	"answer" text,
	"answered_at" timestamp with time zone,
	"answered_by" text,
	CONSTRAINT "written_questions_association_id_id_pk" PRIMARY KEY("association_id","id"),
	CONSTRAINT "question_answered" CHECK (("written_questions"."answer" is null) = ("written_questions"."answered_at" is null))
);
--> statement-breakpoint
CREATE TABLE "calendar_feeds" (
	"association_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"account_id" uuid NOT NULL,
	"token_hash" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"last_read_at" timestamp with time zone,
	"revoked_at" timestamp with time zone,
	CONSTRAINT "calendar_feeds_association_id_id_pk" PRIMARY KEY("association_id","id"),
	CONSTRAINT "feed_token_once" UNIQUE("association_id","token_hash")
);
--> statement-breakpoint
CREATE TABLE "date_poll_answers" (
	"association_id" uuid NOT NULL,
	"date_id" uuid NOT NULL,
	"mandate_id" uuid NOT NULL,
	"body_id" uuid NOT NULL,
	"answer" text NOT NULL,
	"answered_at" timestamp with time zone NOT NULL,
	CONSTRAINT "date_poll_answers_association_id_date_id_mandate_id_pk" PRIMARY KEY("association_id","date_id","mandate_id"),
	CONSTRAINT "poll_answer" CHECK ("date_poll_answers"."answer" in ('yes', 'if-need-be', 'no'))
);
--> statement-breakpoint
CREATE TABLE "date_poll_dates" (
	"association_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"poll_id" uuid NOT NULL,
	"body_id" uuid NOT NULL,
	"on_day" date NOT NULL,
	"starts_at" time(0) NOT NULL,
	CONSTRAINT "date_poll_dates_association_id_id_pk" PRIMARY KEY("association_id","id"),
	CONSTRAINT "poll_date_of_body" UNIQUE("association_id","id","body_id"),
	CONSTRAINT "poll_date_once" UNIQUE("association_id","poll_id","on_day","starts_at")
);
--> statement-breakpoint
CREATE TABLE "date_polls" (
	"association_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"body_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"title" text NOT NULL,
	"place" text NOT NULL,
	"message" text DEFAULT '' NOT NULL,
	"closes_on" date NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"closed_at" timestamp with time zone,
	"meeting_id" uuid,
	CONSTRAINT "date_polls_association_id_id_pk" PRIMARY KEY("association_id","id"),
	CONSTRAINT "poll_of_body" UNIQUE("association_id","id","body_id"),
	CONSTRAINT "poll_kind" CHECK ("date_polls"."kind" in ('ordinary', 'extraordinary')),
	CONSTRAINT "poll_chosen" CHECK ("date_polls"."meeting_id" is null or "date_polls"."closed_at" is not null)
);
--> statement-breakpoint
CREATE TABLE "meeting_series" (
	"association_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"body_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"frequency" text NOT NULL,
	"interval" integer NOT NULL,
	"weekday" integer NOT NULL,
	"ordinals" jsonb NOT NULL,
	"from_day" date NOT NULL,
	"until_day" date NOT NULL,
	"exceptions" jsonb NOT NULL,
	"starts_at" time(0) NOT NULL,
	"ends_at" time(0),
	"place" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "meeting_series_association_id_id_pk" PRIMARY KEY("association_id","id"),
	CONSTRAINT "series_of_body" UNIQUE("association_id","id","body_id"),
	CONSTRAINT "series_kind" CHECK ("meeting_series"."kind" in ('ordinary', 'extraordinary')),
	CONSTRAINT "series_frequency" CHECK ("meeting_series"."frequency" in ('weekly', 'monthly')),
	CONSTRAINT "series_interval" CHECK ("meeting_series"."interval" between 1 and 12),
	CONSTRAINT "series_weekday" CHECK ("meeting_series"."weekday" between 1 and 7),
	CONSTRAINT "series_period" CHECK ("meeting_series"."from_day" <= "meeting_series"."until_day"),
	CONSTRAINT "series_ends" CHECK ("meeting_series"."starts_at" < "meeting_series"."ends_at")
);
--> statement-breakpoint
CREATE TABLE "check_ins" (
	"association_id" uuid NOT NULL,
	"meeting_id" uuid NOT NULL,
	"body_id" uuid NOT NULL,
	"mandate_id" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"confirmed_at" timestamp with time zone,
	CONSTRAINT "check_ins_association_id_meeting_id_mandate_id_pk" PRIMARY KEY("association_id","meeting_id","mandate_id")
);
--> statement-breakpoint
CREATE TABLE "conflicts_of_interest" (
	"association_id" uuid NOT NULL,
	"meeting_id" uuid NOT NULL,
	"item_id" uuid NOT NULL,
	"body_id" uuid NOT NULL,
	"mandate_id" uuid NOT NULL,
	"nature" text NOT NULL,
	"declared_at" timestamp with time zone NOT NULL,
	"declared_by" text NOT NULL,
	CONSTRAINT "conflicts_of_interest_association_id_item_id_mandate_id_pk" PRIMARY KEY("association_id","item_id","mandate_id")
);
--> statement-breakpoint
CREATE TABLE "sitting_events" (
	"association_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"meeting_id" uuid NOT NULL,
	"body_id" uuid NOT NULL,
	"seq" integer NOT NULL,
	"kind" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"item_id" uuid,
	"mandate_id" uuid,
	"remote" boolean DEFAULT false NOT NULL,
	"text" text,
	CONSTRAINT "sitting_events_association_id_id_pk" PRIMARY KEY("association_id","id"),
	CONSTRAINT "sitting_event_once" UNIQUE("association_id","meeting_id","seq"),
	CONSTRAINT "sitting_event_kind" CHECK ("sitting_events"."kind" in ('opened', 'suspended', 'resumed', 'closed', 'item-begun', 'arrival', 'departure', 'incident')),
	CONSTRAINT "sitting_event_who" CHECK (("sitting_events"."kind" in ('arrival', 'departure')) = ("sitting_events"."mandate_id" is not null)),
	CONSTRAINT "sitting_event_what" CHECK (("sitting_events"."kind" = 'incident') = ("sitting_events"."text" is not null))
);
--> statement-breakpoint
CREATE TABLE "sittings" (
	"association_id" uuid NOT NULL,
	"meeting_id" uuid NOT NULL,
	"state" text NOT NULL,
	"opened_at" timestamp with time zone NOT NULL,
	"closed_at" timestamp with time zone,
	"current_item_id" uuid,
	"item_since" timestamp with time zone,
	"revision" bigint DEFAULT 1 NOT NULL,
	"check_in_code" text NOT NULL,
	CONSTRAINT "sittings_association_id_meeting_id_pk" PRIMARY KEY("association_id","meeting_id"),
	CONSTRAINT "sitting_state" CHECK ("sittings"."state" in ('open', 'suspended', 'closed')),
	CONSTRAINT "sitting_closed" CHECK (("sittings"."state" = 'closed') = ("sittings"."closed_at" is not null)),
	CONSTRAINT "sitting_item_since" CHECK (("sittings"."current_item_id" is null) = ("sittings"."item_since" is null))
);
--> statement-breakpoint
CREATE TABLE "speakers" (
	"association_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"meeting_id" uuid NOT NULL,
	"item_id" uuid NOT NULL,
	"body_id" uuid NOT NULL,
	"mandate_id" uuid NOT NULL,
	"asked_at" timestamp with time zone NOT NULL,
	"started_at" timestamp with time zone,
	"ended_at" timestamp with time zone,
	CONSTRAINT "speakers_association_id_id_pk" PRIMARY KEY("association_id","id"),
	CONSTRAINT "speaker_ended" CHECK ("speakers"."ended_at" is null or "speakers"."started_at" is not null)
);
--> statement-breakpoint
CREATE TABLE "tellers" (
	"association_id" uuid NOT NULL,
	"meeting_id" uuid NOT NULL,
	"body_id" uuid NOT NULL,
	"mandate_id" uuid NOT NULL,
	CONSTRAINT "tellers_association_id_meeting_id_mandate_id_pk" PRIMARY KEY("association_id","meeting_id","mandate_id")
);
--> statement-breakpoint
CREATE TABLE "file_chunks" (
	"association_id" uuid NOT NULL,
	"file_id" uuid NOT NULL,
	"seq" integer NOT NULL,
	"content" "bytea" NOT NULL,
	CONSTRAINT "file_chunks_association_id_file_id_seq_pk" PRIMARY KEY("association_id","file_id","seq")
);
--> statement-breakpoint
CREATE TABLE "files" (
	"association_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"name" text NOT NULL,
	"media_type" text NOT NULL,
	"size" integer NOT NULL,
	"sha256" text NOT NULL,
	"scan" text NOT NULL,
	"stored_at" timestamp with time zone NOT NULL,
	"stored_by" text NOT NULL,
	CONSTRAINT "files_association_id_id_pk" PRIMARY KEY("association_id","id"),
	CONSTRAINT "file_scan" CHECK ("files"."scan" in ('clean', 'not-scanned')),
	CONSTRAINT "file_size" CHECK ("files"."size" >= 0)
);
--> statement-breakpoint
ALTER TABLE "agenda_items" DROP CONSTRAINT "item_nature";--> statement-breakpoint
ALTER TABLE "attendances" DROP CONSTRAINT "attendance_state";--> statement-breakpoint
ALTER TABLE "associations" ADD COLUMN "auditor_name" text;--> statement-breakpoint
ALTER TABLE "associations" ADD COLUMN "auditor_email" text;--> statement-breakpoint
ALTER TABLE "agenda_items" ADD COLUMN "decision_kind" text;--> statement-breakpoint
ALTER TABLE "agenda_items" ADD COLUMN "presenter" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "agenda_items" ADD COLUMN "minutes" integer;--> statement-breakpoint
ALTER TABLE "agenda_items" ADD COLUMN "text" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "agenda_items" ADD COLUMN "closed_door" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "agenda_items" ADD COLUMN "late_reason" text;--> statement-breakpoint
ALTER TABLE "agenda_items" ADD COLUMN "treatment" text;--> statement-breakpoint
ALTER TABLE "agenda_items" ADD COLUMN "carried_from_id" uuid;--> statement-breakpoint
ALTER TABLE "agenda_items" ADD COLUMN "request_id" uuid;--> statement-breakpoint
ALTER TABLE "meetings" ADD COLUMN "ends_at" time(0);--> statement-breakpoint
ALTER TABLE "meetings" ADD COLUMN "remote_access" text;--> statement-breakpoint
ALTER TABLE "meetings" ADD COLUMN "remote_procedure" text;--> statement-breakpoint
ALTER TABLE "meetings" ADD COLUMN "series_id" uuid;--> statement-breakpoint
ALTER TABLE "meetings" ADD COLUMN "second_of_id" uuid;--> statement-breakpoint
ALTER TABLE "meetings" ADD COLUMN "cancelled_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "meetings" ADD COLUMN "cancel_reason" text;--> statement-breakpoint
ALTER TABLE "written_answers" ADD CONSTRAINT "written_answer_procedure" FOREIGN KEY ("association_id","procedure_id","body_id") REFERENCES "public"."written_procedures"("association_id","id","body_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "written_answers" ADD CONSTRAINT "written_answer_mandate" FOREIGN KEY ("association_id","mandate_id","body_id") REFERENCES "public"."mandates"("association_id","id","body_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "written_procedures" ADD CONSTRAINT "procedure_body" FOREIGN KEY ("association_id","body_id") REFERENCES "public"."bodies"("association_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agenda_templates" ADD CONSTRAINT "template_body" FOREIGN KEY ("association_id","body_id") REFERENCES "public"."bodies"("association_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "member_request_supporters" ADD CONSTRAINT "supporter_request" FOREIGN KEY ("association_id","request_id","body_id") REFERENCES "public"."member_requests"("association_id","id","body_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "member_request_supporters" ADD CONSTRAINT "supporter_mandate" FOREIGN KEY ("association_id","mandate_id","body_id") REFERENCES "public"."mandates"("association_id","id","body_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "member_requests" ADD CONSTRAINT "request_body" FOREIGN KEY ("association_id","body_id") REFERENCES "public"."bodies"("association_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "annex_versions" ADD CONSTRAINT "annex_version_annex" FOREIGN KEY ("association_id","annex_id") REFERENCES "public"."annexes"("association_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "annex_versions" ADD CONSTRAINT "annex_version_file" FOREIGN KEY ("association_id","file_id") REFERENCES "public"."files"("association_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "annexes" ADD CONSTRAINT "annex_meeting" FOREIGN KEY ("association_id","meeting_id") REFERENCES "public"."meetings"("association_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "annexes" ADD CONSTRAINT "annex_item" FOREIGN KEY ("association_id","item_id","meeting_id") REFERENCES "public"."agenda_items"("association_id","id","meeting_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "packs" ADD CONSTRAINT "pack_meeting" FOREIGN KEY ("association_id","meeting_id") REFERENCES "public"."meetings"("association_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "packs" ADD CONSTRAINT "pack_file" FOREIGN KEY ("association_id","file_id") REFERENCES "public"."files"("association_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "convocation_recipients" ADD CONSTRAINT "recipient_convocation" FOREIGN KEY ("association_id","convocation_id") REFERENCES "public"."convocations"("association_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "convocation_recipients" ADD CONSTRAINT "recipient_mandate" FOREIGN KEY ("association_id","mandate_id") REFERENCES "public"."mandates"("association_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "convocations" ADD CONSTRAINT "convocation_meeting" FOREIGN KEY ("association_id","meeting_id") REFERENCES "public"."meetings"("association_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "personal_links" ADD CONSTRAINT "link_mandate" FOREIGN KEY ("association_id","mandate_id") REFERENCES "public"."mandates"("association_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attendance_replies" ADD CONSTRAINT "reply_meeting" FOREIGN KEY ("association_id","meeting_id","body_id") REFERENCES "public"."meetings"("association_id","id","body_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attendance_replies" ADD CONSTRAINT "reply_mandate" FOREIGN KEY ("association_id","mandate_id","body_id") REFERENCES "public"."mandates"("association_id","id","body_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "private_notes" ADD CONSTRAINT "private_note_item" FOREIGN KEY ("association_id","item_id") REFERENCES "public"."agenda_items"("association_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "private_notes" ADD CONSTRAINT "private_note_mandate" FOREIGN KEY ("association_id","mandate_id") REFERENCES "public"."mandates"("association_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "proxies" ADD CONSTRAINT "proxy_meeting" FOREIGN KEY ("association_id","meeting_id","body_id") REFERENCES "public"."meetings"("association_id","id","body_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "proxies" ADD CONSTRAINT "proxy_principal" FOREIGN KEY ("association_id","principal_mandate_id","body_id") REFERENCES "public"."mandates"("association_id","id","body_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "proxies" ADD CONSTRAINT "proxy_holder" FOREIGN KEY ("association_id","holder_mandate_id","body_id") REFERENCES "public"."mandates"("association_id","id","body_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "written_questions" ADD CONSTRAINT "question_meeting" FOREIGN KEY ("association_id","meeting_id","body_id") REFERENCES "public"."meetings"("association_id","id","body_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "written_questions" ADD CONSTRAINT "question_item" FOREIGN KEY ("association_id","item_id","meeting_id") REFERENCES "public"."agenda_items"("association_id","id","meeting_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "written_questions" ADD CONSTRAINT "question_mandate" FOREIGN KEY ("association_id","mandate_id","body_id") REFERENCES "public"."mandates"("association_id","id","body_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "calendar_feeds" ADD CONSTRAINT "calendar_feeds_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "date_poll_answers" ADD CONSTRAINT "poll_answer_date" FOREIGN KEY ("association_id","date_id","body_id") REFERENCES "public"."date_poll_dates"("association_id","id","body_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "date_poll_answers" ADD CONSTRAINT "poll_answer_mandate" FOREIGN KEY ("association_id","mandate_id","body_id") REFERENCES "public"."mandates"("association_id","id","body_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "date_poll_dates" ADD CONSTRAINT "poll_date_poll" FOREIGN KEY ("association_id","poll_id","body_id") REFERENCES "public"."date_polls"("association_id","id","body_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "date_polls" ADD CONSTRAINT "poll_body" FOREIGN KEY ("association_id","body_id") REFERENCES "public"."bodies"("association_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "meeting_series" ADD CONSTRAINT "series_body" FOREIGN KEY ("association_id","body_id") REFERENCES "public"."bodies"("association_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "check_ins" ADD CONSTRAINT "check_in_meeting" FOREIGN KEY ("association_id","meeting_id","body_id") REFERENCES "public"."meetings"("association_id","id","body_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "check_ins" ADD CONSTRAINT "check_in_mandate" FOREIGN KEY ("association_id","mandate_id","body_id") REFERENCES "public"."mandates"("association_id","id","body_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conflicts_of_interest" ADD CONSTRAINT "conflict_meeting" FOREIGN KEY ("association_id","meeting_id","body_id") REFERENCES "public"."meetings"("association_id","id","body_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conflicts_of_interest" ADD CONSTRAINT "conflict_item" FOREIGN KEY ("association_id","item_id","meeting_id") REFERENCES "public"."agenda_items"("association_id","id","meeting_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conflicts_of_interest" ADD CONSTRAINT "conflict_mandate" FOREIGN KEY ("association_id","mandate_id","body_id") REFERENCES "public"."mandates"("association_id","id","body_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sitting_events" ADD CONSTRAINT "sitting_event_meeting" FOREIGN KEY ("association_id","meeting_id","body_id") REFERENCES "public"."meetings"("association_id","id","body_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sitting_events" ADD CONSTRAINT "sitting_event_item" FOREIGN KEY ("association_id","item_id","meeting_id") REFERENCES "public"."agenda_items"("association_id","id","meeting_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sitting_events" ADD CONSTRAINT "sitting_event_mandate" FOREIGN KEY ("association_id","mandate_id","body_id") REFERENCES "public"."mandates"("association_id","id","body_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sittings" ADD CONSTRAINT "sitting_meeting" FOREIGN KEY ("association_id","meeting_id") REFERENCES "public"."meetings"("association_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sittings" ADD CONSTRAINT "sitting_item" FOREIGN KEY ("association_id","current_item_id","meeting_id") REFERENCES "public"."agenda_items"("association_id","id","meeting_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "speakers" ADD CONSTRAINT "speaker_meeting" FOREIGN KEY ("association_id","meeting_id","body_id") REFERENCES "public"."meetings"("association_id","id","body_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "speakers" ADD CONSTRAINT "speaker_item" FOREIGN KEY ("association_id","item_id","meeting_id") REFERENCES "public"."agenda_items"("association_id","id","meeting_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "speakers" ADD CONSTRAINT "speaker_mandate" FOREIGN KEY ("association_id","mandate_id","body_id") REFERENCES "public"."mandates"("association_id","id","body_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tellers" ADD CONSTRAINT "teller_meeting" FOREIGN KEY ("association_id","meeting_id","body_id") REFERENCES "public"."meetings"("association_id","id","body_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tellers" ADD CONSTRAINT "teller_mandate" FOREIGN KEY ("association_id","mandate_id","body_id") REFERENCES "public"."mandates"("association_id","id","body_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "file_chunks" ADD CONSTRAINT "chunk_file" FOREIGN KEY ("association_id","file_id") REFERENCES "public"."files"("association_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "procedures_by_opening" ON "written_procedures" USING btree ("association_id","opened_at");--> statement-breakpoint
CREATE INDEX "requests_of_meeting" ON "member_requests" USING btree ("association_id","meeting_id");--> statement-breakpoint
CREATE INDEX "annexes_of_meeting" ON "annexes" USING btree ("association_id","meeting_id","position");--> statement-breakpoint
CREATE INDEX "convocations_of_meeting" ON "convocations" USING btree ("association_id","meeting_id","sent_at");--> statement-breakpoint
CREATE INDEX "links_of_subject" ON "personal_links" USING btree ("association_id","subject_id");--> statement-breakpoint
CREATE UNIQUE INDEX "proxy_once" ON "proxies" USING btree ("association_id","meeting_id","principal_mandate_id") WHERE "proxies"."revoked_at" is null;--> statement-breakpoint
CREATE INDEX "proxies_of_meeting" ON "proxies" USING btree ("association_id","meeting_id");--> statement-breakpoint
CREATE INDEX "questions_of_meeting" ON "written_questions" USING btree ("association_id","meeting_id");--> statement-breakpoint
CREATE INDEX "feeds_of_account" ON "calendar_feeds" USING btree ("association_id","account_id");--> statement-breakpoint
CREATE INDEX "conflicts_of_meeting" ON "conflicts_of_interest" USING btree ("association_id","meeting_id");--> statement-breakpoint
CREATE INDEX "speakers_of_meeting" ON "speakers" USING btree ("association_id","meeting_id","asked_at");--> statement-breakpoint
ALTER TABLE "agenda_items" ADD CONSTRAINT "item_carried_from" FOREIGN KEY ("association_id","carried_from_id") REFERENCES "public"."agenda_items"("association_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agenda_items" ADD CONSTRAINT "item_request" FOREIGN KEY ("association_id","request_id") REFERENCES "public"."member_requests"("association_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "meetings" ADD CONSTRAINT "meeting_series" FOREIGN KEY ("association_id","series_id","body_id") REFERENCES "public"."meeting_series"("association_id","id","body_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "meetings" ADD CONSTRAINT "meeting_second_of" FOREIGN KEY ("association_id","second_of_id","body_id") REFERENCES "public"."meetings"("association_id","id","body_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agenda_items" ADD CONSTRAINT "item_carried_once" UNIQUE("association_id","carried_from_id");--> statement-breakpoint
ALTER TABLE "agenda_items" ADD CONSTRAINT "item_decision_kind" CHECK ("agenda_items"."decision_kind" is null or ("agenda_items"."nature" not in ('information', 'discussion') and "agenda_items"."decision_kind" in ('ordinary', 'statutes', 'purpose', 'exclusion', 'dissolution')));--> statement-breakpoint
ALTER TABLE "agenda_items" ADD CONSTRAINT "item_minutes" CHECK ("agenda_items"."minutes" between 1 and 1440);--> statement-breakpoint
ALTER TABLE "agenda_items" ADD CONSTRAINT "item_treatment" CHECK ("agenda_items"."treatment" in ('treated', 'not-treated'));--> statement-breakpoint
ALTER TABLE "agenda_items" ADD CONSTRAINT "item_nature" CHECK ("agenda_items"."nature" in ('information', 'discussion', 'decision', 'approval', 'election', 'admission', 'selection'));--> statement-breakpoint
ALTER TABLE "attendances" ADD CONSTRAINT "attendance_state" CHECK ("attendances"."state" in ('present', 'remote', 'left', 'excused', 'absent'));--> statement-breakpoint
ALTER TABLE "meetings" ADD CONSTRAINT "meeting_ends" CHECK ("meetings"."starts_at" < "meetings"."ends_at");--> statement-breakpoint
ALTER TABLE "meetings" ADD CONSTRAINT "meeting_remote" CHECK (("meetings"."remote_access" is null) = ("meetings"."remote_procedure" is null));--> statement-breakpoint
ALTER TABLE "meetings" ADD CONSTRAINT "meeting_cancelled" CHECK (("meetings"."cancelled_at" is null) = ("meetings"."cancel_reason" is null));--> statement-breakpoint
ALTER TABLE "meetings" ADD CONSTRAINT "meeting_is_not_its_second" CHECK ("meetings"."second_of_id" <> "meetings"."id");