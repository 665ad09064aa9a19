import {
  bigint,
  boolean,
  check,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';
import { sql } from 'drizzle-orm';
import { mandates } from '#lib/bodies/server/tables.ts';
import { instant } from '#lib/platform/columns.ts';
import type { SittingEventKind, SittingState } from '../../vocabulary.ts';
import { agendaItems, meetings } from '../tables.ts';

/** A meeting that was opened: where it is now. No row: it was not. */
export const sittings = pgTable(
  'sittings',
  {
    associationId: uuid().notNull(),
    meetingId: uuid().notNull(),
    state: text().$type<SittingState>().notNull(),
    openedAt: instant().notNull(),
    closedAt: instant(),
    currentItemId: uuid(),
    /** Since when this item is before the meeting. */
    itemSince: instant(),
    /** Grows at each change: what a screen has seen, and whether it must look again. */
    revision: bigint({ mode: 'number' }).notNull().default(1),
  },
  (table) => [
    primaryKey({ columns: [table.associationId, table.meetingId] }),
    foreignKey({
      name: 'sitting_meeting',
      columns: [table.associationId, table.meetingId],
      foreignColumns: [meetings.associationId, meetings.id],
    }),
    foreignKey({
      name: 'sitting_item',
      columns: [table.associationId, table.currentItemId, table.meetingId],
      foreignColumns: [agendaItems.associationId, agendaItems.id, agendaItems.meetingId],
    }),
    check('sitting_state', sql`${table.state} in ('open', 'suspended', 'closed')`),
    check('sitting_closed', sql`(${table.state} = 'closed') = (${table.closedAt} is not null)`),
    check('sitting_item_since', sql`(${table.currentItemId} is null) = (${table.itemSince} is null)`),
  ],
);

/** What happened in the sitting, in order, each thing with the item that was before it. */
export const sittingEvents = pgTable(
  'sitting_events',
  {
    associationId: uuid().notNull(),
    id: uuid().notNull().defaultRandom(),
    meetingId: uuid().notNull(),
    bodyId: uuid().notNull(),
    /** From 1, without gap. */
    seq: integer().notNull(),
    kind: text().$type<SittingEventKind>().notNull(),
    at: instant().notNull(),
    itemId: uuid(),
    /** Who arrived or left. */
    mandateId: uuid(),
    /** Arrived from afar. */
    remote: boolean().notNull().default(false),
    /** What an incident was. */
    text: text(),
  },
  (table) => [
    primaryKey({ columns: [table.associationId, table.id] }),
    unique('sitting_event_once').on(table.associationId, table.meetingId, table.seq),
    foreignKey({
      name: 'sitting_event_meeting',
      columns: [table.associationId, table.meetingId, table.bodyId],
      foreignColumns: [meetings.associationId, meetings.id, meetings.bodyId],
    }),
    foreignKey({
      name: 'sitting_event_item',
      columns: [table.associationId, table.itemId, table.meetingId],
      foreignColumns: [agendaItems.associationId, agendaItems.id, agendaItems.meetingId],
    }),
    foreignKey({
      name: 'sitting_event_mandate',
      columns: [table.associationId, table.mandateId, table.bodyId],
      foreignColumns: [mandates.associationId, mandates.id, mandates.bodyId],
    }),
    check(
      'sitting_event_kind',
      sql`${table.kind} in ('opened', 'suspended', 'resumed', 'closed', 'item-begun', 'arrival', 'departure', 'incident')`,
    ),
    check(
      'sitting_event_who',
      sql`(${table.kind} in ('arrival', 'departure')) = (${table.mandateId} is not null)`,
    ),
    check('sitting_event_what', sql`(${table.kind} = 'incident') = (${table.text} is not null)`),
  ],
);

/** A conflict of interest declared on an item: whoever has it leaves the debate and the vote (CSA 9:8). */
export const conflictsOfInterest = pgTable(
  'conflicts_of_interest',
  {
    associationId: uuid().notNull(),
    meetingId: uuid().notNull(),
    itemId: uuid().notNull(),
    bodyId: uuid().notNull(),
    mandateId: uuid().notNull(),
    /** The nature of the interest, in one line, as the minutes must say. */
    nature: text().notNull(),
    declaredAt: instant().notNull(),
    declaredBy: text().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.associationId, table.itemId, table.mandateId] }),
    foreignKey({
      name: 'conflict_meeting',
      columns: [table.associationId, table.meetingId, table.bodyId],
      foreignColumns: [meetings.associationId, meetings.id, meetings.bodyId],
    }),
    foreignKey({
      name: 'conflict_item',
      columns: [table.associationId, table.itemId, table.meetingId],
      foreignColumns: [agendaItems.associationId, agendaItems.id, agendaItems.meetingId],
    }),
    foreignKey({
      name: 'conflict_mandate',
      columns: [table.associationId, table.mandateId, table.bodyId],
      foreignColumns: [mandates.associationId, mandates.id, mandates.bodyId],
    }),
    index('conflicts_of_meeting').on(table.associationId, table.meetingId),
  ],
);

