ALTER TABLE "outbox" DROP CONSTRAINT "outbox_claimed";--> statement-breakpoint
ALTER TABLE "outbox" ADD COLUMN "erased_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "outbox" ADD CONSTRAINT "outbox_erased" CHECK ("outbox"."erased_at" is null or ("outbox"."state" <> 'waiting' and "outbox"."text" = '' and "outbox"."html" is null));--> statement-breakpoint
ALTER TABLE "outbox" ADD CONSTRAINT "outbox_claimed" CHECK ("outbox"."state" = 'waiting' or "outbox"."attempts" > 0 or "outbox"."erased_at" is not null);