ALTER TABLE "agenda_items" ADD COLUMN "subject" text;--> statement-breakpoint
ALTER TABLE "meetings" ADD COLUMN "check_in_code" text DEFAULT replace(gen_random_uuid()::text, '-', '') NOT NULL;--> statement-breakpoint
ALTER TABLE "sittings" DROP COLUMN "check_in_code";--> statement-breakpoint
ALTER TABLE "agenda_items" ADD CONSTRAINT "item_subject" CHECK ("agenda_items"."subject" in ('accounts', 'budget'));