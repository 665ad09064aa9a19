ALTER TABLE "votes" DROP CONSTRAINT "vote_state";--> statement-breakpoint
ALTER TABLE "votes" ADD COLUMN "proposition_id" uuid;--> statement-breakpoint
ALTER TABLE "votes" ADD COLUMN "advance_until" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "votes" ADD CONSTRAINT "vote_proposition" FOREIGN KEY ("association_id","proposition_id","item_id") REFERENCES "public"."propositions"("association_id","id","item_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "vote_advance_once" ON "votes" USING btree ("association_id","item_id") WHERE "votes"."state" = 'advance';--> statement-breakpoint
ALTER TABLE "votes" ADD CONSTRAINT "vote_advance" CHECK ("votes"."state" <> 'advance' or "votes"."advance_until" is not null);--> statement-breakpoint
ALTER TABLE "votes" ADD CONSTRAINT "vote_state" CHECK ("votes"."state" in ('advance', 'open', 'closed', 'published', 'cancelled'));