import {
  boolean,
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
import { people } from '#lib/associations/server/tables.ts';
import { bodies, mandates } from '#lib/bodies/server/tables.ts';
import type { RichText } from '#lib/documents/rich-text.ts';
import { day, instant, timeOfDay } from '#lib/platform/columns.ts';
import type { DecisionKind } from '#lib/kernel/decision-kinds.ts';
import type { AttendanceState, ItemNature, ItemSubject, MeetingKind, Treatment } from '../vocabulary.ts';
import { memberRequests } from './agenda/tables.ts';
import { meetingSeries } from './planning/tables.ts';

export const meetings = pgTable(
  'meetings',
  {
    associationId: uuid().notNull(),
    id: uuid().notNull().defaultRandom(),
    bodyId: uuid().notNull(),
    kind: text().$type<MeetingKind>().notNull(),
    heldOn: day().notNull(),
    /** Null when only the day is known, as for a meeting of the past. */
    startsAt: timeOfDay(),
    /** The planned end, on the same day. */
    endsAt: timeOfDay(),
    place: text(),
    theme: text(),
    /** Where one takes part from afar, and how, as the notice must say (CSA 9:16/1); null: in the room only. */
    remoteAccess: text(),
    remoteProcedure: text(),
    seriesId: uuid(),
    /** The meeting that lacked its quorum, when this one is the second that may decide without (CSA 9:21). */
    secondOfId: uuid(),
    cancelledAt: instant(),
    cancelReason: text(),
    presidedByMandateId: uuid(),
    secretaryPersonId: uuid(),
    /** The secret of the room's own code, by which members say that they are there. */
    checkInCode: text()
      .notNull()
      .default(sql`replace(gen_random_uuid()::text, '-', '')`),
    /** Since when its PV is approved: what it says changes no more (see the guards of minutes). */
    minutesFixedAt: instant(),
    version: integer().notNull().default(1),
    createdAt: instant().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.associationId, table.id] }),
    unique('meeting_of_body').on(table.associationId, table.id, table.bodyId),
    foreignKey({
      name: 'meeting_body',
      columns: [table.associationId, table.bodyId],
      foreignColumns: [bodies.associationId, bodies.id],
    }),
    foreignKey({
      name: 'meeting_presided_by',
      columns: [table.associationId, table.presidedByMandateId, table.bodyId],
      foreignColumns: [mandates.associationId, mandates.id, mandates.bodyId],
    }),
    foreignKey({
      name: 'meeting_secretary',
      columns: [table.associationId, table.secretaryPersonId],
      foreignColumns: [people.associationId, people.id],
    }),
    index('meetings_by_day').on(table.associationId, table.heldOn),
    foreignKey({
      name: 'meeting_series',
      columns: [table.associationId, table.seriesId, table.bodyId],
      foreignColumns: [meetingSeries.associationId, meetingSeries.id, meetingSeries.bodyId],
    }),
    foreignKey({
      name: 'meeting_second_of',
      columns: [table.associationId, table.secondOfId, table.bodyId],
      foreignColumns: [table.associationId, table.id, table.bodyId],
    }),
    check('meeting_kind', sql`${table.kind} in ('ordinary', 'extraordinary')`),
    check('meeting_ends', sql`${table.startsAt} < ${table.endsAt}`),
    check('meeting_remote', sql`(${table.remoteAccess} is null) = (${table.remoteProcedure} is null)`),
    check('meeting_cancelled', sql`(${table.cancelledAt} is null) = (${table.cancelReason} is null)`),
    check('meeting_is_not_its_second', sql`${table.secondOfId} <> ${table.id}`),
  ],
);

