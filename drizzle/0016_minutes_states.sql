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
ALTER TABLE "personal_links" DROP CONSTRAINT "link_purpose";--> statement-breakpoint
ALTER TABLE "agenda_items" ADD COLUMN "minutes_of_id" uuid;--> statement-breakpoint
ALTER TABLE "meetings" ADD COLUMN "minutes_fixed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "minutes" ADD CONSTRAINT "minutes_meeting" FOREIGN KEY ("association_id","meeting_id") REFERENCES "public"."meetings"("association_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "minutes" ADD CONSTRAINT "minutes_approving_decision" FOREIGN KEY ("association_id","approved_by_decision_id") REFERENCES "public"."decisions"("association_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "minutes_rectifications" ADD CONSTRAINT "rectification_minutes" FOREIGN KEY ("association_id","meeting_id") REFERENCES "public"."minutes"("association_id","meeting_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "minutes_rectifications" ADD CONSTRAINT "minutes_rectifying_decision" FOREIGN KEY ("association_id","decision_id") REFERENCES "public"."decisions"("association_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "minutes_remarks" ADD CONSTRAINT "remark_version" FOREIGN KEY ("association_id","meeting_id","version") REFERENCES "public"."minutes_versions"("association_id","meeting_id","number") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "minutes_remarks" ADD CONSTRAINT "remark_mandate" FOREIGN KEY ("association_id","mandate_id") REFERENCES "public"."mandates"("association_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "minutes_seals" ADD CONSTRAINT "seal_minutes" FOREIGN KEY ("association_id","meeting_id") REFERENCES "public"."minutes"("association_id","meeting_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "minutes_seals" ADD CONSTRAINT "seal_file" FOREIGN KEY ("association_id","file_id") REFERENCES "public"."files"("association_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "minutes_seals" ADD CONSTRAINT "seal_certificate" FOREIGN KEY ("association_id","certificate_id") REFERENCES "public"."certificates"("association_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "minutes_signatures" ADD CONSTRAINT "signature_minutes" FOREIGN KEY ("association_id","meeting_id") REFERENCES "public"."minutes"("association_id","meeting_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "minutes_signatures" ADD CONSTRAINT "signature_file" FOREIGN KEY ("association_id","file_id") REFERENCES "public"."files"("association_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "minutes_versions" ADD CONSTRAINT "version_minutes" FOREIGN KEY ("association_id","meeting_id") REFERENCES "public"."minutes"("association_id","meeting_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "minutes_by_approving_decision" ON "minutes" USING btree ("association_id","approved_by_decision_id");--> statement-breakpoint
CREATE INDEX "rectifications_by_decision" ON "minutes_rectifications" USING btree ("association_id","decision_id");--> statement-breakpoint
CREATE INDEX "remarks_of_meeting" ON "minutes_remarks" USING btree ("association_id","meeting_id");--> statement-breakpoint
CREATE INDEX "items_approving_minutes" ON "agenda_items" USING btree ("association_id","minutes_of_id");--> statement-breakpoint
ALTER TABLE "personal_links" ADD CONSTRAINT "link_purpose" CHECK ("personal_links"."purpose" in ('meeting', 'date-poll', 'written-procedure', 'minutes'));