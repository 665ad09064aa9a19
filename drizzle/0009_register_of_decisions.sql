CREATE TABLE "register_entries" (
	"association_id" uuid NOT NULL,
	"body_id" uuid NOT NULL,
	"year" smallint NOT NULL,
	"number" integer NOT NULL,
	"decision_id" uuid,
	"allotted_at" timestamp with time zone NOT NULL,
	CONSTRAINT "register_entries_association_id_body_id_year_number_pk" PRIMARY KEY("association_id","body_id","year","number"),
	CONSTRAINT "register_number" CHECK ("register_entries"."number" > 0)
);
--> statement-breakpoint
ALTER TABLE "register_entries" ADD CONSTRAINT "register_body" FOREIGN KEY ("association_id","body_id") REFERENCES "public"."bodies"("association_id","id") ON DELETE no action ON UPDATE no action;