CREATE TABLE "decision_effects" (
	"association_id" uuid NOT NULL,
	"entry_id" uuid NOT NULL,
	"effect" text NOT NULL,
	CONSTRAINT "decision_effects_association_id_entry_id_effect_pk" PRIMARY KEY("association_id","entry_id","effect"),
	CONSTRAINT "decision_effect" CHECK ("decision_effects"."effect" in ('none', 'statutes', 'name', 'seat', 'directors', 'delegates', 'auditor', 'accounts', 'members', 'dissolution'))
);
--> statement-breakpoint
CREATE TABLE "decision_steps" (
	"association_id" uuid NOT NULL,
	"entry_id" uuid NOT NULL,
	"step" text NOT NULL,
	"done_on" date NOT NULL,
	"proof" text NOT NULL,
	"done_by" text NOT NULL,
	CONSTRAINT "decision_steps_association_id_entry_id_step_pk" PRIMARY KEY("association_id","entry_id","step")
);
--> statement-breakpoint
CREATE TABLE "publications" (
	"association_id" uuid NOT NULL,
	"entry_id" uuid NOT NULL,
	"content" jsonb NOT NULL,
	"recorded_at" timestamp with time zone NOT NULL,
	"published_at" timestamp with time zone NOT NULL,
	"published_by" text NOT NULL,
	CONSTRAINT "publications_association_id_entry_id_pk" PRIMARY KEY("association_id","entry_id")
);
--> statement-breakpoint
CREATE TABLE "register_words" (
	"association_id" uuid NOT NULL,
	"word" text NOT NULL,
	"entry_id" uuid NOT NULL,
	CONSTRAINT "register_words_association_id_word_entry_id_pk" PRIMARY KEY("association_id","word","entry_id")
);
--> statement-breakpoint
CREATE TABLE "task_links" (
	"association_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"task_id" uuid NOT NULL,
	"token_hash" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	CONSTRAINT "task_links_association_id_id_pk" PRIMARY KEY("association_id","id"),
	CONSTRAINT "task_link_token_once" UNIQUE("association_id","token_hash")
);
--> statement-breakpoint
CREATE TABLE "task_reminders" (
	"association_id" uuid NOT NULL,
	"task_id" uuid NOT NULL,
	"stage" text NOT NULL,
	"sent_on" date NOT NULL,
	CONSTRAINT "task_reminders_association_id_task_id_stage_pk" PRIMARY KEY("association_id","task_id","stage")
);
--> statement-breakpoint
CREATE TABLE "tasks" (
	"association_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"body_id" uuid NOT NULL,
	"meeting_id" uuid,
	"item_id" uuid,
	"entry_id" uuid,
	"person_id" uuid NOT NULL,
	"text" text NOT NULL,
	"due_on" date NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"created_by" text NOT NULL,
	"state" text DEFAULT 'open' NOT NULL,
	"settled_at" timestamp with time zone,
	"settled_by" text,
	"report" text DEFAULT '' NOT NULL,
	CONSTRAINT "tasks_association_id_id_pk" PRIMARY KEY("association_id","id"),
	CONSTRAINT "task_state" CHECK ("tasks"."state" in ('open', 'done', 'cancelled')),
	CONSTRAINT "task_settled" CHECK (("tasks"."state" = 'open') = ("tasks"."settled_at" is null)),
	CONSTRAINT "task_settled_by" CHECK (("tasks"."settled_at" is null) = ("tasks"."settled_by" is null)),
	CONSTRAINT "task_item" CHECK (("tasks"."meeting_id" is null) = ("tasks"."item_id" is null)),
	CONSTRAINT "task_text" CHECK (length(trim("tasks"."text")) > 0)
);
--> statement-breakpoint
ALTER TABLE "register_entries" ADD COLUMN "id" uuid DEFAULT gen_random_uuid() NOT NULL;--> statement-breakpoint
ALTER TABLE "register_entries" ADD COLUMN "procedure_id" uuid;--> statement-breakpoint
ALTER TABLE "register_entries" ADD CONSTRAINT "register_entry_once" UNIQUE("association_id","id");--> statement-breakpoint
ALTER TABLE "decision_effects" ADD CONSTRAINT "effect_entry" FOREIGN KEY ("association_id","entry_id") REFERENCES "public"."register_entries"("association_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "decision_steps" ADD CONSTRAINT "step_entry" FOREIGN KEY ("association_id","entry_id") REFERENCES "public"."register_entries"("association_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "publications" ADD CONSTRAINT "publication_entry" FOREIGN KEY ("association_id","entry_id") REFERENCES "public"."register_entries"("association_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "register_words" ADD CONSTRAINT "word_entry" FOREIGN KEY ("association_id","entry_id") REFERENCES "public"."register_entries"("association_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "task_links" ADD CONSTRAINT "link_task" FOREIGN KEY ("association_id","task_id") REFERENCES "public"."tasks"("association_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "task_reminders" ADD CONSTRAINT "reminder_task" FOREIGN KEY ("association_id","task_id") REFERENCES "public"."tasks"("association_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tasks" ADD CONSTRAINT "task_body" FOREIGN KEY ("association_id","body_id") REFERENCES "public"."bodies"("association_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tasks" ADD CONSTRAINT "task_person" FOREIGN KEY ("association_id","person_id") REFERENCES "public"."people"("association_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "words_of_entry" ON "register_words" USING btree ("association_id","entry_id");--> statement-breakpoint
CREATE INDEX "tasks_by_day" ON "tasks" USING btree ("association_id","state","due_on");--> statement-breakpoint
CREATE INDEX "tasks_of_person" ON "tasks" USING btree ("association_id","person_id");--> statement-breakpoint
CREATE INDEX "tasks_of_item" ON "tasks" USING btree ("association_id","item_id");--> statement-breakpoint
CREATE INDEX "tasks_of_entry" ON "tasks" USING btree ("association_id","entry_id");--> statement-breakpoint
ALTER TABLE "register_entries" ADD CONSTRAINT "register_procedure" FOREIGN KEY ("association_id","procedure_id","body_id") REFERENCES "public"."written_procedures"("association_id","id","body_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "register_entries" ADD CONSTRAINT "register_procedure_once" UNIQUE("association_id","procedure_id");--> statement-breakpoint
ALTER TABLE "register_entries" ADD CONSTRAINT "register_one_source" CHECK (num_nonnulls("register_entries"."decision_id", "register_entries"."procedure_id") <= 1);