CREATE TABLE "election_withdrawals" (
	"association_id" uuid NOT NULL,
	"election_id" uuid NOT NULL,
	"candidate_id" uuid NOT NULL,
	"after_round" smallint NOT NULL,
	"withdrawn_at" timestamp with time zone NOT NULL,
	"recorded_by" text NOT NULL,
	CONSTRAINT "election_withdrawals_association_id_election_id_candidate_id_pk" PRIMARY KEY("association_id","election_id","candidate_id"),
	CONSTRAINT "withdrawal_round" CHECK ("election_withdrawals"."after_round" >= 0)
);
--> statement-breakpoint
CREATE TABLE "linked_items" (
	"association_id" uuid NOT NULL,
	"meeting_id" uuid NOT NULL,
	"item_id" uuid NOT NULL,
	"lead_id" uuid NOT NULL,
	"proposal" text NOT NULL,
	CONSTRAINT "linked_items_association_id_item_id_pk" PRIMARY KEY("association_id","item_id"),
	CONSTRAINT "linked_with_another" CHECK ("linked_items"."item_id" <> "linked_items"."lead_id"),
	CONSTRAINT "linked_proposal" CHECK (length(trim("linked_items"."proposal")) > 0)
);
--> statement-breakpoint
ALTER TABLE "named_ballots" DROP CONSTRAINT "named_ballot_choice";--> statement-breakpoint
ALTER TABLE "secret_ballots" DROP CONSTRAINT "secret_ballot_choice";--> statement-breakpoint
ALTER TABLE "votes" DROP CONSTRAINT "vote_verdict";--> statement-breakpoint
ALTER TABLE "election_rounds" ADD COLUMN "on_screens" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "paper_votes" ADD COLUMN "linked" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "decisions" ADD COLUMN "link_id" uuid;--> statement-breakpoint
ALTER TABLE "named_ballots" ADD COLUMN "names" uuid[];--> statement-breakpoint
ALTER TABLE "secret_ballots" ADD COLUMN "names" uuid[];--> statement-breakpoint
ALTER TABLE "votes" ADD COLUMN "linked" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "votes" ADD COLUMN "election_id" uuid;--> statement-breakpoint
ALTER TABLE "votes" ADD COLUMN "round" smallint;--> statement-breakpoint
ALTER TABLE "votes" ADD COLUMN "names" jsonb;--> statement-breakpoint
ALTER TABLE "votes" ADD COLUMN "round_count" jsonb;--> statement-breakpoint
ALTER TABLE "election_withdrawals" ADD CONSTRAINT "withdrawal_election" FOREIGN KEY ("association_id","election_id") REFERENCES "public"."elections"("association_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "linked_items" ADD CONSTRAINT "linked_item" FOREIGN KEY ("association_id","item_id","meeting_id") REFERENCES "public"."agenda_items"("association_id","id","meeting_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "linked_items" ADD CONSTRAINT "linked_lead" FOREIGN KEY ("association_id","lead_id","meeting_id") REFERENCES "public"."agenda_items"("association_id","id","meeting_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "linked_items_of_lead" ON "linked_items" USING btree ("association_id","lead_id");--> statement-breakpoint
ALTER TABLE "votes" ADD CONSTRAINT "vote_election" FOREIGN KEY ("association_id","election_id") REFERENCES "public"."elections"("association_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "vote_round_once" ON "votes" USING btree ("association_id","election_id","round") WHERE "votes"."state" <> 'cancelled';--> statement-breakpoint
ALTER TABLE "named_ballots" ADD CONSTRAINT "named_ballot_names" CHECK (("named_ballots"."choice" = 'names') = (coalesce(cardinality("named_ballots"."names"), 0) > 0));--> statement-breakpoint
ALTER TABLE "named_ballots" ADD CONSTRAINT "named_ballot_choice" CHECK ("named_ballots"."choice" in ('for', 'against', 'abstention', 'blank', 'not-voting', 'names'));--> statement-breakpoint
ALTER TABLE "secret_ballots" ADD CONSTRAINT "secret_ballot_names" CHECK (("secret_ballots"."choice" = 'names') = (coalesce(cardinality("secret_ballots"."names"), 0) > 0));--> statement-breakpoint
ALTER TABLE "secret_ballots" ADD CONSTRAINT "secret_ballot_choice" CHECK ("secret_ballots"."choice" in ('for', 'against', 'abstention', 'blank', 'not-voting', 'names'));--> statement-breakpoint
ALTER TABLE "votes" ADD CONSTRAINT "vote_round" CHECK (num_nonnulls("votes"."election_id", "votes"."round", "votes"."names") in (0, 3) and ("votes"."election_id" is null or "votes"."verdict" is null) and ("votes"."election_id" is not null or "votes"."round_count" is null));--> statement-breakpoint
ALTER TABLE "votes" ADD CONSTRAINT "vote_verdict" CHECK (("votes"."closed_at" is null) = ("votes"."verdict" is null and "votes"."round_count" is null));