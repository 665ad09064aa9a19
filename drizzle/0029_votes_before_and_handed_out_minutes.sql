ALTER TABLE "votes" ADD COLUMN "reminded_on" date;--> statement-breakpoint
ALTER TABLE "agenda_items" ADD COLUMN "vote_before_until" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "minutes_versions" ADD COLUMN "handed_out" boolean DEFAULT false NOT NULL;