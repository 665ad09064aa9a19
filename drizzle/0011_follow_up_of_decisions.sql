CREATE TABLE "decision_executions" (
	"association_id" uuid NOT NULL,
	"decision_id" uuid NOT NULL,
	"executed_on" date NOT NULL,
	"note" text NOT NULL,
	CONSTRAINT "decision_executions_association_id_decision_id_pk" PRIMARY KEY("association_id","decision_id")
);
--> statement-breakpoint
CREATE TABLE "decision_links" (
	"association_id" uuid NOT NULL,
	"decision_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"target_id" uuid NOT NULL,
	"linked_at" timestamp with time zone NOT NULL,
	CONSTRAINT "decision_links_association_id_decision_id_target_id_pk" PRIMARY KEY("association_id","decision_id","target_id"),
	CONSTRAINT "decision_link_kind" CHECK ("decision_links"."kind" in ('amends', 'repeals', 'executes')),
	CONSTRAINT "decision_link_is_to_another" CHECK ("decision_links"."decision_id" <> "decision_links"."target_id")
);
--> statement-breakpoint
ALTER TABLE "decision_executions" ADD CONSTRAINT "execution_decision" FOREIGN KEY ("association_id","decision_id") REFERENCES "public"."decisions"("association_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "decision_links" ADD CONSTRAINT "decision_link_decision" FOREIGN KEY ("association_id","decision_id") REFERENCES "public"."decisions"("association_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "decision_links" ADD CONSTRAINT "decision_link_target" FOREIGN KEY ("association_id","target_id") REFERENCES "public"."decisions"("association_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "links_to_decision" ON "decision_links" USING btree ("association_id","target_id");