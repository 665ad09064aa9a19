import {
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';
import { sql } from 'drizzle-orm';
import { bodies, mandates } from '#lib/bodies/server/tables.ts';
import type { DecisionKind } from '#lib/kernel/decision-kinds.ts';
import { instant } from '#lib/platform/columns.ts';
import type { Channel, ItemNature, MeetingKind, RequestKind, RequestState } from '../../vocabulary.ts';

/** An item of a template, with those under it. */
export interface TemplateItem {
  readonly title: string;
  readonly nature: ItemNature;
  readonly decisionKind: DecisionKind | null;
  readonly presenter: string;
  readonly minutes: number | null;
  readonly items: readonly TemplateItem[];
}

/** A usual agenda, for one body and kind of meeting, or for several (null). */
export const agendaTemplates = pgTable(
  'agenda_templates',
  {
    associationId: uuid().notNull(),
    id: uuid().notNull().defaultRandom(),
    name: text().notNull(),
    bodyId: uuid(),
    kind: text().$type<MeetingKind>(),
    items: jsonb().$type<readonly TemplateItem[]>().notNull(),
    version: integer().notNull().default(1),
  },
  (table) => [
    primaryKey({ columns: [table.associationId, table.id] }),
    unique('template_name_once').on(table.associationId, table.name),
    foreignKey({
      name: 'template_body',
      columns: [table.associationId, table.bodyId],
      foreignColumns: [bodies.associationId, bodies.id],
    }),
    check('template_kind', sql`${table.kind} in ('ordinary', 'extraordinary')`),
  ],
);

/** An item that members propose for a meeting of a body, or an assembly that they ask for. */
export const memberRequests = pgTable(
  'member_requests',
  {
    associationId: uuid().notNull(),
    id: uuid().notNull().defaultRandom(),
    kind: text().$type<RequestKind>().notNull(),
    bodyId: uuid().notNull(),
    /** The meeting for which an item is proposed; of an assembly asked for, the one that was called. */
    meetingId: uuid(),
    title: text().notNull(),
    text: text().notNull().default(''),
    submittedAt: instant().notNull(),
    state: text().$type<RequestState>().notNull().default('open'),
    answer: text(),
    answeredAt: instant(),
    answeredBy: text(),
    version: integer().notNull().default(1),
  },
  (table) => [
    primaryKey({ columns: [table.associationId, table.id] }),
    unique('request_of_body').on(table.associationId, table.id, table.bodyId),
    foreignKey({
      name: 'request_body',
      columns: [table.associationId, table.bodyId],
      foreignColumns: [bodies.associationId, bodies.id],
    }),
    index('requests_of_meeting').on(table.associationId, table.meetingId),
    check('request_kind', sql`${table.kind} in ('item', 'assembly')`),
    check('request_state', sql`${table.state} in ('open', 'accepted', 'declined', 'withdrawn')`),
    check(
      'request_answered',
      sql`(${table.state} in ('accepted', 'declined')) = (${table.answeredAt} is not null)`,
    ),
  ],
);

/** Who asks it: the first one is whoever wrote it. */
export const memberRequestSupporters = pgTable(
  'member_request_supporters',
  {
    associationId: uuid().notNull(),
    requestId: uuid().notNull(),
    mandateId: uuid().notNull(),
    bodyId: uuid().notNull(),
    signedAt: instant().notNull(),
    via: text().$type<Channel>().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.associationId, table.requestId, table.mandateId] }),
    foreignKey({
      name: 'supporter_request',
      columns: [table.associationId, table.requestId, table.bodyId],
      foreignColumns: [memberRequests.associationId, memberRequests.id, memberRequests.bodyId],
    }).onDelete('cascade'),
    foreignKey({
      name: 'supporter_mandate',
      columns: [table.associationId, table.mandateId, table.bodyId],
      foreignColumns: [mandates.associationId, mandates.id, mandates.bodyId],
    }),
    check('supporter_via', sql`${table.via} in ('member', 'secretary', 'paper')`),
  ],
);