/** Who asked to speak on the item before the meeting, in the order in which they did. */
export const speakers = pgTable(
  'speakers',
  {
    associationId: uuid().notNull(),
    id: uuid().notNull().defaultRandom(),
    meetingId: uuid().notNull(),
    itemId: uuid().notNull(),
    bodyId: uuid().notNull(),
    mandateId: uuid().notNull(),
    askedAt: instant().notNull(),
    startedAt: instant(),
    endedAt: instant(),
  },
  (table) => [
    primaryKey({ columns: [table.associationId, table.id] }),
    foreignKey({
      name: 'speaker_meeting',
      columns: [table.associationId, table.meetingId, table.bodyId],
      foreignColumns: [meetings.associationId, meetings.id, meetings.bodyId],
    }),
    foreignKey({
      name: 'speaker_item',
      columns: [table.associationId, table.itemId, table.meetingId],
      foreignColumns: [agendaItems.associationId, agendaItems.id, agendaItems.meetingId],
    }).onDelete('cascade'),
    foreignKey({
      name: 'speaker_mandate',
      columns: [table.associationId, table.mandateId, table.bodyId],
      foreignColumns: [mandates.associationId, mandates.id, mandates.bodyId],
    }),
    index('speakers_of_meeting').on(table.associationId, table.meetingId, table.askedAt),
    check('speaker_ended', sql`${table.endedAt} is null or ${table.startedAt} is not null`),
  ],
);

/** Who said, by the code of the room, that they are there; it counts once the secretary confirms. */
export const checkIns = pgTable(
  'check_ins',
  {
    associationId: uuid().notNull(),
    meetingId: uuid().notNull(),
    bodyId: uuid().notNull(),
    mandateId: uuid().notNull(),
    at: instant().notNull(),
    confirmedAt: instant(),
  },
  (table) => [
    primaryKey({ columns: [table.associationId, table.meetingId, table.mandateId] }),
    foreignKey({
      name: 'check_in_meeting',
      columns: [table.associationId, table.meetingId, table.bodyId],
      foreignColumns: [meetings.associationId, meetings.id, meetings.bodyId],
    }),
    foreignKey({
      name: 'check_in_mandate',
      columns: [table.associationId, table.mandateId, table.bodyId],
      foreignColumns: [mandates.associationId, mandates.id, mandates.bodyId],
    }).onDelete('cascade'),
  ],
);

/** Who counts the votes of a meeting. */
export const tellers = pgTable(
  'tellers',
  {
    associationId: uuid().notNull(),
    meetingId: uuid().notNull(),
    bodyId: uuid().notNull(),
    mandateId: uuid().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.associationId, table.meetingId, table.mandateId] }),
    foreignKey({
      name: 'teller_meeting',
      columns: [table.associationId, table.meetingId, table.bodyId],
      foreignColumns: [meetings.associationId, meetings.id, meetings.bodyId],
    }),
    foreignKey({
      name: 'teller_mandate',
      columns: [table.associationId, table.mandateId, table.bodyId],
      foreignColumns: [mandates.associationId, mandates.id, mandates.bodyId],
    }),
  ],
);