/** The agenda as a tree. Numbers are computed from positions, never stored. */
export const agendaItems = pgTable(
  'agenda_items',
  {
    associationId: uuid().notNull(),
    id: uuid().notNull().defaultRandom(),
    meetingId: uuid().notNull(),
    parentId: uuid(),
    /** From 0 among the items of the same parent; unique by a deferred constraint (see the guards). */
    position: integer().notNull(),
    title: text().notNull(),
    nature: text().$type<ItemNature>().notNull(),
    /** Which majority decides, for an item that is put to the vote; null: an ordinary one. */
    decisionKind: text().$type<DecisionKind>(),
    /** Accounts and budget have rules of their own, whatever their title says; null: another matter. */
    subject: text().$type<ItemSubject>(),
    /** Who introduces it, in words. */
    presenter: text().notNull().default(''),
    /** Planned duration. */
    minutes: integer(),
    /** What members read before the meeting: plain paragraphs. */
    text: text().notNull().default(''),
    /** Debated without guests, left out of what is public. */
    closedDoor: boolean().notNull().default(false),
    /** Why it was added or changed after the notice; null: it is as it was announced. */
    lateReason: text(),
    /** Of an item with such a reason: it was not on the notice at all, and its number tells it. */
    lateAddition: boolean().notNull().default(false),
    treatment: text().$type<Treatment>(),
    /** The item of an earlier meeting that was not treated there. */
    carriedFromId: uuid(),
    /** The request of members that put it here. */
    requestId: uuid(),
    /** The meeting whose PV is approved on this item (its foreign key stands in the guards of minutes). */
    minutesOfId: uuid(),
    /** Until when members may vote on it before the sitting, as they are told; null: they may not. */
    voteBeforeUntil: instant(),
    version: integer().notNull().default(1),
  },
  (table) => [
    primaryKey({ columns: [table.associationId, table.id] }),
    unique('item_of_meeting').on(table.associationId, table.id, table.meetingId),
    foreignKey({
      name: 'item_meeting',
      columns: [table.associationId, table.meetingId],
      foreignColumns: [meetings.associationId, meetings.id],
    }),
    foreignKey({
      name: 'item_parent',
      columns: [table.associationId, table.parentId, table.meetingId],
      foreignColumns: [table.associationId, table.id, table.meetingId],
    }),
    foreignKey({
      name: 'item_carried_from',
      columns: [table.associationId, table.carriedFromId],
      foreignColumns: [table.associationId, table.id],
    }),
    foreignKey({
      name: 'item_request',
      columns: [table.associationId, table.requestId],
      foreignColumns: [memberRequests.associationId, memberRequests.id],
    }),
    unique('item_carried_once').on(table.associationId, table.carriedFromId),
    index('items_approving_minutes').on(table.associationId, table.minutesOfId),
    check(
      'item_nature',
      sql`${table.nature} in ('information', 'discussion', 'decision', 'approval', 'election', 'admission', 'selection')`,
    ),
    check(
      'item_decision_kind',
      sql`${table.decisionKind} is null or (${table.nature} not in ('information', 'discussion') and ${table.decisionKind} in ('ordinary', 'statutes', 'purpose', 'exclusion', 'dissolution'))`,
    ),
    check('item_subject', sql`${table.subject} in ('accounts', 'budget')`),
    check('item_late_addition', sql`not ${table.lateAddition} or ${table.lateReason} is not null`),
    check('item_minutes', sql`${table.minutes} between 1 and 1440`),
    check('item_treatment', sql`${table.treatment} in ('treated', 'not-treated')`),
    check('item_is_not_its_parent', sql`${table.parentId} <> ${table.id}`),
    check('item_position', sql`${table.position} >= 0`),
  ],
);

/** What was said on an item, for the PV. The version refuses a save that has not read the last one. */
export const itemNotes = pgTable(
  'item_notes',
  {
    associationId: uuid().notNull(),
    itemId: uuid().notNull(),
    content: jsonb().$type<RichText>().notNull(),
    version: integer().notNull(),
    savedAt: instant().notNull(),
    savedBy: text().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.associationId, table.itemId] }),
    foreignKey({
      name: 'notes_item',
      columns: [table.associationId, table.itemId],
      foreignColumns: [agendaItems.associationId, agendaItems.id],
    }).onDelete('cascade'),
  ],
);

/** Presence of a mandate at a meeting of its own body. No row: not recorded yet. */
export const attendances = pgTable(
  'attendances',
  {
    associationId: uuid().notNull(),
    meetingId: uuid().notNull(),
    mandateId: uuid().notNull(),
    bodyId: uuid().notNull(),
    state: text().$type<AttendanceState>().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.associationId, table.meetingId, table.mandateId] }),
    foreignKey({
      name: 'attendance_meeting',
      columns: [table.associationId, table.meetingId, table.bodyId],
      foreignColumns: [meetings.associationId, meetings.id, meetings.bodyId],
    }),
    foreignKey({
      name: 'attendance_mandate',
      columns: [table.associationId, table.mandateId, table.bodyId],
      foreignColumns: [mandates.associationId, mandates.id, mandates.bodyId],
    }),
    check('attendance_state', sql`${table.state} in ('present', 'remote', 'left', 'excused', 'absent')`),
  ],
);
