CREATE TABLE "house_styles" (
	"association_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"style" jsonb NOT NULL,
	"saved_at" timestamp with time zone NOT NULL,
	"saved_by" text NOT NULL,
	"adopted_at" timestamp with time zone,
	CONSTRAINT "house_styles_association_id_version_pk" PRIMARY KEY("association_id","version"),
	CONSTRAINT "house_style_version" CHECK ("house_styles"."version" > 0)
);
--> statement-breakpoint
CREATE TABLE "decision_effects" (
	"association_id" uuid NOT NULL,
	"entry_id" uuid NOT NULL,
	"effect" text NOT NULL,
	CONSTRAINT "decision_effects_association_id_entry_id_effect_pk" PRIMARY KEY("association_id","entry_id","effect"),
	CONSTRAINT "decision_effect" CHECK ("decision_effects"."effect" in ('none', 'statutes', 'name', 'seat', 'directors', 'delegates', 'auditor', 'accounts', 'members', 'dissolution'))
);
--> statement-breakpoint
CREATE TABLE "decision_steps" (
	"association_id" uuid NOT NULL,
	"entry_id" uuid NOT NULL,
	"step" text NOT NULL,
	"done_on" date NOT NULL,
	"proof" text NOT NULL,
	"done_by" text NOT NULL,
	CONSTRAINT "decision_steps_association_id_entry_id_step_pk" PRIMARY KEY("association_id","entry_id","step")
);
--> statement-breakpoint
CREATE TABLE "paper_counts" (
	"association_id" uuid NOT NULL,
	"paper_vote_id" uuid NOT NULL,
	"place" smallint NOT NULL,
	"teller" text NOT NULL,
	"teller_mandate_id" uuid,
	"entered_by" text,
	"entered_at" timestamp with time zone NOT NULL,
	"counts" jsonb NOT NULL,
	CONSTRAINT "paper_counts_association_id_paper_vote_id_place_pk" PRIMARY KEY("association_id","paper_vote_id","place"),
	CONSTRAINT "paper_count_place" CHECK ("paper_counts"."place" in (1, 2)),
	CONSTRAINT "paper_count_teller" CHECK (length(trim("paper_counts"."teller")) > 0),
	CONSTRAINT "paper_count_own" CHECK ("paper_counts"."entered_by" is not null or "paper_counts"."teller_mandate_id" is not null)
);
--> statement-breakpoint
CREATE TABLE "paper_votes" (
	"association_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"meeting_id" uuid NOT NULL,
	"item_id" uuid NOT NULL,
	"proposition_id" uuid,
	"proposal" text NOT NULL,
	"basis" jsonb NOT NULL,
	"snapshot" jsonb NOT NULL,
	"opened_at" timestamp with time zone NOT NULL,
	"opened_by" text NOT NULL,
	CONSTRAINT "paper_votes_association_id_id_pk" PRIMARY KEY("association_id","id"),
	CONSTRAINT "paper_vote_one_at_a_time" UNIQUE("association_id","item_id"),
	CONSTRAINT "paper_vote_proposal" CHECK (length(trim("paper_votes"."proposal")) > 0)
);
--> statement-breakpoint
CREATE TABLE "propositions" (
	"association_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"meeting_id" uuid NOT NULL,
	"item_id" uuid NOT NULL,
	"role" text NOT NULL,
	"parent_id" uuid,
	"position" integer NOT NULL,
	"text" text NOT NULL,
	"author" text DEFAULT '' NOT NULL,
	"falls_with_id" uuid,
	"amended_text" text,
	"amended_with" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"decision_id" uuid,
	"withdrawn_at" timestamp with time zone,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "propositions_association_id_id_pk" PRIMARY KEY("association_id","id"),
	CONSTRAINT "proposition_of_item" UNIQUE("association_id","id","item_id"),
	CONSTRAINT "proposition_decision_once" UNIQUE("association_id","decision_id"),
	CONSTRAINT "proposition_role" CHECK ("propositions"."role" in ('main', 'amendment', 'part', 'alternative')),
	CONSTRAINT "proposition_place" CHECK (("propositions"."role" in ('amendment', 'part')) = ("propositions"."parent_id" is not null)),
	CONSTRAINT "proposition_text" CHECK (length(trim("propositions"."text")) > 0),
	CONSTRAINT "proposition_not_with_itself" CHECK ("propositions"."falls_with_id" is distinct from "propositions"."id"),
	CONSTRAINT "proposition_withdrawn_or_voted" CHECK ("propositions"."withdrawn_at" is null or "propositions"."decision_id" is null)
);
--> statement-breakpoint
CREATE TABLE "publications" (
	"association_id" uuid NOT NULL,
	"entry_id" uuid NOT NULL,
	"content" jsonb NOT NULL,
	"recorded_at" timestamp with time zone NOT NULL,
	"published_at" timestamp with time zone NOT NULL,
	"published_by" text NOT NULL,
	CONSTRAINT "publications_association_id_entry_id_pk" PRIMARY KEY("association_id","entry_id")
);
--> statement-breakpoint
CREATE TABLE "register_words" (
	"association_id" uuid NOT NULL,
	"word" text NOT NULL,
	"entry_id" uuid NOT NULL,
	CONSTRAINT "register_words_association_id_word_entry_id_pk" PRIMARY KEY("association_id","word","entry_id")
);
--> statement-breakpoint
CREATE TABLE "named_ballots" (
	"association_id" uuid NOT NULL,
	"vote_id" uuid NOT NULL,
	"mandate_id" uuid NOT NULL,
	"choice" text NOT NULL,
	"cast_at" timestamp with time zone NOT NULL,
	"entered_by" text,
	"confirmed" boolean NOT NULL,
	CONSTRAINT "named_ballots_association_id_vote_id_mandate_id_pk" PRIMARY KEY("association_id","vote_id","mandate_id"),
	CONSTRAINT "named_ballot_choice" CHECK ("named_ballots"."choice" in ('for', 'against', 'abstention', 'blank', 'not-voting')),
	CONSTRAINT "named_ballot_confirmed" CHECK ("named_ballots"."entered_by" is not null or "named_ballots"."confirmed")
);
--> statement-breakpoint
CREATE TABLE "secret_ballots" (
	"association_id" uuid NOT NULL,
	"vote_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"college" text NOT NULL,
	"choice" text NOT NULL,
	CONSTRAINT "secret_ballots_association_id_id_pk" PRIMARY KEY("association_id","id"),
	CONSTRAINT "secret_ballot_college" CHECK ("secret_ballots"."college" in ('public', 'associative', 'overall')),
	CONSTRAINT "secret_ballot_choice" CHECK ("secret_ballots"."choice" in ('for', 'against', 'abstention', 'blank', 'not-voting'))
);
--> statement-breakpoint
CREATE TABLE "vote_receipts" (
	"association_id" uuid NOT NULL,
	"vote_id" uuid NOT NULL,
	"hash" text NOT NULL,
	CONSTRAINT "vote_receipts_association_id_vote_id_hash_pk" PRIMARY KEY("association_id","vote_id","hash")
);
--> statement-breakpoint
CREATE TABLE "vote_rights" (
	"association_id" uuid NOT NULL,
	"vote_id" uuid NOT NULL,
	"body_id" uuid NOT NULL,
	"mandate_id" uuid NOT NULL,
	"caster_mandate_id" uuid,
	"college" text NOT NULL,
	"cast" boolean DEFAULT false NOT NULL,
	"contested" boolean DEFAULT false NOT NULL,
	CONSTRAINT "vote_rights_association_id_vote_id_mandate_id_pk" PRIMARY KEY("association_id","vote_id","mandate_id"),
	CONSTRAINT "right_college" CHECK ("vote_rights"."college" in ('public', 'associative', 'overall'))
);
--> statement-breakpoint
CREATE TABLE "votes" (
	"association_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"meeting_id" uuid NOT NULL,
	"body_id" uuid NOT NULL,
	"item_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"proposal" text NOT NULL,
	"secret" boolean NOT NULL,
	"may_change" boolean NOT NULL,
	"blank_allowed" boolean NOT NULL,
	"facts" jsonb NOT NULL,
	"state" text DEFAULT 'open' NOT NULL,
	"opened_at" timestamp with time zone NOT NULL,
	"opened_by" text NOT NULL,
	"closed_at" timestamp with time zone,
	"verdict" jsonb,
	"cancel_reason" text,
	"decision_id" uuid,
	CONSTRAINT "votes_association_id_id_pk" PRIMARY KEY("association_id","id"),
	CONSTRAINT "vote_of_body" UNIQUE("association_id","id","body_id"),
	CONSTRAINT "vote_kind" CHECK ("votes"."kind" in ('ordinary', 'statutes', 'purpose', 'exclusion', 'dissolution')),
	CONSTRAINT "vote_proposal" CHECK (length(trim("votes"."proposal")) > 0),
	CONSTRAINT "vote_secret_stays" CHECK (not ("votes"."secret" and "votes"."may_change")),
	CONSTRAINT "vote_state" CHECK ("votes"."state" in ('open', 'closed', 'published', 'cancelled')),
	CONSTRAINT "vote_closed" CHECK (("votes"."state" in ('closed', 'published')) = ("votes"."closed_at" is not null)),
	CONSTRAINT "vote_verdict" CHECK (("votes"."closed_at" is null) = ("votes"."verdict" is null)),
	CONSTRAINT "vote_cancelled" CHECK (("votes"."state" = 'cancelled') = ("votes"."cancel_reason" is not null)),
	CONSTRAINT "vote_decision" CHECK ("votes"."decision_id" is null or "votes"."state" = 'published')
);
--> statement-breakpoint
CREATE TABLE "task_links" (
	"association_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"task_id" uuid NOT NULL,
	"token_hash" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	CONSTRAINT "task_links_association_id_id_pk" PRIMARY KEY("association_id","id"),
	CONSTRAINT "task_link_token_once" UNIQUE("association_id","token_hash")
);
--> statement-breakpoint
CREATE TABLE "task_reminders" (
	"association_id" uuid NOT NULL,
	"task_id" uuid NOT NULL,
	"stage" text NOT NULL,
	"sent_on" date NOT NULL,
	CONSTRAINT "task_reminders_association_id_task_id_stage_pk" PRIMARY KEY("association_id","task_id","stage")
);
--> statement-breakpoint
CREATE TABLE "tasks" (
	"association_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"body_id" uuid NOT NULL,
	"meeting_id" uuid,
	"item_id" uuid,
	"entry_id" uuid,
	"person_id" uuid NOT NULL,
	"text" text NOT NULL,
	"due_on" date NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"created_by" text NOT NULL,
	"state" text DEFAULT 'open' NOT NULL,
	"settled_at" timestamp with time zone,
	"settled_by" text,
	"report" text DEFAULT '' NOT NULL,
	CONSTRAINT "tasks_association_id_id_pk" PRIMARY KEY("association_id","id"),
	CONSTRAINT "task_state" CHECK ("tasks"."state" in ('open', 'done', 'cancelled')),
	CONSTRAINT "task_settled" CHECK (("tasks"."state" = 'open') = ("tasks"."settled_at" is null)),
	CONSTRAINT "task_settled_by" CHECK (("tasks"."settled_at" is null) = ("tasks"."settled_by" is null)),
	CONSTRAINT "task_item" CHECK (("tasks"."meeting_id" is null) = ("tasks"."item_id" is null)),
	CONSTRAINT "task_text" CHECK (length(trim("tasks"."text")) > 0)
);
--> statement-breakpoint
CREATE TABLE "certificates" (
	"association_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"origin" text NOT NULL,
	"subject" text NOT NULL,
	"issuer" text NOT NULL,
	"fingerprint" text NOT NULL,
	"chain" jsonb NOT NULL,
	"not_before" timestamp with time zone NOT NULL,
	"not_after" timestamp with time zone NOT NULL,
	"sealed_key" "bytea",
	"kept_at" timestamp with time zone NOT NULL,
	"kept_by" text NOT NULL,
	CONSTRAINT "certificates_association_id_id_pk" PRIMARY KEY("association_id","id"),
	CONSTRAINT "certificate_once" UNIQUE("association_id","fingerprint"),
	CONSTRAINT "certificate_origin" CHECK ("certificates"."origin" in ('made', 'uploaded'))
);
--> statement-breakpoint
CREATE TABLE "minutes" (
	"association_id" uuid NOT NULL,
	"meeting_id" uuid NOT NULL,
	"state" text NOT NULL,
	"version" integer NOT NULL,
	"remarks_until" date NOT NULL,
	"approved_at" timestamp with time zone,
	"approved_by_decision_id" uuid,
	"adopted_changes" text DEFAULT '' NOT NULL,
	CONSTRAINT "minutes_association_id_meeting_id_pk" PRIMARY KEY("association_id","meeting_id"),
	CONSTRAINT "minutes_state" CHECK ("minutes"."state" in ('sent', 'approved', 'signed', 'sealed')),
	CONSTRAINT "minutes_approved" CHECK (("minutes"."state" = 'sent') = ("minutes"."approved_by_decision_id" is null) and ("minutes"."state" = 'sent') = ("minutes"."approved_at" is null)),
	CONSTRAINT "minutes_changes" CHECK ("minutes"."state" <> 'sent' or "minutes"."adopted_changes" = '')
);
--> statement-breakpoint
CREATE TABLE "minutes_rectifications" (
	"association_id" uuid NOT NULL,
	"meeting_id" uuid NOT NULL,
	"decision_id" uuid NOT NULL,
	"linked_at" timestamp with time zone NOT NULL,
	CONSTRAINT "minutes_rectifications_association_id_meeting_id_decision_id_pk" PRIMARY KEY("association_id","meeting_id","decision_id")
);
--> statement-breakpoint
CREATE TABLE "minutes_remarks" (
	"association_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"meeting_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"item_id" uuid,
	"mandate_id" uuid NOT NULL,
	"name" text NOT NULL,
	"text" text NOT NULL,
	"made_at" timestamp with time zone NOT NULL,
	"answer" text,
	"words" text,
	"answered_at" timestamp with time zone,
	"answered_by" text,
	CONSTRAINT "minutes_remarks_association_id_id_pk" PRIMARY KEY("association_id","id"),
	CONSTRAINT "remark_answer" CHECK ("minutes_remarks"."answer" in ('taken-up', 'not-taken-up')),
	CONSTRAINT "remark_answered" CHECK (num_nonnulls("minutes_remarks"."answer", "minutes_remarks"."words", "minutes_remarks"."answered_at", "minutes_remarks"."answered_by") in (0, 4))
);
--> statement-breakpoint
CREATE TABLE "minutes_seals" (
	"association_id" uuid NOT NULL,
	"meeting_id" uuid NOT NULL,
	"file_id" uuid NOT NULL,
	"sha256" text NOT NULL,
	"certificate_id" uuid NOT NULL,
	"sealed_at" timestamp with time zone NOT NULL,
	"sealed_by" text NOT NULL,
	CONSTRAINT "minutes_seals_association_id_meeting_id_pk" PRIMARY KEY("association_id","meeting_id"),
	CONSTRAINT "seal_hash_once" UNIQUE("association_id","sha256")
);
--> statement-breakpoint
CREATE TABLE "minutes_signatures" (
	"association_id" uuid NOT NULL,
	"meeting_id" uuid NOT NULL,
	"signer" text NOT NULL,
	"name" text NOT NULL,
	"means" text NOT NULL,
	"signed_at" timestamp with time zone NOT NULL,
	"sha256" text NOT NULL,
	"file_id" uuid,
	"recorded_by" text NOT NULL,
	CONSTRAINT "minutes_signatures_association_id_meeting_id_signer_pk" PRIMARY KEY("association_id","meeting_id","signer"),
	CONSTRAINT "signature_signer" CHECK ("minutes_signatures"."signer" in ('chair', 'secretary')),
	CONSTRAINT "signature_means" CHECK ("minutes_signatures"."means" in ('second-factor', 'paper')),
	CONSTRAINT "signature_paper" CHECK (("minutes_signatures"."means" = 'paper') = ("minutes_signatures"."file_id" is not null))
);
--> statement-breakpoint
CREATE TABLE "minutes_versions" (
	"association_id" uuid NOT NULL,
	"meeting_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"snapshot" jsonb NOT NULL,
	"item_ids" jsonb NOT NULL,
	"sha256" text NOT NULL,
	"sent_at" timestamp with time zone NOT NULL,
	"sent_by" text NOT NULL,
	"told" integer NOT NULL,
	CONSTRAINT "minutes_versions_association_id_meeting_id_number_pk" PRIMARY KEY("association_id","meeting_id","number"),
	CONSTRAINT "version_number" CHECK ("minutes_versions"."number" >= 1)
);
--> statement-breakpoint
ALTER TABLE "personal_links" DROP CONSTRAINT "link_purpose";
--> statement-breakpoint
ALTER TABLE "register_entries" ADD COLUMN "id" uuid DEFAULT gen_random_uuid() NOT NULL;
--> statement-breakpoint
ALTER TABLE "register_entries" ADD COLUMN "procedure_id" uuid;
--> statement-breakpoint
ALTER TABLE "agenda_items" ADD COLUMN "minutes_of_id" uuid;
--> statement-breakpoint
ALTER TABLE "meetings" ADD COLUMN "minutes_fixed_at" timestamp with time zone;
--> statement-breakpoint
ALTER TABLE "register_entries" ADD CONSTRAINT "register_entry_once" UNIQUE("association_id","id");
--> statement-breakpoint
ALTER TABLE "register_entries" ADD CONSTRAINT "register_procedure_once" UNIQUE("association_id","procedure_id");
--> statement-breakpoint
ALTER TABLE "house_styles" ADD CONSTRAINT "house_styles_association_id_associations_id_fk" FOREIGN KEY ("association_id") REFERENCES "public"."associations"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "decision_effects" ADD CONSTRAINT "effect_entry" FOREIGN KEY ("association_id","entry_id") REFERENCES "public"."register_entries"("association_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "decision_steps" ADD CONSTRAINT "step_entry" FOREIGN KEY ("association_id","entry_id") REFERENCES "public"."register_entries"("association_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "paper_counts" ADD CONSTRAINT "paper_count_vote" FOREIGN KEY ("association_id","paper_vote_id") REFERENCES "public"."paper_votes"("association_id","id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "paper_counts" ADD CONSTRAINT "paper_count_mandate" FOREIGN KEY ("association_id","teller_mandate_id") REFERENCES "public"."mandates"("association_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "paper_votes" ADD CONSTRAINT "paper_vote_item" FOREIGN KEY ("association_id","item_id","meeting_id") REFERENCES "public"."agenda_items"("association_id","id","meeting_id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "paper_votes" ADD CONSTRAINT "paper_vote_proposition" FOREIGN KEY ("association_id","proposition_id","item_id") REFERENCES "public"."propositions"("association_id","id","item_id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "propositions" ADD CONSTRAINT "proposition_item" FOREIGN KEY ("association_id","item_id","meeting_id") REFERENCES "public"."agenda_items"("association_id","id","meeting_id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "propositions" ADD CONSTRAINT "proposition_parent" FOREIGN KEY ("association_id","parent_id","item_id") REFERENCES "public"."propositions"("association_id","id","item_id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "propositions" ADD CONSTRAINT "proposition_falls_with" FOREIGN KEY ("association_id","falls_with_id","item_id") REFERENCES "public"."propositions"("association_id","id","item_id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "publications" ADD CONSTRAINT "publication_entry" FOREIGN KEY ("association_id","entry_id") REFERENCES "public"."register_entries"("association_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "register_words" ADD CONSTRAINT "word_entry" FOREIGN KEY ("association_id","entry_id") REFERENCES "public"."register_entries"("association_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "named_ballots" ADD CONSTRAINT "ballot_right" FOREIGN KEY ("association_id","vote_id","mandate_id") REFERENCES "public"."vote_rights"("association_id","vote_id","mandate_id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "secret_ballots" ADD CONSTRAINT "secret_ballot_vote" FOREIGN KEY ("association_id","vote_id") REFERENCES "public"."votes"("association_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "vote_receipts" ADD CONSTRAINT "receipt_vote" FOREIGN KEY ("association_id","vote_id") REFERENCES "public"."votes"("association_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "vote_rights" ADD CONSTRAINT "right_vote" FOREIGN KEY ("association_id","vote_id","body_id") REFERENCES "public"."votes"("association_id","id","body_id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "vote_rights" ADD CONSTRAINT "right_mandate" FOREIGN KEY ("association_id","mandate_id","body_id") REFERENCES "public"."mandates"("association_id","id","body_id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "vote_rights" ADD CONSTRAINT "right_caster" FOREIGN KEY ("association_id","caster_mandate_id","body_id") REFERENCES "public"."mandates"("association_id","id","body_id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "votes" ADD CONSTRAINT "vote_meeting" FOREIGN KEY ("association_id","meeting_id","body_id") REFERENCES "public"."meetings"("association_id","id","body_id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "votes" ADD CONSTRAINT "vote_item" FOREIGN KEY ("association_id","item_id","meeting_id") REFERENCES "public"."agenda_items"("association_id","id","meeting_id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "task_links" ADD CONSTRAINT "link_task" FOREIGN KEY ("association_id","task_id") REFERENCES "public"."tasks"("association_id","id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "task_reminders" ADD CONSTRAINT "reminder_task" FOREIGN KEY ("association_id","task_id") REFERENCES "public"."tasks"("association_id","id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "tasks" ADD CONSTRAINT "task_body" FOREIGN KEY ("association_id","body_id") REFERENCES "public"."bodies"("association_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "tasks" ADD CONSTRAINT "task_person" FOREIGN KEY ("association_id","person_id") REFERENCES "public"."people"("association_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "minutes" ADD CONSTRAINT "minutes_meeting" FOREIGN KEY ("association_id","meeting_id") REFERENCES "public"."meetings"("association_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "minutes" ADD CONSTRAINT "minutes_approving_decision" FOREIGN KEY ("association_id","approved_by_decision_id") REFERENCES "public"."decisions"("association_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "minutes_rectifications" ADD CONSTRAINT "rectification_minutes" FOREIGN KEY ("association_id","meeting_id") REFERENCES "public"."minutes"("association_id","meeting_id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "minutes_rectifications" ADD CONSTRAINT "minutes_rectifying_decision" FOREIGN KEY ("association_id","decision_id") REFERENCES "public"."decisions"("association_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "minutes_remarks" ADD CONSTRAINT "remark_version" FOREIGN KEY ("association_id","meeting_id","version") REFERENCES "public"."minutes_versions"("association_id","meeting_id","number") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "minutes_remarks" ADD CONSTRAINT "remark_mandate" FOREIGN KEY ("association_id","mandate_id") REFERENCES "public"."mandates"("association_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "minutes_seals" ADD CONSTRAINT "seal_minutes" FOREIGN KEY ("association_id","meeting_id") REFERENCES "public"."minutes"("association_id","meeting_id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "minutes_seals" ADD CONSTRAINT "seal_file" FOREIGN KEY ("association_id","file_id") REFERENCES "public"."files"("association_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "minutes_seals" ADD CONSTRAINT "seal_certificate" FOREIGN KEY ("association_id","certificate_id") REFERENCES "public"."certificates"("association_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "minutes_signatures" ADD CONSTRAINT "signature_minutes" FOREIGN KEY ("association_id","meeting_id") REFERENCES "public"."minutes"("association_id","meeting_id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "minutes_signatures" ADD CONSTRAINT "signature_file" FOREIGN KEY ("association_id","file_id") REFERENCES "public"."files"("association_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "minutes_versions" ADD CONSTRAINT "version_minutes" FOREIGN KEY ("association_id","meeting_id") REFERENCES "public"."minutes"("association_id","meeting_id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
CREATE INDEX "propositions_of_meeting" ON "propositions" USING btree ("association_id","meeting_id");
--> statement-breakpoint
CREATE INDEX "words_of_entry" ON "register_words" USING btree ("association_id","entry_id");
--> statement-breakpoint
CREATE INDEX "secret_ballots_of_vote" ON "secret_ballots" USING btree ("association_id","vote_id");
--> statement-breakpoint
CREATE INDEX "votes_of_meeting" ON "votes" USING btree ("association_id","meeting_id","opened_at");
--> statement-breakpoint
CREATE INDEX "tasks_by_day" ON "tasks" USING btree ("association_id","state","due_on");
--> statement-breakpoint
CREATE INDEX "tasks_of_person" ON "tasks" USING btree ("association_id","person_id");
--> statement-breakpoint
CREATE INDEX "tasks_of_item" ON "tasks" USING btree ("association_id","item_id");
--> statement-breakpoint
CREATE INDEX "tasks_of_entry" ON "tasks" USING btree ("association_id","entry_id");
--> statement-breakpoint
CREATE INDEX "minutes_by_approving_decision" ON "minutes" USING btree ("association_id","approved_by_decision_id");
--> statement-breakpoint
CREATE INDEX "rectifications_by_decision" ON "minutes_rectifications" USING btree ("association_id","decision_id");
--> statement-breakpoint
CREATE INDEX "remarks_of_meeting" ON "minutes_remarks" USING btree ("association_id","meeting_id");
--> statement-breakpoint
ALTER TABLE "register_entries" ADD CONSTRAINT "register_procedure" FOREIGN KEY ("association_id","procedure_id","body_id") REFERENCES "public"."written_procedures"("association_id","id","body_id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
CREATE INDEX "items_approving_minutes" ON "agenda_items" USING btree ("association_id","minutes_of_id");
--> statement-breakpoint
ALTER TABLE "register_entries" ADD CONSTRAINT "register_one_source" CHECK (num_nonnulls("register_entries"."decision_id", "register_entries"."procedure_id") <= 1);
--> statement-breakpoint
ALTER TABLE "personal_links" ADD CONSTRAINT "link_purpose" CHECK ("personal_links"."purpose" in ('meeting', 'date-poll', 'written-procedure', 'minutes'));
