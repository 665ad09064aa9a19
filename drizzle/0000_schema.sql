CREATE TABLE "accounts" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"email" text NOT NULL,
	"name" text NOT NULL,
	"operator" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "accounts_email_unique" UNIQUE("email")
);
--> statement-breakpoint
CREATE TABLE "passkey_challenges" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"purpose" text NOT NULL,
	"account_id" uuid,
	"challenge" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	CONSTRAINT "challenge_purpose" CHECK ("passkey_challenges"."purpose" in ('registration', 'sign-in', 'second-factor')),
	CONSTRAINT "challenge_account" CHECK (("passkey_challenges"."purpose" = 'sign-in') = ("passkey_challenges"."account_id" is null))
);
--> statement-breakpoint
CREATE TABLE "passkeys" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"account_id" uuid NOT NULL,
	"credential_id" text NOT NULL,
	"public_key" "bytea" NOT NULL,
	"counter" bigint NOT NULL,
	"transports" text[] NOT NULL,
	"name" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"last_used_at" timestamp with time zone,
	CONSTRAINT "passkey_once" UNIQUE("credential_id")
);
--> statement-breakpoint
CREATE TABLE "rate_limits" (
	"scope" text NOT NULL,
	"subject" text NOT NULL,
	"count" integer NOT NULL,
	"ends_at" timestamp with time zone NOT NULL,
	CONSTRAINT "rate_limits_scope_subject_pk" PRIMARY KEY("scope","subject")
);
--> statement-breakpoint
CREATE TABLE "recovery_codes" (
	"account_id" uuid NOT NULL,
	"hash" "bytea" NOT NULL,
	"used_at" timestamp with time zone,
	CONSTRAINT "recovery_codes_account_id_hash_pk" PRIMARY KEY("account_id","hash")
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"secret_hash" "bytea" NOT NULL,
	"account_id" uuid NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"last_seen_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"second_factor_passed_at" timestamp with time zone,
	"device" text NOT NULL,
	"address" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sign_in_requests" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"account_id" uuid,
	"email" text NOT NULL,
	"next" text NOT NULL,
	"link_hash" "bytea" NOT NULL,
	"code_hash" "bytea",
	"created_at" timestamp with time zone NOT NULL,
	"code_expires_at" timestamp with time zone NOT NULL,
	"link_expires_at" timestamp with time zone NOT NULL,
	"tries" integer DEFAULT 0 NOT NULL,
	"used_at" timestamp with time zone,
	CONSTRAINT "sign_in_link_once" UNIQUE("link_hash")
);
--> statement-breakpoint
CREATE TABLE "totp_secrets" (
	"account_id" uuid PRIMARY KEY NOT NULL,
	"sealed" "bytea" NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"confirmed_at" timestamp with time zone,
	"last_step" bigint,
	CONSTRAINT "totp_confirmed_by_a_code" CHECK (("totp_secrets"."confirmed_at" is null) = ("totp_secrets"."last_step" is null))
);
--> statement-breakpoint
CREATE TABLE "account_associations" (
	"account_id" uuid NOT NULL,
	"association_id" uuid NOT NULL,
	CONSTRAINT "account_associations_account_id_association_id_pk" PRIMARY KEY("account_id","association_id")
);
--> statement-breakpoint
CREATE TABLE "association_roles" (
	"association_id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"role" text NOT NULL,
	"granted_at" timestamp with time zone NOT NULL,
	CONSTRAINT "association_roles_association_id_account_id_pk" PRIMARY KEY("association_id","account_id"),
	CONSTRAINT "association_role" CHECK ("association_roles"."role" in ('coordination', 'assistant', 'reader'))
);
--> statement-breakpoint
CREATE TABLE "associations" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"slug" text NOT NULL,
	"short_name" text NOT NULL,
	"name" text NOT NULL,
	"legal_form" text NOT NULL,
	"letterhead" text[] DEFAULT '{}' NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "associations_slug_unique" UNIQUE("slug"),
	CONSTRAINT "association_slug" CHECK ("associations"."slug" ~ '^[a-z][a-z0-9-]{1,38}[a-z0-9]$')
);
--> statement-breakpoint
CREATE TABLE "organisations" (
	"association_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"name" text NOT NULL,
	"sector" text NOT NULL,
	"partner" boolean NOT NULL,
	"enterprise_number" text,
	"legal_form" text,
	"category" text,
	"municipality" text,
	"seat_address" text,
	"website" text,
	"member_since" date,
	"member_until" date,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "organisations_association_id_id_pk" PRIMARY KEY("association_id","id"),
	CONSTRAINT "organisation_name_once" UNIQUE("association_id","name"),
	CONSTRAINT "organisation_enterprise_number_once" UNIQUE("association_id","enterprise_number"),
	CONSTRAINT "organisation_sector" CHECK ("organisations"."sector" in ('public', 'associative', 'government')),
	CONSTRAINT "organisation_enterprise_number" CHECK ("organisations"."enterprise_number" ~ '^[01][0-9]{3}[.][0-9]{3}[.][0-9]{3}$'),
	CONSTRAINT "organisation_category" CHECK ("organisations"."category" in ('cpas', 'municipality', 'hospital', 'housing', 'mental-health', 'social-integration', 'individual-support', 'other')),
	CONSTRAINT "organisation_website" CHECK ("organisations"."website" ~ '^https?://'),
	CONSTRAINT "organisation_membership" CHECK ("organisations"."member_since" <= "organisations"."member_until")
);
--> statement-breakpoint
CREATE TABLE "people" (
	"association_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"family_name" text NOT NULL,
	"given_name" text NOT NULL,
	"civility" text,
	"email" text,
	"phone" text,
	"address" text,
	"account_id" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "people_association_id_id_pk" PRIMARY KEY("association_id","id"),
	CONSTRAINT "person_account_once" UNIQUE("association_id","account_id"),
	CONSTRAINT "person_civility" CHECK ("people"."civility" in ('madame', 'monsieur'))
);
--> statement-breakpoint
CREATE TABLE "settings" (
	"association_id" uuid NOT NULL,
	"body_id" uuid,
	"key" text NOT NULL,
	"value" jsonb NOT NULL,
	"source" text NOT NULL,
	CONSTRAINT "settings_once" UNIQUE NULLS NOT DISTINCT("association_id","body_id","key")
);
--> statement-breakpoint
CREATE TABLE "bodies" (
	"association_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"kind" text NOT NULL,
	"composition" text NOT NULL,
	"position" integer NOT NULL,
	CONSTRAINT "bodies_association_id_id_pk" PRIMARY KEY("association_id","id"),
	CONSTRAINT "body_code_once" UNIQUE("association_id","code"),
	CONSTRAINT "body_kind" CHECK ("bodies"."kind" in ('general-assembly', 'board', 'management-committee', 'consultation-committee', 'working-group'))
);
--> statement-breakpoint
CREATE TABLE "mandates" (
	"association_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"body_id" uuid NOT NULL,
	"organisation_id" uuid NOT NULL,
	"person_id" uuid,
	"sector" text NOT NULL,
	"office" text NOT NULL,
	"voting" boolean NOT NULL,
	"from_day" date NOT NULL,
	"to_day" date,
	"exception_reason" text,
	CONSTRAINT "mandates_association_id_id_pk" PRIMARY KEY("association_id","id"),
	CONSTRAINT "mandate_of_body" UNIQUE("association_id","id","body_id"),
	CONSTRAINT "mandate_sector" CHECK ("mandates"."sector" in ('public', 'associative', 'government')),
	CONSTRAINT "mandate_office" CHECK ("mandates"."office" in ('chair', 'vice-chair', 'treasurer', 'member', 'invited')),
	CONSTRAINT "mandate_invited_does_not_vote" CHECK ("mandates"."office" <> 'invited' or not "mandates"."voting"),
	CONSTRAINT "mandate_exception" CHECK ("mandates"."exception_reason" is null or "mandates"."office" in ('chair', 'vice-chair')),
	CONSTRAINT "mandate_period" CHECK ("mandates"."to_day" is null or "mandates"."from_day" <= "mandates"."to_day")
);
--> statement-breakpoint
CREATE TABLE "political_terms" (
	"association_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"name" text NOT NULL,
	"begins_on" date NOT NULL,
	"ends_on" date,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "political_terms_association_id_id_pk" PRIMARY KEY("association_id","id"),
	CONSTRAINT "term_period" CHECK ("political_terms"."ends_on" is null or "political_terms"."begins_on" < "political_terms"."ends_on")
);
--> statement-breakpoint
CREATE TABLE "decision_tallies" (
	"association_id" uuid NOT NULL,
	"decision_id" uuid NOT NULL,
	"college" text NOT NULL,
	"for" integer NOT NULL,
	"against" integer NOT NULL,
	"abstention" integer NOT NULL,
	"blank" integer NOT NULL,
	"invalid" integer NOT NULL,
	CONSTRAINT "decision_tallies_association_id_decision_id_college_pk" PRIMARY KEY("association_id","decision_id","college"),
	CONSTRAINT "tally_college" CHECK ("decision_tallies"."college" in ('public', 'associative', 'overall')),
	CONSTRAINT "tally_counts" CHECK (least("decision_tallies"."for", "decision_tallies"."against", "decision_tallies"."abstention", "decision_tallies"."blank", "decision_tallies"."invalid") >= 0)
);
--> statement-breakpoint
CREATE TABLE "decisions" (
	"association_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"meeting_id" uuid NOT NULL,
	"item_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"kind" text NOT NULL,
	"proposal" text NOT NULL,
	"verdict" jsonb NOT NULL,
	"recorded_at" timestamp with time zone NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "decisions_association_id_id_pk" PRIMARY KEY("association_id","id"),
	CONSTRAINT "decision_position_once" UNIQUE("association_id","item_id","position"),
	CONSTRAINT "decision_kind" CHECK ("decisions"."kind" in ('ordinary', 'statutes', 'purpose', 'exclusion', 'dissolution')),
	CONSTRAINT "decision_proposal" CHECK (length(trim("decisions"."proposal")) > 0)
);
--> statement-breakpoint
CREATE TABLE "agenda_items" (
	"association_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"meeting_id" uuid NOT NULL,
	"parent_id" uuid,
	"position" integer NOT NULL,
	"title" text NOT NULL,
	"nature" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "agenda_items_association_id_id_pk" PRIMARY KEY("association_id","id"),
	CONSTRAINT "item_of_meeting" UNIQUE("association_id","id","meeting_id"),
	CONSTRAINT "item_nature" CHECK ("agenda_items"."nature" in ('information', 'discussion', 'decision')),
	CONSTRAINT "item_is_not_its_parent" CHECK ("agenda_items"."parent_id" <> "agenda_items"."id"),
	CONSTRAINT "item_position" CHECK ("agenda_items"."position" >= 0)
);
--> statement-breakpoint
CREATE TABLE "attendances" (
	"association_id" uuid NOT NULL,
	"meeting_id" uuid NOT NULL,
	"mandate_id" uuid NOT NULL,
	"body_id" uuid NOT NULL,
	"state" text NOT NULL,
	CONSTRAINT "attendances_association_id_meeting_id_mandate_id_pk" PRIMARY KEY("association_id","meeting_id","mandate_id"),
	CONSTRAINT "attendance_state" CHECK ("attendances"."state" in ('present', 'excused', 'absent'))
);
--> statement-breakpoint
CREATE TABLE "item_notes" (
	"association_id" uuid NOT NULL,
	"item_id" uuid NOT NULL,
	"content" jsonb NOT NULL,
	"version" integer NOT NULL,
	"saved_at" timestamp with time zone NOT NULL,
	"saved_by" text NOT NULL,
	CONSTRAINT "item_notes_association_id_item_id_pk" PRIMARY KEY("association_id","item_id")
);
--> statement-breakpoint
CREATE TABLE "meetings" (
	"association_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"body_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"held_on" date NOT NULL,
	"starts_at" time(0),
	"place" text,
	"theme" text,
	"presided_by_mandate_id" uuid,
	"secretary_person_id" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "meetings_association_id_id_pk" PRIMARY KEY("association_id","id"),
	CONSTRAINT "meeting_of_body" UNIQUE("association_id","id","body_id"),
	CONSTRAINT "meeting_kind" CHECK ("meetings"."kind" in ('ordinary', 'extraordinary'))
);
--> statement-breakpoint
CREATE TABLE "outbox" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"about_association_id" uuid,
	"kind" text NOT NULL,
	"to" text NOT NULL,
	"subject" text NOT NULL,
	"text" text NOT NULL,
	"html" text,
	"queued_at" timestamp with time zone NOT NULL,
	"state" text DEFAULT 'waiting' NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"next_attempt_at" timestamp with time zone,
	"give_up_at" timestamp with time zone,
	"claimed_at" timestamp with time zone,
	"message_id" text,
	"sent_at" timestamp with time zone,
	"last_error" text,
	CONSTRAINT "outbox_state" CHECK ("outbox"."state" in ('waiting', 'sending', 'sent', 'failed', 'uncertain')),
	CONSTRAINT "outbox_waiting" CHECK (("outbox"."state" = 'waiting') = ("outbox"."next_attempt_at" is not null)),
	CONSTRAINT "outbox_claimed" CHECK ("outbox"."state" = 'waiting' or "outbox"."attempts" > 0),
	CONSTRAINT "outbox_attempts" CHECK (("outbox"."attempts" > 0) = ("outbox"."claimed_at" is not null) and ("outbox"."attempts" > 0) = ("outbox"."message_id" is not null)),
	CONSTRAINT "outbox_sent" CHECK (("outbox"."state" = 'sent') = ("outbox"."sent_at" is not null)),
	CONSTRAINT "outbox_error" CHECK ("outbox"."state" not in ('failed', 'uncertain') or "outbox"."last_error" is not null),
	CONSTRAINT "outbox_to" CHECK ("outbox"."to" ~ '^[^[:space:],<>@]+@[^[:space:],<>@]+$'),
	CONSTRAINT "outbox_subject" CHECK ("outbox"."subject" !~ '[[:cntrl:]]' and "outbox"."subject" <> '')
);
--> statement-breakpoint
CREATE TABLE "installation" (
	"only" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"kind" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"secret" text NOT NULL,
	CONSTRAINT "installation_is_one_row" CHECK ("installation"."only"),
	CONSTRAINT "installation_kind" CHECK ("installation"."kind" in ('real', 'demonstration'))
);
--> statement-breakpoint
CREATE TABLE "journal_entries" (
	"chain" uuid NOT NULL,
	"seq" bigint NOT NULL,
	"association_id" uuid,
	"act" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"account_id" uuid,
	"account_name" text NOT NULL,
	"subject_kind" text NOT NULL,
	"subject_id" text NOT NULL,
	"before" jsonb,
	"after" jsonb,
	"previous_hash" text NOT NULL,
	"hash" text NOT NULL,
	CONSTRAINT "journal_entries_chain_seq_pk" PRIMARY KEY("chain","seq")
);
--> statement-breakpoint
ALTER TABLE "passkey_challenges" ADD CONSTRAINT "passkey_challenges_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "passkeys" ADD CONSTRAINT "passkeys_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recovery_codes" ADD CONSTRAINT "recovery_codes_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sign_in_requests" ADD CONSTRAINT "sign_in_requests_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "totp_secrets" ADD CONSTRAINT "totp_secrets_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "account_associations" ADD CONSTRAINT "account_associations_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "account_associations" ADD CONSTRAINT "account_associations_association_id_associations_id_fk" FOREIGN KEY ("association_id") REFERENCES "public"."associations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "association_roles" ADD CONSTRAINT "association_roles_association_id_associations_id_fk" FOREIGN KEY ("association_id") REFERENCES "public"."associations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "association_roles" ADD CONSTRAINT "association_roles_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "organisations" ADD CONSTRAINT "organisations_association_id_associations_id_fk" FOREIGN KEY ("association_id") REFERENCES "public"."associations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "people" ADD CONSTRAINT "people_association_id_associations_id_fk" FOREIGN KEY ("association_id") REFERENCES "public"."associations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "people" ADD CONSTRAINT "people_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "settings" ADD CONSTRAINT "settings_association_id_associations_id_fk" FOREIGN KEY ("association_id") REFERENCES "public"."associations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bodies" ADD CONSTRAINT "bodies_association_id_associations_id_fk" FOREIGN KEY ("association_id") REFERENCES "public"."associations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mandates" ADD CONSTRAINT "mandate_body" FOREIGN KEY ("association_id","body_id") REFERENCES "public"."bodies"("association_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mandates" ADD CONSTRAINT "mandate_organisation" FOREIGN KEY ("association_id","organisation_id") REFERENCES "public"."organisations"("association_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mandates" ADD CONSTRAINT "mandate_person" FOREIGN KEY ("association_id","person_id") REFERENCES "public"."people"("association_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "political_terms" ADD CONSTRAINT "political_terms_association_id_associations_id_fk" FOREIGN KEY ("association_id") REFERENCES "public"."associations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "decision_tallies" ADD CONSTRAINT "tally_decision" FOREIGN KEY ("association_id","decision_id") REFERENCES "public"."decisions"("association_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "decisions" ADD CONSTRAINT "decision_meeting" FOREIGN KEY ("association_id","meeting_id") REFERENCES "public"."meetings"("association_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "decisions" ADD CONSTRAINT "decision_item" FOREIGN KEY ("association_id","item_id","meeting_id") REFERENCES "public"."agenda_items"("association_id","id","meeting_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agenda_items" ADD CONSTRAINT "item_meeting" FOREIGN KEY ("association_id","meeting_id") REFERENCES "public"."meetings"("association_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agenda_items" ADD CONSTRAINT "item_parent" FOREIGN KEY ("association_id","parent_id","meeting_id") REFERENCES "public"."agenda_items"("association_id","id","meeting_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attendances" ADD CONSTRAINT "attendance_meeting" FOREIGN KEY ("association_id","meeting_id","body_id") REFERENCES "public"."meetings"("association_id","id","body_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attendances" ADD CONSTRAINT "attendance_mandate" FOREIGN KEY ("association_id","mandate_id","body_id") REFERENCES "public"."mandates"("association_id","id","body_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "item_notes" ADD CONSTRAINT "notes_item" FOREIGN KEY ("association_id","item_id") REFERENCES "public"."agenda_items"("association_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "meetings" ADD CONSTRAINT "meeting_body" FOREIGN KEY ("association_id","body_id") REFERENCES "public"."bodies"("association_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "meetings" ADD CONSTRAINT "meeting_presided_by" FOREIGN KEY ("association_id","presided_by_mandate_id","body_id") REFERENCES "public"."mandates"("association_id","id","body_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "meetings" ADD CONSTRAINT "meeting_secretary" FOREIGN KEY ("association_id","secretary_person_id") REFERENCES "public"."people"("association_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "passkey_challenges_expires_at_index" ON "passkey_challenges" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "passkeys_account_id_index" ON "passkeys" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "rate_limits_ends_at_index" ON "rate_limits" USING btree ("ends_at");--> statement-breakpoint
CREATE INDEX "sessions_account_id_index" ON "sessions" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "sessions_expires_at_index" ON "sessions" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "sign_in_requests_link_expires_at_index" ON "sign_in_requests" USING btree ("link_expires_at");--> statement-breakpoint
CREATE INDEX "mandates_of_body" ON "mandates" USING btree ("association_id","body_id","from_day");--> statement-breakpoint
CREATE INDEX "mandates_of_person" ON "mandates" USING btree ("association_id","person_id");--> statement-breakpoint
CREATE INDEX "mandates_of_organisation" ON "mandates" USING btree ("association_id","organisation_id");--> statement-breakpoint
CREATE INDEX "decisions_of_meeting" ON "decisions" USING btree ("association_id","meeting_id");--> statement-breakpoint
CREATE INDEX "meetings_by_day" ON "meetings" USING btree ("association_id","held_on");--> statement-breakpoint
CREATE INDEX "outbox_due" ON "outbox" USING btree ("next_attempt_at") WHERE "outbox"."state" = 'waiting';--> statement-breakpoint
CREATE INDEX "outbox_in_progress" ON "outbox" USING btree ("claimed_at") WHERE "outbox"."state" = 'sending';--> statement-breakpoint
CREATE INDEX "outbox_newest" ON "outbox" USING btree ("queued_at" DESC NULLS LAST,"id");