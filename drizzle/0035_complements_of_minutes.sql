CREATE TABLE "minutes_complements" (
	"association_id" uuid NOT NULL,
	"meeting_id" uuid NOT NULL,
	"key" text NOT NULL,
	"text" text NOT NULL,
	"sentence" text NOT NULL,
	"version" integer NOT NULL,
	"saved_at" timestamp with time zone NOT NULL,
	"saved_by" text NOT NULL,
	CONSTRAINT "minutes_complements_association_id_meeting_id_key_pk" PRIMARY KEY("association_id","meeting_id","key"),
	CONSTRAINT "complement_text" CHECK ("minutes_complements"."text" <> '')
);
--> statement-breakpoint
ALTER TABLE "minutes_complements" ADD CONSTRAINT "complement_meeting" FOREIGN KEY ("association_id","meeting_id") REFERENCES "public"."meetings"("association_id","id") ON DELETE cascade ON UPDATE no action;