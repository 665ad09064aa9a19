CREATE TABLE "formalities" (
	"association_id" uuid NOT NULL,
	"body_id" uuid NOT NULL,
	"changed_on" date NOT NULL,
	"step" text NOT NULL,
	"done_on" date NOT NULL,
	"note" text,
	CONSTRAINT "formalities_association_id_body_id_changed_on_step_pk" PRIMARY KEY("association_id","body_id","changed_on","step"),
	CONSTRAINT "formality_step" CHECK ("formalities"."step" in ('extract', 'publication', 'ubo', 'bank', 'partners'))
);
--> statement-breakpoint
CREATE TABLE "imports" (
	"association_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"content" text NOT NULL,
	"file_name" text NOT NULL,
	"uploaded_at" timestamp with time zone NOT NULL,
	"cells" jsonb NOT NULL,
	"columns" jsonb,
	"applied_at" timestamp with time zone,
	"effects" jsonb,
	"undone_at" timestamp with time zone,
	CONSTRAINT "imports_association_id_id_pk" PRIMARY KEY("association_id","id"),
	CONSTRAINT "import_content" CHECK ("imports"."content" in ('organisations', 'people', 'mandates')),
	CONSTRAINT "import_applied" CHECK (("imports"."applied_at" is null) = ("imports"."effects" is null)),
	CONSTRAINT "import_undone" CHECK ("imports"."undone_at" is null or "imports"."applied_at" is not null)
);
--> statement-breakpoint
CREATE TABLE "renewal_places" (
	"association_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"renewal_id" uuid NOT NULL,
	"body_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"kept_mandate_id" uuid,
	"seat_id" uuid,
	"sector" text NOT NULL,
	"organisation_id" uuid,
	"person_id" uuid,
	"office" text NOT NULL,
	"voting" boolean NOT NULL,
	"exception_reason" text,
	CONSTRAINT "renewal_places_association_id_id_pk" PRIMARY KEY("association_id","id"),
	CONSTRAINT "renewal_place_sector" CHECK ("renewal_places"."sector" in ('public', 'associative', 'government')),
	CONSTRAINT "renewal_place_office" CHECK ("renewal_places"."office" in ('chair', 'vice-chair', 'treasurer', 'secretary', 'member', 'substitute', 'observer', 'invited'))
);
--> statement-breakpoint
CREATE TABLE "renewals" (
	"association_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"body_id" uuid NOT NULL,
	"on_day" date NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"applied_at" timestamp with time zone,
	"decision_id" uuid,
	"appointment" text,
	CONSTRAINT "renewals_association_id_id_pk" PRIMARY KEY("association_id","id"),
	CONSTRAINT "renewal_of_body" UNIQUE("association_id","id","body_id"),
	CONSTRAINT "renewal_once" UNIQUE("association_id","body_id","on_day"),
	CONSTRAINT "renewal_applied" CHECK (("renewals"."applied_at" is null) = ("renewals"."decision_id" is null and "renewals"."appointment" is null))
);
--> statement-breakpoint
CREATE TABLE "seats" (
	"association_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"body_id" uuid NOT NULL,
	"sector" text NOT NULL,
	"category" text,
	"organisation_id" uuid,
	"voting" boolean DEFAULT true NOT NULL,
	"from_day" date,
	"to_day" date,
	"position" integer NOT NULL,
	CONSTRAINT "seats_association_id_id_pk" PRIMARY KEY("association_id","id"),
	CONSTRAINT "seat_of_body" UNIQUE("association_id","id","body_id","sector"),
	CONSTRAINT "seat_sector" CHECK ("seats"."sector" in ('public', 'associative', 'government')),
	CONSTRAINT "seat_category" CHECK ("seats"."category" in ('cpas', 'municipality', 'hospital', 'housing', 'mental-health', 'social-integration', 'individual-support', 'other')),
	CONSTRAINT "seat_life" CHECK ("seats"."from_day" <= "seats"."to_day")
);
--> statement-breakpoint
CREATE TABLE "alert_mails" (
	"association_id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"key" text NOT NULL,
	"queued_at" timestamp with time zone NOT NULL,
	CONSTRAINT "alert_mails_association_id_account_id_key_pk" PRIMARY KEY("association_id","account_id","key")
);
--> statement-breakpoint
ALTER TABLE "settings" DROP CONSTRAINT "settings_once";--> statement-breakpoint
ALTER TABLE "bodies" DROP CONSTRAINT "body_kind";--> statement-breakpoint
ALTER TABLE "mandates" DROP CONSTRAINT "mandate_invited_does_not_vote";--> statement-breakpoint
ALTER TABLE "mandates" DROP CONSTRAINT "mandate_office";--> statement-breakpoint
ALTER TABLE "settings" ALTER COLUMN "value" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "organisations" ADD COLUMN "arrondissement" text;--> statement-breakpoint
ALTER TABLE "people" ADD COLUMN "erased_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "settings" ADD COLUMN "from_day" date;--> statement-breakpoint
ALTER TABLE "bodies" ADD COLUMN "kind_name" text;--> statement-breakpoint
ALTER TABLE "bodies" ADD COLUMN "composed" text DEFAULT 'by-seats' NOT NULL;--> statement-breakpoint
ALTER TABLE "bodies" ADD COLUMN "powers" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "bodies" ADD COLUMN "parent_id" uuid;--> statement-breakpoint
ALTER TABLE "bodies" ADD COLUMN "from_day" date;--> statement-breakpoint
ALTER TABLE "bodies" ADD COLUMN "to_day" date;--> statement-breakpoint
ALTER TABLE "bodies" ADD COLUMN "version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "mandates" ADD COLUMN "seat_id" uuid;--> statement-breakpoint
ALTER TABLE "mandates" ADD COLUMN "appointing_decision_id" uuid;--> statement-breakpoint
ALTER TABLE "mandates" ADD COLUMN "appointment" text;--> statement-breakpoint
ALTER TABLE "mandates" ADD COLUMN "end_reason" text;--> statement-breakpoint
ALTER TABLE "mandates" ADD COLUMN "end_note" text;--> statement-breakpoint
ALTER TABLE "mandates" ADD COLUMN "replaces_id" uuid;--> statement-breakpoint
ALTER TABLE "mandates" ADD COLUMN "co_optation" text;--> statement-breakpoint
ALTER TABLE "mandates" ADD COLUMN "version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "formalities" ADD CONSTRAINT "formality_body" FOREIGN KEY ("association_id","body_id") REFERENCES "public"."bodies"("association_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "imports" ADD CONSTRAINT "imports_association_id_associations_id_fk" FOREIGN KEY ("association_id") REFERENCES "public"."associations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "renewal_places" ADD CONSTRAINT "renewal_place_of" FOREIGN KEY ("association_id","renewal_id","body_id") REFERENCES "public"."renewals"("association_id","id","body_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "renewal_places" ADD CONSTRAINT "renewal_place_keeps" FOREIGN KEY ("association_id","kept_mandate_id","body_id") REFERENCES "public"."mandates"("association_id","id","body_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "renewal_places" ADD CONSTRAINT "renewal_place_seat" FOREIGN KEY ("association_id","seat_id","body_id","sector") REFERENCES "public"."seats"("association_id","id","body_id","sector") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "renewal_places" ADD CONSTRAINT "renewal_place_organisation" FOREIGN KEY ("association_id","organisation_id") REFERENCES "public"."organisations"("association_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "renewal_places" ADD CONSTRAINT "renewal_place_person" FOREIGN KEY ("association_id","person_id") REFERENCES "public"."people"("association_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "renewals" ADD CONSTRAINT "renewal_body" FOREIGN KEY ("association_id","body_id") REFERENCES "public"."bodies"("association_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "seats" ADD CONSTRAINT "seat_body" FOREIGN KEY ("association_id","body_id") REFERENCES "public"."bodies"("association_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "seats" ADD CONSTRAINT "seat_organisation" FOREIGN KEY ("association_id","organisation_id") REFERENCES "public"."organisations"("association_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "alert_mails" ADD CONSTRAINT "alert_mails_association_id_associations_id_fk" FOREIGN KEY ("association_id") REFERENCES "public"."associations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "alert_mails" ADD CONSTRAINT "alert_mails_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "places_of_renewal" ON "renewal_places" USING btree ("association_id","renewal_id","position");--> statement-breakpoint
CREATE INDEX "seats_of_body" ON "seats" USING btree ("association_id","body_id","position");--> statement-breakpoint
ALTER TABLE "bodies" ADD CONSTRAINT "body_parent" FOREIGN KEY ("association_id","parent_id") REFERENCES "public"."bodies"("association_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mandates" ADD CONSTRAINT "mandate_seat" FOREIGN KEY ("association_id","seat_id","body_id","sector") REFERENCES "public"."seats"("association_id","id","body_id","sector") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mandates" ADD CONSTRAINT "mandate_replaces" FOREIGN KEY ("association_id","replaces_id","body_id") REFERENCES "public"."mandates"("association_id","id","body_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "mandates_of_seat" ON "mandates" USING btree ("association_id","seat_id");--> statement-breakpoint
ALTER TABLE "settings" ADD CONSTRAINT "settings_once" UNIQUE NULLS NOT DISTINCT("association_id","body_id","key","from_day");--> statement-breakpoint
ALTER TABLE "mandates" ADD CONSTRAINT "mandate_replaced_once" UNIQUE("association_id","replaces_id");--> statement-breakpoint
ALTER TABLE "people" ADD CONSTRAINT "person_erased" CHECK ("people"."erased_at" is null or coalesce("people"."email", "people"."phone", "people"."address") is null);--> statement-breakpoint
ALTER TABLE "bodies" ADD CONSTRAINT "body_kind_name" CHECK (("bodies"."kind" = 'other') = ("bodies"."kind_name" is not null));--> statement-breakpoint
ALTER TABLE "bodies" ADD CONSTRAINT "body_composed" CHECK ("bodies"."composed" in ('by-right', 'by-seats'));--> statement-breakpoint
ALTER TABLE "bodies" ADD CONSTRAINT "body_is_not_its_parent" CHECK ("bodies"."parent_id" <> "bodies"."id");--> statement-breakpoint
ALTER TABLE "bodies" ADD CONSTRAINT "body_life" CHECK ("bodies"."from_day" <= "bodies"."to_day");--> statement-breakpoint
ALTER TABLE "bodies" ADD CONSTRAINT "body_kind" CHECK ("bodies"."kind" in ('general-assembly', 'board', 'management-committee', 'consultation-committee', 'working-group', 'other'));--> statement-breakpoint
ALTER TABLE "mandates" ADD CONSTRAINT "mandate_without_vote" CHECK ("mandates"."office" not in ('substitute', 'observer', 'invited') or not "mandates"."voting");--> statement-breakpoint
ALTER TABLE "mandates" ADD CONSTRAINT "mandate_substitute_is_someone" CHECK ("mandates"."office" <> 'substitute' or "mandates"."person_id" is not null);--> statement-breakpoint
ALTER TABLE "mandates" ADD CONSTRAINT "mandate_end_reason" CHECK ("mandates"."end_reason" in ('term', 'resignation', 'replacement', 'office-lost', 'dismissal', 'death', 'not-confirmed', 'other'));--> statement-breakpoint
ALTER TABLE "mandates" ADD CONSTRAINT "mandate_end_explained" CHECK ("mandates"."to_day" is not null or ("mandates"."end_reason" is null and "mandates"."end_note" is null));--> statement-breakpoint
ALTER TABLE "mandates" ADD CONSTRAINT "mandate_co_optation" CHECK ("mandates"."co_optation" in ('pending', 'confirmed', 'refused'));--> statement-breakpoint
ALTER TABLE "mandates" ADD CONSTRAINT "mandate_replaces_another" CHECK ("mandates"."replaces_id" <> "mandates"."id");--> statement-breakpoint
ALTER TABLE "mandates" ADD CONSTRAINT "mandate_office" CHECK ("mandates"."office" in ('chair', 'vice-chair', 'treasurer', 'secretary', 'member', 'substitute', 'observer', 'invited'));