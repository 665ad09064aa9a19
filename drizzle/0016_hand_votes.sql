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
ALTER TABLE "paper_counts" ADD CONSTRAINT "paper_count_vote" FOREIGN KEY ("association_id","paper_vote_id") REFERENCES "public"."paper_votes"("association_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "paper_counts" ADD CONSTRAINT "paper_count_mandate" FOREIGN KEY ("association_id","teller_mandate_id") REFERENCES "public"."mandates"("association_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "paper_votes" ADD CONSTRAINT "paper_vote_item" FOREIGN KEY ("association_id","item_id","meeting_id") REFERENCES "public"."agenda_items"("association_id","id","meeting_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "paper_votes" ADD CONSTRAINT "paper_vote_proposition" FOREIGN KEY ("association_id","proposition_id","item_id") REFERENCES "public"."propositions"("association_id","id","item_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "propositions" ADD CONSTRAINT "proposition_item" FOREIGN KEY ("association_id","item_id","meeting_id") REFERENCES "public"."agenda_items"("association_id","id","meeting_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "propositions" ADD CONSTRAINT "proposition_parent" FOREIGN KEY ("association_id","parent_id","item_id") REFERENCES "public"."propositions"("association_id","id","item_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "propositions" ADD CONSTRAINT "proposition_falls_with" FOREIGN KEY ("association_id","falls_with_id","item_id") REFERENCES "public"."propositions"("association_id","id","item_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "propositions_of_meeting" ON "propositions" USING btree ("association_id","meeting_id");