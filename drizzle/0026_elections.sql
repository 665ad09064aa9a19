CREATE TABLE "election_rounds" (
	"association_id" uuid NOT NULL,
	"election_id" uuid NOT NULL,
	"number" smallint NOT NULL,
	"count" jsonb NOT NULL,
	"voters" integer NOT NULL,
	"entered_at" timestamp with time zone NOT NULL,
	"entered_by" text NOT NULL,
	CONSTRAINT "election_rounds_association_id_election_id_number_pk" PRIMARY KEY("association_id","election_id","number"),
	CONSTRAINT "round_number" CHECK ("election_rounds"."number" > 0 and "election_rounds"."voters" >= 0)
);
--> statement-breakpoint
CREATE TABLE "election_ties" (
	"association_id" uuid NOT NULL,
	"election_id" uuid NOT NULL,
	"round" smallint NOT NULL,
	"position" smallint NOT NULL,
	"means" text NOT NULL,
	"order" jsonb NOT NULL,
	"seed" text,
	"hashes" jsonb,
	"settled_at" timestamp with time zone NOT NULL,
	"settled_by" text NOT NULL,
	CONSTRAINT "election_ties_association_id_election_id_round_position_pk" PRIMARY KEY("association_id","election_id","round","position"),
	CONSTRAINT "tie_position" CHECK ("election_ties"."position" > 0),
	CONSTRAINT "tie_means" CHECK ("election_ties"."means" in ('lot', 'age')),
	CONSTRAINT "tie_drawn" CHECK (("election_ties"."seed" is null) = ("election_ties"."hashes" is null)),
	CONSTRAINT "tie_lot_has_seed" CHECK ("election_ties"."means" = 'age' or "election_ties"."seed" is not null)
);
--> statement-breakpoint
CREATE TABLE "elections" (
	"association_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"meeting_id" uuid NOT NULL,
	"item_id" uuid NOT NULL,
	"body_id" uuid NOT NULL,
	"office" text NOT NULL,
	"from_day" date NOT NULL,
	"to_day" date,
	"title" text NOT NULL,
	"secret" boolean NOT NULL,
	"rule" jsonb NOT NULL,
	"candidates" jsonb NOT NULL,
	"opened_at" timestamp with time zone NOT NULL,
	"opened_by" text NOT NULL,
	"running" boolean DEFAULT true,
	"decision_id" uuid,
	"elected" jsonb,
	"applied_at" timestamp with time zone,
	"cancelled_at" timestamp with time zone,
	"cancel_reason" text,
	CONSTRAINT "elections_association_id_id_pk" PRIMARY KEY("association_id","id"),
	CONSTRAINT "election_one_at_a_time" UNIQUE("association_id","item_id","running"),
	CONSTRAINT "election_decision_once" UNIQUE("association_id","decision_id"),
	CONSTRAINT "election_office" CHECK ("elections"."office" in ('member', 'chair', 'vice-chair', 'treasurer', 'secretary')),
	CONSTRAINT "election_period" CHECK ("elections"."to_day" is null or "elections"."from_day" <= "elections"."to_day"),
	CONSTRAINT "election_running" CHECK (("elections"."running" is not null) = ("elections"."decision_id" is null and "elections"."cancelled_at" is null)),
	CONSTRAINT "election_running_is_true" CHECK ("elections"."running"),
	CONSTRAINT "election_result" CHECK (("elections"."decision_id" is null) = ("elections"."elected" is null)),
	CONSTRAINT "election_applied" CHECK ("elections"."applied_at" is null or "elections"."decision_id" is not null),
	CONSTRAINT "election_cancelled" CHECK ("elections"."cancelled_at" is null or "elections"."decision_id" is null),
	CONSTRAINT "election_cancel_reason" CHECK (("elections"."cancelled_at" is null) = ("elections"."cancel_reason" is null))
);
--> statement-breakpoint
ALTER TABLE "election_rounds" ADD CONSTRAINT "round_election" FOREIGN KEY ("association_id","election_id") REFERENCES "public"."elections"("association_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "election_ties" ADD CONSTRAINT "tie_round" FOREIGN KEY ("association_id","election_id","round") REFERENCES "public"."election_rounds"("association_id","election_id","number") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "elections" ADD CONSTRAINT "election_item" FOREIGN KEY ("association_id","item_id","meeting_id") REFERENCES "public"."agenda_items"("association_id","id","meeting_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "elections" ADD CONSTRAINT "election_body" FOREIGN KEY ("association_id","body_id") REFERENCES "public"."bodies"("association_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "elections" ADD CONSTRAINT "election_decision" FOREIGN KEY ("association_id","decision_id") REFERENCES "public"."decisions"("association_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "elections_of_meeting" ON "elections" USING btree ("association_id","meeting_id");