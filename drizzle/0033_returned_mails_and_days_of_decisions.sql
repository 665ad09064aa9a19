DROP INDEX "outbox_newest";--> statement-breakpoint
ALTER TABLE "register_entries" ADD COLUMN "decided_on" date;--> statement-breakpoint
ALTER TABLE "outbox" ADD COLUMN "report" text;--> statement-breakpoint
ALTER TABLE "outbox" ADD COLUMN "reported_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "outbox" ADD COLUMN "report_reason" text;--> statement-breakpoint
CREATE INDEX "register_latest" ON "register_entries" USING btree ("association_id","decided_on","number");--> statement-breakpoint
CREATE INDEX "tasks_by_end" ON "tasks" USING btree ("association_id","state","settled_at");--> statement-breakpoint
CREATE INDEX "outbox_newest_of_state" ON "outbox" USING btree ("state","queued_at" DESC NULLS FIRST,"id");--> statement-breakpoint
CREATE INDEX "outbox_newest_returned" ON "outbox" USING btree ("queued_at" DESC NULLS FIRST,"id") WHERE "outbox"."report" = 'returned';--> statement-breakpoint
CREATE INDEX "outbox_newest" ON "outbox" USING btree ("queued_at" DESC NULLS FIRST,"id");--> statement-breakpoint
ALTER TABLE "outbox" ADD CONSTRAINT "outbox_report" CHECK ("outbox"."report" in ('delayed', 'returned'));--> statement-breakpoint
ALTER TABLE "outbox" ADD CONSTRAINT "outbox_reported" CHECK (("outbox"."report" is null) = ("outbox"."reported_at" is null) and ("outbox"."report" is null) = ("outbox"."report_reason" is null) and ("outbox"."report" is null or "outbox"."attempts" > 0));