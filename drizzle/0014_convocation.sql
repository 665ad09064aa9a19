CREATE TABLE "outbox_attachments" (
	"mail_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"filename" text NOT NULL,
	"media_type" text NOT NULL,
	"content" "bytea" NOT NULL,
	CONSTRAINT "outbox_attachments_mail_id_position_pk" PRIMARY KEY("mail_id","position"),
	CONSTRAINT "attachment_filename" CHECK ("outbox_attachments"."filename" !~ '[[:cntrl:]/\\]' and "outbox_attachments"."filename" <> '')
);
--> statement-breakpoint
ALTER TABLE "outbox_attachments" ADD CONSTRAINT "outbox_attachments_mail_id_outbox_id_fk" FOREIGN KEY ("mail_id") REFERENCES "public"."outbox"("id") ON DELETE cascade ON UPDATE no action;