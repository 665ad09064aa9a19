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
ALTER TABLE "named_ballots" ADD CONSTRAINT "ballot_right" FOREIGN KEY ("association_id","vote_id","mandate_id") REFERENCES "public"."vote_rights"("association_id","vote_id","mandate_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "secret_ballots" ADD CONSTRAINT "secret_ballot_vote" FOREIGN KEY ("association_id","vote_id") REFERENCES "public"."votes"("association_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "vote_receipts" ADD CONSTRAINT "receipt_vote" FOREIGN KEY ("association_id","vote_id") REFERENCES "public"."votes"("association_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "vote_rights" ADD CONSTRAINT "right_vote" FOREIGN KEY ("association_id","vote_id","body_id") REFERENCES "public"."votes"("association_id","id","body_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "vote_rights" ADD CONSTRAINT "right_mandate" FOREIGN KEY ("association_id","mandate_id","body_id") REFERENCES "public"."mandates"("association_id","id","body_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "vote_rights" ADD CONSTRAINT "right_caster" FOREIGN KEY ("association_id","caster_mandate_id","body_id") REFERENCES "public"."mandates"("association_id","id","body_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "votes" ADD CONSTRAINT "vote_meeting" FOREIGN KEY ("association_id","meeting_id","body_id") REFERENCES "public"."meetings"("association_id","id","body_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "votes" ADD CONSTRAINT "vote_item" FOREIGN KEY ("association_id","item_id","meeting_id") REFERENCES "public"."agenda_items"("association_id","id","meeting_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "secret_ballots_of_vote" ON "secret_ballots" USING btree ("association_id","vote_id");--> statement-breakpoint
CREATE INDEX "votes_of_meeting" ON "votes" USING btree ("association_id","meeting_id","opened_at");