CREATE TABLE "house_styles" (
	"association_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"style" jsonb NOT NULL,
	"saved_at" timestamp with time zone NOT NULL,
	"saved_by" text NOT NULL,
	"adopted_at" timestamp with time zone,
	CONSTRAINT "house_styles_association_id_version_pk" PRIMARY KEY("association_id","version"),
	CONSTRAINT "house_style_version" CHECK ("house_styles"."version" > 0)
);
--> statement-breakpoint
ALTER TABLE "house_styles" ADD CONSTRAINT "house_styles_association_id_associations_id_fk" FOREIGN KEY ("association_id") REFERENCES "public"."associations"("id") ON DELETE no action ON UPDATE no action;